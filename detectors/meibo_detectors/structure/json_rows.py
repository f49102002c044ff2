"""Tables in JSON: arrays in an array, below a first one of labels or beside one called ``columns``."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.normalise import Offsets, Truth, table_of
from meibo_detectors.structure.grid import Grid
from meibo_detectors.structure.headers import read_rows
from meibo_detectors.structure.json_items import Items, is_word
from meibo_detectors.structure.stretch import Stretch

_OPENS: Final = table_of(b"{[")
_BRACKETS: Final = table_of(b"{}[]")
_HEADER_KEYS: Final = ("columns", "cols", "headers", "header", "fields", "列", "項目", "見出し")


class _Arrays(NamedTuple):
    """Arrays of values that are the rows of tables, in order; arrays are parallel."""

    opening: Offsets
    """The item that ends with the opening bracket."""
    counts: Offsets
    """Values in it."""
    table: Offsets
    """The item that ends with the opening bracket of the whole table."""
    is_header: Truth
    """It stands beside the table and names its columns."""


def name_rows(
    stretch: Stretch, items: Items, value: Offsets, name: Offsets, upper: Offsets, column: Offsets
) -> Offsets:
    """Name the values of rows by those of their header, in place; where the rows begin, for each is a record."""
    rows = _find_arrays(stretch, items)
    if not len(rows.opening):
        return rows.opening
    first = np.cumsum(rows.counts) - rows.counts
    cells = np.arange(int(rows.counts.sum())) + np.repeat(rows.opening + 1 - first, rows.counts)
    torn = np.append(True, rows.table[1:] != rows.table[:-1])
    grid = Grid(stretch, items.start[cells], items.end[cells], first, torn)
    found = read_rows(grid, np.repeat(rows.is_header, rows.counts) & grid.filled)
    header = np.maximum.accumulate(np.where(found.is_header, np.arange(len(first)), -1))
    named = (header >= 0) & (found.table[header] == found.table) & ~found.is_header
    base = np.repeat(np.where(named, grid.first[header], -1), rows.counts)
    width = np.repeat(np.where(named, grid.counts[header], 0), rows.counts)
    held = np.where(grid.place <= width, base + grid.place - 1, -1)
    cell_of = np.full(len(items.sign), -1)
    cell_of[cells] = np.arange(len(cells))
    cell = cell_of[value]
    here = np.flatnonzero(cell >= 0)
    labelled = here[held[cell[here]] >= 0]
    name[labelled] = cells[held[cell[labelled]]]
    upper[labelled] = -1
    number = found.table[grid.row[cell[here]]] * int(grid.counts.max()) + grid.place[cell[here]]
    column[here] = int(column.max(initial=-1)) + 1 + np.unique(number, return_inverse=True)[1]
    titles = here[found.is_header[grid.row[cell[here]]]]
    name[titles] = upper[titles] = column[titles] = -1
    return np.sort(items.sign[rows.opening[~rows.is_header]])


def _find_arrays(stretch: Stretch, items: Items) -> _Arrays:
    last = len(items.sign) - 1
    flat = np.flatnonzero((items.kind == ord("[")) & (items.holder >= 0))
    flat = flat[~_OPENS[items.kind[np.minimum(flat + 1, last)]]]
    inner = flat[items.kind[items.holder[flat]] == ord("[")]
    table = items.holder[inner]
    headers, headed = _find_headers(stretch, items, flat, table)
    opening = np.concatenate((headers, inner))
    table = np.concatenate((headed, table))
    is_header = np.append(np.ones(len(headers), np.bool_), np.zeros(len(inner), np.bool_))
    order = np.lexsort((opening, ~is_header, table))
    opening, table, is_header = opening[order], table[order], is_header[order]
    # The values of a row follow its bracket, up to the first bracket after it.
    brackets = np.flatnonzero(_BRACKETS[items.kind])
    counts = np.append(brackets, last)[np.searchsorted(brackets, opening, "right")] - opening
    filled = counts > 0
    return _Arrays(opening[filled], counts[filled], table[filled], is_header[filled])


def _find_headers(stretch: Stretch, items: Items, flat: Offsets, table: Offsets) -> tuple[Offsets, Offsets]:
    """Arrays called ``columns`` that stand in one object with a table, and the table of each."""
    tables = np.unique(table)
    tables = tables[(items.before[tables] == ord(":")) & (items.holder[tables] >= 0)]
    beside = flat[(items.before[flat] == ord(":")) & np.isin(items.holder[flat], items.holder[tables])]
    if not len(beside):
        return beside, beside
    headers = beside[is_word(stretch, items, beside - 1, _HEADER_KEYS)]
    table_of_object = np.full(len(items.sign), -1)
    table_of_object[items.holder[tables[::-1]]] = tables[::-1]
    headers = headers[np.unique(items.holder[headers], return_index=True)[1]]
    return headers, table_of_object[items.holder[headers]]
