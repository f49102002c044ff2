"""Places and postal codes of Japan, as detectors look them up. Made by ``tools/make_address_dictionary.py``."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.expand import read_words
from meibo_detectors.dictionaries.word_table import WordTable, word_table

if TYPE_CHECKING:
    from meibo_detectors.normalise import Truth

PREFECTURES: Final = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県",
    "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県",
    "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県",
    "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)  # fmt: skip
"""By their number in JIS X 0401, from 1 on."""

PREFECTURE_BITS: Final = 6
MOST_PREFECTURES: Final = 5
"""Prefectures that share a municipality's name, as far as a number of the list tells them; more count as any."""
AMBIGUOUS: Final = 1 << 30
"""The name alone says little: the ward of several cities, or a town inside a city as well."""


@functools.cache
def municipalities() -> WordTable:
    """Names of municipalities in every spelling; the number packs their prefectures and AMBIGUOUS."""
    return word_table("municipalities")


@functools.cache
def towns() -> WordTable:
    """Names of towns (町域) of any municipality."""
    return word_table("towns")


@functools.cache
def postal_codes() -> WordTable:
    """Seven-digit codes in use, of areas and of offices; the number is the prefecture's."""
    return word_table("postal_codes")


@functools.cache
def municipality_lengths() -> npt.NDArray[np.uint16]:
    """By the first character of a municipality's name: bit n is set where a name of n characters begins so.

    Shape (0x10000,); it spares looking most stretches up.
    """
    lengths = np.zeros(0x10000, np.uint16)
    words = files("meibo_detectors.dictionaries").joinpath("municipalities.words.xz").read_bytes()
    for line in read_words(words):
        word = line.partition("\t")[0]
        lengths[min(ord(word[0]), 0xFFFF)] |= 1 << len(word)
    lengths.flags.writeable = False
    return lengths


@functools.cache
def longest_municipality() -> int:
    """Characters of the longest name of a municipality."""
    return int(municipality_lengths().max()).bit_length() - 1


def lies_in(packed: npt.NDArray[np.int64], prefecture: npt.NDArray[np.int64] | int) -> Truth:
    """Whether a municipality of this number may lie in the prefecture.

    >>> fuchu = np.array([13 | 34 << PREFECTURE_BITS])
    >>> [bool(lies_in(fuchu, np.array([number]))[0]) for number in (13, 34, 1)]
    [True, True, False]
    """
    numbers = packed & (AMBIGUOUS - 1)
    inside = numbers == 0
    for at in range(MOST_PREFECTURES):
        inside |= numbers >> PREFECTURE_BITS * at & (1 << PREFECTURE_BITS) - 1 == prefecture
    return np.asarray(inside)
