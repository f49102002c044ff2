"""What each character can be in an address: bits by code point. ``kernels/address_signs.pxd`` knows them by number."""

from __future__ import annotations

import functools
import string
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors import normalise
from meibo_detectors.character_tables import LAST_CODE, class_table

Kinds = npt.NDArray[np.uint32]

(DIGIT, NUMERAL, HYPHEN, WORD, LATIN, BLANK, NUMBER, NUMBER_END, CITY_END, PARTICLE, BUILDING, HIRAGANA,
 LEADS, UNIT, NO_TOWN, NO_NUMBER_AFTER, BUILDING_END, STRONG_MARK, HILL, STREET, STREET_END, KATAKANA) = (
    1 << at for at in range(22)
)  # fmt: skip

_MEMBERS: Final = {
    DIGIT: "0123456789",
    NUMERAL: "〇一二三四五六七八九十百千壱弐参拾廿無",
    HYPHEN: "-のノ之丿ー",
    BLANK: " ",
    NUMBER: "0123456789〇一二三四五六七八九十百千壱弐参拾廿-のノ之丿ー丁目番地号条線割街区東西南北通無",
    NUMBER_END: "0123456789〇一二三四五六七八九十百千壱弐参拾廿目番地号条線割区",
    CITY_END: "市区町村",
    PARTICLE: "はをにでへともやが",
    LEADS: "所先地籍宅元在址社店部課住",
    UNIT: "年月日時分秒人名円件回個戸歳才万千億台本枚度代期校館社店位倍点級年号馬勝敗%℃㎞㎡㎏kmg世条巻章頁",
    NO_TOWN: "場長民役立議営政外域報史庁税県内会",
    NO_NUMBER_AFTER: "約計全第年月日回均数率前後成和正治道",
    BUILDING_END: "荘寮館苑邸方棟室階宅園塔閣内号",
    STRONG_MARK: "丁番割",
    STREET: "上下東西筋町",
    STREET_END: "るルり入目",
    HILL: "丘台浜原谷崎森野沢里峰関根岡久保窪池浦瀬岳鼻島",
}
"""Characters after folding. HYPHEN joins block and house number; LEADS may stand before a municipality without a gap;
UNIT behind a bare number makes it a quantity; NO_TOWN follows a city in its words (市場, 市長, 市立), NO_NUMBER_AFTER
stands before numbers that count; 無 is a numeral of 無番地. HILL follows the が of 緑が丘; STREET and STREET_END tell the
way in Kyoto (上る, 東入, 筋目)."""


@functools.cache
def kinds_by_code() -> Kinds:
    """The bits of each code point up to LAST_CODE, which stands for all kanji beyond the first plane."""
    classes = class_table()[: LAST_CODE + 1]
    table = np.zeros(LAST_CODE + 1, np.uint32)
    kana = (classes == normalise.HIRAGANA) | (classes == normalise.KATAKANA) | (classes == normalise.PROLONGED)
    letters = [ord(letter) for letter in string.ascii_letters]
    table[np.flatnonzero(kana | (classes == normalise.KANJI))] |= WORD | BUILDING
    table[letters] |= LATIN | BUILDING
    table[np.flatnonzero(classes == normalise.HIRAGANA)] |= HIRAGANA
    table[np.flatnonzero(classes == normalise.KATAKANA)] |= KATAKANA
    for bit, members in _MEMBERS.items():
        table[[ord(member) for member in members]] |= bit
    table[[ord(sign) for sign in "0123456789-.・'’&#"]] |= BUILDING
    table[LAST_CODE] = WORD | BUILDING
    table.flags.writeable = False
    return table
