"""Which contents hold the same people or nearly: each joins the largest roster before it that it is an edition of."""

from __future__ import annotations

import functools
import itertools
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo.assessment.held_files import Numbers
from meibo.assessment.person_overlap import (
    ALIKE,
    LARGEST_RATIO,
    LEAST_PEOPLE,
    Hashes,
    find_lowest,
    is_of_kind,
    measure_overlap,
    sort_hashes,
)
from meibo.inventory.reader import Reader
from meibo_detectors.person_sets import Keys, unpack

_TOGETHER: Final = 500
"""Readings whose people are asked for at once."""
_PLACE_BITS: Final = 24
"""Of a content's place among the others; the 40 bits above are of a key's hash. A chance meeting costs a comparison."""
_MOST_CONTENTS: Final = 1 << _PLACE_BITS
_TRIED: Final = 4
"""Rosters that a content is compared with, those that share the most keys first."""
_NEAREST: Final = 8
"""Rosters that are remembered of each key, the last ones: rosters come by size, so these are the nearest in size."""
_HELD: Final = 4
"""Rosters whose people stay in memory to be compared with."""


def join_alike(reader: Reader, readings: Numbers, persons: Numbers, kinds: Numbers) -> Numbers:
    """For each content the number of the one that leads its family; many lead only themselves.

    A content is a row: a reading of it, the most people it holds, and a bit for each kind of data. One leads only
    contents that were compared with itself, so a family does not drift from one roster to another over many editions.
    Memory: 72 bytes a content, and the people of five rosters.
    """

    def may_lead(other: int, row: int) -> bool:
        return bool(persons[row] * LARGEST_RATIO >= persons[other]) and is_of_kind(int(kinds[row]), int(kinds[other]))

    leader = np.arange(len(readings))
    rows = np.flatnonzero(persons >= LEAST_PEOPLE)
    rows = rows[np.lexsort((readings[rows], -persons[rows]))][:_MOST_CONTENTS]  # largest first
    if not len(rows):
        return leader
    places, groups = _find_shared(_sketch(reader, readings[rows]))
    overlaps = _Overlaps(reader)
    leaders: dict[int, deque[int]] = {}
    for start, end in itertools.pairwise(np.flatnonzero(np.diff(places, prepend=-1, append=-1)).tolist()):
        row = int(rows[places[start]])
        own = groups[start:end].tolist()
        known = Counter(other for group in own for other in leaders.get(group, ()) if may_lead(other, row))
        for other, _ in known.most_common(_TRIED):
            if overlaps.measure(int(readings[row]), int(readings[other])) >= ALIKE:
                leader[row] = other
                break
        else:
            for group in own:
                leaders.setdefault(group, deque(maxlen=_NEAREST)).append(row)
    return leader


def _sketch(reader: Reader, readings: Numbers) -> Iterator[tuple[int, Hashes]]:
    """The lowest hashes of each reading's people, by its place among the readings."""
    order = np.argsort(readings)  # as they lie in the file
    for start in range(0, len(order), _TOGETHER):
        some = order[start : start + _TOGETHER]
        place_of = dict(zip(readings[some].tolist(), some.tolist(), strict=True))
        for reading, blob in reader.briefs.people(list(place_of)):
            yield place_of[reading], find_lowest(unpack(blob))


def _find_shared(sketches: Iterable[tuple[int, Hashes]]) -> tuple[Numbers, Numbers]:
    """Places of contents and numbers of the hashes that each shares with another, by place."""
    packed = array("Q")
    mask = np.uint64(_MOST_CONTENTS - 1)
    for place, hashes in sketches:
        packed.frombytes((hashes & ~mask | np.uint64(place)).tobytes())
    entries: npt.NDArray[np.uint64] = np.array(packed, np.uint64)
    del packed
    entries.sort()
    is_same = (entries[1:] ^ entries[:-1]) <= mask
    shared = np.zeros(len(entries), np.bool_)
    shared[1:] |= is_same
    shared[:-1] |= is_same
    entries = entries[shared]
    groups = np.cumsum(np.diff(entries >> np.uint64(_PLACE_BITS), prepend=np.uint64(0)) != 0)
    places = (entries & mask).astype(np.int64)
    order = np.lexsort((groups, places))
    return places[order], groups[order]


class _Overlaps:
    """Measures overlaps; the larger rosters, which many are compared with, stay in memory for a while."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._find_hashes = functools.lru_cache(_HELD)(lambda reading: sort_hashes(self._find_keys(reading)))

    def measure(self, smaller: int, larger: int) -> float:
        """Of the smaller roster's people, the share that the larger holds."""
        return measure_overlap(self._find_keys(smaller), self._find_hashes(larger))

    def _find_keys(self, reading: int) -> Keys:
        return next((unpack(blob) for _, blob in self._reader.briefs.people([reading])), np.zeros((0, 2), np.uint64))
