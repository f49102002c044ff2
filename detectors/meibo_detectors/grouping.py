"""Counting within groups of an array."""

from __future__ import annotations

import numpy as np

from meibo_detectors.normalise import Offsets


def count_before(key: Offsets) -> Offsets:
    """How often each key stood before in the array.

    >>> count_before(np.array([7, 7, 3, 7])).tolist()
    [0, 1, 0, 2]
    """
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    fresh = np.append(True, ordered[1:] != ordered[:-1])[: len(key)]
    begin = np.maximum.accumulate(np.where(fresh, np.arange(len(key)), 0))
    counts = np.empty(len(key), np.int64)
    counts[order] = np.arange(len(key)) - begin
    return counts
