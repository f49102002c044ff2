"""Dates that are written with words: ``2 Jan 1985``, ``January 2, 1985``, ``昭和六十年一月二日``."""

from __future__ import annotations

import functools
import string
from typing import Final

import numpy as np

from meibo_detectors.date_signs import (
    BLANK,
    DAY,
    FIRST_YEAR,
    MONTH,
    YEAR,
    Codes,
    Written,
    find_era_marks,
    is_open_after,
    is_open_before,
)
from meibo_detectors.dates_in_digits import read_numbers
from meibo_detectors.evidence import Note
from meibo_detectors.normalise import Bytes, Folded, Offsets, Truth, table_of
from meibo_detectors.number_runs import NumberRuns

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_LENGTHS: Final = np.array([0, *(len(month) for month in _MONTHS)], np.int64)
_ORDINALS: Final = tuple((ord(pair[0]), ord(pair[1])) for pair in ("st", "nd", "rd", "th"))
_GAP_CHARS: Final = 16
_WORD_CHARS: Final = 12
_MAY_FOLLOW_DAY: Final = table_of(b" -,./" + string.ascii_letters.encode())
_MAY_STAND_BEFORE_DAY: Final = table_of(b" ." + string.ascii_letters.encode())
_LEAST_WORD_CHARS: Final = 3
_TEN: Final = 10
_NO_NUMERAL: Final = 255


def find_dates_in_words(folded: Folded, runs: NumberRuns) -> list[Written]:
    """All dates with an English month or in kanji numerals."""
    parts = [] if folded.is_ascii else [_find_kanji(folded)]
    if len(runs) > 1:
        parts += _find_english(folded, runs)
    return parts


def _find_english(folded: Folded, runs: NumberRuns) -> list[Written]:
    """A day and a year of four digits with the month's name between or before them."""
    codes, chars = folded.letter_codes, folded.chars
    gap = runs.start[1:] - runs.end[:-1]
    near = (runs.length[:-1] <= 2) & (runs.length[1:] == 4) & (gap <= _GAP_CHARS)
    near &= _MAY_FOLLOW_DAY.take(runs.after[:-1])
    day = np.flatnonzero(near & ((gap >= _LEAST_WORD_CHARS) | _MAY_STAND_BEFORE_DAY.take(runs.before[:-1])))
    if not len(day):
        return []
    between = codes.take(runs.end[day][:, None] + np.arange(_GAP_CHARS), mode="clip")
    between[np.arange(_GAP_CHARS) >= gap[day][:, None]] = BLANK
    _blank_ordinals(between)
    letter = _is_lower(between)
    is_plain = (letter | np.isin(between, [ord(sign) for sign in " -,./"])).all(axis=1)
    first = letter.argmax(axis=1)
    length = letter.sum(axis=1)
    reach = _GAP_CHARS - letter[:, ::-1].argmax(axis=1)
    whole = is_plain & (length >= 3) & (reach - first == length)
    month_between = np.where(whole, _month_of(between, first, length, step=1), 0)
    is_spaced = ((between == BLANK) | (between == ord(","))).all(axis=1)
    month_before, begin = _read_word_before(codes, runs.start[day])
    parts = []
    for month, start, fits in (
        (month_between, runs.start[day], is_open_before(chars, runs.start[day])),
        (month_before, begin, is_spaced & is_open_before(chars, begin)),
    ):
        end = runs.end[day + 1]
        fits = fits & (month > 0) & is_open_after(chars, end)
        notes = np.full(len(day), Note.STRONG_FORM, np.uint64)
        nothing = np.zeros(len(day), np.int64)
        year, days = read_numbers(runs, day + 1), read_numbers(runs, day)
        parts.append(Written(start, end, nothing, year, month, days, notes).take(fits))
    return parts


def _blank_ordinals(between: Codes) -> None:
    """Take away the ``st`` or ``th`` behind a day."""
    is_ordinal = np.zeros(len(between), np.bool_)
    for one, two in _ORDINALS:
        is_ordinal |= (between[:, 0] == one) & (between[:, 1] == two)
    is_ordinal &= ~_is_lower(between[:, 2])
    between[is_ordinal, :2] = BLANK


def _read_word_before(codes: Codes, start: Offsets) -> tuple[Offsets, Offsets]:
    """The month that is named directly before each day, 0 where none is, and where its word begins."""
    at = start[:, None] - 1 - np.arange(_WORD_CHARS)
    backwards = np.where(at >= 0, codes.take(np.maximum(at, 0)), 0).astype(np.uint32)
    is_joint = (backwards[:, :2] == BLANK) | (backwards[:, :2] == ord("."))
    skipped = np.where(is_joint[:, 0], 1 + is_joint[:, 1], 0)
    stops = ~_is_lower(backwards) & (np.arange(_WORD_CHARS) >= skipped[:, None])
    length = np.where(stops.any(axis=1), stops.argmax(axis=1), _WORD_CHARS) - skipped
    last = np.maximum(skipped + length - 1, 2)
    return np.where(length >= 3, _month_of(backwards, last, length, step=-1), 0), start - skipped - length


