"""Cells of delimited text: CSV, TSV and their kin, with quotes, quoted line breaks and headers anywhere."""

from __future__ import annotations

import numpy as np

from meibo_detectors.kernels.delimited_cells import split_rows
from meibo_detectors.kernels.grid_cells import select_cells
from meibo_detectors.normalise import Offsets
from meibo_detectors.structure.grid import Grid
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.tables import Naming, name_cells
from meibo_detectors.structure.values import Values


def find(stretch: Stretch) -> Values:
    """Every cell that is not empty. Each row begins a record, but for the rows of a form, which are one together."""
    delimiter = ord(stretch.layout.delimiter or ",")
    start, end, first, row_start = split_rows(
        stretch.text, stretch.start, stretch.end, delimiter, stretch.line_ends, stretch.borders
    )
    torn = np.zeros(len(first), np.bool_)
    torn[np.searchsorted(row_start, stretch.borders)] = True
    grid = Grid(stretch, start, end, first, torn)
    naming = name_cells(grid)
    values = select(grid, naming, row_start[naming.begins], with_place=True)
    return values._replace(rows=row_start)


def select(grid: Grid, naming: Naming, records: Offsets, *, with_place: bool) -> Values:
    """The cells of a grid that are not empty as values."""
    start, end, column, place, name_start, name_end, upper_start, upper_end = select_cells(
        grid.start, grid.end, grid.first, naming.name, naming.upper, naming.column
    )
    return Values(
        start=start,
        end=end,
        column=column,
        place=place if with_place else np.zeros(len(place), np.int64),
        name_start=name_start,
        name_end=name_end,
        upper_start=upper_start,
        upper_end=upper_end,
        records=records,
        rows=records[:0],
        nested=records[:0],
    )
