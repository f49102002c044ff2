"""The plain twin of meibo_detectors.kernels.repeats: sets of names."""

from __future__ import annotations

from collections.abc import Sequence


def name_of(codes: Sequence[int], start: int, end: int) -> object:
    """What names are told apart by: their length, their first ten and their last five characters."""
    stretch = tuple(codes[start:end])
    return len(stretch), stretch[:10], stretch[-5:]


def begin_at_repeats(names: Sequence[object], region: Sequence[int]) -> list[bool]:
    """For each name whether a record begins with it."""
    begins, held = [], set()
    for at, name in enumerate(names):
        is_first = at == 0 or region[at] != region[at - 1] or name in held
        if is_first:
            held.clear()
        held.add(name)
        begins.append(is_first)
    return begins
