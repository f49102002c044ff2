"""Office documents of before 2007: doc, ppt, and RTF."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from meibo.extraction import rtf
from meibo.extraction.ole_properties import extract_ole_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source


def extract(source: Source) -> Iterator[Item]:
    """Blocks of all stories of the document; members."""
    if source.format == "rtf":
        yield from rtf.extract(source)
        return
    import olefile

    logging.getLogger("olefile").setLevel(logging.CRITICAL)
    from meibo.extraction.word_document import extract_word

    ole = olefile.OleFileIO(source.stream)
    yield from extract_word(ole, source.budget)
    yield from extract_ole_properties(ole, source.budget)
