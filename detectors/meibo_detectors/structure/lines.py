"""The lines of plain text: where each begins and ends, what opens it, and which begin with a sign of lists."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.character_tables import LAST_CODE, make_code_table
from meibo_detectors.normalise import Offsets, Truth, is_digit, table_of
from meibo_detectors.structure.stretch import BLANK, Stretch

_MARKS: Final = "・-*■□●○◆◇◎▼▽▲△★☆※>#+•‣◦▪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HEADING_MARKS: Final = "#■□●◆◇◎▼▽▲△★☆【《〈<["
_MARK_STEPS: Final = 4
_NUMBER_CHARS: Final = 3
_RULE: Final = table_of(b"-=*_~#+|")


@functools.cache
def _tables() -> tuple[Truth, Truth]:
    return make_code_table(_MARKS), make_code_table(_HEADING_MARKS)


class Lines:
    """Lines in order; arrays are parallel. All offsets are folded characters of the whole text."""

    def __init__(
        self, stretch: Stretch, start: Offsets, end: Offsets, is_torn: Truth, is_hidden: Truth | None = None
    ) -> None:
        self.stretch = stretch
        self.is_hidden = is_hidden
        """For each character of the stretch whether it is part of a tag; None where there are none."""
        self.first = start
        """First character of each line, blanks included."""
        self.start, self.end = stretch.trim(start, end)
        """Of each line without outer blanks."""
        self.is_torn = is_torn
        """The line begins a new text."""
        self.is_blank: Truth = self.end <= self.start
        self.content: Offsets = self._skip_marks()
        """Where each line's text begins behind its sign or number of lists."""

    @classmethod
    def of(cls, stretch: Stretch) -> Lines:
        """All lines of a stretch."""
        start = np.concatenate(([stretch.start], stretch.line_ends + 1))
        end = np.append(stretch.line_ends, stretch.end)
        torn = np.zeros(len(start), np.bool_)
        torn[np.searchsorted(start, stretch.borders)] = True
        return cls(stretch, start, end, torn)

    def __len__(self) -> int:
        return len(self.first)

    def number(self, offsets: Offsets) -> Offsets:
        """The line in which each offset lies."""
        return np.searchsorted(self.first, offsets, "right") - 1

    def holds(self, at: Offsets) -> Truth:
        """Whether each offset lies within a line's text, outside of tags."""
        line = self.number(at)
        inside = (line >= 0) & (at >= self.start[line]) & (at < self.end[line])
        if self.is_hidden is not None:
            inside &= ~self.is_hidden.take(at - self.stretch.start, mode="clip")
        return np.asarray(inside)

    def code(self, at: Offsets) -> npt.NDArray[np.int64]:
        """The code points at these offsets, at most 65,535."""
        codes = self.stretch.codes
        return np.minimum(codes.take(at, mode="clip").astype(np.int64), LAST_CODE)

    def _skip_marks(self) -> Offsets:
        at = self.start.copy()
        mark = _tables()[0]
        todo = np.flatnonzero(~self.is_blank)
        todo = todo[mark[self.code(at[todo])]]
        for _ in range(_MARK_STEPS):
            if not len(todo):
                break
            at[todo] += 1
            for _ in range(2):
                at[todo] += BLANK[self.stretch.peek(at[todo])]
            todo = todo[at[todo] < self.end[todo]]
            todo = todo[mark[self.code(at[todo])]]
        return np.minimum(self._skip_numbers(at), self.end)

    def _skip_numbers(self, at: Offsets) -> Offsets:
        """Behind ``1.``, ``(1)``, ``[12]``."""
        peek = self.stretch.peek
        opening = table_of(b"([")[peek(at)]
        rows = np.flatnonzero(is_digit(peek(at + opening)) & ~self.is_blank)
        if not len(rows):
            return at
        end = at[rows] + opening[rows]
        for _ in range(_NUMBER_CHARS):
            end += is_digit(peek(end))
        closes = table_of(b".)]")[peek(end)] & ~is_digit(peek(end + 1))
        rows, end = rows[closes], end[closes] + 1
        for _ in range(2):
            end += BLANK[peek(end)]
        moved = at.copy()
        moved[rows] = np.minimum(end, self.end[rows])
        return moved

    @functools.cached_property
    def is_rule(self) -> Truth:
        """Lines that only divide: ``-----``, ``=====``, ``├──┼──┤``, ``|---|---|``."""
        chars = self.stretch.chars
        sign = _RULE[chars.take(self.start, mode="clip")] | _is_box(self.code(self.start))
        rows = np.flatnonzero(sign & (self.end - self.start >= 3))
        rule = np.zeros(len(self), np.bool_)
        if not len(rows):
            return rule
        text = (chars >= 0x80) & ~_is_box(self.stretch.codes) if self.stretch.folded.codes is not None else chars > 0x80
        text = text | is_digit(chars) | (((chars | 32) - np.uint8(97)) < 26)
        at = np.flatnonzero(text)
        none = np.searchsorted(at, self.start[rows]) == np.searchsorted(at, self.end[rows])
        rule[rows[none]] = True
        return rule

    @functools.cached_property
    def is_heading(self) -> Truth:
        """Lines that look like the heading of what follows, if they hold no value of their own."""
        return (_tables()[1][self.code(self.start)] & ~self.is_blank) | self.is_rule


def _is_box(codes: npt.NDArray[np.generic]) -> Truth:
    return np.asarray((codes >= 0x2500) & (codes < 0x2580))  # type: ignore[operator]
