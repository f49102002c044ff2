"""Which rows of a grid are headers, and which are rows of a form (label, value, label, value)."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.grouping import opens_group
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.grid import Grid
from meibo_detectors.structure.single_labels import find_single_labels
from meibo_detectors.structure.transposed import find_transposed
from meibo_detectors.structure.typed import LONG_DIGITS, LONGEST_HEADER_CHARS, is_typed

_SAMPLE_ROWS: Final = 2


class Rows(NamedTuple):
    """What the rows of a grid are; arrays are parallel to the rows."""

    is_header: Truth
    is_upper: Truth
    """The upper one of two rows of headers."""
    is_form: Truth
    """A row of labels with their values on the right."""
    table: Offsets
    """Ascending number of the table that the row belongs to."""
    label: Truth
    """Of each cell: it is a known label."""


def read_rows(grid: Grid, is_title: Truth | None = None) -> Rows:
    """Tell headers, forms and tables apart. ``is_title``: cells that the text itself marks as labels."""
    counts, filled = grid.counts, grid.filled_counts
    chars = grid.end[grid.first + counts - 1] - grid.start[grid.first]
    plain = (grid.digits <= filled + filled // 2 + 1) & (chars <= LONGEST_ROW_CHARS * filled) & (filled > 1)
    label = grid.find_labels(plain)
    if is_title is not None:
        label |= is_title
    labels = grid.sum(label)
    is_header = (labels >= 2) & (filled > 0)
    rows = np.flatnonzero(is_header)
    if len(rows):
        is_header[rows] = _is_sound(grid, rows, label)
    is_header |= _is_lone_label(grid, label)
    is_form = _find_forms(grid, label, labels, is_header)
    is_form |= find_transposed(grid, label, is_header)
    is_header &= ~is_form
    table = _number_tables(grid, is_header)
    find_single_labels(grid, is_header, is_form, table, label)
    _find_contrasts(grid, is_header, is_form, table)
    is_upper = _find_uppers(grid, is_header, is_form, label)
    return Rows(is_header, is_upper, is_form, _number_tables(grid, is_header | is_upper), label)


LONGEST_ROW_CHARS: Final = 40


def _is_sound(grid: Grid, rows: Offsets, label: Truth) -> Truth:
    """Half of the filled cells are labels or free of digits, and none holds many digits."""
    cells = grid.cells_of(rows)
    digits = grid.stretch.count_digits(grid.start[cells], grid.end[cells])
    edges = np.cumsum(grid.counts[rows]) - grid.counts[rows]
    good = grid.filled[cells] & (label[cells] | (digits == 0))
    most = np.maximum.reduceat(digits, edges)
    return np.asarray(
        (np.add.reduceat(good.view(np.uint8), edges, dtype=np.int64) * 2 >= grid.filled_counts[rows])
        & (most <= LONG_DIGITS)
    )


def _is_lone_label(grid: Grid, label: Truth) -> Truth:
    """Rows of a single cell, a label, at the beginning of a table of one column."""
    single = (grid.counts == 1) & (grid.filled_counts == 1)
    named = single & label[grid.first]
    opens = np.ones(len(single), np.bool_)
    opens[1:] = grid.is_torn[1:] | (grid.filled_counts[:-1] == 0)
    below = np.zeros(len(single), np.bool_)
    below[:-1] = single[1:] & ~named[1:] & ~grid.is_torn[1:]
    return np.asarray(named & opens & below)


def _find_forms(grid: Grid, label: Truth, labels: Offsets, is_header: Truth) -> Truth:
    count = len(grid.first)
    filled = grid.filled_counts
    begins = label[grid.lead] & (filled >= 2)
    rows = np.flatnonzero(begins)
    if not len(rows):
        return begins
    paired = (labels[rows] * 2 >= filled[rows] - 1) & ((labels[rows] >= 2) | (filled[rows] <= 3))
    rows = rows[paired | _is_boxes(grid, rows, labels)]
    if not len(rows):
        return np.zeros(count, np.bool_)
    cells = grid.cells_of(rows)
    edges = np.cumsum(grid.counts[rows]) - grid.counts[rows]
    inner = np.ones(len(cells), np.bool_)
    inner[edges] = False
    after_label = np.append(False, label[cells][:-1]) & inner
    beside = after_label & label[cells]
    value = after_label & grid.filled[cells] & ~label[cells]
    digits = grid.stretch.count_digits(grid.start[cells], grid.end[cells]) * value

    def add(of_cells: Offsets) -> Offsets:
        return np.add.reduceat(of_cells, edges, dtype=np.int64)

    fits = (add(beside.astype(np.int64)) == 0) & (add(value.astype(np.int64)) > 0)
    is_form = np.zeros(count, np.bool_)
    if not fits.any():
        return is_form
    is_form[rows[fits]] = True
    sure = np.zeros(count, np.bool_)
    sure[rows[fits & (add(digits.astype(np.int64)) > 1) & (labels[rows] >= 2)]] = True
    return _keep_forms(grid, is_form, sure, is_header)


def _is_boxes(grid: Grid, rows: Offsets, labels: Offsets) -> Truth:
    """A label with a value of one character a cell."""
    cells = grid.cells_of(rows)
    edges = np.cumsum(grid.counts[rows]) - grid.counts[rows]
    single = grid.end[cells] - grid.start[cells] == 1
    counts = np.add.reduceat(single.view(np.uint8), edges, dtype=np.int64)
    return np.asarray((labels[rows] == 1) & (counts >= grid.filled_counts[rows] - 1))


def _keep_forms(grid: Grid, is_form: Truth, sure: Truth, is_header: Truth) -> Truth:
    """A row counts when it is sure of itself, or a neighbour is such a row too and begins with another label."""
    lead = grid.lead
    names = np.zeros(len(is_form), np.uint64)
    rows = np.flatnonzero(is_form)
    names[rows] = grid.stretch.hash_names(grid.start[lead[rows]], grid.end[lead[rows]])
    beside = is_form[1:] & is_form[:-1] & (names[1:] != names[:-1]) & ~grid.is_torn[1:]
    backed = np.zeros(len(is_form), np.bool_)
    backed[1:] |= beside
    backed[:-1] |= beside
    kept = is_form & (sure | backed)
    # Below a header most rows must be of that kind: a table may well name a label in a cell or two.
    header = is_header & ~kept
    table = _number_tables(grid, header)
    size, headers = np.bincount(table, grid.filled_counts > 0), np.bincount(table, header)
    fits = (np.bincount(table, kept) * 2 >= size - 1) | (headers == 0)
    return np.asarray(kept & fits[table])


def _number_tables(grid: Grid, is_header: Truth) -> Offsets:
    """A table ends before a header, where the text is torn, and where rows of another width follow a blank row."""
    count = len(grid.first)
    begins = grid.is_torn.copy()
    begins[1:] |= is_header[1:] & ~is_header[:-1]
    rows = np.flatnonzero(grid.filled_counts > 0)
    if len(rows) < count:
        apart = (rows[1:] > rows[:-1] + 1) & (grid.counts[rows[1:]] != grid.counts[rows[:-1]])
        begins[rows[1:][apart]] = True
    begins[:1] = False
    return np.cumsum(begins)


def _find_contrasts(grid: Grid, is_header: Truth, is_form: Truth, table: Offsets) -> None:
    """Add first rows of words above rows of numbers, dates or addresses, in tables that have no header yet."""
    known = np.bincount(table, is_header | is_form) > 0
    wide = np.flatnonzero((grid.filled_counts >= 2) & ~known[table])
    if not len(wide):
        return
    opens = opens_group(table[wide])
    rows = wide[opens]
    last = np.append(np.flatnonzero(opens)[1:], len(wide)) - 1
    below = np.flatnonzero(opens) + 1
    rows, last, below = (array[below <= last] for array in (rows, last, below))
    rows_ok = (grid.digits[rows] <= grid.filled_counts[rows]) & (
        grid.counts[rows] == grid.counts[wide[np.minimum(below, len(wide) - 1)]]
    )
    rows, last, below = rows[rows_ok], last[rows_ok], below[rows_ok]
    if not len(rows):
        return
    cells = grid.cells_of(rows)
    edges = np.cumsum(grid.counts[rows]) - grid.counts[rows]
    typed = is_typed(grid, cells)
    long = grid.end[cells] - grid.start[cells] > LONGEST_HEADER_CHARS
    fits = np.add.reduceat((typed | long).view(np.uint8), edges, dtype=np.int64) == 0
    contrast = grid.filled[cells] & ~typed
    owner = np.repeat(np.arange(len(rows)), grid.counts[rows])
    for step in range(_SAMPLE_ROWS):
        row = wide[np.minimum(below + step, last)]
        same = grid.counts[row] == grid.counts[rows]
        at = np.minimum(grid.first[row][owner] + grid.place[cells] - 1, len(grid.start) - 1)
        contrast &= is_typed(grid, at) & same[owner]
    is_header[rows[fits & (np.add.reduceat(contrast.view(np.uint8), edges, dtype=np.int64) > 0)]] = True


def _find_uppers(grid: Grid, is_header: Truth, is_form: Truth, label: Truth) -> Truth:
    """Rows directly above a header that are headers as well, or name groups of its columns."""
    below = np.append(is_header[1:] & ~grid.is_torn[1:], False)
    rows = np.flatnonzero(below & ~is_form & (grid.filled_counts > 0) & (grid.counts > 1))
    if not len(rows):
        return np.zeros(len(is_header), np.bool_)
    labels = grid.sum(label)[rows]
    groups = (grid.digits[rows] == 0) & ((grid.filled_counts[rows] >= 2) | (labels > 0))
    groups &= (grid.counts[rows] == grid.counts[rows + 1]) & (grid.filled_counts[rows] < grid.counts[rows])
    is_upper = np.zeros(len(is_header), np.bool_)
    is_upper[rows[is_header[rows] | groups]] = True
    return is_upper
