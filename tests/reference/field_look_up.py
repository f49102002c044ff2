"""The plain twin of meibo_detectors.kernels.field_look_up: every field is asked."""

from __future__ import annotations


def find_holding(fields: list[tuple[int, int]], start: int, end: int) -> int:
    """The last field that begins at or before a stretch, if it holds all of it; else -1."""
    row = find_last_at_most([first for first, _ in fields], start)
    return row if row >= 0 and end <= fields[row][1] else -1


def find_last_at_most(numbers: list[int], wanted: int) -> int:
    """The index of the last number that is not above another; -1 where all are."""
    return max((row for row, number in enumerate(numbers) if number <= wanted), default=-1)


def find_cells_beginning(letters: str, cells: list[tuple[int, int]], column: list[int], signs: str) -> list[int]:
    """The filled cells of columns that begin with one of these letters."""
    return [
        row
        for row, ((start, end), number) in enumerate(zip(cells, column, strict=True))
        if number >= 0 and letters[start:end][:1] in tuple(signs)
    ]
