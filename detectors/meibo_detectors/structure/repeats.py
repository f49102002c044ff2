"""Where records begin among labels in a row: wherever a label comes again that the record has already."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Offsets, Truth


def begin_at_repeats(names: npt.NDArray[np.uint64], region: Offsets) -> Truth:
    """True where a record begins. ``names``: hashes of labels in order; a new ``region`` (ascending) begins one too."""
    count = len(names)
    begins = np.zeros(count, np.bool_)
    if not count:
        return begins
    order = np.lexsort((np.arange(count), names, region))
    same = (names[order][1:] == names[order][:-1]) & (region[order][1:] == region[order][:-1])
    again = np.full(count, count)
    again[order[:-1][same]] = order[1:][same]
    # The next record after one that begins here: the first label that repeats another from here on.
    step = np.minimum.accumulate(again[::-1])[::-1]
    edges = np.append(np.flatnonzero(region[1:] != region[:-1]) + 1, count)
    step = np.minimum(step, edges[np.searchsorted(edges, np.arange(count), "right")])
    step = np.append(step, count)
    reached = np.zeros(count + 1, np.bool_)
    reached[np.concatenate(([0], edges))] = True
    while True:  # each round doubles the number of steps
        before = int(reached.sum())
        reached[step[reached]] = True
        if int(reached.sum()) == before:
            return reached[:-1]
        step = step[step]
