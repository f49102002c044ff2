"""The plain twin of meibo_detectors.kernels.distinct_names: a dictionary of what each name is."""

from __future__ import annotations


def find_distinct(
    letters: str, names: list[tuple[int, int, int, int, int]], longest: int
) -> tuple[list[int], list[int]]:
    """The number of each name among the distinct ones, and the first of each; ``letters`` as they are looked up."""
    seen: dict[tuple[str, str, int], int] = {}
    number, first = [], []
    for row, (start, end, above, until, place) in enumerate(names):
        key = (letters[start : min(end, start + longest + 1)], letters[above : min(until, above + longest)], place)
        if key not in seen:
            seen[key] = len(seen)
            first.append(row)
        number.append(seen[key])
    return number, first
