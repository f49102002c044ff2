"""Nesting: which opening bracket (or tag) every place of a text lies in, also where a text begins or ends within."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Offsets, Truth

_DEEPEST = 30_000


def find_holders(opens: Truth) -> tuple[Offsets, Offsets]:
    """For each bracket in order the index of the opening one that holds what follows it, and of the one around that.

    ``opens`` tells opening from closing brackets. Either is -1 where the text begins inside of it. A closing bracket
    ends the innermost open one, whatever its shape.
    """
    count = len(opens)
    if not count:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    depth = np.cumsum(np.where(opens, 1, -1))
    inner = _find_at(opens, depth)
    # What lies around an opening bracket is what the bracket before it left open.
    around = np.where(opens, np.append(-1, inner[:-1]), -1)
    return inner, np.where(inner >= 0, around[np.maximum(inner, 0)], -1)


def _find_at(opens: Truth, depth: Offsets) -> Offsets:
    """The last opening bracket at or before each bracket that leads to the same depth."""
    key: npt.NDArray[np.int64] = depth - int(depth.min())
    narrow = key.astype(np.int16) if int(key.max()) < _DEEPEST else key  # sorting 16 bits takes one pass
    order = np.argsort(narrow, kind="stable")
    number = np.arange(len(order))
    opener = np.maximum.accumulate(np.where(opens[order], number, -1))
    begins = np.append(True, key[order][1:] != key[order][:-1])
    first = np.maximum.accumulate(np.where(begins, number, 0))
    result = np.full(len(order), -1)
    fits = opener >= first
    result[order[fits]] = order[opener[fits]]
    return result


def lie_within(flagged: Truth, holder: Offsets) -> Truth:
    """Which items lie, at any depth, in a flagged one; ``holder`` is the item around each, -1 where there is none."""
    known = np.append(flagged, False)
    around = np.where(holder >= 0, holder, len(holder))
    around = np.append(around, len(holder))
    within = known[around]
    while (around < len(holder)).any():  # each round looks twice as far out
        within |= within[around]
        around = around[around]
    return np.asarray(within[:-1])
