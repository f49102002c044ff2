"""Small tables inside plain text: rows of Markdown, drawn boxes, and lines with equally many tabs or commas."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.normalise import Offsets, Truth, is_digit
from meibo_detectors.structure.delimited import strip
from meibo_detectors.structure.grid import Grid
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.stretch import unite
from meibo_detectors.windows import window

_BARS: Final = (ord("|"), 0x2502, 0x2503, 0xFF5C)
_LONGEST_CELL_CHARS: Final = 30
_COMMAS: Final = 3
"""Number of the commas among the delimiters."""


class LittleTables(NamedTuple):
    """The grid of all small tables of a text, and the lines that they stand on."""

    grid: Grid | None
    line: Offsets
    """The line of each row of the grid."""
    is_row: Truth
    """For each line whether it is part of a table, dividing lines included."""


def find_little_tables(lines: Lines, pairs_per_line: Offsets) -> LittleTables:
    """All small tables. A line with several ``name: value`` pairs is none of their rows."""
    count = len(lines)
    kind = np.zeros(count, np.int64)
    width = np.zeros(count, np.int64)
    places = _find_delimiters(lines)
    free = ~lines.is_blank & ~lines.is_rule
    for number, (at, least, rows) in enumerate(places, 1):
        if not len(at):
            continue
        line = lines.number(at)
        inside = (at >= lines.start[line]) & (at < lines.end[line])
        per_line = np.bincount(line[inside], minlength=count)
        fits = free & (kind == 0) & (per_line >= least)
        if number == _COMMAS:
            fits &= np.bincount(line[inside & ~_is_in_amount(lines, at)], minlength=count) > 0
        if number > 2:
            fits &= (pairs_per_line < 2) & ((lines.end - lines.start) <= _LONGEST_CELL_CHARS * (per_line + 1))
        taken = _find_runs(lines, np.where(fits, per_line, 0), rows)
        kind[taken], width[taken] = number, per_line[taken]
    line = np.flatnonzero(kind)
    is_row = kind > 0
    if not len(line):
        return LittleTables(None, line, is_row)
    is_row |= _find_dividers(lines, is_row)
    return LittleTables(_make_grid(lines, line, kind, width, [at for at, _, _ in places]), line, is_row)


def _find_delimiters(lines: Lines) -> tuple[tuple[Offsets, int, int], ...]:
    """Offsets of bars, tabs, commas, semicolons; the least number of each in a row, and the least number of rows."""
    stretch = lines.stretch
    bar = np.flatnonzero(stretch.view == ord("|")) + stretch.start
    if stretch.folded.codes is not None:
        drawn = np.flatnonzero(stretch.view == 0x80) + stretch.start
        bar = unite(bar, drawn[np.isin(stretch.codes[drawn], _BARS)])
    tab = np.flatnonzero(stretch.view == 9) + stretch.start
    return (bar, 2, 2), (tab, 1, 2), (stretch.find(","), 2, 3), (stretch.find(";"), 2, 3)


def _is_in_amount(lines: Lines, at: Offsets) -> Truth:
    """Whether each comma parts thousands (``5,420,000``): a list of amounts is no table."""
    shown = window(lines.stretch.chars, at - 1, 6)
    digit = is_digit(shown)
    return np.asarray(digit[:, 0] & digit[:, 2:5].all(axis=1) & ~digit[:, 5])


def _find_runs(lines: Lines, per_line: Offsets, least: int) -> Offsets:
    """The lines of runs of at least so many with the same number, dividing lines between them not counted."""
    line = np.flatnonzero((~lines.is_rule | (per_line > 0)) | lines.is_torn)
    number = per_line[line]
    same = (number[1:] == number[:-1]) & (number[1:] > 0) & ~lines.is_torn[line[1:]]
    begins = np.append(True, ~same)
    length = np.diff(np.append(np.flatnonzero(begins), len(line)))
    long = np.repeat(length, length) >= least
    return line[long & (number > 0)]


def _find_dividers(lines: Lines, is_row: Truth) -> Truth:
    beside = np.zeros(len(lines), np.bool_)
    beside[1:] |= is_row[:-1] & ~lines.is_torn[1:]
    beside[:-1] |= is_row[1:] & ~lines.is_torn[1:]
    return np.asarray(lines.is_rule & beside)


def _make_grid(lines: Lines, line: Offsets, kind: Offsets, width: Offsets, places: list[Offsets]) -> Grid:
    stretch = lines.stretch
    start, end = lines.start[line], lines.end[line]
    bars = kind[line] == 1
    codes = np.array(_BARS)
    start = start + (bars & np.isin(lines.code(start), codes))
    end = end - (bars & (end > start) & np.isin(lines.code(np.maximum(end - 1, 0)), codes))
    delimiters = []
    for number, at in enumerate(places, 1):
        if len(at):
            row = np.searchsorted(line, lines.number(at))
            row = np.minimum(row, len(line) - 1)
            held = (kind[line[row]] == number) & (at >= start[row]) & (at < end[row])
            delimiters.append(at[held])
    between = np.sort(np.concatenate(delimiters)) if delimiters else np.zeros(0, np.int64)
    cell_start = np.sort(np.concatenate((start, between + 1)), kind="stable")
    cell_end = np.sort(np.concatenate((end, between)), kind="stable")
    rows = np.concatenate((np.zeros(len(start), np.bool_), np.ones(len(between), np.bool_)))
    order = np.argsort(np.concatenate((start, between + 1)), kind="stable")
    first = np.flatnonzero(~rows[order])
    cell_start, cell_end = strip(stretch, cell_start, cell_end)
    gap = np.cumsum(~lines.is_rule)[line]
    torn = np.append(True, (gap[1:] != gap[:-1] + 1) | (kind[line][1:] != kind[line][:-1]))
    torn |= np.append(True, width[line][1:] != width[line][:-1]) | lines.is_torn[line]
    return Grid(stretch, cell_start, cell_end, first, torn)
