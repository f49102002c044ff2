"""Quoted stretches, told from stray quotes: a quote opens only where a value begins and closes only where one ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from meibo_detectors.normalise import Offsets, Truth

LONGEST_CHARS: Final = 20_000
"""A longer quoted stretch is an unclosed quote."""


def find_quoted(
    quotes: Offsets, is_beginning: Callable[[Offsets], Truth], is_end: Callable[[Offsets], Truth]
) -> tuple[Offsets, Offsets]:
    """The first and last quote of each quoted stretch; quotes doubled inside are part of it.

    ``quotes`` ascend; ``is_beginning`` tells of offsets whether a value may begin there, ``is_end`` whether one may end
    with the character before.
    """
    nothing = np.zeros(0, np.int64)
    if not len(quotes):
        return nothing, nothing
    breaks = np.flatnonzero(quotes[1:] != quotes[:-1] + 1)
    first = quotes[np.concatenate(([0], breaks + 1))]
    last = quotes[np.append(breaks, len(quotes) - 1)]
    odd = (last - first) % 2 == 0  # doubled quotes neither open nor close
    first, last = first[odd], last[odd]
    opens, closes = is_beginning(first), is_end(last + 1)
    useful = opens | closes
    first, last, opens, closes = first[useful], last[useful], opens[useful], closes[useful]
    if not len(first):
        return nothing, nothing
    # Each quote sets the state to inside, to outside, or turns it over; the last one that sets it counts.
    turns = opens & closes
    number = np.arange(len(first))
    setter = np.maximum.accumulate(np.where(turns, -1, number))
    turned = np.cumsum(turns)
    base = np.where(setter >= 0, opens[setter], False)
    since: Offsets = turned - np.where(setter >= 0, turned[setter], 0)
    inside = base ^ (since % 2 == 1)
    begin = np.flatnonzero(inside[:-1] & closes[1:])
    fits = last[begin + 1] - first[begin] <= LONGEST_CHARS
    begin = begin[fits]
    return first[begin], last[begin + 1]


def cover(start: Offsets, end: Offsets, length: int) -> Truth:
    """True from each start to before its end; the stretches do not overlap, and lie within ``length``."""
    change = np.zeros(length + 1, np.int8)
    change[start] += 1
    change[end] -= 1
    return np.cumsum(change[:-1], dtype=np.int8) > 0
