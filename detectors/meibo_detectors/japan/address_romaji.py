"""Addresses in Latin letters: ``2-10-7 Dogenzaka, Shibuya-ku, Tokyo 150-0043``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.evidence import Note
from meibo_detectors.model import CANDIDATE, make_candidates
from meibo_detectors.normalise import is_digit, is_letter, table_of
from meibo_detectors.text_hash import hash_word
from meibo_detectors.windows import window

if TYPE_CHECKING:
    from meibo_detectors.text import Text

SUFFIXES: Final = ("ku", "shi", "gun", "machi", "cho", "mura", "son")
"""Behind a hyphen: ward, city, county, town, village."""
LONGEST_SUFFIX: Final = 5
PREFECTURES: Final = (
    "hokkaido", "aomori", "iwate", "miyagi", "akita", "yamagata", "fukushima", "ibaraki", "tochigi", "gunma", "saitama",
    "chiba", "tokyo", "kanagawa", "niigata", "toyama", "ishikawa", "fukui", "yamanashi", "nagano", "gifu", "shizuoka",
    "aichi", "mie", "shiga", "kyoto", "osaka", "hyogo", "nara", "wakayama", "tottori", "shimane", "okayama", "hiroshima",
    "yamaguchi", "tokushima", "kagawa", "ehime", "kochi", "fukuoka", "saga", "nagasaki", "kumamoto", "oita", "miyazaki",
    "kagoshima", "okinawa",
)  # fmt: skip
PREFECTURE_SUFFIXES: Final = ("-ken", "-to", "-fu")
BEFORE_CHARS: Final = 40
AFTER_CHARS: Final = 40
_ALLOWED: Final = table_of(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-,. '#")


def find_romaji(text: Text) -> npt.NDArray[np.void]:
    """A number before, and a prefecture behind, a name that ends in ``-ku``, ``-shi`` and the like."""
    chars = text.folded.chars
    at = np.flatnonzero((chars[1:] == ord("-")) & is_letter(chars[:-1])) + 1
    length = np.argmin(is_letter(window(chars, at + 1, LONGEST_SUFFIX + 1)), axis=1)  # 0 of what goes on
    at, length = at[length > 1], length[length > 1]
    if not len(at):
        return np.zeros(0, CANDIDATE)
    fits = _suffixes().holds(text.hashes.of(at + 1, at + 1 + length))
    at, ends = at[fits], (at + 1 + length)[fits]
    prefecture_end = _end_of_prefecture(text, ends)
    start = _start_of_number(chars, at)
    good = (prefecture_end > 0) & (start >= 0)
    start, end = start[good], prefecture_end[good]
    first = start >= np.maximum.accumulate(np.append(0, end))[:-1]
    start, end = start[first], _behind_suffix(text, end[first])
    return make_candidates(start, end, np.full(len(start), Note.STRONG_FORM, np.uint64))


@functools.cache
def _suffixes() -> WordTable:
    return make_word_table(SUFFIXES)


@functools.cache
def _prefectures() -> WordTable:
    return make_word_table(PREFECTURES)


def _behind_suffix(text: Text, end: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The ends with ``-ken``, ``-to`` or ``-fu`` that belongs to the prefecture."""
    chars, result = text.folded.chars, end.copy()
    for suffix in PREFECTURE_SUFFIXES:
        until = end + len(suffix)
        fits = (until <= len(chars)) & ~is_letter(window(chars, until, 1)[:, 0])
        fits &= text.hashes.of(end, np.minimum(until, len(chars))) == hash_word(suffix)
        result[fits] = until[fits]
    return result


def _end_of_prefecture(text: Text, ends: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Where the last prefecture behind each place ends, 0 where none does."""
    behind = window(text.folded.chars, ends, AFTER_CHARS + 1)
    reach = np.cumprod(_ALLOWED[behind[:, :AFTER_CHARS]], axis=1).sum(axis=1)
    letter = is_letter(behind)
    rows, columns = np.nonzero(letter[:, 1:] & ~letter[:, :-1])
    border = np.where(letter, AFTER_CHARS + 1, np.arange(AFTER_CHARS + 1))
    border = np.minimum.accumulate(border[:, ::-1], axis=1)[:, ::-1][rows, columns + 1]
    whole = border <= reach[rows]
    rows, start, end = rows[whole], (ends[rows] + columns + 1)[whole], (ends[rows] + border)[whole]
    named = _prefectures().holds(text.hashes.of(start, end))
    found = np.zeros(len(ends), np.int64)
    np.maximum.at(found, rows[named], end[named])
    return found


def _start_of_number(chars: npt.NDArray[np.uint8], at: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Where the block number before each place begins, -1 where none does."""
    before = window(chars, at - BEFORE_CHARS, BEFORE_CHARS)[:, ::-1]
    reach = np.cumprod(_ALLOWED[before], axis=1).sum(axis=1)
    digit = is_digit(before) & (np.arange(BEFORE_CHARS) < reach[:, None])
    last = BEFORE_CHARS - 1 - np.argmax(digit[:, ::-1], axis=1)
    found: npt.NDArray[np.int64] = np.where(digit.any(axis=1), at - 1 - last, -1)
    return found
