"""Cells of 全銀 transfer files: lines of 120 columns without any name in them (specification section 3.1)."""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.normalise import Offsets
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.values import Values, make_values

LINE_COLUMNS: Final = 120
LEAST_COLUMNS: Final = 90
"""A line without its blanks at the end has as many at least."""
FIELDS: Final = ((1, 4), (5, 15), (20, 3), (23, 15), (42, 1), (43, 7), (50, 30), (80, 10))
"""Column from 0 and width of the bank's code and name, the branch's, the account's type and number, payee, amount."""
_DATA: Final = ord("2")


def find(stretch: Stretch) -> Values:
    """The fields of each payment; ``place`` is their number from 1 on, in the order of FIELDS."""
    lines = Lines.of(stretch)
    origin = stretch.folded.origin
    first = stretch.folded.restore(lines.first[lines.first < len(stretch.chars)])
    last = stretch.folded.restore_end(lines.end[: len(first)])
    first, width = _cut(first, np.maximum(last - first, 0))

    def fold(at: Offsets) -> Offsets:
        return at if origin is None else np.searchsorted(origin, at)

    start = fold(first)
    is_payment = (stretch.chars.take(start, mode="clip") == _DATA) & (width >= LEAST_COLUMNS) & (start < stretch.end)
    begin, until = first[is_payment], first[is_payment] + width[is_payment]
    columns = np.array([column for column, _ in FIELDS])
    widths = np.array([size for _, size in FIELDS])
    cell_start = (begin[:, None] + columns).ravel()
    cell_end = np.minimum(cell_start + np.tile(widths, len(begin)), np.repeat(until, len(FIELDS)))
    cell_start, cell_end = stretch.trim(*np.minimum((fold(cell_start), fold(cell_end)), stretch.end))
    place = np.tile(np.arange(1, len(FIELDS) + 1), len(begin))
    kept = cell_end > cell_start
    return make_values(cell_start[kept], cell_end[kept], start, column=place[kept] - 1, place=place[kept])


def _cut(first: Offsets, width: Offsets) -> tuple[Offsets, Offsets]:
    """Lines written without line breaks, cut into theirs; the last ends in blanks, which the width leaves out."""
    counts = np.where(width > LINE_COLUMNS, -(-width // LINE_COLUMNS), 1)
    if int(counts.max(initial=1)) == 1:
        return first, width
    before = np.cumsum(counts) - counts
    number = np.arange(int(counts.sum())) - np.repeat(before, counts)
    return np.repeat(first, counts) + number * LINE_COLUMNS, np.repeat(
        np.where(counts > 1, LINE_COLUMNS, width), counts
    )
