"""Blocks of text made ready for the detectors: folded, number runs found, fields named."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.word_table import WordTable
from meibo_detectors.fields import Fields, Spellings
from meibo_detectors.kernels.distinct_names import find_distinct
from meibo_detectors.kernels.field_names import look_up_names
from meibo_detectors.label_words import characters_of
from meibo_detectors.normalise import Folded, Offsets
from meibo_detectors.number_runs import NumberRuns
from meibo_detectors.text_hash import TextHash

_Made = TypeVar("_Made")


class Text:
    """What every detector looks at. All offsets are folded characters."""

    def __init__(self, folded: Folded, fields: Fields, without: Sequence[frozenset[str]] = ()) -> None:
        """``without`` are, for each block, the ids of detectors that are not to look at it; only user rules heed it."""
        self.folded = folded
        self.fields = fields
        self.keeps_failures = False
        """Whether candidates are wanted too that a check refutes beyond doubt, to tell why they are no findings."""
        self._without = without
        self.given_up: list[tuple[int, str]] = []
        """Blocks that a detector did not search to the end, by their index, and its id."""
        self._made: dict[Callable[[Text], object], object] = {}

    def without(self, block: int) -> frozenset[str]:
        """The ids of detectors that do not look at a block."""
        return self._without[block] if self._without else frozenset()

    def once(self, make: Callable[[Text], _Made]) -> _Made:
        """What a function makes of this text; it is called once, whoever asks."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("_Made", self._made[make])

    @functools.cached_property
    def runs(self) -> NumberRuns:
        """The runs of digits."""
        return NumberRuns(self.folded)

    @functools.cached_property
    def look_up_codes(self) -> npt.NDArray[np.uint32]:
        """The characters as dictionaries are looked up: folded, old and variant kanji as base forms."""
        return self.folded.look_up_codes

    @functools.cached_property
    def _spellings(self) -> Spellings:
        cells = self.fields.cells
        if self.fields.meanings.spellings is not None:
            return self.fields.meanings.spellings
        nothing = np.zeros(len(cells.start), np.int64)
        text, longest = characters_of(self.folded), len(self.folded.chars)
        which, first = find_distinct(text, cells.name_start, cells.name_end, nothing, nothing, nothing, longest)
        return Spellings(which, cells.name_start[first], cells.name_end[first])

    def numbers_of_names(self, words: WordTable, *, without_number: bool = False) -> Offsets:
        """The number that a list has for the name of each field, -1 where the name is none of its words.

        ``without_number``: a digit behind a name is none of it. Each distinct name is looked up once.
        """
        numbers = np.full(len(self.fields.start), -1)
        names = self._spellings
        if len(names.start):
            text = characters_of(self.folded)
            known = look_up_names(text, names.start, names.end, words.keys, words.numbers, without_number)
            if known.max() >= 0:
                known.take(names.which, out=numbers[: len(names.which)])
        return numbers

    def fields_named(self, words: WordTable, *, without_number: bool = False) -> Offsets:
        """Indices of the fields whose name is a word of a list, ascending; see ``numbers_of_names``."""
        return np.flatnonzero(self.numbers_of_names(words, without_number=without_number) >= 0)

    @functools.cached_property
    def hashes(self) -> TextHash:
        """Hashes of all stretches of these characters."""
        return TextHash(self.look_up_codes)
