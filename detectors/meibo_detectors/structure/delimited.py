"""Cells of delimited text: CSV, TSV and their kin, with quotes, quoted line breaks and headers anywhere."""

from __future__ import annotations

import numpy as np

from meibo_detectors.normalise import Offsets, Truth, table_of
from meibo_detectors.structure.grid import Grid
from meibo_detectors.structure.quotes import cover, find_quoted
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.tables import name_cells
from meibo_detectors.structure.values import Values, make_values

_SPACE = table_of(b" \r")
QUOTE = ord('"')


def find(stretch: Stretch) -> Values:
    """Every cell that is not empty. Each row begins a record, but for the rows of a form, which are one together."""
    start, end, first = split(stretch, stretch.find(stretch.layout.delimiter or ","))
    torn = np.zeros(len(first), np.bool_)
    torn[np.searchsorted(start[first], stretch.borders)] = True
    row_start = start[first]
    start, end = strip(stretch, start, end)
    grid = Grid(stretch, start, end, first, torn)
    naming = name_cells(grid)
    kept = grid.filled
    values = select(grid, naming.name, naming.upper, naming.column, kept, row_start[naming.begins], with_place=True)
    return values._replace(rows=row_start)


def select(
    grid: Grid, name: Offsets, upper: Offsets, column: Offsets, kept: Truth, records: Offsets, *, with_place: bool
) -> Values:
    """The kept cells of a grid as values; ``name`` and ``upper`` are indices of cells."""
    held, above = name[kept], upper[kept]
    place = grid.place[kept]
    return make_values(
        grid.start[kept],
        grid.end[kept],
        records,
        column=column[kept],
        place=place if with_place else np.zeros(len(place), np.int64),
        name_start=np.where(held >= 0, grid.start[held], 0),
        name_end=np.where(held >= 0, grid.end[held], 0),
        upper_start=np.where(above >= 0, grid.start[above], 0),
        upper_end=np.where(above >= 0, grid.end[above], 0),
    )


def split(stretch: Stretch, delimiters: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """Start and end of all cells as they stand between delimiters, and the index of each row's first cell."""
    base = stretch.start
    line_ends = stretch.line_ends - base
    is_break = np.zeros(len(stretch.view) + 1, np.bool_)
    is_break[delimiters - base] = True
    is_break[line_ends] = True
    quotes = stretch.find('"')
    if len(quotes):
        first, last = _find_quoted(stretch, quotes - base, is_break)
        is_break[:-1] &= ~cover(first, last, len(stretch.view))
    breaks = np.flatnonzero(is_break[:-1])
    is_row_end = np.zeros(len(stretch.view), np.bool_)
    is_row_end[line_ends] = True
    first_cell = np.concatenate(([0], np.flatnonzero(is_row_end[breaks]) + 1))
    start = np.concatenate(([0], breaks + 1)) + base
    end = np.append(breaks, len(stretch.view)) + base
    return start, end, first_cell


def strip(stretch: Stretch, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    """Cells without outer blanks, and without the quotes around them."""
    start, end = stretch.trim(start, end)
    chars = stretch.chars
    last = chars.take(np.maximum(end - 1, 0), mode="clip")
    quoted = np.flatnonzero((last == QUOTE) & (end - start >= 2))
    if len(quoted):
        opening = chars[start[quoted]]
        formula = (opening == ord("=")) & (chars[start[quoted] + 1] == QUOTE) & (end[quoted] - start[quoted] >= 3)
        inside = (opening == QUOTE) | formula
        quoted, formula = quoted[inside], formula[inside]
        inner_start, inner_end = stretch.trim(start[quoted] + 1 + formula, end[quoted] - 1)
        start[quoted], end[quoted] = inner_start, inner_end
    return start, end


def _find_quoted(stretch: Stretch, quotes: Offsets, is_break: Truth) -> tuple[Offsets, Offsets]:
    view = stretch.view
    size = len(view)

    def begins(at: Offsets) -> Truth:
        before = at - 1
        spaced = (before >= 0) & _SPACE[view[np.maximum(before, 0)]]
        before = np.where(spaced, before - 1, before)
        return np.asarray((before < 0) | is_break[np.maximum(before, 0)])

    def ends(at: Offsets) -> Truth:
        spaced = (at < size) & _SPACE[view[np.minimum(at, size - 1)]]
        at = np.where(spaced, at + 1, at)
        return np.asarray((at >= size) | is_break[np.minimum(at, size - 1)])

    first, last = find_quoted(quotes, begins, ends)
    if len(stretch.borders) > 1:
        borders = stretch.borders - stretch.start
        whole = np.searchsorted(borders, first, "right") == np.searchsorted(borders, last, "right")
        first, last = first[whole], last[whole]
    return first, last
