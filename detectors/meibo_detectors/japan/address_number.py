"""Block and house numbers: ``2-10-7``, ``2丁目10番7号``, ``1234番地の5``, ``二丁目十番七号``, ``北5条西2丁目``, ``第3地割``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from meibo_detectors.japan.address_characters import (
    BLANK,
    DIGIT,
    HYPHEN,
    NUMBER,
    NUMBER_END,
    NUMERAL,
    STRONG_MARK,
    UNIT,
    Kinds,
    is_kind,
    is_sign,
    look_inside,
)
from meibo_detectors.windows import first_column, window

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets, Truth

MOST_DIGITS: Final = 5
"""Of a block number."""
_WIDTH: Final = 24
_COUNTERS: Final = (("丁", "目"), ("番", ""), ("号", ""), ("条", ""), ("線", ""), ("地", "割"))
"""What follows kanji numerals that count blocks; the second character where one alone says too little."""


class NumberForm(NamedTuple):
    """How each block number is written; arrays of one length."""

    end: Offsets
    is_strong: Truth
    """With 丁目, 番, 地割, or in three parts."""
    is_bare: Truth
    """Digits alone."""
    is_chome: Truth
    """A 丁目 alone."""
    is_marked: Truth
    """It holds 丁目, 番 or 地割."""


def find_kanji_number(codes: npt.NDArray[np.uint32], signs: Kinds, begin: Offsets) -> Offsets:
    """The first column of each window where kanji numerals count blocks, the window's width where none do.

    三丁目, 十二番地, 北五条, 一の三 and 無番地 do; 三番町 and 四日市 do not. ``signs`` are the kinds of the windows that
    begin at ``begin``.
    """
    width = signs.shape[1]
    found = np.full(len(begin), width)
    rows = np.flatnonzero((signs & NUMERAL != 0).any(axis=1))
    if not len(rows):
        return found
    signs, begin = signs[rows], begin[rows]
    numeral = signs & NUMERAL != 0
    starts = numeral.copy()
    starts[:, 1:] &= ~numeral[:, :-1]
    row, column = np.nonzero(starts)
    behind = np.where(numeral, width, np.arange(width))
    after = np.minimum.accumulate(behind[:, ::-1], axis=1)[:, ::-1][row, column]
    at = begin[row] + after
    counts = np.zeros(len(row), np.bool_)
    for sign, second in _COUNTERS:
        fits = is_sign(codes, at, sign)
        counts |= fits & is_sign(codes, at + 1, second) if second else fits
    counts &= ~(is_sign(codes, at + 1, "町") | is_sign(codes, at + 1, "丁"))
    padded = np.pad(signs, ((0, 0), (0, 2)))
    counts |= (padded[row, after] & HYPHEN != 0) & (padded[row, after + 1] & (NUMERAL | DIGIT) != 0)
    first = np.full(len(rows), width)
    np.minimum.at(first, row[counts], column[counts])
    found[rows] = first
    return found


def read_number(kinds: Kinds, codes: npt.NDArray[np.uint32], start: Offsets) -> NumberForm:
    """The number that begins at each place."""
    end = start + first_column(window(kinds, start, _WIDTH) & NUMBER == 0)
    goes_on = is_kind(kinds, end, BLANK) & (is_sign(codes, end - 1, "目") | is_sign(codes, end - 1, "地"))
    rows = np.flatnonzero(goes_on & is_kind(kinds, end + 1, DIGIT))  # 2丁目 10-7
    end[rows] += 1 + first_column(window(kinds, end[rows] + 1, _WIDTH) & NUMBER == 0)
    for _ in range(4):
        end -= (end > start) & ~is_kind(kinds, end - 1, NUMBER_END)
    signs = look_inside(kinds, start, end)
    hyphens = (signs & HYPHEN != 0).sum(axis=1)
    marked = (signs & STRONG_MARK != 0).any(axis=1)
    figures = signs & (DIGIT | NUMERAL) != 0
    parts = (figures[:, 1:] & ~figures[:, :-1]).sum(axis=1) + figures[:, 0]
    strong = marked | ((hyphens > 1) & (parts > 2))
    rows = np.flatnonzero(marked & (parts < 2))
    chome = np.zeros(len(start), np.bool_)
    chome[rows] = is_sign(codes, end[rows] - 1, "目")
    return NumberForm(end, strong, ~marked & (hyphens == 0), chome, marked)


def counts_houses(
    kinds: Kinds,
    codes: npt.NDArray[np.uint32],
    start: Offsets,
    form: NumberForm,
    has_town: Truth,
    is_field: Truth,
    ends_cell: Truth,
) -> Truth:
    """Whether a number is a block's: no date, quantity, time, telephone number.

    ``ends_cell``: a comma behind the number parts two cells.
    """
    end = form.end
    head = first_column(window(kinds, start, MOST_DIGITS + 1) & DIGIT == 0)
    first = window(codes, start, 5).astype(np.int64)
    century = (first[:, 0] - ord("0")) * 10 + first[:, 1] - ord("0")
    year = (head == 4) & ((century == 19) | (century == 20)) & (first[:, 4] == ord("-"))
    date = year & form.is_strong & ~form.is_marked & ~(has_town & is_field)
    counted = is_kind(kinds, end, UNIT) & (form.is_bare | (~form.is_strong & ~has_town))
    timed = is_sign(codes, end, ":") | is_sign(codes, end, "/") | is_sign(codes, end, "%")
    fraction = is_sign(codes, end, ".") | (is_sign(codes, end, ",") & form.is_bare & ~has_town & ~is_field & ~ends_cell)
    decimal = fraction & is_kind(kinds, end + 1, DIGIT)
    zero = first[:, 0] == ord("0")
    return np.asarray((end > start) & (head <= MOST_DIGITS) & ~(date | counted | timed | decimal | zero))
