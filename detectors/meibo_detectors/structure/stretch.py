"""The stretch of folded text that one shape of text is looked for in, and how to look around in it."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.grouping import opens_group
from meibo_detectors.kernels.characters import Characters, LabelWords
from meibo_detectors.kernels.grid_cells import count_digits, hold_sign
from meibo_detectors.kernels.repeats import hash_names
from meibo_detectors.model import Layout
from meibo_detectors.normalise import Bytes, Folded, Offsets, Truth, table_of

BLANK: Final = table_of(b" \t\r\n\x00\x0b\x0c\x1c\x1d\x1e\x1f")
_STEPS: Final = 4


class Stretch:
    """Neighbouring blocks of one layout. All offsets are folded characters of the whole text."""

    def __init__(
        self, folded: Folded, text: Characters, borders: Offsets, end: int, layout: Layout, words: LabelWords
    ) -> None:
        self.folded = folded
        self.text = text
        """The same for kernels."""
        self.borders = borders
        """Where the blocks begin, the first one first; one alone unless the layout is one of ``registry.JOINED``."""
        self.start, self.end = int(borders[0]), end
        self.layout = layout
        self.words = words
        """What known labels are told by."""
        self.chars: Bytes = folded.chars
        """The whole text's, to be looked up by offset."""
        self.view: Bytes = folded.chars[self.start : end]

    @property
    def codes(self) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
        """The code points of the whole text, as written."""
        return self.chars if self.folded.codes is None else self.folded.codes

    @functools.cached_property
    def line_ends(self) -> Offsets:
        """Offsets of the characters that end a line."""
        ends = self.folded.line_ends
        first, last = np.searchsorted(ends, (self.start, self.end))
        return ends[first:last]

    def is_label(self, start: Offsets, end: Offsets) -> Truth:
        """Whether the whole of each stretch of the text is a known label."""
        return self.words.find(self.text, start, end)

    def count_digits(self, start: Offsets, end: Offsets) -> Offsets:
        """The number of digits in each stretch ``start`` to ``end``; see the kernel."""
        return count_digits(self.text, start, end)

    def hold_at_sign(self, start: Offsets, end: Offsets) -> Truth:
        """Whether an at sign stands in each stretch."""
        return hold_sign(self.text, start, end, ord("@"))

    def find(self, sign: str) -> Offsets:
        """Where an ASCII sign stands that is written as such: neither of full width nor as an escape."""
        return self.keep_written(np.flatnonzero(self.view == ord(sign)) + self.start)

    def keep_written(self, at: Offsets) -> Offsets:
        """Those of these ASCII signs that are written as such."""
        if self.folded.codes is not None and len(at):
            at = at[self.folded.codes[at] < 128]
        escaped: Offsets | None = getattr(self.folded, "escaped", None)
        if escaped is not None and len(escaped) and len(at):
            nearest = np.minimum(np.searchsorted(escaped, at), len(escaped) - 1)
            at = at[escaped[nearest] != at]
        return at

    def trim(self, start: Offsets, end: Offsets, blank: Truth = BLANK) -> tuple[Offsets, Offsets]:
        """Each stretch without outer blanks; ``end == start`` where nothing else is in it."""
        start, end = start.copy(), end.copy()
        self._move(start, end, blank)
        todo = np.flatnonzero((end > start) & blank[self.chars.take(np.maximum(end - 1, 0), mode="clip")])
        for _ in range(_STEPS):
            if not len(todo):
                return start, end
            end[todo] -= 1
            todo = todo[(end[todo] > start[todo]) & blank[self.chars[np.maximum(end[todo] - 1, 0)]]]
        if len(todo):  # long paddings: one look at all the text instead of one step for each blank
            solid = self._solid(blank)
            at = np.searchsorted(solid, end[todo]) - 1
            last = solid[np.maximum(at, 0)] if len(solid) else start[todo]
            end[todo] = np.where((at >= 0) & (last >= start[todo]), last + 1, start[todo])
        return start, end

    def _move(self, start: Offsets, end: Offsets, blank: Truth) -> None:
        todo = np.flatnonzero((start < end) & blank[self.chars.take(start, mode="clip")])
        for _ in range(_STEPS):
            if not len(todo):
                return
            start[todo] += 1
            todo = todo[start[todo] < end[todo]]
            todo = todo[blank[self.chars[start[todo]]]]
        if len(todo):
            solid = np.append(self._solid(blank), self.end)
            start[todo] = np.minimum(solid[np.searchsorted(solid, start[todo])], end[todo])

    def _solid(self, blank: Truth) -> Offsets:
        return np.flatnonzero(~blank[self.view]) + self.start

    def peek(self, at: Offsets) -> Bytes:
        """The signs at these offsets; 0 beyond the whole text."""
        return np.where((at < 0) | (at >= len(self.chars)), np.uint8(0), self.chars.take(at, mode="clip"))

    def look(self, at: Offsets, step: int) -> Bytes:
        """The next sign before (-1) or after (1) each offset, few blanks skipped; 0 beyond the stretch."""
        at = at + step
        for _ in range(_STEPS):
            at = at + step * BLANK[self.chars.take(np.maximum(at, 0), mode="clip")]
        sign = self.chars.take(np.maximum(at, 0), mode="clip")
        sign[(at < self.start) | (at >= self.end)] = 0
        return sign

    def is_word(self, start: Offsets, end: Offsets, word: bytes) -> Truth:
        """Whether each stretch is this word of small letters, in any case."""
        fits = end - start == len(word)
        for at, letter in enumerate(word):
            fits &= (self.chars.take(start + at, mode="clip") | np.uint8(32)) == letter
        return np.asarray(fits)

    def hash_names(self, start: Offsets, end: Offsets) -> npt.NDArray[np.uint64]:
        """A hash of each stretch by its length and outer characters; names that differ nearly always differ in it."""
        return hash_names(self.text, start, end)


def unite(first: Offsets, second: Offsets) -> Offsets:
    """The offsets of both, ascending, each once; merging two runs that ascend costs little."""
    both = np.concatenate((first, second))
    both.sort(kind="stable")
    each: Offsets = both[opens_group(both)]
    return each
