"""Where prefectures and municipalities stand in a text: the anchors from which addresses are read.

Every municipality ends in 市, 区, 町 or 村: the stretches that end there are looked up, and the longest name wins. A
prefecture that it does not lie in refutes it (東京都横浜市), and so does a word that it is only the tail of (木津市場).
A ward behind its city is one with it, and what follows a prefecture and is shaped like a municipality is one, too.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.places import PREFECTURES, longest_municipality, municipalities, municipality_lengths
from meibo_detectors.dictionaries.tables import base_forms
from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.japan.address_characters import kinds_by_code
from meibo_detectors.kanji_anchors import find_anchors, wanted_signs
from meibo_detectors.kernels import place_names

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

ORGANISATION_WORDS: Final = (
    "会社", "本社", "支社", "支店", "本店", "商店", "店舗", "(株", "(有", "業所", "務先", "工場", "御中", "㈱", "㈲",
)  # fmt: skip
"""Two characters at the most: 営業所 and 勤務先 are known by their end."""


class Places(NamedTuple):
    """Anchors of addresses, ascending; arrays of one length."""

    start: Offsets
    """Where the prefecture begins, or else the municipality."""
    end: Offsets
    """Where the municipality ends."""
    prefecture: Offsets
    """Number of the prefecture that is written before it, 0 where none is."""
    packed: Offsets
    """Number of the municipality in its list, -1 where only its shape tells that it is one."""

    def take(self, rows: Truth | Offsets) -> Places:
        """The anchors of a choice."""
        return Places(*(column[rows] for column in self))


def find_places(text: Text) -> tuple[Places, Offsets]:
    """The anchors of a text, and where words of companies end; looked for once a text."""
    return text.once(_find)


def _find(text: Text) -> tuple[Places, Offsets]:
    folded = text.folded
    anchors = find_anchors(text)
    if not len(anchors):
        return Places(anchors, anchors, anchors, anchors), anchors
    prefectures, cities = _prefectures(), municipalities()
    columns, words = place_names.find_places(
        folded.letter_codes,
        anchors,
        wanted_signs(),
        kinds_by_code(),
        base_forms(),
        prefectures.keys,
        prefectures.numbers,
        cities.keys,
        cities.numbers,
        municipality_lengths(),
        longest_municipality(),
        _pack_words(),
    )
    return Places(*columns), words


@functools.cache
def _prefectures() -> WordTable:
    """Names of prefectures and their numbers."""
    return make_word_table([f"{name}\t{number}" for number, name in enumerate(PREFECTURES, 1)])


@functools.cache
def _pack_words() -> npt.NDArray[np.uint64]:
    """The words of companies as one number each: the first of two characters shifted by 32 bits."""
    return np.array(
        [sum(ord(sign) << 32 * at for at, sign in enumerate(reversed(word))) for word in ORGANISATION_WORDS], np.uint64
    )
