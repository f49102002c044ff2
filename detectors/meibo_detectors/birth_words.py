"""What stands behind a date and tells what it is: words of birth and age, or the time of a day."""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.date_signs import BLANK, Codes
from meibo_detectors.normalise import KANJI, Bytes, Folded, Offsets, Truth, is_digit, table_of

_OPENS: Final = table_of(b" ([")
_BORN: Final = ord("生")
_ENDINGS: Final = tuple(ord(sign) for sign in "まれ誕")
_FULL_YEARS: Final = ord("満")
_YEARS_OLD: Final = tuple(ord(sign) for sign in "歳才")
_HOUR: Final = ord("時")
_TIME_JOINTS: Final = table_of(b" tT")
_AGE_DIGITS: Final = 3


def find_born_behind(folded: Folded, end: Offsets) -> Truth:
    """True where 生, 生まれ or an age follows: ``昭和35年8月9日生``, ``1938年2月19日（87歳）``."""
    codes, chars = folded.letter_codes, folded.chars
    at = end
    for _ in range(2):
        at = at + _OPENS[_char_at(chars, at)]
    sign = _code_at(codes, at)
    found = np.zeros(len(end), np.bool_)
    rows = np.flatnonzero((sign == _BORN) | (sign == _FULL_YEARS) | is_digit(_char_at(chars, at)))  # few
    at, sign = at[rows], sign[rows]
    after = _code_at(codes, at + 1)
    is_born = (sign == _BORN) & (np.isin(after, _ENDINGS) | (_char_at(chars, at + 1) != KANJI))
    at = at + (sign == _FULL_YEARS)
    is_age = np.zeros(len(rows), np.bool_)
    in_number = np.ones(len(rows), np.bool_)
    for place in range(_AGE_DIGITS):
        in_number &= is_digit(_char_at(chars, at + place))
        is_age |= in_number & np.isin(_code_at(codes, at + place + 1), _YEARS_OLD)
    found[rows] = is_born | is_age
    return found


def has_time_behind(folded: Folded, end: Offsets) -> Truth:
    """True where a time of day other than midnight follows: ``T10:02``, `` 10:02:33``, ``10時``."""
    codes, chars = folded.letter_codes, folded.chars
    at = end + _TIME_JOINTS[_char_at(chars, end)]
    at = at + (_char_at(chars, at) == BLANK)
    found = np.zeros(len(end), np.bool_)
    rows = np.flatnonzero(is_digit(_char_at(chars, at)))
    at = at[rows]
    first, second, third = (_char_at(chars, at + place) for place in range(3))
    has_two = is_digit(second)
    behind = np.where(has_two, third, second)
    is_hour = _code_at(codes, at + 1 + has_two) == _HOUR
    is_time = (behind == ord(":")) | is_hour
    zero = ord("0")
    minutes = at + 2 + has_two
    is_midnight = (first == zero) & (~has_two | (second == zero))
    is_midnight &= (_char_at(chars, minutes) == zero) & (_char_at(chars, minutes + 1) == zero)
    found[rows] = is_time & ~is_midnight
    return found


def _char_at(chars: Bytes, at: Offsets) -> Bytes:
    return np.where(at < len(chars), chars.take(at, mode="clip"), 0).astype(np.uint8)


def _code_at(codes: Codes, at: Offsets) -> Codes:
    return np.where(at < len(codes), codes.take(at, mode="clip"), 0).astype(np.uint32)
