"""The plain twin of meibo_detectors.kernels.grid_cells: cell by cell."""

from __future__ import annotations


def count_digits(chars: bytes, start: int, end: int) -> int:
    """How many digits a stretch holds."""
    return sum(sign in b"0123456789" for sign in chars[max(start, 0) : max(end, 0)])


def holds_sign(chars: bytes, start: int, end: int, sign: str) -> bool:
    """Whether a sign stands in a stretch."""
    return sign.encode() in chars[start:end]


def sum_rows(rows: list[int], of_cells: list[bool]) -> list[int]:
    """How many cells of each row are flagged; ``rows`` are the numbers of cells in each."""
    return [sum(of_cells[sum(rows[:row]) : sum(rows[: row + 1])]) for row in range(len(rows))]


def name_by_header(
    rows: list[int], header: list[int], column_base: list[int], filled: list[bool], above: list[int]
) -> list[tuple[int, int, int]]:
    """Name, upper name and column of each cell; ``rows`` are the numbers of cells in each row."""
    first = [sum(rows[:row]) for row in range(len(rows))]
    told = []
    for row, count in enumerate(rows):
        for place in range(count):
            name = upper = -1
            column = column_base[row] + place if column_base[row] >= 0 else -1
            titles = header[row]
            if titles >= 0 and place < rows[titles]:
                cell = first[titles] + place
                spanning = above[cell] if above else -1
                if filled[cell]:
                    name, upper = cell, spanning
                elif titles > 0 and spanning >= 0 and spanning == first[titles - 1] + place:
                    name = spanning
            told.append((name, upper, column))
    return told


def select_cells(
    cells: list[tuple[int, int]], rows: list[int], told: list[tuple[int, int, int]]
) -> list[tuple[int, ...]]:
    """The filled cells as rows of start, end, column, place, edges of the name and of the upper name."""
    places = [place for count in rows for place in range(1, count + 1)]
    kept = []
    for (start, end), place, (name, upper, column) in zip(cells, places, told, strict=True):
        if end > start:
            edges = [cells[at] if at >= 0 else (0, 0) for at in (name, upper)]
            kept.append((start, end, column, place, *edges[0], *edges[1]))
    return kept
