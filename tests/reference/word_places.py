"""The plain twin of meibo_detectors.kernels.word_places."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]


def find_word(codes: npt.NDArray[np.uint32], word: npt.NDArray[np.uint32]) -> Offsets:
    """Each place at which a word begins."""
    text, sought = codes.tolist(), word.tolist()
    places = [at for at in range(len(text)) if sought and text[at : at + len(sought)] == sought]
    return np.array(places, np.int64)


def find_word_at(codes: npt.NDArray[np.uint32], anchors: Offsets, word: npt.NDArray[np.uint32]) -> Offsets:
    """The places at which a word begins that ends with one of the anchors."""
    begins = set(find_word(codes, word).tolist())
    places = [at - len(word) + 1 for at in anchors.tolist() if at - len(word) + 1 in begins]
    return np.array(places, np.int64)


def hold_any(places: Offsets, start: Offsets, end: Offsets) -> npt.NDArray[np.bool_]:
    """Whether one of the places lies in each stretch."""
    stretches = zip(start.tolist(), end.tolist(), strict=True)
    return np.array([any(first <= place < last for place in places.tolist()) for first, last in stretches], np.bool_)
