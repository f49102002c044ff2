"""Headers of which one word alone is known: a name above names, with days, months or numbers of meetings beside it."""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.grouping import opens_group
from meibo_detectors.normalise import Offsets, Truth, table_of
from meibo_detectors.structure.grid import Grid
from meibo_detectors.structure.typed import LONG_DIGITS, LONGEST_HEADER_CHARS, is_typed

_ROWS_BELOW: Final = 2
"""So many rows must follow, with other words in the place of the label."""
_ROWS_ABOVE: Final = 4
"""So many rows of a title may stand above the header, with fewer cells."""
_LEAST_LABEL_CHARS: Final = 2
"""A single character is no label that a header could be told by."""
_YEAR_CHARS: Final = 4
_DATE_DIGITS: Final = 8
_DATE_SIGNS: Final = table_of(b"/-.")


def find_single_labels(grid: Grid, is_header: Truth, is_form: Truth, table: Offsets, label: Truth) -> None:
    """Add such rows, in tables without a header yet: near the beginning, no long number in them."""
    known = np.bincount(table, is_header | is_form) > 0
    wide = np.flatnonzero((grid.filled_counts >= 2) & ~known[table])
    if len(wide) <= _ROWS_BELOW:
        return
    at = _find_openings(grid, wide, table)
    first, second = wide[at + 1], wide[at + _ROWS_BELOW]
    rows = wide[at]
    same = (table[second] == table[rows]) & (grid.counts[first] == grid.counts[rows])
    same &= grid.counts[second] == grid.counts[rows]
    rows, first, second = rows[same], first[same], second[same]
    if not len(rows):
        return
    cells = grid.cells_of(rows)
    edges = np.cumsum(grid.counts[rows]) - grid.counts[rows]
    owner = np.repeat(np.arange(len(rows)), grid.counts[rows])
    is_name = _is_label(grid, cells, label)
    is_name &= grid.end[cells] - grid.start[cells] >= _LEAST_LABEL_CHARS
    sound = np.add.reduceat(_is_no_title(grid, cells).view(np.uint8), edges, dtype=np.int64) == 0
    sound &= np.add.reduceat(is_name.view(np.uint8), edges, dtype=np.int64) == 1
    chosen = np.flatnonzero(sound)
    if not len(chosen):
        return
    name = np.flatnonzero(is_name & sound[owner])
    place = grid.place[cells[name]] - 1
    for below in (first, second):
        cell = grid.first[below[chosen]] + place
        fits = grid.filled[cell] & ~_is_label(grid, cell, label)
        chosen, place, name = chosen[fits], place[fits], name[fits]
    held = (grid.filled_counts[rows[chosen]] > 2) | _is_ticked(grid, rows[chosen], first[chosen], second[chosen], place)
    is_header[rows[chosen[held]]] = True


def _find_openings(grid: Grid, wide: Offsets, table: Offsets) -> Offsets:
    """Which of these rows open their table, or hold more cells than the few rows of a title above them."""
    opens = opens_group(table[wide])
    number = np.arange(len(wide))
    rank = number - np.maximum.accumulate(np.where(opens, number, 0))
    filled = grid.filled_counts[wide]
    grows = np.append(False, (filled[1:] > filled[:-1]) | (grid.counts[wide[1:]] > grid.counts[wide[:-1]]))
    at = np.flatnonzero(opens | (grows & (rank <= _ROWS_ABOVE)))
    return at[at + _ROWS_BELOW < len(wide)]


def _is_label(grid: Grid, cells: Offsets, label: Truth) -> Truth:
    found = label[cells]
    unknown = np.flatnonzero(
        ~found & grid.filled[cells] & (grid.end[cells] - grid.start[cells] <= LONGEST_HEADER_CHARS)
    )
    if len(unknown):
        found[unknown] = grid.stretch.is_label(grid.start[cells[unknown]], grid.end[cells[unknown]])
    return found


def _is_no_title(grid: Grid, cells: Offsets) -> Truth:
    """Cells that no header has: long ones, mail addresses, long numbers but for days."""
    start, end = grid.start[cells], grid.end[cells]
    digits = grid.stretch.count_digits(start, end)
    is_day = (digits <= _DATE_DIGITS) & _DATE_SIGNS[grid.stretch.peek(start + _YEAR_CHARS)]
    is_day &= grid.stretch.count_digits(start, np.minimum(start + _YEAR_CHARS, end)) == _YEAR_CHARS
    has_sign = grid.stretch.hold_at_sign(start, end)
    return np.asarray((end - start > LONGEST_HEADER_CHARS) | has_sign | ((digits > LONG_DIGITS) & ~is_day))


def _is_ticked(grid: Grid, rows: Offsets, first: Offsets, second: Offsets, place: Offsets) -> Truth:
    """Whether the other cell of rows of two has numbers, single signs or one word below: else it may be a value."""
    fits = np.ones(len(rows), np.bool_)
    names = []
    for row in (rows, first, second):
        cells = grid.cells_of(row)
        other = grid.filled[cells] & (grid.place[cells] - 1 != np.repeat(place, grid.counts[row]))
        held = np.full(len(row), -1)
        owner = np.repeat(np.arange(len(row)), grid.counts[row])
        held[owner[other]] = cells[other]
        fits &= held >= 0
        names.append(held)
    above, upper, lower = names
    single = (grid.end[upper] - grid.start[upper] == 1) & (grid.end[lower] - grid.start[lower] == 1)
    typed = is_typed(grid, upper) & is_typed(grid, lower) & ~is_typed(grid, above)
    alike = grid.stretch.hash_names(grid.start[upper], grid.end[upper]) == grid.stretch.hash_names(
        grid.start[lower], grid.end[lower]
    )
    return np.asarray(fits & (single | typed | alike))
