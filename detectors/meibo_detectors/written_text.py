"""Blocks joined as they were written: where each begins, which escapes stand in them, and any stretch as a string.

No string of the whole text is made unless somebody asks for it: offsets are code points, and lead to bytes through
the counts of code points before every ``_STEP`` bytes.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.joined_area import SEPARATOR
from meibo_detectors.kernels.code_points import count_characters, find_bytes, read_code_points
from meibo_detectors.kernels.escape_signs import hold_escape_signs
from meibo_detectors.kernels.escapes import find_escapes

if TYPE_CHECKING:
    from meibo_detectors.model import Layout
    from meibo_detectors.normalise import Bytes, Offsets

_STEP: Final = 1 << 10


class Escapes(NamedTuple):
    r"""Characters written as escapes (``\u5c71``, ``&#23665;``, ``%E5%B1%B1``), ascending, none inside another.

    Specification section 1.1. What could as well be something else is none: ``C:\x64``, ``30%20``, half a surrogate
    pair. Arrays are parallel; offsets are bytes.
    """

    start: Offsets
    end: Offsets
    code: npt.NDArray[np.uint32]
    """The character that each stands for."""


class WrittenText:
    """The text of several blocks with SEPARATOR between them."""

    def __init__(self, texts: Sequence[bytes], layouts: Sequence[Layout]) -> None:
        """``layouts`` are parallel to the texts; they say where a backslash is an escape."""
        self._text: bytes = SEPARATOR.join(texts)
        self.raw: Bytes = np.frombuffer(self._text, np.uint8)
        """UTF-8."""
        self.is_ascii: bool = self._text.isascii()
        borders = np.zeros(len(texts) + 1, np.int64)
        np.cumsum([len(text) + len(SEPARATOR) for text in texts], out=borders[1:])
        self.starts: Offsets = borders
        """First code point of each block, and one past the last block as if SEPARATOR stood behind it too."""
        if not self.is_ascii:
            self.starts = count_characters(self.raw, borders)
            self.starts[-1] += len(SEPARATOR)
        self.escapes: Escapes | None = _find_escapes(self.raw, layouts, borders)
        """Offsets are bytes; None where there are none."""

    def __str__(self) -> str:
        return self._text.decode()

    @functools.cached_property
    def escape_starts(self) -> Offsets:
        """The code point where each escape begins."""
        if self.escapes is None:
            return np.zeros(0, np.int64)
        return self.escapes.start if self.is_ascii else count_characters(self.raw, self.escapes.start)

    @functools.cached_property
    def codes(self) -> npt.NDArray[np.uint32]:
        """All code points."""
        return read_code_points(self.raw)

    def spell(self, start: int, end: int) -> str:
        """A stretch of code points, escapes replaced by what they stand for."""
        first, last = self._find_bytes(start, end)
        if self.escapes is None:
            return self._text[first:last].decode()
        parts: list[str] = []
        at = first
        for row in range(*np.searchsorted(self.escapes.start, (first, last)).tolist()):
            parts += self._text[at : int(self.escapes.start[row])].decode(), chr(self.escapes.code[row])
            at = int(self.escapes.end[row])
        return "".join([*parts, self._text[at:last].decode()])

    def _find_bytes(self, start: int, end: int) -> tuple[int, int]:
        if self.is_ascii:
            return start, end
        first, last = find_bytes(self.raw, self._counts, _STEP, np.array([start, end])).tolist()
        return first, last

    @functools.cached_property
    def _counts(self) -> Offsets:
        return count_characters(self.raw, np.arange(0, len(self.raw) + 1, _STEP))


def _find_escapes(raw: Bytes, layouts: Sequence[Layout], starts: Offsets) -> Escapes | None:
    *signs, has_tags = hold_escape_signs(raw)
    if not (has_tags or any(signs)):
        return None
    literal = np.array([layout.kind in ("json", "sql") for layout in layouts], np.uint8)
    escapes = Escapes(*find_escapes(raw, starts[: len(literal)], literal, has_tags))
    return escapes if len(escapes.start) else None
