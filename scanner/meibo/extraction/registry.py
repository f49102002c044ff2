"""Which extractor reads which format; a new one is one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import msgspec

from meibo.extraction.text import extract_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.extraction.model import Limits, Notice, Span
    from meibo_detectors.model import Block


class Extractor(msgspec.Struct, frozen=True):
    """How the text of a format is read."""

    format_id: str
    extract: Callable[[BinaryIO, Limits, Span, str], Iterator[Block | Notice]]
    """Takes a seekable stream, and the suffix of the file's name as a hint."""
    splits: bool = False
    """Whether spans of one file may be read by several workers; if not, the span is always the whole file."""


EXTRACTORS: tuple[Extractor, ...] = (
    Extractor("empty", extract_text),
    Extractor("text", extract_text, splits=True),
)


def find_extractor(format_id: str) -> Extractor | None:
    """The extractor of a format, None where the format is not read."""
    return next((extractor for extractor in EXTRACTORS if extractor.format_id == format_id), None)
