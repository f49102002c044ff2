"""The signs in and around written dates: what joins year, month and day, the marks of eras, where a date may end."""

from __future__ import annotations

import functools
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Bytes, Offsets, Truth, is_digit, is_letter, table_of

Codes = npt.NDArray[np.uint32]

YEAR: Final = ord("年")
MONTH: Final = ord("月")
DAY: Final = ord("日")
FIRST_YEAR: Final = ord("元")
BLANK: Final = ord(" ")
GAP_CHARS: Final = 5
"""At most so many characters stand between two numbers of one date: a sign with blanks around it."""

_ERAS: Final = ("明治", "大正", "昭和", "平成", "令和")
_ERA_LETTERS: Final = "mtshr"
_ERA_SQUARES: Final = "㍾㍽㍼㍻㋿"
_TIES: Final = table_of(b"-./")
_HIDDEN: Final = table_of(b"*_")


class Written(NamedTuple):
    """Dates as they are written, not yet checked with the calendar; arrays are parallel, one element a date."""

    start: Offsets
    end: Offsets
    era: Offsets
    """0 where the year is of the common era."""
    year: Offsets
    month: Offsets
    day: Offsets
    notes: npt.NDArray[np.uint64]
    """Bits of Note."""

    def take(self, where: Truth) -> Written:
        """The dates where a condition holds."""
        rows = np.flatnonzero(where)  # faster for several arrays
        start, end, era, year, month, day = (column.take(rows) for column in self[:6])
        return Written(start, end, era, year, month, day, self.notes.take(rows))


def join_dates(parts: list[Written]) -> Written:
    """All dates of several arrays in one."""
    start, end, era, year, month, day, notes = zip(*parts, strict=True)
    join = np.concatenate
    return Written(join(start), join(end), join(era), join(year), join(month), join(day), join(notes))


def find_joints(codes: Codes, left: Offsets, right: Offsets) -> Codes:
    """The one sign between the offsets ``left`` and ``right``, blanks apart; 0 where it is none or several.

    Behind 年 and 月 a dot or a closing bracket is no sign of its own: ``昭和60年)1月2日``.
    """
    gap = right - left
    signs = np.where(gap == 1, codes.take(left, mode="clip"), 0).astype(np.uint32)
    wide = np.flatnonzero((gap > 1) & (gap <= GAP_CHARS))
    if len(wide):
        between = codes.take(left[wide, None] + np.arange(GAP_CHARS), mode="clip")
        between[np.arange(GAP_CHARS) >= gap[wide, None]] = BLANK
        spelled = ((between == YEAR) | (between == MONTH)).any(axis=1)[:, None]
        between[spelled & ((between == ord(".")) | (between == ord(")")))] = BLANK
        between[between == BLANK] = 0
        signs[wide] = np.where((between != 0).sum(axis=1) == 1, between.max(axis=1), 0)
    return signs


@functools.cache
def _era_tables() -> tuple[Bytes, Bytes, Bytes]:
    """By code point: the era of a mark of one character, of the first of two, and bits of eras for the second."""
    single, first, second = np.zeros((3, 0x10000), np.uint8)
    for number, name in enumerate(_ERAS, 1):
        for sign in (name[0], _ERA_LETTERS[number - 1], _ERA_SQUARES[number - 1]):
            single[ord(sign)] = number
        first[ord(name[0])] = number
        second[ord(name[1])] |= 1 << number
    return single, first, second


def find_era_marks(codes: Codes, chars: Bytes, year_start: Offsets) -> tuple[Offsets, Offsets]:
    """The era that is written before each year and where its mark begins; 0 and the year's start without a mark.

    Up to two blanks or dots may stand between. A letter counts only where no other letter or digit stands before it.
    """
    single, first, second = _era_tables()
    last = year_start - 1
    for _ in range(2):
        skipped = codes.take(last, mode="clip")
        last = last - ((skipped == BLANK) | (skipped == ord(".")))
    one = np.where(last >= 0, np.minimum(codes.take(last, mode="clip"), 0xFFFF), 0)
    two = np.where(last >= 1, np.minimum(codes.take(last - 1, mode="clip"), 0xFFFF), 0)
    pair = first[two]
    is_pair = (pair > 0) & ((second[one] >> pair) & 1).astype(np.bool_)
    is_single = (single[one] > 0) & (~is_letter(one.astype(np.uint8)) | (one > 127) | is_open_before(chars, last))
    era = np.where(is_pair, pair, np.where(is_single, single[one], 0)).astype(np.int64)
    return era, np.where(era > 0, last - is_pair, year_start)


def is_open_before(chars: Bytes, start: Offsets) -> Truth:
    """True where nothing before a date makes it part of a longer word, number or path."""
    before = np.where(start >= 1, chars.take(start - 1, mode="clip"), 0).astype(np.uint8)
    further = np.where(start >= 2, chars.take(start - 2, mode="clip"), 0).astype(np.uint8)
    return np.asarray(~(_is_alphanumeric(before) | _HIDDEN[before] | (_TIES[before] & _is_alphanumeric(further))))


def is_open_after(chars: Bytes, end: Offsets) -> Truth:
    """True where nothing behind a date makes it part of a longer word, number or path; ``T`` and a time may follow."""
    after = np.where(end < len(chars), chars.take(end, mode="clip"), 0).astype(np.uint8)
    further = np.where(end + 1 < len(chars), chars.take(end + 1, mode="clip"), 0).astype(np.uint8)
    has_time = ((after | np.uint8(32)) == ord("t")) & is_digit(further)
    tied = _TIES[after] & _is_alphanumeric(further)
    return np.asarray(~((_is_alphanumeric(after) & ~has_time) | _HIDDEN[after] | tied))


def _is_alphanumeric(chars: Bytes) -> Truth:
    return is_letter(chars) | is_digit(chars)
