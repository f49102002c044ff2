"""What each character can be in an address: one array of bits a text, made by one look-up."""

from __future__ import annotations

import functools
import string
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors import normalise
from meibo_detectors.normalise import class_table
from meibo_detectors.windows import pick, window

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth

Kinds = npt.NDArray[np.uint32]

(DIGIT, NUMERAL, HYPHEN, WORD, LATIN, BLANK, NUMBER, NUMBER_END, PREFECTURE_END, CITY_END, PARTICLE, BUILDING, HIRAGANA,
 LEADS, UNIT, NO_TOWN, NO_NUMBER_AFTER, BUILDING_END, STRONG_MARK, SECOND_OF_PAIR, HILL, STREET, STREET_END, KATAKANA) = (
    1 << at for at in range(24)
)  # fmt: skip

_MEMBERS: Final = {
    DIGIT: "0123456789",
    NUMERAL: "〇一二三四五六七八九十百千壱弐参拾廿無",
    HYPHEN: "-のノ之丿ー",
    BLANK: " ",
    NUMBER: "0123456789〇一二三四五六七八九十百千壱弐参拾廿-のノ之丿ー丁目番地号条線割街区東西南北通無",
    NUMBER_END: "0123456789〇一二三四五六七八九十百千壱弐参拾廿目番地号条線割区",
    PREFECTURE_END: "都道府県",
    CITY_END: "市区町村",
    PARTICLE: "はをにでへともやが",
    LEADS: "所先地籍宅元在址社店部課住",
    UNIT: "年月日時分秒人名円件回個戸歳才万千億台本枚度代期校館社店位倍点級年号馬勝敗%℃㎞㎡㎏kmg世条巻章頁",
    NO_TOWN: "場長民役立議営政外域報史庁税県内会",
    NO_NUMBER_AFTER: "約計全第年月日回均数率前後成和正治道",
    BUILDING_END: "荘寮館苑邸方棟室階宅園塔閣内号",
    STRONG_MARK: "丁番割",
    SECOND_OF_PAIR: "社店舗株有所先場中㈱㈲",
    STREET: "上下東西筋町",
    STREET_END: "るルり入目",
    HILL: "丘台浜原谷崎森野沢里峰関根岡久保窪池浦瀬岳鼻島",
}
"""Characters after folding. HYPHEN joins block and house number; LEADS may stand before a municipality without a gap;
UNIT behind a bare number makes it a quantity; NO_TOWN follows a city in its words (市場, 市長, 市立), NO_NUMBER_AFTER
stands before numbers that count; 無 is a numeral of 無番地. HILL follows the が of 緑が丘; STREET and STREET_END tell the
way in Kyoto (上る, 東入, 筋目)."""


@functools.cache
def _table() -> Kinds:
    """By code point; shape (0x110000,)."""
    classes = class_table()[:0x10000]
    table = np.zeros(0x110000, np.uint32)
    kana = (classes == normalise.HIRAGANA) | (classes == normalise.KATAKANA) | (classes == normalise.PROLONGED)
    letters = [ord(letter) for letter in string.ascii_letters]
    table[np.flatnonzero(kana | (classes == normalise.KANJI))] |= WORD | BUILDING
    table[letters] |= LATIN | BUILDING
    table[np.flatnonzero(classes == normalise.HIRAGANA)] |= HIRAGANA
    table[np.flatnonzero(classes == normalise.KATAKANA)] |= KATAKANA
    for bit, members in _MEMBERS.items():
        table[[ord(member) for member in members]] |= bit
    table[[ord(sign) for sign in "0123456789-.・'’&#"]] |= BUILDING
    table[0xFFFF:] = WORD | BUILDING  # kanji beyond the first plane
    return table


def kinds_of(codes: npt.NDArray[np.uint32]) -> Kinds:
    """The bits of each character of a folded text."""
    kinds: Kinds = _table().take(codes)
    hills = np.flatnonzero(codes == ord("が"))
    if len(hills):
        named = kinds.take(hills + 1, mode="clip") & HILL != 0
        kinds[hills[named]] &= ~np.uint32(PARTICLE)
    return kinds


def rows_of(choice: Truth | Offsets) -> Offsets:
    """The rows of a choice by number: several arrays are faster taken by numbers than by conditions."""
    return np.flatnonzero(choice) if choice.dtype == np.bool_ else choice.astype(np.int64, copy=False)


def look_inside(kinds: Kinds, start: Offsets, end: Offsets) -> Kinds:
    """The kinds of the characters of each stretch, 0 behind its end; as wide as the longest one."""
    width = int((end - start).max(initial=1))
    signs = window(kinds, start, width)
    signs[np.arange(width) >= (end - start)[:, None]] = 0
    return signs


def among(values: Offsets, ascending: Offsets) -> Truth:
    """Which values are in an ascending list."""
    if not len(ascending):
        return np.zeros(len(values), np.bool_)
    at = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    return np.asarray(ascending[at] == values)


def find_kind(kinds: Kinds, bits: int) -> Offsets:
    """Where characters of one of these kinds stand, ascending."""
    return np.flatnonzero(kinds & np.uint32(bits) != 0)


def is_kind(kinds: Kinds, at: Offsets, bits: int) -> Truth:
    """Whether the character at each offset is of one of these kinds; False outside the text."""
    return np.asarray(pick(kinds, at) & np.uint32(bits) != 0)


def is_sign(codes: npt.NDArray[np.uint32], at: Offsets, sign: str) -> Truth:
    """Whether this character stands at each offset; False outside the text."""
    return np.asarray(pick(codes, at) == ord(sign))
