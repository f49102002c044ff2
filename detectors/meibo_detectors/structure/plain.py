"""Cells of plain text: forms, key-value logs, configuration, small tables inside prose. Prose itself has none."""

from __future__ import annotations

import numpy as np

from meibo_detectors.kernels.line_records import extend_values, find_line_records
from meibo_detectors.kernels.text_lines import find_label_lines
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.delimited import select
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.little_tables import LittleTables, find_little_tables
from meibo_detectors.structure.pairs import Pairs, find_pairs
from meibo_detectors.structure.signs import line_signs
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.tables import name_cells
from meibo_detectors.structure.values import Values, chain, make_values, merge_values, take

_LONGEST_VALUE_CHARS = 80


def find(stretch: Stretch) -> Values:
    """The values of named lines and the cells of small tables. A record is a form, an address label, a row, a line."""
    return read_lines(Lines.of(stretch))


def read_lines(lines: Lines) -> Values:
    """The same of lines that are already known."""
    pairs = find_pairs(lines)
    tables = find_little_tables(lines, np.bincount(pairs.line, minlength=len(lines)))
    if tables.grid is not None:
        pairs = take(pairs, ~tables.is_row[pairs.line])
    alone = _find_labels_above(lines, pairs, tables.is_row)
    if len(alone.line):
        pairs = _merge(pairs, alone)
    begins, value_end = _find_records(lines, pairs, tables.is_row, alone.line + 1)
    named = make_values(
        pairs.start, value_end, lines.first[begins], name_start=pairs.name_start, name_end=pairs.name_end
    )
    return named if tables.grid is None else _add_tables(lines, named, tables, begins)


def _find_labels_above(lines: Lines, pairs: Pairs, is_row: Truth) -> Pairs:
    """Labels alone on their lines, each with the line below as its value."""
    free = ~lines.is_blank & ~is_row
    free[pairs.line] = False
    known, name_start, name_end = find_label_lines(
        lines.stretch.text, lines.stretch.words, lines.content, lines.end, free.view(np.uint8), line_signs()
    )
    label = np.flatnonzero(known[:-1])
    if len(label):
        below = label + 1
        fits = free[below] & ~known[below] & ~lines.is_torn[below] & ~lines.is_heading[below]
        fits &= lines.end[below] - lines.start[below] <= _LONGEST_VALUE_CHARS
        fits &= ~(known[np.maximum(label - 1, 0)] & (label > 0))
        label = label[fits]
    below = label + 1
    return Pairs(
        name_start[label],
        name_end[label],
        lines.content[below],
        lines.end[below],
        label,
        np.zeros(len(label), np.bool_),
    )


def _find_records(lines: Lines, pairs: Pairs, is_row: Truth, value_lines: Offsets) -> tuple[Truth, Offsets]:
    """The lines that begin a record, and where the values end that lines may continue."""
    flags, torn, rows = lines.flags, lines.is_torn.view(np.uint8), is_row.view(np.uint8)
    is_equation = pairs.is_equation.view(np.uint8)
    value_end, is_value = extend_values(
        lines.first, lines.start, lines.end, lines.content, flags, torn, rows, pairs.line, pairs.end, is_equation
    )
    is_value[value_lines] = 1
    begins = find_line_records(
        lines.stretch.text,
        lines.start,
        lines.end,
        lines.content,
        flags,
        torn,
        rows,
        is_value,
        pairs.line,
        pairs.name_start,
        pairs.name_end,
        is_equation,
    )
    return begins, value_end


def _merge(pairs: Pairs, more: Pairs) -> Pairs:
    both = chain([pairs, more])
    return take(both, np.argsort(both.name_start, kind="stable"))


def _add_tables(lines: Lines, named: Values, tables: LittleTables, begins: Truth) -> Values:
    grid = tables.grid
    assert grid is not None  # noqa: S101 - tells the type checker what the caller has seen
    naming = name_cells(grid)
    begins[tables.line] = naming.begins
    rows = select(grid, naming, lines.first[begins], with_place=False)
    return merge_values([named._replace(records=rows.records), rows])
