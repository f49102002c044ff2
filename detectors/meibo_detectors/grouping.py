"""Counting within groups of an array."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Offsets, Truth


def opens_group(key: npt.NDArray[np.generic]) -> Truth:
    """Which elements differ from the one before them; the first does.

    >>> opens_group(np.array([7, 7, 3, 7])).tolist()
    [True, False, True, True]
    """
    return np.append(True, key[1:] != key[:-1])[: len(key)]


def find_group_starts(opens: Truth) -> Offsets:
    """For each element the index of the last one, itself included, that opens a group.

    >>> find_group_starts(np.array([True, False, True, False])).tolist()
    [0, 0, 2, 2]
    """
    return np.maximum.accumulate(np.where(opens, np.arange(len(opens)), 0))


def count_before(key: Offsets) -> Offsets:
    """How often each key stood before in the array.

    >>> count_before(np.array([7, 7, 3, 7])).tolist()
    [0, 1, 0, 2]
    """
    order = np.argsort(key, kind="stable")
    counts = np.empty(len(key), np.int64)
    counts[order] = np.arange(len(key)) - find_group_starts(opens_group(key[order]))
    return counts
