"""Words in rows of characters: one automaton looks through all rows at once."""

from __future__ import annotations

import functools

import ahocorasick_rs
import numpy as np

from meibo_detectors.normalise import Bytes, Offsets, Truth, is_letter


def contain(rows: Bytes, words: tuple[bytes, ...]) -> Truth:
    """Whether each row holds one of the words, none of which has a NUL; shape (rows, width) to (rows,).

    >>> contain(np.frombuffer(b"your-keyKc7-dq2w", np.uint8).reshape(2, 8), (b"your", b"example")).tolist()
    [True, False]
    """
    width = rows.shape[1] + 1
    parted = np.zeros((len(rows), width), np.uint8)  # no word goes on into the next row
    parted[:, :-1] = rows
    matches = _matcher(words).find_matches_as_indexes(parted.tobytes())
    found = np.zeros(len(rows), np.bool_)
    found[np.fromiter((start for _, start, _ in matches), np.int64, len(matches)) // width] = True
    return found


@functools.cache
def _matcher(words: tuple[bytes, ...]) -> ahocorasick_rs.BytesAhoCorasick:
    return ahocorasick_rs.BytesAhoCorasick(list(words))


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
