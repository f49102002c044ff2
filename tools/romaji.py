"""Readings in Latin letters, in the spellings that people write: Hepburn, Kunrei, and their ways with long vowels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROWS: Final = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ",
    "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_KUNREI: Final = {
    **{kana: consonant + vowel for consonant, row in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)},
    "ヂ": "zi", "ヅ": "zu", "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o",
    "ヰ": "i", "ヱ": "e", "ン": "n", "ヴ": "vu", "ー": "-", "ッ": "*",
}  # fmt: skip
_SMALL: Final = {"ャ": "a", "ュ": "u", "ョ": "o"}
_TO_HEPBURN: Final = (
    ("sy", "sh"), ("si", "shi"), ("ty", "ch"), ("ti", "chi"), ("tu", "tsu"), ("hu", "fu"), ("zy", "j"), ("zi", "ji"),
)  # fmt: skip
_LONG: Final = (
    lambda word: word,  # satou, oono
    lambda word: re.sub("o[ou]", "o", re.sub("uu", "u", word)),  # sato, ono
    lambda word: re.sub("o[ou]", "oh", re.sub("uu", "u", word)),  # satoh, ohno
)
LONGEST_READING: Final = 9


def spell_romaji(readings: Iterable[set[str]]) -> set[str]:
    """All spellings of these readings in lower-case letters."""
    return {
        spelling
        for reading in {reading for group in readings for reading in group}
        if 2 <= len(reading) <= LONGEST_READING
        for spelling in spell_reading(reading)
    }


def spell_reading(reading: str) -> set[str]:
    """The spellings of one reading in katakana.

    >>> sorted(spell_reading("オオノ")), sorted(spell_reading("ホンマ"))
    (['ohno', 'ono', 'oono'], ['homma', 'honma'])
    >>> sorted(spell_reading("ハッチョウ"))
    ['hacchou', 'hatcho', 'hatchoh', 'hatchou', 'hattyou']
    """
    kunrei = _to_kunrei(reading)
    if kunrei is None:
        return set()
    hepburn = kunrei
    for old, new in _TO_HEPBURN:
        hepburn = hepburn.replace(old, new)
    spellings = {form(hepburn).replace("*ch", "tch") for form in _LONG}
    spellings |= {hepburn.replace("*ch", "cch"), kunrei}
    spellings |= {re.sub("n(?=[bmp])", "m", spelling) for spelling in spellings}
    doubled = {re.sub(r"\*(.)", r"\1\1", spelling) for spelling in spellings}
    return {word.replace("-", "") for word in doubled if word.replace("-", "").isalpha() and len(word) > 1}


def _to_kunrei(reading: str) -> str | None:
    """Kunrei letters of a reading, None where it holds kana that Japanese names do not."""
    letters = ""
    for kana in reading:
        if kana in _SMALL and letters.endswith("i"):
            letters = letters[:-1] + "y" + _SMALL[kana]
        elif kana in _KUNREI:
            letters += _KUNREI[kana]
        else:
            return None
    return letters
