"""The words that tell labels from other stretches of a text, and a folded text as such words are looked up in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from meibo_detectors.dictionaries.tables import base_forms, fold_for_look_up
from meibo_detectors.dictionaries.word_table import make_word_table
from meibo_detectors.kernels.characters import Characters, LabelWords
from meibo_detectors.normalise import Folded

OPENINGS: Final = 1 << 16
ENDING_CHARS: Final = (2, 3, 4, 5)
"""Lengths of labels that a longer name of a field may end with."""
_NO_CODES: Final = np.zeros(0, np.uint32)


def make_label_words(exact: Iterable[str], endings: Iterable[str]) -> LabelWords:
    """Words that are labels as they stand, and those, of ENDING_CHARS, with which one may end; folded as texts are."""
    words = sorted({fold_for_look_up(word) for word in exact if word})
    openings = np.zeros(OPENINGS, np.uint8)
    openings[[(ord(word[0]) * 31 + (ord(word[1]) if len(word) > 1 else 0)) % OPENINGS for word in words]] = 1
    closing = sorted({fold_for_look_up(word) for word in endings if len(word) in ENDING_CHARS})
    longest = max((len(word) for word in words), default=0)
    return LabelWords(make_word_table(words).keys, make_word_table(closing).keys, openings, longest)


def characters_of(folded: Folded) -> Characters:
    """The arrays of a folded text, as they are now, for kernels."""
    if folded.codes is None:
        return Characters(folded.chars, _NO_CODES, _NO_CODES, _NO_CODES, folded.escaped)
    return Characters(folded.chars, folded.codes, folded.letter_codes, base_forms(), folded.escaped)
