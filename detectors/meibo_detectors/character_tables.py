"""What each code point folds to: a table of classes, a table of letters, and kana with their sound marks.

The characters are those of specification section 1.1, and what else is typed in their place.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.tables import base_forms

OTHER: Final = 0x80
KANJI: Final = 0x81
HIRAGANA: Final = 0x82
KATAKANA: Final = 0x83
PROLONGED: Final = 0x84
ZERO_WIDTH: Final = 0x85
BAR: Final = 0x86
"""A ruled line, in ``class_table`` only: a hyphen between digits, OTHER elsewhere."""
SOUND_MARK: Final = 0x87
"""In ``class_table`` only: it goes into the kana before it, or is a kana itself."""

SPACES: Final = (0x3000, 0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F)
HYPHENS: Final = (*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFE58, 0x2043, 0x02D7)
PROLONGED_MARKS: Final = (0x30FC, 0xFF70, 0x30A0)
BARS: Final = (0x2500, 0x2501, 0x23AF, 0x2E3A, 0x2E3B, 0xFE31, 0xFE32)
"""Lines that are typed for a hyphen, and drawn around tables as well."""
HALF_SOUND_MARKS: Final = [0xFF9E, 0xFF9F]
SOUND_MARKS: Final = (*HALF_SOUND_MARKS, *range(0x3099, 0x309D))
BIDI_CONTROLS: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Come along when a number is copied out of a list of contacts."""
ZERO_WIDTHS: Final = (
    0x00AD, *range(0x200B, 0x200E), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *BIDI_CONTROLS,
)  # fmt: skip
MASKS: Final = (0x25CF, 0x25CB, 0x25A0, 0x25A1, 0x203B, 0x2022)
"""Signs that stand for hidden digits."""
SMALL_FORMS: Final = range(0xFE50, 0xFE6C)
HALF_PUNCTUATION: Final = "。「」、・"
"""Full-width partners of U+FF61 to U+FF65, in order."""
HALF_KANA: Final = (
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゙゚"
)
"""Full-width partners of U+FF66 to U+FF9F, in order; the two sound marks are combining characters."""
FIRST_KANA: Final = 0x3041
PAST_KANA: Final = 0x3100
LAST_CODE: Final = 0xFFFF
"""Of the tables of ``make_code_table``; it stands for all code points above as well."""


@functools.cache
def class_table() -> npt.NDArray[np.uint8]:
    """For each code point its folded ASCII code, or one of the class codes of this module; shape (0x110000,)."""
    table = np.full(0x110000, OTHER, np.uint8)
    table[:128] = np.arange(128)
    table[0x3400:0xA000] = table[0xF900:0xFB00] = table[0x20000:0x32000] = KANJI
    table[[0x3005, 0x3006, 0x3007, 0x303B]] = KANJI
    table[FIRST_KANA:0x30A0] = HIRAGANA
    table[0x30A1:PAST_KANA] = table[0xFF65:0xFFA0] = KATAKANA
    table[0xFF01:0xFF5F] = np.arange(0x21, 0x7F)
    for code in SMALL_FORMS:
        partner = unicodedata.normalize("NFKC", chr(code))
        if len(partner) == 1 and partner.isascii():
            table[code] = ord(partner)
    table[list(SPACES)] = ord(" ")
    table[list(HYPHENS)] = ord("-")
    table[list(PROLONGED_MARKS)] = PROLONGED
    table[list(ZERO_WIDTHS)] = ZERO_WIDTH
    table[list(MASKS)] = ord("*")
    table[list(BARS)] = BAR
    table[list(SOUND_MARKS)] = SOUND_MARK
    return table


@functools.cache
def letter_table() -> npt.NDArray[np.uint32]:
    """For each code point the character that labels are compared with: folded, lower case, kana of full width."""
    table = np.arange(0x110000, dtype=np.uint32)
    classes = class_table()
    ascii_like = classes < 128
    table[ascii_like] = classes[ascii_like]
    upper = (table >= ord("A")) & (table <= ord("Z"))
    table[upper] += 32
    table[0xFF61:0xFFA0] = [ord(partner) for partner in HALF_PUNCTUATION + HALF_KANA]
    return table


@functools.cache
def sounded_kana() -> npt.NDArray[np.uint32]:
    """The kana that a kana and a sound mark form, 0 where they form none; shape (2, kana from U+3041 on): ガ, パ."""
    table = np.zeros((2, PAST_KANA - FIRST_KANA), np.uint32)
    for row, mark in enumerate("\u3099\u309a"):
        for kana in range(FIRST_KANA, PAST_KANA):
            composed = unicodedata.normalize("NFC", chr(kana) + mark)
            if len(composed) == 1:
                table[row, kana - FIRST_KANA] = ord(composed)
    return table


@functools.cache
def fold_table() -> npt.NDArray[np.uint32]:
    """What the kernel ``fold`` reads of each code point (``kernels/folding.pxd``); shape (0x110000,).

    The letter in the lower 21 bits, then a flag for classes whose neighbours matter, one for kanji that are looked up
    as another one, and from bit 24 on the class.
    """
    letters, classes = letter_table(), class_table().astype(np.uint32)
    classes[HALF_SOUND_MARKS] = SOUND_MARK + 1
    table = letters | classes << np.uint32(24)
    table[classes >= PROLONGED] |= np.uint32(1 << 21)
    table[base_forms().take(letters) != letters] |= np.uint32(1 << 22)
    return table


def make_code_table(signs: str) -> npt.NDArray[np.bool_]:
    """For each code point up to LAST_CODE whether it is one of these signs."""
    table = np.zeros(LAST_CODE + 1, np.bool_)
    table[[ord(sign) for sign in signs]] = True
    return table
