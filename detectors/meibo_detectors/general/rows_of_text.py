"""Words in rows of characters: one search looks through all rows at once."""

from __future__ import annotations

import functools

import numpy as np

from meibo_detectors.kernels.word_matches import WordTrie, find_words
from meibo_detectors.normalise import Bytes, Offsets, Truth, is_letter
from meibo_detectors.word_search import make_matcher


def contain(rows: Bytes, words: tuple[bytes, ...]) -> Truth:
    """Whether each row holds one of the words, none of which has a NUL; shape (rows, width) to (rows,).

    >>> contain(np.frombuffer(b"your-keyKc7-dq2w", np.uint8).reshape(2, 8), (b"your", b"example")).tolist()
    [True, False]
    """
    width = rows.shape[1] + 1
    parted = np.zeros((len(rows), width), np.uint8)  # no word goes on into the next row
    parted[:, :-1] = rows
    flat = parted.reshape(-1)
    start = find_words(_matcher(words), flat, np.zeros(1, np.int64), np.array([len(flat)]))[1]
    found = np.zeros(len(rows), np.bool_)
    found[start // width] = True
    return found


@functools.cache
def _matcher(words: tuple[bytes, ...]) -> WordTrie:
    return make_matcher((word.decode("ascii") for word in words), has_case=True)


def in_capitals(chars: Bytes) -> Bytes:
    """Characters with their letters as capitals."""
    return np.where(is_letter(chars), chars & np.uint8(0xDF), chars)


def count_signs(rows: Bytes) -> Offsets:
    """How many different signs each row holds; NUL is none.

    >>> count_signs(np.array([[7, 7, 9, 0], [1, 2, 3, 4]], np.uint8)).tolist()
    [2, 4]
    """
    ordered = np.sort(rows, axis=1)
    changes = (ordered[:, 1:] != ordered[:, :-1]).sum(axis=1)  # from NUL to the first sign too, where a row has NUL
    return np.asarray(changes + (ordered[:, 0] != 0))
