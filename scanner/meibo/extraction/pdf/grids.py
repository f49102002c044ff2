"""Tables whose borders are drawn: the cells that rules enclose, merged ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from meibo.extraction.pdf.glyphs import Floats

_NEAR = 2.5
"""Points between rules that are one: both edges of a thin box, or double lines."""
_DASH = 4.0
"""Points between the parts of a broken rule."""
_LEAST_CELL = 3.0
_MOST_RULES = 2_000
_MOST_CELLS = 100_000
_MOST_STEPS = 500
"""Of the search for merged cells: no table merges so many."""


class Grid(NamedTuple):
    """The cells of one table by row and column."""

    x: Floats
    """Borders of columns, ascending."""
    y: Floats
    """Borders of rows, descending."""
    cell: npt.NDArray[np.int64]
    """For each row and column the number of the cell that covers it: that of its first row and column."""

    def find_ends(self) -> npt.NDArray[np.int64]:
        """For each number of a cell the last column that it covers."""
        ends = np.zeros(self.cell.size, np.int64)
        np.maximum.at(ends, self.cell.ravel(), np.tile(np.arange(self.cell.shape[1]), self.cell.shape[0]))
        return ends

    def find(self, box: Floats) -> npt.NDArray[np.int64]:
        """The number of the cell in which the middle of each box lies, -1 where none."""
        x, y = (box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2
        column = np.searchsorted(self.x, x, "right") - 1
        row = np.searchsorted(-self.y, -y, "right") - 1
        rows, columns = self.cell.shape
        inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        return np.where(inside, self.cell[np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)], -1)


def find_grids(across: Floats, down: Floats) -> list[Grid]:
    """The tables of a page by its rules (boxes without height, and without width), from top to bottom."""
    rows = _merge(across[:, 1], across[:, 0], across[:, 2])
    columns = _merge(down[:, 0], down[:, 1], down[:, 3])
    if len(rows) < 2 or not len(columns) or len(rows) > _MOST_RULES or len(columns) > _MOST_RULES:
        return []
    crosses = (
        (columns[None, :, 0] >= rows[:, None, 1] - _NEAR)
        & (columns[None, :, 0] <= rows[:, None, 2] + _NEAR)
        & (rows[:, None, 0] >= columns[None, :, 1] - _NEAR)
        & (rows[:, None, 0] <= columns[None, :, 2] + _NEAR)
    )
    grids = [_make_grid(rows[chosen], columns[others]) for chosen, others in _find_connected(crosses)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: -float(grid.y[0]))


def _merge(place: Floats, start: Floats, end: Floats) -> Floats:
    """Rules as rows of place, start and end; those near each other on one line are one."""
    merged: list[list[float]] = []
    order = np.argsort(place, kind="stable")
    groups = np.cumsum(np.concatenate(([0], np.diff(place[order]) > _NEAR))) if len(order) else np.zeros(0, int)
    for group in range(int(groups[-1]) + 1 if len(order) else 0):
        members = order[groups == group]
        members = members[np.argsort(start[members], kind="stable")]
        middle = float(place[members].mean())
        for index in members.tolist():
            if merged and merged[-1][0] == middle and start[index] <= merged[-1][2] + _DASH:
                merged[-1][2] = max(merged[-1][2], float(end[index]))
            else:
                merged.append([middle, float(start[index]), float(end[index])])
    return np.array(merged, np.float64).reshape(-1, 3)


def _find_connected(crosses: npt.NDArray[np.bool_]) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """The rules that hang together, as indices of rows and of columns."""
    free = np.ones(len(crosses), np.bool_)
    found = []
    for begin in range(len(crosses)):
        if not free[begin]:
            continue
        rows = np.zeros(len(crosses), np.bool_)
        rows[begin] = True
        count = 0
        while count != int(rows.sum()):
            count = int(rows.sum())
            columns = crosses[rows].any(axis=0)
            rows |= crosses[:, columns].any(axis=1)
        free &= ~rows
        if columns.any():
            found.append((np.flatnonzero(rows), np.flatnonzero(columns)))
    return found


def _make_grid(rows: Floats, columns: Floats) -> Grid | None:
    """The cells of rules that hang together, None where there are not two."""
    x = _cluster(np.concatenate((columns[:, 0], rows[:, 1], rows[:, 2])))
    y = _cluster(np.concatenate((rows[:, 0], columns[:, 1], columns[:, 2])))[::-1]
    if len(x) < 2 or len(y) < 2 or (len(x) - 1) * (len(y) - 1) > _MOST_CELLS:
        return None
    shape = (len(y) - 1, len(x) - 1)
    middle_x, middle_y = (x[:-1] + x[1:]) / 2, (y[:-1] + y[1:]) / 2
    is_open_right = ~_has_rule(columns, x[1:-1], middle_y).T
    is_open_below = ~_has_rule(rows, y[1:-1], middle_x)
    cell = np.arange(shape[0] * shape[1]).reshape(shape)
    for _ in range(_MOST_STEPS):  # the least number spreads over all that is not parted by a rule
        old = cell.copy()
        for here, there, is_open in (
            (cell[:, :-1], cell[:, 1:], is_open_right),
            (cell[:-1, :], cell[1:, :], is_open_below),
        ):
            least = np.where(is_open, np.minimum(here, there), 0)
            here[...] = np.where(is_open, least, here)
            there[...] = np.where(is_open, np.minimum(least, there), there)
        if (old == cell).all():
            break
    return Grid(x, y, cell) if len(np.unique(cell)) > 1 else None


def _cluster(places: Floats) -> Floats:
    """Ascending places, none closer to the next than a cell can be narrow."""
    places = np.sort(places)
    return places[np.concatenate(([True], np.diff(places) > _LEAST_CELL))]


def _has_rule(rules: Floats, places: Floats, middles: Floats) -> npt.NDArray[np.bool_]:
    """For each place and each middle of a cell whether a rule runs there."""
    near = np.abs(rules[None, :, 0] - places[:, None]) <= _LEAST_CELL + _NEAR / 2
    covers = (rules[:, None, 1] <= middles[None, :]) & (rules[:, None, 2] >= middles[None, :])
    return (near.astype(np.int64) @ covers.astype(np.int64)) > 0
