"""A few Japanese words looked for in all of a text, by its code points: where each ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.kernels.code_words import find_code_words
from meibo_detectors.normalise import Offsets, fold_label

_MOST_STEPS: Final = 8


class CodeWords:
    """Words of two signs or more, as they are written; the longer the shortest is, the fewer signs are looked at."""

    def __init__(self, words: Sequence[str]) -> None:
        folded = [fold_for_look_up(fold_label(word)) for word in words]
        self._signs = np.array([ord(sign) for word in folded for sign in word], np.uint32)
        self._borders = np.concatenate([[0], np.cumsum([len(word) for word in folded])]).astype(np.int64)
        self._endings = np.zeros(1 << 16, np.uint8)
        for place in range(min(_MOST_STEPS, *map(len, folded))):
            self._endings[[ord(word[-1 - place]) for word in folded]] |= np.uint8(1 << place)

    def find_ends(self, codes: npt.NDArray[np.uint32]) -> Offsets:
        """Where one of the words ends in look-up codes (``Text.look_up_codes``), ascending.

        >>> codes = np.frombuffer("暗証番号、パスワード".encode("utf-32-le"), np.uint32)
        >>> CodeWords(["パスワード", "暗証番号"]).find_ends(codes).tolist()
        [4, 10]
        """
        return find_code_words(codes, self._signs, self._borders, self._endings)
