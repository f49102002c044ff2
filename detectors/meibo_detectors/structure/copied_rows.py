r"""Rows of ``COPY table (columns) FROM stdin;`` in dumps of PostgreSQL: tabs between cells, up to a line of ``\.``."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.stretch import Stretch

_STDIN: Final = b"stdin;"
_NULL: Final = (ord("\\"), ord("N"))


class CopiedRows(NamedTuple):
    """The cells of all copied rows of a text; arrays are parallel but for the last three."""

    start: Offsets
    end: Offsets
    column: Offsets
    name_start: Offsets
    name_end: Offsets
    records: Offsets
    area_start: Offsets
    """Where the rows of each COPY begin."""
    area_end: Offsets


def find_copied_rows(stretch: Stretch) -> CopiedRows:
    """All rows behind lines that begin with COPY and end with ``stdin;``."""
    nothing = np.zeros(0, np.int64)
    if not _may_hold(stretch):
        return CopiedRows(*([nothing] * 8))
    lines = Lines.of(stretch)
    copies = np.flatnonzero(_begins_with(lines, b"copy ") & _ends_with(lines, _STDIN))
    stops = np.flatnonzero(_begins_with(lines, b"\\.") | lines.is_torn)
    if not len(copies):
        return CopiedRows(*([nothing] * 8))
    number = np.arange(len(lines))
    copy = np.maximum.accumulate(np.where(np.isin(number, copies), number, -1))
    stop = np.maximum.accumulate(np.where(np.isin(number, stops), number, -1))
    row = np.flatnonzero((copy >= 0) & (copy >= stop) & (number > copy) & ~lines.is_blank)
    owner = np.searchsorted(copies, copy[row])
    start, end, line = _split(lines, row)
    first = np.searchsorted(line, line)
    place = np.arange(len(line)) - first
    names, name_ends, name_first = _read_names(lines, copies)
    of_copy = owner[np.searchsorted(row, line)]
    at = name_first[of_copy] + place
    named = at < name_first[of_copy + 1]
    held = np.minimum(at, max(len(names) - 1, 0))
    start, end = stretch.trim(start, end)
    null = (end - start == 2) & (stretch.chars.take(start, mode="clip") == _NULL[0])
    null &= stretch.chars.take(start + 1, mode="clip") == _NULL[1]
    kept = (end > start) & ~null
    column = np.unique(of_copy * (int(place.max(initial=0)) + 1) + place, return_inverse=True)[1].astype(np.int64)
    zero = np.zeros(len(start), np.int64)
    area_end = np.append(lines.first, stretch.end)[
        np.append(stops, len(lines))[np.searchsorted(stops, copies, "right")]
    ]
    return CopiedRows(
        start[kept],
        end[kept],
        column[kept],
        np.where(named, names[held], zero)[kept] if len(names) else zero[kept],
        np.where(named, name_ends[held], zero)[kept] if len(names) else zero[kept],
        lines.first[row],
        lines.first[np.minimum(copies + 1, len(lines) - 1)],
        np.maximum(area_end, lines.first[np.minimum(copies + 1, len(lines) - 1)]),
    )


def _may_hold(stretch: Stretch) -> bool:
    return b"stdin;" in stretch.view.tobytes() or b"STDIN;" in stretch.view.tobytes()


def _begins_with(lines: Lines, word: bytes) -> Truth:
    fits = ~lines.is_blank
    for at, letter in enumerate(word):
        sign = lines.stretch.chars.take(lines.start + at, mode="clip")
        fits &= ((sign | np.uint8(32)) if letter >= ord("a") else sign) == letter
    return fits


def _ends_with(lines: Lines, word: bytes) -> Truth:
    fits = lines.end - lines.start > len(word)
    for at, letter in enumerate(reversed(word), 1):
        sign = lines.stretch.chars.take(np.maximum(lines.end - at, 0), mode="clip")
        fits &= ((sign | np.uint8(32)) if letter >= ord("a") else sign) == letter
    return fits


def _split(lines: Lines, row: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """Cells of these lines and the line of each."""
    tabs = np.flatnonzero(lines.stretch.view == 9) + lines.stretch.start
    line = lines.number(tabs)
    held = (
        np.isin(line, row) & (tabs >= lines.first[line]) & (tabs < np.append(lines.first[1:], lines.stretch.end)[line])
    )
    tabs, line = tabs[held], line[held]
    row_end = np.maximum(np.append(lines.first[1:] - 1, lines.stretch.end)[row], lines.first[row])
    start = np.sort(np.concatenate((lines.first[row], tabs + 1)), kind="stable")
    end = np.sort(np.concatenate((row_end, tabs)), kind="stable")
    return start, end, np.sort(np.concatenate((row, line)), kind="stable")


def _read_names(lines: Lines, copies: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """The names of the columns of each COPY, and the index of the first of each; one element more at the end."""
    stretch = lines.stretch
    opening, closing = (np.append(stretch.find(sign), stretch.end) for sign in "()")
    begin = opening[np.searchsorted(opening, lines.start[copies])]
    until = closing[np.searchsorted(closing, begin)]
    fits = until < lines.end[copies]
    begin, until = np.where(fits, begin, lines.start[copies]), np.where(fits, until, lines.start[copies])
    commas = stretch.find(",")
    owner = np.searchsorted(begin, commas, "right") - 1
    inside = (owner >= 0) & (commas < until[np.maximum(owner, 0)])
    commas, owner = commas[inside], owner[inside]
    listed = np.flatnonzero(fits)
    start = np.sort(np.concatenate((begin[listed] + 1, commas + 1)), kind="stable")
    end = np.sort(np.concatenate((until[listed], commas)), kind="stable")
    of_copy = np.sort(np.concatenate((listed, owner)), kind="stable")
    start, end = stretch.trim(start, end)
    quoted = (end - start > 2) & (stretch.chars.take(start, mode="clip") == ord('"'))
    return start + quoted, end - quoted, np.searchsorted(of_copy, np.arange(len(copies) + 1))
