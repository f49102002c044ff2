"""Addresses in Latin letters: ``2-10-7 Dogenzaka, Shibuya-ku, Tokyo 150-0043``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Note
from meibo_detectors.model import CANDIDATE, make_candidates
from meibo_detectors.normalise import is_digit, is_letter, table_of, window

if TYPE_CHECKING:
    from meibo_detectors.text import Text

SUFFIXES: Final = (b"ku", b"shi", b"gun", b"machi", b"cho", b"mura", b"son")
"""Behind a hyphen: ward, city, county, town, village."""
PREFECTURES: Final = (
    b"hokkaido", b"aomori", b"iwate", b"miyagi", b"akita", b"yamagata", b"fukushima", b"ibaraki", b"tochigi", b"gunma", b"saitama",
    b"chiba", b"tokyo", b"kanagawa", b"niigata", b"toyama", b"ishikawa", b"fukui", b"yamanashi", b"nagano", b"gifu", b"shizuoka",
    b"aichi", b"mie", b"shiga", b"kyoto", b"osaka", b"hyogo", b"nara", b"wakayama", b"tottori", b"shimane", b"okayama", b"hiroshima",
    b"yamaguchi", b"tokushima", b"kagawa", b"ehime", b"kochi", b"fukuoka", b"saga", b"nagasaki", b"kumamoto", b"oita", b"miyazaki",
    b"kagoshima", b"okinawa",
)  # fmt: skip
BEFORE_CHARS: Final = 40
AFTER_CHARS: Final = 40
_ALLOWED: Final = table_of(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-,. '#")


def find_romaji(text: Text) -> npt.NDArray[np.void]:
    """A number before, and a prefecture behind, a name that ends in ``-ku``, ``-shi`` and the like."""
    chars = text.folded.chars
    at = np.flatnonzero(chars == ord("-"))
    following = window(chars, at + 1, 2) | np.uint8(32)
    likely = np.zeros(len(at), np.bool_)
    for suffix in SUFFIXES:
        likely |= (following[:, 0] == suffix[0]) & (following[:, 1] == suffix[1])
    at = at[likely]
    at = at[is_letter(window(chars, at - 1, 1)[:, 0])]
    if not len(at):
        return np.zeros(0, CANDIDATE)
    behind = window(chars, at + 1, 6) | np.uint8(32)
    ends = np.zeros(len(at), np.int64)
    for suffix in SUFFIXES:
        fits = (behind[:, : len(suffix)] == np.frombuffer(suffix, np.uint8)).all(axis=1)
        whole = fits & ~is_letter(behind[:, len(suffix)])
        ends[whole] = at[whole] + 1 + len(suffix)
    at, ends = at[ends > 0], ends[ends > 0]
    prefecture_end = _end_of_prefecture(chars, ends)
    start = _start_of_number(chars, at)
    good = (prefecture_end > 0) & (start >= 0)
    start, end = start[good], prefecture_end[good]
    first = start >= np.maximum.accumulate(np.append(0, end))[:-1]
    start, end = start[first], end[first]
    return make_candidates(start, end, np.full(len(start), Note.STRONG_FORM, np.uint64))


def _end_of_prefecture(chars: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Where the first prefecture behind each place ends, 0 where none does."""
    behind = window(chars, ends, AFTER_CHARS)
    reach = np.cumprod(_ALLOWED[behind], axis=1).sum(axis=1)
    lower = behind | np.uint8(32)
    found = np.zeros(len(ends), np.int64)
    for name in PREFECTURES:
        width = len(name)
        views = np.lib.stride_tricks.sliding_window_view(lower, width, axis=1)
        first = views[:, :, 0] == name[0]
        rows, columns = np.nonzero(first)
        fits = (views[rows, columns] == np.frombuffer(name, np.uint8)).all(axis=1)
        rows, columns = rows[fits], columns[fits]
        whole = ~is_letter(lower[rows, np.maximum(columns - 1, 0)]) & (columns + width <= reach[rows])
        whole &= ~is_letter(window(chars, ends[rows] + columns + width, 1)[:, 0])
        rows, columns = rows[whole], columns[whole]
        found[rows] = np.maximum(found[rows], ends[rows] + columns + width)
    return found


def _start_of_number(chars: npt.NDArray[np.uint8], at: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Where the block number before each place begins, -1 where none does."""
    before = window(chars, at - BEFORE_CHARS, BEFORE_CHARS)[:, ::-1]
    reach = np.cumprod(_ALLOWED[before], axis=1).sum(axis=1)
    digit = is_digit(before) & (np.arange(BEFORE_CHARS) < reach[:, None])
    last = BEFORE_CHARS - 1 - np.argmax(digit[:, ::-1], axis=1)
    found: npt.NDArray[np.int64] = np.where(digit.any(axis=1), at - 1 - last, -1)
    return found
