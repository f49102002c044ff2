"""Hashes of any stretch of a text, to look words up by the array.

The sum of ``(code[i] + 1) * BASE**i`` (modulo 2**64) is hashed: no string is made. The same hash of a dictionary's
words is taken once, when its table is made. A short stretch is summed up when it is asked for; once a long one is, sums
over the whole text are made, so that even many long ones cost little each.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.expand import BASE, hash_word
from meibo_detectors.kernels.word_tables import hash_stretches, sum_behind_marks
from meibo_detectors.normalise import Offsets

__all__ = ["BASE", "Hashes", "TextHash", "hash_word"]  # the hash of one word is the dictionaries'

Hashes = npt.NDArray[np.uint64]

_NOTHING: Final = np.zeros((0, 0), np.uint32)


class TextHash:
    """The hashes of the stretches of one array of code points."""

    def __init__(self, codes: npt.NDArray[np.uint32] | npt.NDArray[np.uint8]) -> None:
        self._codes = np.ascontiguousarray(codes, np.uint32)
        self._marks = np.zeros(0, np.uint64)

    def of(self, start: Offsets, end: Offsets) -> Hashes:
        """The hash of each stretch ``start`` to ``end``; never 0."""
        return self.of_followed(start, end, _NOTHING)

    def of_followed(self, start: Offsets, end: Offsets, signs: npt.NDArray[np.uint32]) -> Hashes:
        """The hash of each stretch if the code points of its row of ``signs`` stood behind it; shape (stretches,)."""
        start, end = np.ascontiguousarray(start), np.ascontiguousarray(end)
        signs = np.ascontiguousarray(signs)
        hashes = hash_stretches(self._codes, self._marks, start, end, signs)
        if hashes is None:
            self._marks = sum_behind_marks(self._codes)
            hashes = hash_stretches(self._codes, self._marks, start, end, signs)
        assert hashes is not None  # noqa: S101 - the marks are there
        return hashes
