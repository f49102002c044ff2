"""Hashes of any stretch of a text in constant time, to look words up by the array.

A prefix sum of ``code[i] * BASE**i`` (modulo 2**64) gives the hash of every stretch as one difference: no string is
made. The same hash of a dictionary's words is taken once, when its table is made.
"""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.expand import BASE, LENGTH_FACTOR, MIX_FACTOR, hash_word
from meibo_detectors.kernels.word_tables import hash_stretches
from meibo_detectors.normalise import Offsets

__all__ = ["BASE", "Hashes", "TextHash", "hash_word"]  # the hash of one word is the dictionaries'

Hashes = npt.NDArray[np.uint64]

INVERSE: Final = pow(BASE, -1, 1 << 64)
_POWER_STEP: Final = 1 << 18


class TextHash:
    """The hashes of the stretches of one array of code points."""

    def __init__(self, codes: npt.NDArray[np.uint32] | npt.NDArray[np.uint8]) -> None:
        powers, self._inverse = _powers(-(-max(len(codes), 1) // _POWER_STEP))
        self._sums = np.zeros(len(codes) + 1, np.uint64)
        terms = self._sums[1:]
        np.add(codes, np.uint64(1), out=terms)
        terms *= powers[: len(codes)]
        np.cumsum(terms, out=terms)

    def of(self, start: Offsets, end: Offsets) -> Hashes:
        """The hash of each stretch ``start`` to ``end``; never 0."""
        # Columns of records are neither contiguous nor aligned.
        return hash_stretches(self._sums, self._inverse, np.ascontiguousarray(start), np.ascontiguousarray(end))

    def of_followed(self, start: Offsets, end: Offsets, signs: npt.NDArray[np.uint32]) -> Hashes:
        """The hash of each stretch if these code points stood behind it; shape (stretches, signs)."""
        length = end - start
        raw = self._sums.take(end, mode="clip")
        raw -= self._sums.take(start, mode="clip")
        raw *= self._inverse.take(start, mode="clip")
        for at in range(signs.shape[1]):
            raw += (signs[:, at] + np.uint64(1)) * _powers(1)[0].take(length + at, mode="clip")
        return _mix(raw, (length + signs.shape[1]).view(np.uint64))


def _mix(mixed: Hashes, length: Hashes) -> Hashes:
    """The hashes, made in the place of the first array."""
    mixed ^= length * np.uint64(LENGTH_FACTOR)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(MIX_FACTOR)
    mixed ^= mixed >> np.uint64(29)
    return np.maximum(mixed, np.uint64(1), out=mixed)


@functools.lru_cache(maxsize=2)
def _powers(steps: int) -> tuple[Hashes, Hashes]:
    """Powers of the base and of its inverse; shape (steps * _POWER_STEP,)."""
    count = steps * _POWER_STEP
    tables = []
    for base in (BASE, INVERSE):
        table = np.full(count, base, np.uint64)
        table[0] = 1
        tables.append(np.cumprod(table, dtype=np.uint64))
    return tables[0], tables[1]
