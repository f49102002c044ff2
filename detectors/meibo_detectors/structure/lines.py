"""The lines of plain text: where each begins and ends, what opens it, and which begin with a sign of lists."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np

from meibo_detectors.kernels.marked_places import find_marked
from meibo_detectors.kernels.text_lines import read_lines
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.signs import line_signs, name_signs
from meibo_detectors.structure.stretch import Stretch

_BLANK: Final = 1
_RULE: Final = 2
_HEADING: Final = 4


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
        self.start, self.end, self.content, self.flags = read_lines(stretch.text, start, end, line_signs())
        """Of each line without outer blanks; where its text begins behind its sign or number of lists; and what it is,
        as the kernel tells it."""
        self.is_torn = is_torn
        """The line begins a new text."""

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

    @functools.cached_property
    def places(self) -> Offsets:
        """Where signs stand that may name a value or part cells, ascending."""
        return find_marked(self.stretch.text, self.stretch.start, self.stretch.end, name_signs())

    @functools.cached_property
    def is_blank(self) -> Truth:
        """Lines of nothing but blanks."""
        return np.asarray((self.flags & _BLANK) != 0)

    @functools.cached_property
    def is_rule(self) -> Truth:
        """Lines that only divide: ``-----``, ``=====``, ``├──┼──┤``, ``|---|---|``."""
        return np.asarray((self.flags & _RULE) != 0)

    @functools.cached_property
    def is_heading(self) -> Truth:
        """Lines that look like the heading of what follows, if they hold no value of their own."""
        return np.asarray((self.flags & _HEADING) != 0)
