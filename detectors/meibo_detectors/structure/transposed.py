"""Tables on their side: labels down the first column, and beside them one column a person."""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.grid import Grid
from meibo_detectors.structure.typed import is_typed

_LEAST_ROWS: Final = 3
_LEAST_WIDTH: Final = 3
_MOST_REPEATS: Final = 4
"""Where one cell in so many repeats another of its column, the rows are alike: they describe what labels stand for."""


def find_transposed(grid: Grid, label: Truth, is_header: Truth) -> Truth:
    """The rows of such tables: they begin with labels, each another, and hold no label elsewhere."""
    chosen = np.zeros(len(grid.first), np.bool_)
    leads = label[grid.lead] & (grid.lead == grid.first) & (grid.counts >= _LEAST_WIDTH) & (grid.filled_counts >= 2)
    if int(leads.sum()) < _LEAST_ROWS:
        return chosen
    full = np.flatnonzero(grid.filled_counts > 0)
    apart = (grid.counts[full[1:]] != grid.counts[full[:-1]]) | grid.is_torn[full[1:]]
    apart |= is_header[full[1:]] | is_header[full[:-1]] | (full[1:] != full[:-1] + 1)
    group = np.full(len(chosen), -1)
    group[full] = np.cumsum(np.append(False, apart))[: len(full)]
    size = np.bincount(group[full])
    rows = np.flatnonzero(leads & (group >= 0))
    count = np.bincount(group[rows], minlength=len(size))
    fits = (count >= _LEAST_ROWS) & (count * 2 >= size)
    rows = rows[fits[group[rows]]]
    if not len(rows):
        return chosen
    fits &= _keep_single(grid, rows, group[rows], len(size))
    rows = rows[fits[group[rows]]]
    if not len(rows):
        return chosen
    cells = grid.cells_of(rows)
    of_cell = np.repeat(group[rows], grid.counts[rows])
    value = grid.filled[cells] & (grid.place[cells] > 1)
    cells, of_cell = cells[value], of_cell[value]
    short = np.flatnonzero(~label[cells])
    label_inside = label[cells].copy()
    label_inside[short] = grid.stretch.is_label(grid.start[cells[short]], grid.end[cells[short]])
    fits[of_cell[label_inside]] = False
    fits &= ~_describes(grid, cells, of_cell, len(size))
    chosen[rows[fits[group[rows]]]] = True
    return chosen


def _keep_single(grid: Grid, rows: Offsets, group: Offsets, groups: int) -> Truth:
    """For each group whether no label begins two of its rows."""
    lead = grid.lead[rows]
    names = grid.stretch.hash_names(grid.start[lead], grid.end[lead])
    order = np.lexsort((names, group))
    again = (names[order][1:] == names[order][:-1]) & (group[order][1:] == group[order][:-1])
    single = np.ones(groups, np.bool_)
    single[group[order][1:][again]] = False
    return single


def _describes(grid: Grid, cells: Offsets, group: Offsets, groups: int) -> Truth:
    """Groups whose columns hold one kind of value each, as lists of fields with their types and lengths do."""
    place = grid.place[cells]
    names = grid.stretch.hash_names(grid.start[cells], grid.end[cells])
    order = np.lexsort((names, place, group))
    same_column = (group[order][1:] == group[order][:-1]) & (place[order][1:] == place[order][:-1])
    again = same_column & (names[order][1:] == names[order][:-1])
    repeats = np.bincount(group[order][1:][again], minlength=groups)
    total = np.bincount(group, minlength=groups)
    begins = np.append(True, ~same_column)[: len(order)]
    edges = np.flatnonzero(begins)
    typed = np.logical_and.reduceat(is_typed(grid, cells)[order], edges) if len(edges) else begins
    even = np.zeros(groups, np.bool_)
    even[group[order][edges][typed]] = True
    return np.asarray(even | (repeats * _MOST_REPEATS >= np.maximum(total, 1)))
