"""Pages that pdfium shows as empty, looked at again with playa-pdf: it may find text, or content that is damaged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from meibo.extraction.blocks import cut_text
from meibo.extraction.pdf.readers import silence
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from meibo.extraction.model import Source
    from meibo.extraction.pdf.readers import PageAccount
    from meibo_detectors.model import Block

_MOST_FILE_BYTES = 16 << 20
"""A larger file is not read again: playa is slow."""
_MOST_IN_VAIN = 3
"""Pages in which it finds no text, after which it looks at no more."""
_LEAST_BYTES, _MOST_BYTES = 16, 1 << 16
"""Of packed content that says something, and that is unpacked to see whether it does."""
_SHOWS_TEXT = re.compile(rb"[^(\\]\)\s*Tj|[^<\s]\s*>\s*Tj|[^\[\s]\s*\]\s*TJ")


class ContentLostError(Exception):
    """A page has content that no reader can show."""


def read_again(source: Source, password: str, numbers: Sequence[int], account: PageAccount) -> Iterator[Block]:
    """The text of pages by their numbers; the account is told of those that are damaged."""
    import playa

    if not numbers or source.stream.seek(0, 2) > _MOST_FILE_BYTES:
        return
    silence("playa")
    source.stream.seek(0)
    try:
        document = playa.Document(source.budget.read(source.stream), password)
        pages = document.pages
    except Exception:  # noqa: BLE001 - pdfium has read the file, and this is one look more
        return
    in_vain = 0
    for number in numbers:
        source.budget.check_time()
        if in_vain == _MOST_IN_VAIN:
            return
        in_vain += 1
        try:
            page = pages[number - 1]
            text = page.extract_text()
            is_lost = any(map(_is_lost, page.streams))
        except Exception as error:  # noqa: BLE001 - as above
            account.add_damaged(error)
            continue
        if text.strip():
            in_vain = 0
            yield from cut_text(text, source.budget.limits, Position(page=number))
        elif is_lost:
            account.add_damaged(ContentLostError())


def _is_lost(stream: Any) -> bool:
    """Whether content cannot be unpacked, or would show text."""
    packed = len(stream.rawdata)
    if not _LEAST_BYTES < packed < _MOST_BYTES:
        return packed >= _MOST_BYTES
    unpacked = stream.buffer
    return not unpacked or bool(_SHOWS_TEXT.search(unpacked))
