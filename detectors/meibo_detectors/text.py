"""Blocks of text made ready for the detectors: folded, number runs found, fields named."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

import numpy as np
import numpy.typing as npt

from meibo_detectors.fields import Fields
from meibo_detectors.normalise import Folded
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
    def hashes(self) -> TextHash:
        """Hashes of all stretches of these characters."""
        return TextHash(self.look_up_codes)
