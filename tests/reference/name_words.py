"""What the plain twins of the kernels of names look things up in; built from the same lists, without their tables."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple

from meibo_detectors.dictionaries.expand import read_words
from meibo_detectors.evidence import Evidence, Note
from meibo_detectors.japan import name_slots, name_words
from meibo_detectors.japan.name_signs import SECONDS, make_signs
from meibo_detectors.kernels.name_tables import SIGNS
from meibo_detectors.normalise import fold_label

ORDINARY, FREQUENT, RARE, NOUN, CALLING = 1, 2, 4, 8, 16
KANJI, HIRAGANA, KATAKANA, PROLONGED = 0x81, 0x82, 0x83, 0x84
LISTED_NAME, SHAPED = int(Evidence.DICTIONARY_NAME), int(Evidence.NAME_SHAPED)
TITLED, SAMPLE = int(Evidence.HONORIFIC), int(Evidence.SAMPLE)
STRONG, WEAK = int(Note.STRONG_FORM), int(Note.WEAK_FORM)
NEEDS_LABEL, PARTIAL = int(Note.NEEDS_LABEL), int(Note.PARTIAL)


class Text(NamedTuple):
    """A text as kernels see it: classes, characters to look up, characters as written."""

    chars: bytes
    codes: str
    letters: str

    def char(self, at: int) -> int:
        """The class of a character; what lies beyond the text is read at its edge."""
        return self.chars[min(max(at, 0), len(self.chars) - 1)]

    def code(self, at: int) -> str:
        """The same of the character to look up."""
        return self.codes[min(max(at, 0), len(self.codes) - 1)]

    def letter(self, at: int) -> str:
        """The same of the character as written."""
        return self.letters[min(max(at, 0), len(self.letters) - 1)]

    def is_inside(self, at: int) -> bool:
        """Whether an offset lies in the text."""
        return 0 <= at < len(self.chars)

    def inside(self, at: int) -> int:
        """The class of a character, 0 outside of the text."""
        return self.chars[at] if self.is_inside(at) else 0

    def code_inside(self, at: int) -> str:
        """The character to look up, nothing outside of the text."""
        return self.codes[at] if self.is_inside(at) else ""


class Names:
    """Lists of words with their numbers, and what single characters are."""

    def __init__(self, words: Mapping[str, Mapping[str, int]], samples: set[tuple[str, str]]) -> None:
        self.words = words
        self.samples = samples
        self.seconds = SECONDS
        self._signs = make_signs()

    def is_sign(self, character: str, *signs: str) -> bool:
        """Whether a character is one of these."""
        bits = sum(SIGNS[sign] for sign in signs)
        return bool(character) and bool(int(self._signs[ord(character)]) & bits)

    def holds(self, name: str, word: str) -> bool:
        """Whether a list holds a word."""
        return word in self.words[name]

    def number(self, name: str, word: str) -> int:
        """The number of a word, -1 where the list does not hold it."""
        return self.words[name].get(word, -1)

    def has_flag(self, name: str, word: str, flag: int) -> bool:
        """Whether a list holds a word with this flag."""
        return bool(self.words[name].get(word, 0) & flag)


@functools.cache
def real_names() -> Names:
    """The lists as they are shipped."""
    written = {
        "honorifics": name_words.HONORIFICS,
        "personal_honorifics": name_words.PERSONAL_HONORIFICS,
        "honorific_compounds": name_words.HONORIFIC_COMPOUNDS,
        "leading_words": name_words.LEADING_WORDS,
        "following_words": name_words.FOLLOWING_WORDS,
        "organisations": name_words.ORGANISATIONS,
        "placeholders": name_words.NOT_A_NAME,
        "placeholder_endings": name_words.PLACEHOLDER_ENDINGS,
        "place_beginnings": name_words.PLACE_BEGINNINGS,
        "firm_words": (*name_words.FIRM_WORDS, *name_words.ORGANISATIONS),
        "particles": name_words.PARTICLES,
        "latin_words": name_words.LATIN_NOT_A_NAME,
        "labels": (*name_slots.LABELS, *name_words.LEADING_WORDS, *name_slots.TITLES),
        "persons": tuple(name_slots.PERSONS),
        "parties": name_slots.PARTIES,
        "titles": (*name_words.HONORIFICS, *name_slots.LABELS),
        "trailing_words": name_words.TRAILING_WORDS,
    }
    listed = (
        "surnames", "given_names", "ordinary_words", "surname_readings", "given_readings", "romaji_surnames",
        "romaji_given_names", "foreign_names",
    )  # fmt: skip
    words = {name: {fold_label(word): 0 for word in group} for name, group in written.items()}
    return Names(words | {name: _read(name) for name in listed}, set(name_words.SAMPLES))


def _read(name: str) -> dict[str, int]:
    packed = files("meibo_detectors.dictionaries").joinpath(f"{name}.words.xz").read_bytes()
    lines = [line.partition("\t") for line in read_words(packed)]
    return {word: int(number or 0) for word, _, number in lines}
