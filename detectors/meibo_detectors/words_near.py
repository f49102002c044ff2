"""Words of a few fixed signs in a text, looked for by its characters, and how near they stand to places in it."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from meibo_detectors.character_tables import LAST_CODE, make_code_table
from meibo_detectors.context import DOCUMENT_CHARS
from meibo_detectors.kanji_anchors import find_anchors, wanted_signs
from meibo_detectors.kernels import word_places as kernel
from meibo_detectors.normalise import Offsets, Truth, fold_label
from meibo_detectors.text import Text
from meibo_detectors.windows import window


def find_word(text: Text, word: str) -> Offsets:
    """Where a word begins, ascending."""
    sought = _codes_of(word)
    if not all(text.folded.holds([code]) for code in sought.tolist()):
        return np.zeros(0, np.int64)
    if wanted_signs()[sought[-1]]:
        return kernel.find_word_at(text.folded.letter_codes, find_anchors(text), sought)
    return kernel.find_word(text.folded.letter_codes, sought)


@functools.cache
def _codes_of(word: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(fold_label(word).encode("utf-32-le"), np.uint32)


def is_near_word(text: Text, at: Offsets, words: tuple[str, ...], reach: int = DOCUMENT_CHARS) -> Truth:
    """Whether one of the words begins within reach of each place, before or behind it in the same block of text."""
    near = np.zeros(len(at), np.bool_)
    spoken = [found for found in (find_word(text, word) for word in words if len(at)) if len(found)]
    if not spoken:
        return near
    starts = text.folded.block_starts
    if len(text.folded.joined_edges):  # each joined value stands alone
        starts = np.union1d(starts, text.folded.joined_edges)
    block = np.searchsorted(starts, at, "right")
    floor = np.maximum(starts[block - 1], at - reach)
    ceiling = np.minimum(starts[np.minimum(block, len(starts) - 1)], at + reach)
    for found in spoken:
        near |= kernel.hold_any(found, floor, ceiling)
    return near


def find_nearer(text: Text, at: Offsets, words: tuple[str, ...], others: tuple[str, ...], reach: int) -> Offsets:
    """Which of two groups of words, told by two signs, stands nearest before each place of the same block.

    1 where one of ``words`` does, -1 where one of ``others`` does, 0 where none stands within reach.
    """
    if not len(at):
        return np.zeros(0, np.int64)
    places, which = np.unique(at, return_inverse=True)  # a column's name is one place for all its cells
    codes = window(text.folded.letter_codes, places - reach, reach)
    floor, _ = text.folded.block_borders(places)
    codes[np.arange(reach) < (floor - places + reach)[:, None]] = 0
    begins, pairs, side = _two_signs(words, others)
    row, column = np.nonzero(begins.take(np.minimum(codes[:, :-1], LAST_CODE)))
    found = codes[row, column].astype(np.uint64) << np.uint64(32) | codes[row, column + 1]
    known = np.minimum(np.searchsorted(pairs, found), len(pairs) - 1)
    hits = np.flatnonzero(pairs[known] == found)
    sides = np.zeros(len(places), np.int64)
    sides[row[hits]] = side[known[hits]]  # in the order of the text: the last one stays
    return sides[which]


@functools.cache
def _two_signs(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[Truth, npt.NDArray[np.uint64], Offsets]:
    """Which signs begin one of the words; the words as numbers, ascending, and 1 or -1 for each."""
    begins = make_code_table("".join(word[0] for word in (*words, *others)))
    numbers = {ord(word[0]) << 32 | ord(word[1]): side for side, group in ((1, words), (-1, others)) for word in group}
    pairs = np.array(sorted(numbers), np.uint64)
    return begins, pairs, np.array([numbers[pair] for pair in sorted(numbers)], np.int64)
