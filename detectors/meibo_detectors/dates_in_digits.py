"""Dates that are written with digits: ``1985年1月2日``, ``1985/1/2``, ``S60.1.2``, ``平成元年2月3日``, ``19850102``."""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.date_signs import (
    BLANK,
    DAY,
    FIRST_YEAR,
    GAP_CHARS,
    MONTH,
    YEAR,
    Codes,
    Written,
    find_era_marks,
    find_joints,
    is_open_after,
    is_open_before,
)
from meibo_detectors.evidence import Note
from meibo_detectors.normalise import KANJI, Folded, Offsets, Truth, is_digit, table_of
from meibo_detectors.number_runs import NumberRuns

_MAY_JOIN: Final = table_of(bytes((*b"-./ )", KANJI)))
"""Characters that may follow a year, seen as folded classes."""
_IS_SIGN: Final = table_of(b"-./")


def find_dates_in_digits(folded: Folded, runs: NumberRuns) -> list[Written]:
    """All dates in digits; strong forms name their year, weak ones only look like dates."""
    if not len(runs):
        return []
    first_years = [] if folded.is_ascii else [_find_first_years(folded, runs)]
    return [*_find_in_groups(folded, runs), *first_years, *_find_compact(folded, runs)]


def find_years(folded: Folded, runs: NumberRuns) -> Written:
    """Years that stand without month and day: ``1985年``, ``昭和60年``."""
    codes, chars = folded.letter_codes, folded.chars
    at = np.flatnonzero((runs.after == KANJI) & ((runs.length == 4) | (runs.length <= 2)))
    at = at[codes[runs.end[at]] == YEAR]
    end = runs.end[at] + 1
    behind = end + (codes.take(end, mode="clip") == BLANK)
    alone = ~is_digit(chars.take(behind, mode="clip")) | (behind >= len(chars))
    at, end = at[alone], end[alone]
    era, start = find_era_marks(codes, chars, runs.start[at])
    fits = np.where(runs.length[at] == 4, is_open_before(chars, runs.start[at]), era > 0)
    nothing = np.zeros(len(at), np.int64)
    era = np.where(runs.length[at] == 4, 0, era)
    start = np.where(runs.length[at] == 4, runs.start[at], start)
    notes = np.full(len(at), Note.PARTIAL, np.uint64)
    return Written(start, end, era, read_numbers(runs, at), nothing, nothing, notes).take(fits)


def read_numbers(runs: NumberRuns, at: Offsets, most: int = 4) -> Offsets:
    """The values of runs of at most so many digits."""
    length, offset = runs.length[at], runs.offset[at]
    value = runs.digits.take(offset, mode="clip").astype(np.int64)
    for place in range(1, most):
        digit = runs.digits.take(offset + place, mode="clip")
        value = np.where(place < length, value * 10 + digit, value)
    return value


def _find_in_groups(folded: Folded, runs: NumberRuns) -> list[Written]:
    """Three numbers with the same sign between, or 年 and 月."""
    codes = folded.letter_codes
    first = _pick_triples(runs)
    sign = find_joints(codes, runs.end[first], runs.start[first + 1])
    can_join = (sign == YEAR) | _IS_SIGN[np.minimum(sign, 0xFF)]
    first, sign = first[can_join], sign[can_join]
    second_sign = find_joints(codes, runs.end[first + 1], runs.start[first + 2])
    fits = second_sign == np.where(sign == YEAR, MONTH, sign)
    first, spelled = first[fits], sign[fits] == YEAR
    is_year_last = runs.length[first + 2] == 4
    return [
        _read_year_first(folded, runs, first[~is_year_last], spelled[~is_year_last]),
        _read_year_last(folded, runs, first[is_year_last & ~spelled]),
    ]


def _read_year_first(folded: Folded, runs: NumberRuns, first: Offsets, spelled: Truth) -> Written:
    """``1985/1/2``, ``S60.1.2``."""
    codes, chars = folded.letter_codes, folded.chars
    is_common = runs.length[first] == 4
    start = runs.start[first].copy()
    era = np.zeros(len(first), np.int64)
    short = np.flatnonzero(~is_common)
    era[short], start[short] = find_era_marks(codes, chars, start[short])
    last_end = runs.end[first + 2]
    end = _end_of_day(codes, last_end, spelled)
    kept = np.where(is_common, is_open_before(chars, start), era > 0) & (is_open_after(chars, end) | (end > last_end))
    year, month, day = read_numbers(runs, first), read_numbers(runs, first + 1, 2), read_numbers(runs, first + 2, 2)
    notes = np.full(len(first), Note.STRONG_FORM, np.uint64)
    return Written(start, end, era, year, month, day, notes).take(kept)


