"""Cells of plain text: forms, key-value logs, configuration, small tables inside prose. Prose itself has none."""

from __future__ import annotations

import numpy as np

from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.delimited import select
from meibo_detectors.structure.forms import find_continuations, find_line_records
from meibo_detectors.structure.heads import LONGEST_NAME_CHARS
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.little_tables import LittleTables, find_little_tables
from meibo_detectors.structure.pairs import Pairs, find_pairs
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
    pairs = take(pairs, ~tables.is_row[pairs.line])
    alone = _find_labels_above(lines, pairs, tables.is_row)
    pairs = _merge(pairs, alone)
    owner = find_continuations(lines, pairs, tables.is_row)
    is_value_line = owner >= 0
    pairs.end[owner[is_value_line]] = lines.end[is_value_line]
    is_value_line[lines.number(alone.start)] = True
    begins = find_line_records(lines, pairs, tables.is_row, is_value_line)
    named = make_values(
        pairs.start, pairs.end, lines.first[begins], name_start=pairs.name_start, name_end=pairs.name_end
    )
    return named if tables.grid is None else _add_tables(lines, named, tables, begins)


def _find_labels_above(lines: Lines, pairs: Pairs, is_row: Truth) -> Pairs:
    """Labels alone on their lines, each with the line below as its value."""
    free = ~lines.is_blank & ~is_row
    free[pairs.line] = False
    start, end = lines.content, lines.end
    short = np.flatnonzero(free & (end - start <= LONGEST_NAME_CHARS) & (end > start))
    known = np.zeros(len(lines), np.bool_)
    if len(short):
        inner_start, inner_end = _strip_brackets(lines, start[short], end[short])
        known[short] = lines.stretch.is_label(inner_start, inner_end)
    label = np.flatnonzero(known[:-1]) if len(known) else short[:0]
    below = label + 1
    fits = free[below] & ~known[below] & ~lines.is_torn[below] & ~lines.is_heading[below]
    fits &= lines.end[below] - lines.start[below] <= _LONGEST_VALUE_CHARS
    fits &= ~(known[np.maximum(label - 1, 0)] & (label > 0))
    label, below = label[fits], below[fits]
    name_start, name_end = _strip_brackets(lines, start[label], end[label])
    return Pairs(
        name_start,
        name_end,
        lines.content[below].copy(),
        lines.end[below].copy(),
        label,
        np.zeros(len(label), np.bool_),
    )


def _strip_brackets(lines: Lines, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    """Without the brackets and colons around a label."""
    chars, code = lines.stretch.chars, lines.code
    colon = chars.take(np.maximum(end - 1, 0), mode="clip") == ord(":")
    start, end = lines.stretch.trim(start, np.maximum(end - colon, start))
    opened = np.isin(code(start), [ord(sign) for sign in "【〔[<〈《「"]) & (end - start > 2)
    return lines.stretch.trim(start + opened, end - opened)


def _merge(pairs: Pairs, more: Pairs) -> Pairs:
    both = chain([pairs, more])
    return take(both, np.argsort(both.name_start, kind="stable"))


def _add_tables(lines: Lines, named: Values, tables: LittleTables, begins: Truth) -> Values:
    grid = tables.grid
    assert grid is not None  # noqa: S101 - tells the type checker what the caller has seen
    naming = name_cells(grid)
    begins[tables.line] = naming.begins
    rows = select(grid, naming.name, naming.upper, naming.column, grid.filled, lines.first[begins], with_place=False)
    return merge_values([named._replace(records=rows.records), rows])
