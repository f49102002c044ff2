"""The dictionaries, words and signs of names, made ready once for the kernels that read them."""

from __future__ import annotations

import functools

import numpy as np

from meibo_detectors.dictionaries.expand import hash_word
from meibo_detectors.dictionaries.person_names import (
    foreign_names,
    given_names,
    given_readings,
    ordinary_words,
    romaji_given_names,
    romaji_surnames,
    surname_readings,
    surnames,
)
from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.evidence import Evidence, Note
from meibo_detectors.japan.name_signs import make_seconds, make_signs
from meibo_detectors.japan.name_slots import LABELS, PARTIES, PERSONS, TITLES
from meibo_detectors.japan.name_words import (
    FIRM_WORDS,
    FOLLOWING_WORDS,
    HONORIFIC_COMPOUNDS,
    HONORIFICS,
    LATIN_NOT_A_NAME,
    LEADING_WORDS,
    NOT_A_NAME,
    ORGANISATIONS,
    PARTICLES,
    PERSONAL_HONORIFICS,
    PLACE_BEGINNINGS,
    PLACEHOLDER_ENDINGS,
    SAMPLES,
    TRAILING_WORDS,
)
from meibo_detectors.kernels.name_tables import NameTables, pair_hashes
from meibo_detectors.normalise import fold_label


@functools.cache
def name_tables() -> NameTables:
    """All that the kernels of names look up."""
    words = {
        "surnames": surnames(),
        "given_names": given_names(),
        "ordinary_words": ordinary_words(),
        "surname_readings": surname_readings(),
        "given_readings": given_readings(),
        "romaji_surnames": romaji_surnames(),
        "romaji_given_names": romaji_given_names(),
        "foreign_names": foreign_names(),
        "honorifics": _fold(HONORIFICS),
        "personal_honorifics": _fold(PERSONAL_HONORIFICS),
        "honorific_compounds": _fold(HONORIFIC_COMPOUNDS),
        "leading_words": _fold(LEADING_WORDS),
        "following_words": _fold(FOLLOWING_WORDS),
        "organisations": _fold(ORGANISATIONS),
        "placeholders": _fold(NOT_A_NAME),
        "placeholder_endings": _fold(PLACEHOLDER_ENDINGS),
        "place_beginnings": _fold(PLACE_BEGINNINGS),
        "firm_words": _fold((*FIRM_WORDS, *ORGANISATIONS)),
        "particles": _fold(PARTICLES),
        "latin_words": _fold(LATIN_NOT_A_NAME),
        "labels": _fold((*LABELS, *LEADING_WORDS, *TITLES)),
        "persons": _fold(tuple(PERSONS)),
        "parties": _fold(PARTIES),
        "titles": _fold((*HONORIFICS, *LABELS)),
        "trailing_words": _fold(TRAILING_WORDS),
    }
    marks = {
        "listed": Evidence.DICTIONARY_NAME,
        "shaped": Evidence.NAME_SHAPED,
        "titled": Evidence.HONORIFIC,
        "sample": Evidence.SAMPLE,
        "strong": Note.STRONG_FORM,
        "weak": Note.WEAK_FORM,
        "needs_label": Note.NEEDS_LABEL,
        "partial": Note.PARTIAL,
    }
    samples = pair_hashes([hash_word(surname) for surname, _ in SAMPLES], [hash_word(given) for _, given in SAMPLES])
    return NameTables(words, make_signs(), make_seconds(), np.sort(samples), marks)


def _fold(words: tuple[str, ...]) -> WordTable:
    return make_word_table([fold_label(word) for word in words])
