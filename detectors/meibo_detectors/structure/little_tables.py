"""Small tables inside plain text: rows of Markdown, drawn boxes, and lines with equally many tabs or commas."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from meibo_detectors.kernels.delimited_cells import strip_cells
from meibo_detectors.kernels.table_lines import find_table_lines
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.grid import Grid
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.signs import name_signs


class LittleTables(NamedTuple):
    """The grid of all small tables of a text, and the lines that they stand on."""

    grid: Grid | None
    line: Offsets
    """The line of each row of the grid."""
    is_row: Truth
    """For each line whether it is part of a table, dividing lines included."""


def find_little_tables(lines: Lines, pairs_per_line: Offsets) -> LittleTables:
    """All small tables. A line with several ``name: value`` pairs is none of their rows."""
    stretch = lines.stretch
    kind, width, start, end, first = find_table_lines(
        stretch.text,
        lines.places,
        lines.start,
        lines.end,
        lines.flags,
        lines.is_torn.view(np.uint8),
        pairs_per_line,
        name_signs(),
    )
    is_row = kind > 0
    if not len(first):
        return LittleTables(None, first, is_row)
    line = np.flatnonzero(is_row)
    is_row |= _find_dividers(lines, is_row)
    start, end = strip_cells(stretch.text, start, end)
    gap = np.cumsum(~lines.is_rule)[line]
    torn = np.append(True, (gap[1:] != gap[:-1] + 1) | (kind[line][1:] != kind[line][:-1]))
    torn |= np.append(True, width[line][1:] != width[line][:-1]) | lines.is_torn[line]
    return LittleTables(Grid(stretch, start, end, first, torn), line, is_row)


def _find_dividers(lines: Lines, is_row: Truth) -> Truth:
    beside = np.zeros(len(lines), np.bool_)
    beside[1:] |= is_row[:-1] & ~lines.is_torn[1:]
    beside[:-1] |= is_row[1:] & ~lines.is_torn[1:]
    return np.asarray(lines.is_rule & beside)
