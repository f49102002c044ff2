"""The search of words in paths: one text of all of them, so folded that width, case and composition do not matter."""

from __future__ import annotations

import unicodedata
from typing import Final

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Rows = NDArray[np.bool_]

_CHUNK: Final = 1 << 20
"""Bytes that are looked at together; what is found in them stays in the processor's cache."""
SEPARATOR: Final = "\n"


def fold(text: str) -> str:
    """A path, or a word of a search, as they are compared.

    >>> fold("ＡＢＣ名簿\\n")
    'abc名簿 '
    """
    return unicodedata.normalize("NFKC", text).casefold().replace(SEPARATOR, " ")


def find_word(text: Bytes, ends: NDArray[np.int64], rarity: NDArray[np.int64], word: str) -> Rows:
    """The paths that hold the word: their text, where each ends in it, and how often each byte stands in it.

    The byte of the word that is rarest is looked for first, and the others only where that one stands.
    """
    found = np.zeros(len(ends), dtype=np.bool_)
    wanted = fold(word).encode()
    order = sorted(range(len(wanted)), key=lambda at: int(rarity[wanted[at]]))
    reach = len(wanted) - 1
    for start in range(0, max(0, len(text) - reach), _CHUNK):
        part = np.asarray(text[start : start + _CHUNK + reach])
        room = len(part) - reach
        first = order[0]
        hits = np.flatnonzero(part[first : first + room] == wanted[first])
        for at in order[1:]:
            hits = hits[part[hits + at] == wanted[at]]
        found[np.searchsorted(ends, hits + start, side="right")] = True
    return found
