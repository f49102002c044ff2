"""Building and room behind a house number: ``メゾン山下 301号室``, ``　サンハイツ駅前３０５``, ``19階``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.japan.address_characters import (
    BLANK,
    BUILDING,
    BUILDING_END,
    DIGIT,
    HIRAGANA,
    KATAKANA,
    LATIN,
    PARTICLE,
    UNIT,
    WORD,
    Kinds,
    is_kind,
    is_sign,
    look_inside,
)
from meibo_detectors.text_hash import hash_word
from meibo_detectors.windows import first_column, pick, window

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

LONGEST_WORD: Final = 32
MOST_WORDS: Final = 4
MOST_DIGITS: Final = 5
"""Of rooms and floors in one word; more are another number."""
CONTACT_WORDS: Final = ("tel", "fax", "mail", "電話", "携帯", "℡")
"""What begins with them is another datum."""
BUILDING_WORDS: Final = (
    "ビル", "マンション", "アパート", "ハイツ", "コーポ", "メゾン", "レジデンス", "タワー", "ハウス", "ハイム", "コート", "パレス", "ヒルズ",
    "プラザ", "シティ", "ガーデン", "テラス", "ヴィラ", "ビラ", "ドミール", "カーサ", "スクエア", "フラット", "ホーム", "ルーム", "パーク",
    "ビルディング", "センター", "プレイス", "ステージ", "グランデ", "クレスト", "フォレスト", "ホームズ", "スカイ", "キャッスル", "住宅", "団地",
    "会館", "公舎", "官舎", "宿舎", "社宅", "別館", "本館", "新館",
)  # fmt: skip


def end_of_building(text: Text, kinds: Kinds, number_end: Offsets, is_field: Truth, is_street: Truth) -> Offsets:
    """Where building and room behind each number end, the number's own end where none follows.

    Words are parted by one blank each. ``is_street`` tells that the first word goes on with the way to the house.
    """
    end = number_end.copy()
    rows = np.flatnonzero(is_kind(kinds, end, BUILDING | BLANK))
    start = end[rows]
    for turn in range(MOST_WORDS):
        if not len(rows):
            break
        word_end = _end_of_word(kinds, start)
        empty = word_end == start
        good = ~empty & _is_building(text, kinds, start, word_end, is_field[rows], spaced=turn > 0)
        good |= ~empty & is_street[rows] & (turn == 0)
        end[rows[good]] = word_end[good]
        going = (good | (empty & (turn == 0))) & is_kind(kinds, word_end, BLANK)
        rows, start = rows[going], word_end[going] + 1
    return end


def _end_of_word(kinds: Kinds, start: Offsets) -> Offsets:
    """Where a word ends: at a sign, a blank, or a particle behind anything but hiragana."""
    signs = window(kinds, start - 1, LONGEST_WORD + 1)
    breaks = signs[:, 1:] & BUILDING == 0
    breaks |= (signs[:, 1:] & PARTICLE != 0) & (signs[:, :-1] & HIRAGANA == 0)
    return start + first_column(breaks)


def _is_building(text: Text, kinds: Kinds, start: Offsets, end: Offsets, is_field: Truth, *, spaced: bool) -> Truth:
    """Whether a word belongs to a building: it holds a few digits, katakana, or ends as buildings do.

    Behind a blank katakana alone may be a name, and counts in fields named as an address only.
    """
    codes = text.folded.letter_codes
    signs = look_inside(kinds, start, end)
    figures = (signs & DIGIT != 0).sum(axis=1)
    katakana = (signs & KATAKANA != 0).sum(axis=1)
    other = ((signs & WORD != 0) & (signs & (KATAKANA | HIRAGANA) == 0)).any(axis=1)
    foreign = (katakana > 0) | (signs & LATIN != 0).any(axis=1)
    good = ((figures > 0) & (figures <= MOST_DIGITS)) | is_kind(kinds, end - 1, BUILDING_END)
    good |= (katakana > 1) & other
    good |= foreign & is_field if spaced else foreign
    rows = np.flatnonzero(~good)
    good[rows] = _ends_in_building_word(text, start[rows], end[rows])
    digits_end = start + first_column(window(kinds, start, MOST_DIGITS + 1) & DIGIT == 0)
    counted = (digits_end > start) & is_kind(kinds, digits_end, UNIT) & ~is_sign(codes, digits_end, "号")
    counted |= digits_end - start > MOST_DIGITS - 1
    refused = is_sign(codes, start, "の") | is_sign(codes, start, "0") | is_kind(kinds, start, PARTICLE) | counted
    for sign in ":/@":
        refused |= is_sign(codes, end, sign)
    rows = np.flatnonzero(np.isin(pick(codes, start), [ord(word[0]) for word in CONTACT_WORDS]))
    for word in CONTACT_WORDS:
        named = [is_sign(codes, start[rows] + at, sign) for at, sign in enumerate(word)]
        refused[rows] |= np.logical_and.reduce(named)
    return np.asarray(good & ~refused)


def _ends_in_building_word(text: Text, start: Offsets, end: Offsets) -> Truth:
    hashes, lengths = _building_hashes()
    found = np.zeros(len(start), np.bool_)
    for length in lengths:
        rows = np.flatnonzero(~found & (end - start >= length))
        found[rows] = np.isin(text.hashes.of(end[rows] - length, end[rows]), hashes)
    return found


@functools.cache
def _building_hashes() -> tuple[npt.NDArray[np.uint64], tuple[int, ...]]:
    """The hashes of the words, and their lengths."""
    hashes = np.array([hash_word(word) for word in BUILDING_WORDS], np.uint64)
    return hashes, tuple(sorted({len(word) for word in BUILDING_WORDS}))
