"""Pieces of a text written out once more behind it, so that values spread over several places read as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

if TYPE_CHECKING:  # normalise imports this module
    import numpy.typing as npt

    from meibo_detectors.normalise import Bytes, Offsets, Truth

    Number = TypeVar("Number", bound=np.generic)

SEPARATOR: Final = b"\n\x00\n"
"""Stands between blocks that are scanned together, and between them and the area; no value crosses it."""


class JoinedArea:
    """One line for each group of pieces: their characters, each piece with its glue behind it, then a line feed.

    Offsets are characters of the area, which begins with SEPARATOR; those that lead back are characters of the text.
    """

    def __init__(self, start: Offsets, end: Offsets, glue: Bytes, is_last: Truth, text_chars: int) -> None:
        self._start, self._end, self._glue = start, end, glue
        length = end - start
        has_glue = glue != 0
        edges = len(SEPARATOR) + np.append(0, np.cumsum(length + has_glue + is_last))
        self._begin = edges[:-1]
        """Where each piece stands in the area."""
        self.edges: Offsets = np.append(len(SEPARATOR), edges[1:][is_last])
        """Where each group begins, and the end of the area."""
        glued, fed = (self._begin + length)[has_glue], (self._begin + length + has_glue)[is_last]
        self._sign_at = np.concatenate([np.arange(len(SEPARATOR)), glued, fed])
        self._signs = np.concatenate(
            [np.frombuffer(SEPARATOR, np.uint8), glue[has_glue], np.full(len(fed), 10, np.uint8)]
        )
        running = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
        at = np.repeat(self._begin, length) + running
        self.source: Offsets = np.full(int(edges[-1]), max(text_chars - 1, 0), np.int64)
        """The character of the text that each one copies; a sign has that of the nearest copy before it in its group,
        or else behind it."""
        self.source[at] = np.repeat(start, length) + running
        self._lead_signs_back(at, np.concatenate([glued, fed]), text_chars)

    def _lead_signs_back(self, at: Offsets, signs: Offsets, text_chars: int) -> None:
        group = np.searchsorted(self.edges, signs, "right") - 1
        piece = np.searchsorted(self._begin, signs, "right") - 1
        nearest = np.clip(self._start[piece], 0, max(text_chars - 1, 0))
        if len(at):
            follower = np.searchsorted(at, signs)
            behind, before = at.take(follower, mode="clip"), at.take(follower - 1, mode="clip")
            has_behind = (behind > signs) & (behind < self.edges.take(group + 1, mode="clip"))
            has_before = (before < signs) & (before >= self.edges[group])
            nearest = np.where(has_behind, self.source[behind], nearest)
            nearest = np.where(has_before, self.source[before], nearest)
        self.source[signs] = nearest

    def write(self, characters: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """The area in the characters of a text, which may be classes, code points or anything else parallel to it."""
        area = characters.take(self.source, mode="clip")
        area[self._sign_at] = self._signs
        return area

    def spell(self, start: int, end: int, value: Callable[[int, int], str]) -> str:
        """A stretch of the area, put together from the ``value`` of each stretch of the text and the glue between."""
        parts = []
        first = max(int(np.searchsorted(self._begin, start, "right")) - 1, 0)
        last = int(np.searchsorted(self._begin, end))
        for piece in range(first, last):  # a value has a handful of pieces
            begin, origin = int(self._begin[piece]), int(self._start[piece])
            stop = begin + int(self._end[piece]) - origin
            parts.append(value(origin + max(start - begin, 0), origin + min(end, stop) - begin))
            if self._glue[piece] and start <= stop < end:
                parts.append(chr(self._glue[piece]))
        return "".join(parts)
