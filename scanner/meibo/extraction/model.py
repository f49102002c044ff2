"""The words of extraction: which part of a file is read, within which limits, and what was noticed on the way."""

from __future__ import annotations

import msgspec

HEAD_BYTES = 1 << 16
"""How much of a file's beginning tells its format and its encoding."""


class Span(msgspec.Struct, frozen=True):
    """The nominal byte range of one unit of work; ``end`` None reads to the end of the file.

    Neighbouring spans of a file share their borders: each moves its border to the same line end, so together they
    read every byte once.
    """

    start: int = 0
    end: int | None = None


class Limits(msgspec.Struct, frozen=True):
    """How much of a file is held at a time."""

    block_bytes: int = 1 << 20
    """Nominal size of a block of raw text."""
    context_chars: int = 512
    """How much text a block shows of what stands before and after it."""
    lookahead_bytes: int = 1 << 16
    """How far after a nominal border a line end is looked for; a longer line is cut."""


class Notice(msgspec.Struct, frozen=True):
    """Something about a file that is no text: ``code`` is an issue code, or ``encoding``."""

    code: str
    count: int = 1
    detail: str = ""
    """Never file content."""
