"""Single characters that tell names from other words: how names begin and end, and what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from meibo_detectors.dictionaries.person_names import given_beginnings, given_endings, surname_beginnings
from meibo_detectors.japan.name_slots import DEPARTMENTS, KINSHIPS, LABELS, PARTIES, PERSONS, TITLES
from meibo_detectors.japan.name_words import (
    CALLING_ENDINGS,
    FOLLOWING_WORDS,
    HONORIFICS,
    LEADING_WORDS,
    LONG_CALLING_ENDINGS,
    ORGANISATIONS,
)
from meibo_detectors.kernels.name_tables import SIGNS
from meibo_detectors.normalise import fold_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

GIVEN_TAILS: Final = (
    "氏様家人者式流産城館園寺院型系派軍線町村市県区郡府都駅港湖橋通店社会部課室局所場号丸組班隊団校的性化法戦杯賞曲役版像伝記論説案等他側宛方邸宅藩国"
    "州領節弁税作朝帝公侯伯卿内外上下前後東西南北中大小新旧本山川島岳沢谷原野田森林岡峠坂浜崎浦池沼滝江津港岬道街地域圏間発着行便線員長係官民族語史学科"
)
"""Kanji that follow surnames and places in ordinary words: one of them alone is no given name where nothing else says so."""
THING_TAILS: Final = "機器具品材料油薬菱堂楼業工製造電先季産券"
"""Kanji that firms, things and seasons end with, and given names hardly."""
LONE_TAILS: Final = "市区町村郡県府都省庁局課駅線京国家人者期等宗"
"""The same of two kanji behind a surname of one."""
PLACE_TAILS: Final = "市区町村郡県府都省庁局課駅線京"
"""The same of two kanji."""
LONE_SURNAMES: Final = (
    "王李張劉陳楊黄趙周呉徐孫朱馬胡郭林何高羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董潘袁蔡蒋余杜葉程蘇魏呂丁任沈姚盧姜崔鍾譚陸汪范金石廖賈夏韋付方白鄒孟熊秦邱江尹薛閻段雷侯龍史陶黎賀顧毛郝龔邵万銭厳"
    "覃武戴莫孔向湯朴全文南柳裵河千成車権辛申兪洪安卞魯呂源紀橘菅丘"
)
"""Surnames of one kanji, of China, Korea and old Japan, that may also be ordinary words."""
NAME_ENDINGS: Final = "子郎夫雄彦介助美代江枝"
"""A given name that ends with one of them is one, though it may also be an ordinary word: 太郎, 和子."""
CALLINGS: Final = "人者員"
"""A likely name that ends with one of them is rather what somebody is: 甲代理人."""
LAST_KANJI: Final = "子恵江美代枝乃奈香"
"""Kanji behind the hiragana of a given name: のり子, こず恵."""
INNER_KANA: Final = "ヶケノ"
"""Between two kanji they are read as kanji."""
GIVEN_PARTICLES: Final = "がはをにのとも"
"""Behind a given name in hiragana."""
PARTICLES: Final = "はがをにのともでへやかよだなさくちら"
"""Hiragana that may follow a name directly: particles, だ, など, and the first of さん, くん and ちゃん."""
SECONDS: Final = {
    "な": "どらの",
    "さ": "んま",
    "く": "ん",
    "ち": "ゃ",
    "か": "ら、。」",
    "よ": "りう、。",
    "ら": "が、はにのを",
    "だ": "っと、。け",
}
"""What must follow some of them: なめらか, さらに and くらい follow other words."""
INTRODUCTIONS: Final = "の・、,:"
"""Between a calling and a name."""
AGES: Final = "歳才"
DASHES: Final = "-~〜～"
"""Between the years of a life."""
SEPARATORS: Final = '(),/[]<>"\n\r\t、，／；【】「」『』〔〕*※★☆●○◎〇■□◆◇▲△▼▽㊞㊟✓✔①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'
"""Between the names of one cell."""
JOINED: Final = "=＝゠-&『《〈』》〉"
"""Beside katakana they make it a part of something longer."""
BEHIND_READINGS: Final = "),、, "


def make_signs() -> npt.NDArray[np.uint32]:
    """For each code point what it is, bits of ``kernels.name_tables.SIGNS``; shape (0x110000,)."""
    signs = np.zeros(0x110000, np.uint32)
    labels = [fold_label(word) for word in (*LABELS, *LEADING_WORDS, *TITLES)]
    titles = [fold_label(word) for word in HONORIFICS]
    characters = {
        "title_beginning": {word[0] for word in titles},
        "title_ending": {word[-1] for word in titles},
        "lead_beginning": {word[0] for word in LEADING_WORDS},
        "lead_ending": {word[-1] for word in (*LEADING_WORDS, *CALLING_ENDINGS, *LONG_CALLING_ENDINGS)},
        "following_ending": {word[-1] for word in FOLLOWING_WORDS},
        "organisation_ending": {word[-1] for word in ORGANISATIONS},
        "label_ending": {word[-1] for word in (*labels, *PERSONS)},
        "party_ending": {word[-1] for word in PARTIES},
        "given_tail": GIVEN_TAILS,
        "thing_tail": THING_TAILS,
        "lone_tail": LONE_TAILS,
        "place_tail": PLACE_TAILS,
        "lone_surname": LONE_SURNAMES,
        "name_ending": NAME_ENDINGS,
        "calling_ending": CALLINGS,
        "last_kanji": LAST_KANJI,
        "given_particle": GIVEN_PARTICLES,
        "particle": PARTICLES,
        "inner_kana": INNER_KANA,
        "department": DEPARTMENTS,
        "kinship": KINSHIPS,
        "introduction": INTRODUCTIONS,
        "age": AGES,
        "dash": DASHES,
        "separator": SEPARATORS,
        "joined": JOINED,
        "behind_reading": BEHIND_READINGS,
    }
    for name, group in characters.items():
        signs[_codes_of(group)] |= np.uint32(SIGNS[name])
    usual = {
        "surname_beginning": surname_beginnings(),
        "given_beginning": given_beginnings(),
        "given_ending": given_endings(),
    }
    for name, levels in usual.items():
        signs[levels > 0] |= np.uint32(SIGNS[name])
    return signs


def make_seconds() -> npt.NDArray[np.uint32]:
    """The pairs of ``SECONDS``; shape (pairs, 2)."""
    return np.array([(ord(first), ord(second)) for first, group in SECONDS.items() for second in group], np.uint32)


def _codes_of(characters: Iterable[str]) -> list[int]:
    return [ord(character) for character in characters]
