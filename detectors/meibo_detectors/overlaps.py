"""Findings that overlap: the better one stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Offsets

ROUNDS: Final = 24
"""Rounds in which overlaps are settled all at once; real text takes three."""


def resolve(findings: npt.NDArray[np.void]) -> npt.NDArray[np.void]:
    """Findings without overlaps, in reading order: the better score wins, then the longer, then the earlier."""
    start, end = findings["start"], findings["end"]
    if (start[1:] < start[:-1]).any():
        findings = findings[np.lexsort((findings["folded_start"], end, start))]
        start, end = findings["start"], findings["end"]
    kept = np.ones(len(findings), np.bool_)
    undecided = np.flatnonzero(_meets_neighbour(start, end))
    rank = np.empty(len(findings), np.int64)
    rank[undecided[_best_first(findings.take(undecided))]] = np.arange(len(undecided))
    for _ in range(ROUNDS):
        if not len(undecided):
            break
        start, end = findings["start"][undecided], findings["end"][undecided]
        mine = rank[undecided]
        beaten, wins = np.zeros(len(undecided), np.bool_), np.ones(len(undecided), np.bool_)
        pairs = list(_overlapping(start, end))
        for left, right in pairs:
            better = mine[left] < mine[right]
            wins[right[better]] = wins[left[~better]] = False
        for left, right in pairs:
            beaten[right[wins[left]]] = beaten[left[wins[right]]] = True
        kept[undecided[beaten]] = False
        undecided = undecided[~beaten & ~wins]
    else:
        kept[undecided] = _pick_one_by_one(findings.take(undecided), rank[undecided])
    return findings.take(np.flatnonzero(kept))


def _pick_one_by_one(findings: npt.NDArray[np.void], rank: Offsets) -> npt.NDArray[np.bool_]:
    """What is left of endless chains of equal findings, as only a text of nothing else makes them."""
    kept = np.zeros(len(findings), np.bool_)
    base = int(findings["start"].min(initial=0))
    taken = np.zeros(int(findings["end"].max(initial=base)) - base, np.bool_)
    starts, ends = (findings["start"] - base).tolist(), (findings["end"] - base).tolist()
    for row in np.argsort(rank).tolist():
        if not taken[starts[row] : ends[row]].any():
            taken[starts[row] : ends[row]] = kept[row] = True
    return kept


def _best_first(findings: npt.NDArray[np.void]) -> Offsets:
    """The order from the best score on, of equal ones the longer first, of these the earlier."""
    length = findings["end"] - findings["start"]
    return np.lexsort((np.arange(len(findings)), -length, -findings["score"].astype(np.int64)))


def _meets_neighbour(start: Offsets, end: Offsets) -> npt.NDArray[np.bool_]:
    """Which of these stretches, ascending by start, overlap any other."""
    meets = np.zeros(len(start), np.bool_)
    reach = np.maximum.accumulate(end)
    clash = start[1:] < reach[:-1]
    meets[1:] |= clash
    group = np.cumsum(np.append(0, ~clash))[: len(start)]
    crowded = np.bincount(group)[group] > 1 if len(start) else meets
    return np.asarray(meets | crowded)


def _overlapping(start: Offsets, end: Offsets) -> Iterator[tuple[Offsets, Offsets]]:
    """All overlapping pairs of stretches that ascend by start: each with its next neighbour, the one after ..."""
    reach = np.maximum.accumulate(end)
    for distance in range(1, len(start)):
        if not (start[distance:] < reach[:-distance]).any():
            return
        left = np.flatnonzero(start[distance:] < end[:-distance])
        yield left, left + distance
