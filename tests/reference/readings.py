"""The plain twin of meibo_detectors.kernels.readings."""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np

from meibo_detectors.kana_sounds import CONSONANTS, FIRST_KANA, SMALL, SYLLABIC_N, VOWELS
from meibo_detectors.model import FINDING, PersonKey
from meibo_detectors.normalise import KANJI
from reference.mentions import MASK, chain

Sound = tuple[str, bool, str]
"""Consonant or nothing, whether it is soft as in kya, and vowel; the vowel of a syllabic n is n."""

CHARS = 40
SYLLABIC: Sound = ("", False, "n")
LETTERS = dict(zip("bcdfghjklmnpqrstvwxyz", "bkdhghzkrmnpkrstbwsyz", strict=True))


def hash_readings(findings: Any, mentions: Any, kinds: Any, chars: Any, codes: Any, kana: Any) -> Any:
    """A hash of how each name in kana or Latin letters is read."""
    made = np.zeros(len(mentions), np.uint64)
    for at, number in enumerate(mentions.tolist()):
        row = findings.view(FINDING)[number]
        start, end = int(row["folded_start"]), min(int(row["folded_end"]), int(row["folded_start"]) + CHARS, len(chars))
        if kinds[at] == PersonKey.NAME and KANJI not in chars[start:end].tolist():
            made[at] = hash_sounds(list_sounds("".join(map(chr, codes[start:end].tolist())), kana.tolist()))
    return made


def hash_sounds(sounds: list[Sound]) -> int:
    """The same for the same sounds in whatever order."""
    if not sounds:
        return 0
    words = [
        CONSONANTS.index(consonant or " ") | (SYLLABIC_N if vowel == "n" else VOWELS.index(vowel)) << 4 | is_soft << 7
        for consonant, is_soft, vowel in sounds
    ]
    return chain([sum(chain([word]) for word in words) & MASK, len(words)])


def list_sounds(name: str, kana: list[int]) -> list[Sound]:
    """What is spoken, long vowels as short ones."""
    heard: list[Sound] = []
    before = ""
    for is_latin, letters in itertools.groupby(
        re.findall("[a-z][a-z']*|[^a-z]", name), key=lambda part: part[0].isalpha() and part.isascii()
    ):
        if not is_latin:
            text = "".join(letters)
            for sound in tell_kana(text, kana):
                before = say(heard, sound, before)
            continue
        for word in letters:
            before = ""
            for sound in tell_letters(word.replace("'", "")):
                before = say(heard, sound, before)
    return heard


def say(heard: list[Sound], sound: Sound, before: str) -> str:
    """Add a sound; returns the vowel that the next one may prolong."""
    consonant, is_soft, vowel = sound
    if not consonant and not is_soft and before + vowel in ("ou", "uu", "oo"):
        return before
    heard.append((consonant, is_soft and vowel != "i", vowel))
    return vowel


def tell_kana(text: str, kana: list[int]) -> list[Sound]:
    """The sounds of kana one by one, a small kana with the one before it."""
    sounds: list[Sound] = []
    waiting = False  # whether a small kana may still change the last sound
    for sign in text:
        at = ord(sign) - (0x60 if "\u30a1" <= sign <= "\u30f6" else 0) - FIRST_KANA
        if not 0 <= at < len(kana) or not kana[at]:
            continue
        consonant, kind = CONSONANTS[kana[at] & 15].strip(), kana[at] >> 4 & 7
        last, last_soft, last_vowel = sounds[-1] if sounds else SYLLABIC
        if kind == SYLLABIC_N:
            sounds.append(SYLLABIC)
            waiting = False
            continue
        vowel = VOWELS[kana[at] >> 7 if kind == SMALL else kind]
        if kind == SMALL and waiting:
            is_soft = last_soft or consonant == "y" or (last_vowel == "i" and last != "")
            sounds[-1] = ("w" if not is_soft and last_vowel == "u" and not last else last, is_soft, vowel)
            continue
        after_n = bool(sounds) and sounds[-1] == SYLLABIC
        if after_n and consonant in ("", "y"):
            sounds[-1] = ("n", consonant == "y", vowel)
        else:
            sounds.append((consonant, False, vowel))
        waiting = True
    return sounds


def tell_letters(word: str) -> list[Sound]:
    """The sounds of a word in lower case."""
    sounds: list[Sound] = []
    consonant, is_soft = "", False
    for at, letter in enumerate(word):
        after = word[at + 1 : at + 2]
        is_last = not after or after not in "aiueoy"
        if letter in "aiueo":
            sounds.append((consonant, is_soft, letter))
            consonant, is_soft = "", False
        elif letter == "y" and consonant:
            is_soft = True
        elif is_last and (letter == "n" or (letter == "m" and after and after in "bmp")):
            sounds.append(SYLLABIC)
            consonant, is_soft = "", False
        elif letter == "h" and consonant:
            is_soft = is_soft or consonant in "st"
        elif letter == "s" and consonant == "t":
            continue
        elif not (letter == "h" and sounds and is_last):
            consonant, is_soft = "t" if letter + after == "ch" else LETTERS[letter], letter == "j"
    return sounds