def _read_year_last(folded: Folded, runs: NumberRuns, first: Offsets) -> Written:
    """``01/02/1985`` is the 2 January, ``21/02/1985`` the 21 February."""
    start, end = runs.start[first], runs.end[first + 2]
    kept = is_open_before(folded.chars, start) & is_open_after(folded.chars, end)
    one, two = read_numbers(runs, first, 2), read_numbers(runs, first + 1, 2)
    is_month_first = one <= 12
    month, day = np.where(is_month_first, one, two), np.where(is_month_first, two, one)
    notes = np.full(len(first), Note.WEAK_FORM, np.uint64)
    nothing = np.zeros(len(first), np.int64)
    return Written(start, end, nothing, read_numbers(runs, first + 2), month, day, notes).take(kept)


def _pick_triples(runs: NumberRuns) -> Offsets:
    """First runs of three that have the lengths of a date and stand close together."""
    if len(runs) < 3:
        return np.zeros(0, np.int64)
    small, long = runs.length <= 2, runs.length == 4
    close = (runs.start[1:] - runs.end[:-1] <= GAP_CHARS) & _MAY_JOIN.take(runs.after[:-1])
    first = (long | small)[:-2] & small[1:-1] & (small | long)[2:] & close[:-1] & close[1:]
    return np.flatnonzero(first & ~(long[:-2] & long[2:]))


def _end_of_day(codes: Codes, end: Offsets, spelled: Truth) -> Offsets:
    """The end with the 日 that follows the day, up to two blanks between."""
    behind = end
    for _ in range(2):
        behind = behind + (codes.take(behind, mode="clip") == BLANK)
    has_sign = spelled & (behind < len(codes)) & (codes.take(behind, mode="clip") == DAY)
    return np.where(has_sign, behind + 1, end)


def _find_first_years(folded: Folded, runs: NumberRuns) -> Written:
    """Dates of the first year of an era, whose year is written 元."""
    codes, chars = folded.letter_codes, folded.chars
    at = np.flatnonzero(codes == FIRST_YEAR)
    era, start = find_era_marks(codes, chars, at)
    at, era, start = at[era > 0], era[era > 0], start[era > 0]
    month = np.searchsorted(runs.start, at)
    inside = month + 1 < len(runs)
    at, era, start, month = at[inside], era[inside], start[inside], month[inside]
    sign = find_joints(codes, at + 1, runs.start[month])
    second_sign = find_joints(codes, runs.end[month], runs.start[month + 1])
    spelled = (sign == YEAR) & (second_sign == MONTH)
    end = _end_of_day(codes, runs.end[month + 1], spelled)
    kept = (spelled | ((sign == second_sign) & _IS_SIGN[np.minimum(sign, 0xFF)])) & (runs.length[month] <= 2)
    kept &= (runs.length[month + 1] <= 2) & (is_open_after(chars, end) | (end > runs.end[month + 1]))
    notes = np.full(len(at), Note.STRONG_FORM, np.uint64)
    days = read_numbers(runs, month + 1)
    return Written(start, end, era, np.ones(len(at), np.int64), read_numbers(runs, month), days, notes).take(kept)


def _find_compact(folded: Folded, runs: NumberRuns) -> list[Written]:
    """``19850102``, and ``S600102`` behind the mark of an era."""
    codes, chars = folded.letter_codes, folded.chars
    whole = np.flatnonzero((runs.length == 8) & runs.open_left & runs.open_right)
    whole = whole[is_open_before(chars, runs.start[whole])]
    short = np.flatnonzero((runs.length == 6) & runs.open_right)
    era, start = find_era_marks(codes, chars, runs.start[short])
    short, era, start = short[era > 0], era[era > 0], start[era > 0]
    parts = []
    for at, marks, begin, width in ((whole, None, runs.start[whole], 4), (short, era, start, 2)):
        digits = runs.matrix(at, width + 4).astype(np.int64)
        month, day = digits[:, width] * 10 + digits[:, width + 1], digits[:, width + 2] * 10 + digits[:, width + 3]
        year = digits[:, :width] @ 10 ** np.arange(width - 1, -1, -1)
        eras = np.zeros(len(at), np.int64) if marks is None else marks
        notes = np.full(len(at), Note.WEAK_FORM, np.uint64)
        parts.append(Written(begin, runs.end[at], eras, year, month, day, notes))
    return parts
