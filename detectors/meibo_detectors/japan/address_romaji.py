"""Addresses in Latin letters: ``2-10-7 Dogenzaka, Shibuya-ku, Tokyo 150-0043``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.word_table import make_word_table
from meibo_detectors.evidence import Note
from meibo_detectors.kernels import romaji_addresses
from meibo_detectors.model import CANDIDATE, make_candidates

if TYPE_CHECKING:
    from meibo_detectors.text import Text

SUFFIXES: Final = ("ku", "shi", "gun", "machi", "cho", "mura", "son")
"""Behind a hyphen: ward, city, county, town, village."""
PREFECTURES: Final = (
    "hokkaido", "aomori", "iwate", "miyagi", "akita", "yamagata", "fukushima", "ibaraki", "tochigi", "gunma", "saitama",
    "chiba", "tokyo", "kanagawa", "niigata", "toyama", "ishikawa", "fukui", "yamanashi", "nagano", "gifu", "shizuoka",
    "aichi", "mie", "shiga", "kyoto", "osaka", "hyogo", "nara", "wakayama", "tottori", "shimane", "okayama", "hiroshima",
    "yamaguchi", "tokushima", "kagawa", "ehime", "kochi", "fukuoka", "saga", "nagasaki", "kumamoto", "oita", "miyazaki",
    "kagoshima", "okinawa",
)  # fmt: skip
PREFECTURE_SUFFIXES: Final = ("-ken", "-to", "-fu")


def find_romaji(text: Text) -> npt.NDArray[np.void]:
    """A number before, and a prefecture behind, a name that ends in ``-ku``, ``-shi`` and the like."""
    start, end = romaji_addresses.find_romaji(text.folded.chars, *_tables())
    if not len(start):
        return np.zeros(0, CANDIDATE)
    return make_candidates(start, end, np.full(len(start), Note.STRONG_FORM, np.uint64))


@functools.cache
def _tables() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """The keys of the lists of this module."""
    suffixes, prefectures, endings = (
        make_word_table(words).keys for words in (SUFFIXES, PREFECTURES, PREFECTURE_SUFFIXES)
    )
    return suffixes, prefectures, endings