def _month_of(letters: Codes, first: Offsets, length: Offsets, step: int) -> Offsets:
    """The month that each word names, in full or by three letters; 0 for other words."""
    key = np.zeros(len(letters), np.int64)
    fits = np.ones(len(letters), np.bool_)
    for place in range(3):
        at = np.clip(first + step * place, 0, letters.shape[1] - 1)[:, None]
        code = np.take_along_axis(letters, at, axis=1)[:, 0]
        fits &= _is_lower(code)
        key = key * 26 + np.where(fits, code.astype(np.int64) - ord("a"), 0)
    month = np.where(fits, _month_table()[key], 0).astype(np.int64)
    is_sept = (month == 9) & (length == 4)
    return np.where((length == 3) | (length == _MONTH_LENGTHS[month]) | is_sept, month, 0)


@functools.cache
def _month_table() -> Bytes:
    """The month by the first three letters of its name, in base 26."""
    table = np.zeros(26**3, np.uint8)
    for number, name in enumerate(_MONTHS, 1):
        one, two, three = (ord(letter) - ord("a") for letter in name[:3])
        table[(one * 26 + two) * 26 + three] = number
    return table


def _is_lower(codes: Codes) -> Truth:
    return (codes - np.uint32(ord("a"))) < 26


def _find_kanji(folded: Folded) -> Written:
    """Dates in kanji numerals, by place (一九八五) or with 十."""
    codes, chars = folded.letter_codes, folded.chars
    numerals = _numeral_table()
    at = np.flatnonzero(codes == YEAR)
    at = at[(at > 0) & (at + 1 < len(codes))]
    ahead = numerals[np.minimum(codes[at - 1], 0xFFFF)]
    is_first = codes[at - 1] == FIRST_YEAR
    begins = ((ahead != _NO_NUMERAL) | is_first) & (numerals[np.minimum(codes[at + 1], 0xFFFF)] != _NO_NUMERAL)
    at, is_first = at[begins], is_first[begins]
    year, width, has_ten = _read_before(codes, at)
    year, width = np.where(is_first, 1, year), np.where(is_first, 1, width)
    era, start = find_era_marks(codes, chars, at - width)
    is_common = (width == 4) & ~has_ten & (era == 0)
    month, width = _read_behind(codes, at + 1)
    month_end = at + 1 + width
    day, width = _read_behind(codes, month_end + 1)
    end = month_end + 1 + width
    kept = (is_common | (era > 0)) & (codes.take(month_end, mode="clip") == MONTH)
    kept &= (codes.take(end, mode="clip") == DAY) & (end < len(codes))
    notes = np.full(len(at), Note.STRONG_FORM, np.uint64)
    return Written(start, end + 1, era, year, month, day, notes).take(kept)


@functools.cache
def _numeral_table() -> Bytes:
    """By code point the value of a kanji numeral, ``_TEN`` for 十, ``_NO_NUMERAL`` for all else."""
    table = np.full(0x10000, _NO_NUMERAL, np.uint8)
    for value, sign in enumerate("〇一二三四五六七八九十"):
        table[ord(sign)] = value
    table[ord("零")] = 0
    return table


def _read_before(codes: Codes, end: Offsets) -> tuple[Offsets, Offsets, Truth]:
    """Value and width of the up to four numerals that end at each offset, and whether 十 is among them."""
    at = end[:, None] - np.arange(4, 0, -1)
    values = np.where(at >= 0, _numeral_table()[np.minimum(codes.take(at, mode="clip"), 0xFFFF)], _NO_NUMERAL)
    inside = np.logical_and.accumulate((values != _NO_NUMERAL)[:, ::-1], axis=1)[:, ::-1]
    value, has_ten = _evaluate(values, inside)
    return value, inside.sum(axis=1), has_ten


def _read_behind(codes: Codes, start: Offsets) -> tuple[Offsets, Offsets]:
    """Value and width of the up to three numerals from each offset on."""
    values = _numeral_table()[np.minimum(codes.take(start[:, None] + np.arange(3), mode="clip"), 0xFFFF)]
    inside = np.logical_and.accumulate(values != _NO_NUMERAL, axis=1)
    return _evaluate(values, inside)[0], inside.sum(axis=1)


def _evaluate(values: Bytes, inside: Truth) -> tuple[Offsets, Truth]:
    """The numbers that rows of numerals spell, read from left to right, and whether each has a 十."""
    total = np.zeros(len(values), np.int64)
    unit = np.zeros(len(values), np.int64)
    has_ten = np.zeros(len(values), np.bool_)
    for place in range(values.shape[1]):
        numeral, counts = values[:, place].astype(np.int64), inside[:, place]
        is_ten = counts & (numeral == _TEN)
        total = np.where(is_ten, np.maximum(total, 1) * 10, np.where(counts & ~has_ten, total * 10 + numeral, total))
        unit = np.where(counts & has_ten & ~is_ten, numeral, unit)
        has_ten |= is_ten
    return total + unit, has_ten
