"""A grid of cells, row after row, whatever its shape in the text; empty cells count."""

from __future__ import annotations

import functools

import numpy as np

from meibo_detectors.kernels.grid_cells import sum_rows
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.stretch import Stretch

LONGEST_LABEL_CHARS = 40


class Grid:
    """Rows of cells. Arrays of cells are parallel, and so are arrays of rows; every row has a cell at least."""

    def __init__(self, stretch: Stretch, start: Offsets, end: Offsets, row_first: Offsets, is_torn: Truth) -> None:
        self.stretch = stretch
        self.start, self.end = start, end
        """Of each cell, trimmed; ``end == start`` where it is empty."""
        self.first = row_first
        """Index of the first cell of each row."""
        self.is_torn = is_torn
        """For each row whether it can't belong to the same table as the row before."""
        self.counts: Offsets = np.diff(np.append(row_first, len(start)))
        """Cells in each row."""
        self.filled: Truth = end > start

    @functools.cached_property
    def row(self) -> Offsets:
        """The row of each cell."""
        return np.repeat(np.arange(len(self.first)), self.counts)

    @functools.cached_property
    def place(self) -> Offsets:
        """The number of each cell in its row, from 1 on."""
        return np.arange(1, len(self.start) + 1) - np.repeat(self.first, self.counts)

    @functools.cached_property
    def filled_counts(self) -> Offsets:
        """Cells that are not empty, of each row."""
        return self.sum(self.filled)

    @functools.cached_property
    def digits(self) -> Offsets:
        """Digits from the first to the last cell of each row."""
        last = self.first + self.counts - 1
        return self.stretch.count_digits(self.start[self.first], self.end[last])

    @functools.cached_property
    def lead(self) -> Offsets:
        """The first cell of each row that is not empty; the row's first where all are."""
        lead = self.first.copy()
        rows = np.flatnonzero(~self.filled[lead] & (self.filled_counts > 0))
        if len(rows):
            filled = np.flatnonzero(self.filled)
            lead[rows] = filled[np.searchsorted(filled, self.first[rows])]
        return lead

    def sum(self, of_cells: Truth) -> Offsets:
        """How many cells of each row a condition holds for."""
        return sum_rows(of_cells.view(np.uint8), self.first, self.counts)

    def cells_of(self, rows: Offsets) -> Offsets:
        """The cells of these rows, in order."""
        counts = self.counts[rows]
        before = np.cumsum(counts) - counts
        cells: Offsets = np.arange(int(counts.sum())) + np.repeat(self.first[rows] - before, counts)
        return cells

    def find_labels(self, rows: Truth) -> Truth:
        """True for the cells that are known labels, looked up in these rows and in the first filled cell of each."""
        found = np.zeros(len(self.start), np.bool_)
        some = self.filled_counts > 0
        cells = self.lead[some & ~rows]
        inner = self.cells_of(np.flatnonzero(rows & some))
        for chosen in (cells, inner):
            short = self.end[chosen] - self.start[chosen] <= LONGEST_LABEL_CHARS
            chosen = chosen[short & self.filled[chosen]]
            if len(chosen):
                found[chosen] = self.stretch.is_label(self.start[chosen], self.end[chosen])
        lead = self.lead[found[self.lead] & ~rows & some]
        if len(lead):  # a row that begins with a label may go on with others
            rest = self.cells_of(self.row[lead])
            rest = rest[self.filled[rest] & (self.end[rest] - self.start[rest] <= LONGEST_LABEL_CHARS)]
            found[rest] = self.stretch.is_label(self.start[rest], self.end[rest])
        return found
