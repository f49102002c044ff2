"""How many of one roster's people another roster holds, by their keyed hashes.

Two files are editions of one roster where the larger holds at least 80 % of the smaller one's people and at most twice
as many, and where at least two thirds of the kinds of data in either are in both. The second condition keeps an
extract, a letter or a mail of a few people apart from the roster that they were taken from; the third keeps apart what
a company tells of the same people for other ends: its staff list, their bank accounts, their health checks.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.model import PersonKey
from meibo_detectors.person_sets import FIRST_BIT, KIND_BITS, Keys, without_readings

Hashes = npt.NDArray[np.uint64]

LEAST_PEOPLE: Final = 5
"""Fewer people may be together by chance in many files: those of a meeting, of one letter."""
ALIKE: Final = 0.8
LARGEST_RATIO: Final = 2
SAMPLED: Final = 2000
"""People of the smaller roster that are looked for in the larger; the share is then known to two hundredths."""
SKETCH: Final = 8
"""Lowest keys by which candidates are found. Of pairs that just meet both conditions one in forty shares none and is
missed, of rosters of one size one in ten thousand."""


def find_lowest(keys: Keys) -> Hashes:
    """The lowest distinct hashes of a roster's keys, at most SKETCH, in order: equal rosters have equal ones."""
    hashes = without_readings(keys)[:, 0].astype(np.uint64)
    if len(hashes) > 4 * SKETCH:
        hashes = np.partition(hashes, 4 * SKETCH)[: 4 * SKETCH]  # a key may occur twice, but hardly four times
    return np.unique(hashes)[:SKETCH]


def measure_overlap(smaller: Keys, larger_hashes: Hashes) -> float:
    """The share of people with a key that is among the sorted hashes; 0 where there is nobody.

    A name counts only for people of whom nothing else is known: others of that name have keys that tell. People stand
    in the order of their lowest keys, so the first of them are a fair sample.
    """
    smaller = without_readings(smaller)
    starts = np.flatnonzero(smaller[:, 1] & np.uint64(FIRST_BIT))
    if len(starts) > SAMPLED:
        smaller, starts = smaller[: starts[SAMPLED]], starts[:SAMPLED]
    if not len(starts) or not len(larger_hashes):
        return 0.0
    kind = smaller[:, 1] & np.uint64(KIND_BITS)
    has_more = np.logical_or.reduceat(kind < PersonKey.NAME, starts)
    sizes = np.diff(starts, append=len(smaller))
    is_telling = (kind < PersonKey.NAME) | ((kind == PersonKey.NAME) & ~np.repeat(has_more, sizes))
    hashes = smaller[:, 0].astype(np.uint64)
    place = np.searchsorted(larger_hashes, hashes).clip(max=len(larger_hashes) - 1)
    is_there = (larger_hashes[place] == hashes) & is_telling
    return float(np.logical_or.reduceat(is_there, starts).mean())


def is_of_kind(own: int, other: int) -> bool:
    """Whether two files, each a bit for every kind of data in it, tell much the same of people."""
    return 3 * (own & other).bit_count() >= 2 * (own | other).bit_count()


def sort_hashes(keys: Keys) -> Hashes:
    """The hashes of a roster to look others up in."""
    return np.sort(without_readings(keys)[:, 0].astype(np.uint64))
