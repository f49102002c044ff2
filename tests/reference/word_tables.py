"""The plain twin of meibo_detectors.kernels.word_tables, and of the hash in kernels/word_hash.pxd."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.expand import hash_word


def hash_stretches(codes: Sequence[int], start: Sequence[int], end: Sequence[int]) -> npt.NDArray[np.uint64]:
    """The hash of each stretch of a text, as the build hashes the same word."""
    words = ["".join(map(chr, codes[first:behind])) for first, behind in zip(start, end, strict=True)]
    return np.array([hash_word(word) for word in words], np.uint64)


def find_words(words: Sequence[str], numbers: dict[str, int]) -> npt.NDArray[np.int64]:
    """The number of each word, -1 where it has none."""
    return np.array([numbers.get(word, -1) for word in words], np.int64)
