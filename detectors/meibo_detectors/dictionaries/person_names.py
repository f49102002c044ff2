"""The dictionaries of personal names, made by ``tools/make_name_dictionary.py``; spelled with base forms."""

from __future__ import annotations

import enum
import functools
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.expand import read_words
from meibo_detectors.dictionaries.word_table import WordTable, word_table


class Flag(enum.IntFlag):
    """What the number of a word in the lists of kanji says."""

    ORDINARY = 1
    """Also an ordinary word; in the list of ordinary words: one that can be read as surname and given name."""
    FREQUENT = 2
    """One of the 2,000 most frequent surnames; a given name that two sources know."""
    RARE = 4
    """A given name of the less careful source only."""
    NOUN = 8
    """A common noun of two kanji, as compounds are made of."""
    CALLING = 16
    """A common noun of two to four kanji that says what somebody is: 校長, 研究者."""


def surnames() -> WordTable:
    """Surnames in kanji or kana; Flag."""
    return word_table("surnames")


def given_names() -> WordTable:
    """Given names in kanji or kana; Flag."""
    return word_table("given_names")


def ordinary_words() -> WordTable:
    """Words that are no names but look like them, common nouns of two kanji, and words for what somebody is; Flag."""
    return word_table("ordinary_words")


def surname_readings() -> WordTable:
    """Surnames in katakana and hiragana, with small kana and without."""
    return word_table("surname_readings")


def given_readings() -> WordTable:
    """Given names in katakana and hiragana, with small kana and without."""
    return word_table("given_readings")


def romaji_surnames() -> WordTable:
    """Surnames in lower-case Latin letters, every usual spelling."""
    return word_table("romaji_surnames")


def romaji_given_names() -> WordTable:
    """Given names in lower-case Latin letters, every usual spelling."""
    return word_table("romaji_given_names")


def foreign_names() -> WordTable:
    """Parts of foreigners' names in katakana; ORDINARY: also a word, a place or a thing's name."""
    return word_table("foreign_names")


@functools.cache
def surname_beginnings() -> npt.NDArray[np.uint8]:
    """How usual a character is as the first of surnames: 0 never, 1 at times, 2 often; by code point."""
    return np.asarray(_read_characters()[0])


@functools.cache
def given_beginnings() -> npt.NDArray[np.uint8]:
    """How usual a character is as the first of given names: 0 hardly, 1 at times, 2 often; by code point."""
    return np.asarray(_read_characters()[1])


@functools.cache
def given_endings() -> npt.NDArray[np.uint8]:
    """How usual a character is as the last of given names: 0 hardly, 1 at times, 2 often; by code point."""
    return np.asarray(_read_characters()[2])


@functools.cache
def _read_characters() -> npt.NDArray[np.uint8]:
    levels = np.zeros((3, 0x110000), np.uint8)
    for line in read_words(files(__package__).joinpath("name_characters.words.xz").read_bytes()):
        character, _, packed = line.partition("\t")
        levels[:, ord(character)] = [int(digit) for digit in f"{int(packed):03}"]
    levels.flags.writeable = False
    return levels
