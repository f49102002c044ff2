"""Rich Text Format (Microsoft, RTF Specification 1.9.1)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_text
from meibo.extraction.documents.flow import cut_pieces
from meibo.extraction.documents.rtf_objects import unwrap_object
from meibo.extraction.documents.rtf_reader import RtfReader
from meibo.extraction.documents.rtf_tokens import read_tokens
from meibo.extraction.model import HEAD_BYTES, Member, Notice
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.documents.flow import Piece
    from meibo.extraction.model import Item, Source

_TOKENS_AT_ONCE = 2_000


def extract(source: Source) -> Iterator[Item]:
    """Blocks of the running text, then of headers, notes, comments and properties; pictures and objects as members."""
    reader = RtfReader()
    budget = source.budget
    data = budget.read(source.stream)
    yield from cut_pieces(_read_body(reader, data, budget), budget, Position(line=1))
    for name, story in reader.stories.items():
        if name:
            yield from cut_pieces(story.flow.take(is_end=True), budget, Position(line=1, container=(name,)))
    yield from cut_text("\n".join(reader.properties), budget.limits, Position(line=1, container=("properties",)))
    for number, (kind, digits) in enumerate(reader.embedded, 1):
        is_picture = kind == "pict"
        content = _read_digits(digits[: 2 * HEAD_BYTES] if is_picture else digits)
        budget.take_bytes(len(content))
        if is_picture:
            yield Member(f"picture{number}", io.BytesIO(content), is_decoration=True)
        else:
            yield from unwrap_object(content, f"object{number}")
    if reader.depth:
        yield Notice("damaged", detail="open groups")


def _read_body(reader: RtfReader, data: bytes, budget: Budget) -> Iterator[Piece]:
    flow = reader.stories[""].flow
    try:
        for number, token in enumerate(read_tokens(data)):
            reader.hear(token)
            if number % _TOKENS_AT_ONCE == 0:
                budget.check_time()
                yield from flow.take()
        reader.end_text()
    except Exception:
        yield from flow.take(is_end=True)
        raise
    yield from flow.take(is_end=True)


def _read_digits(digits: str) -> bytes:
    """The bytes that hexadecimal digits stand for, up to the first that is none."""
    digits = "".join(digits.split())
    try:
        return bytes.fromhex(digits[: len(digits) // 2 * 2])
    except ValueError as error:
        place = str(error).rpartition(" ")[2]
        end = int(place) if place.isdigit() else 0
        return bytes.fromhex(digits[: end // 2 * 2])
