"""What stands between the signs of structure of JSON."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.stretch import Stretch


class Items(NamedTuple):
    """What stands before each sign of structure, up to the sign before it. Arrays are parallel to the signs."""

    sign: Offsets
    """Where the sign stands; the last item ends with the stretch."""
    kind: np.ndarray[tuple[int], np.dtype[np.uint8]]
    before: np.ndarray[tuple[int], np.dtype[np.uint8]]
    """The sign before the item, 0 at the beginning."""
    start: Offsets
    end: Offsets
    """Without outer blanks and quotes."""
    is_string: Truth
    holder: Offsets
    """The item that ends with the opening bracket around the item; -1 where it is not in the text."""
    around: Offsets
    """The same of the bracket around that one."""


def is_word(stretch: Stretch, items: Items, rows: Offsets, words: tuple[str, ...]) -> Truth:
    """Which of these items are one of these words, in small letters or capitals."""
    found = np.zeros(len(rows), np.bool_)
    start, end = items.start[rows], items.end[rows]
    for word in words:
        fits = end - start == len(word)
        for at, letter in enumerate(word):
            code = stretch.codes.take(start + at, mode="clip")
            fits &= (code == ord(letter)) | (code == ord(letter.upper()))
        found |= fits
    return found
