"""The sounds of kana, as Latin letters write them: what readings of both scripts are compared by.

Spellings that mean one sound are one here: ヂ and ジ, ヅ and ズ, ヴ and ブ. ``kernels/readings.pyx`` knows the same
consonants of Latin letters.
"""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

CONSONANTS: Final = " kgsztdnhbpmyrw"
"""A sound's consonant is its place here; 0 is none."""
VOWELS: Final = " aiueo"
SYLLABIC_N: Final = 6
SMALL: Final = 7
"""Of a small kana: its consonant is that of ya, yu and yo or none, its vowel follows in the bits above."""
VOWEL_PLACE: Final = 4
SMALL_PLACE: Final = 7
FIRST_KANA: Final = 0x3041

_ROWS: Final = (
    "あa いi うu えe おo かka きki くku けke こko がga ぎgi ぐgu げge ごgo さsa しsi すsu せse そso",
    "ざza じzi ずzu ぜze ぞzo たta ちti つtu てte とto だda ぢzi づzu でde どdo なna にni ぬnu ねne のno",
    "はha ひhi ふhu へhe ほho ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo まma みmi むmu めme もmo",
    "やya ゆyu よyo らra りri るru れre ろro わwa ゐi ゑe をo ゔbu",
)
_SMALL: Final = "ぁa ぃi ぅu ぇe ぉo ゃya ゅyu ょyo ゎwa"


@functools.cache
def kana_sounds() -> npt.NDArray[np.uint16]:
    """The sound of each hiragana from U+3041 to U+3096, 0 for what is not spoken by itself; shape (86,).

    Four bits of the consonant, three of the vowel (or SYLLABIC_N), and of a small kana SMALL and its vowel above.
    """
    table = np.zeros(0x3097 - FIRST_KANA, np.uint16)
    for sound in " ".join(_ROWS).split():
        table[ord(sound[0]) - FIRST_KANA] = _tell(sound[1:]) | VOWELS.index(sound[-1]) << VOWEL_PLACE
    for sound in _SMALL.split():
        vowel = VOWELS.index(sound[-1])
        table[ord(sound[0]) - FIRST_KANA] = _tell(sound[1:]) | SMALL << VOWEL_PLACE | vowel << SMALL_PLACE
    table[ord("ん") - FIRST_KANA] = SYLLABIC_N << VOWEL_PLACE
    table.flags.writeable = False
    return table


def _tell(letters: str) -> int:
    return CONSONANTS.index(letters[0]) if len(letters) == 2 else 0
