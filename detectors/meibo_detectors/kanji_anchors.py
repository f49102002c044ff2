"""The characters by which dates, addresses and numbers are found, looked for once a text.

A detector that is found by a kanji adds its sign here: one pass then tells it where to look, or that there is nothing.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.character_tables import LAST_CODE
from meibo_detectors.kernels import kanji_anchors

if TYPE_CHECKING:
    from meibo_detectors.normalise import Folded, Offsets
    from meibo_detectors.text import Text

PREFECTURE_END: Final = 1
CITY_END: Final = 2
ORGANISATION_END: Final = 4
YEAR_SIGN: Final = 8
NUMBER_SIGN: Final = 16
_SIGNS: Final = {
    PREFECTURE_END: "都道府県",
    CITY_END: "市区町村",
    ORGANISATION_END: "社店舗株有所先場中㈱㈲",
    YEAR_SIGN: "年元",
    NUMBER_SIGN: "号",
}


@functools.cache
def wanted_signs() -> npt.NDArray[np.uint8]:
    """By code point up to LAST_CODE the bits of what may be found by it."""
    table = np.zeros(LAST_CODE + 1, np.uint8)
    for bit, signs in _SIGNS.items():
        table[[ord(sign) for sign in signs]] |= bit
    table.flags.writeable = False
    return table


def find_anchors(text: Text) -> Offsets:
    """Where these characters stand, ascending; none in a text that is ASCII."""
    return text.once(_find)


def find_anchors_in(folded: Folded) -> Offsets:
    """The same of characters that belong to no text."""
    if folded.is_ascii:
        return np.zeros(0, np.int64)
    return kanji_anchors.find_anchors(folded.chars, folded.letter_codes, wanted_signs())


def _find(text: Text) -> Offsets:
    return find_anchors_in(text.folded)
