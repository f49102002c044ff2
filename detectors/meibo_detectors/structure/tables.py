"""Names, columns and records of the cells of a grid."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from meibo_detectors.grouping import opens_group
from meibo_detectors.kernels.grid_cells import name_by_header
from meibo_detectors.kernels.repeats import begin_at_repeats
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.grid import Grid
from meibo_detectors.structure.headers import Rows, read_rows

LEAST_COLUMNS = 3
"""In a table of so many columns a row of one cell is a note below it, not the first cell of a row."""


class Naming(NamedTuple):
    """What a grid says about its cells; arrays are parallel to the cells, the last one to the rows."""

    name: Offsets
    """Index of the cell that names this one; -1 where none does."""
    upper: Offsets
    column: Offsets
    begins: Truth
    """A record begins with the row."""


def name_cells(grid: Grid, is_title: Truth | None = None) -> Naming:
    """Names by the header above, or by the label on the left in rows of forms; ``is_title`` as in read_rows."""
    rows = read_rows(grid, is_title)
    naming = _name_by_header(grid, rows)
    if rows.is_form.any():
        _name_by_label(grid, rows, naming)
    return naming


def _name_by_header(grid: Grid, rows: Rows) -> Naming:
    count = len(grid.first)
    titled = rows.is_header | rows.is_upper
    number = np.arange(count)
    header = np.maximum.accumulate(np.where(rows.is_header, number, -1))
    held = np.maximum(header, 0)
    is_note = (grid.counts == 1) & (header >= 0) & (grid.counts[held] >= LEAST_COLUMNS)
    is_named = (header >= 0) & (rows.table[held] == rows.table) & ~titled & ~rows.is_form & ~is_note
    base = np.where(titled | rows.is_form | is_note, -1, _number_columns(grid, rows))
    nothing = np.zeros(0, np.int64)
    above = _carry_uppers(grid, rows) if is_named.any() else None
    name, upper, column = name_by_header(
        grid.first,
        grid.counts,
        np.where(is_named, header, -1),
        base,
        grid.filled.view(np.uint8),
        nothing if above is None else above,
    )
    return Naming(name, upper, column, np.ones(count, np.bool_))


def _number_columns(grid: Grid, rows: Rows) -> Offsets:
    """The column of the first cell of each row; columns of each table are numbered behind those of the one before."""
    edges = np.flatnonzero(opens_group(rows.table))
    width = np.maximum.reduceat(grid.counts, edges) if len(edges) else edges
    return np.repeat(np.cumsum(width) - width, np.diff(np.append(edges, len(grid.first))))


def _carry_uppers(grid: Grid, rows: Rows) -> Offsets | None:
    """For each cell of a header the cell of the row above that spans it, -1 where none; None without such rows."""
    above = np.flatnonzero(rows.is_upper)
    above = above[rows.is_header[above + 1]] if len(above) else above
    if not len(above):
        return None
    cells = grid.cells_of(above)
    carried = np.maximum.accumulate(np.where(grid.filled[cells], cells, -1))
    carried[carried < np.repeat(grid.first[above], grid.counts[above])] = -1
    edges = np.cumsum(grid.counts[above]) - grid.counts[above]
    below = grid.cells_of(above + 1)
    place = np.minimum(grid.place[below], np.repeat(grid.counts[above], grid.counts[above + 1])) - 1
    result = np.full(len(grid.start), -1)
    result[below] = carried[np.repeat(edges, grid.counts[above + 1]) + place]
    return result


def _name_by_label(grid: Grid, rows: Rows, naming: Naming) -> None:
    """Set names, columns and records of the rows of forms."""
    form = np.flatnonzero(rows.is_form)
    cells = grid.cells_of(form)
    label = rows.label[cells]
    last = np.maximum.accumulate(np.where(label, cells, -1))
    first = np.repeat(grid.first[form], grid.counts[form])
    naming.name[cells] = np.where(label | (last < first), -1, last)
    naming.upper[cells] = -1
    naming.column[cells] = -1
    # Rows side by side are one form until the label that a row begins with comes again; a row of another kind may
    # stand between two of them.
    lead = grid.lead[form]
    names = grid.stretch.hash_names(grid.start[lead], grid.end[lead])
    between = np.minimum(form[:-1] + 1, len(grid.first) - 1)
    guest = (form[1:] == form[:-1] + 2) & (grid.filled_counts[between] > 0) & ~rows.is_header[between]
    guest &= ~grid.is_torn[between] & ~grid.is_torn[form[1:]]
    torn = np.append(True, ((form[1:] != form[:-1] + 1) & ~guest) | grid.is_torn[form[1:]])
    naming.begins[form] = begin_at_repeats(names, np.cumsum(torn))
    naming.begins[between[guest]] = False
