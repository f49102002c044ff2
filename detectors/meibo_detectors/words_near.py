"""Words of a few fixed signs in a text, looked for by its characters, and how near they stand to places in it."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from meibo_detectors.context import DOCUMENT_CHARS
from meibo_detectors.normalise import Offsets, Truth, fold_label
from meibo_detectors.text import Text
from meibo_detectors.windows import first_column, window


def find_word(text: Text, word: str) -> Offsets:
    """Where a word begins, ascending."""
    codes, signs = text.folded.letter_codes, [ord(sign) for sign in fold_label(word)]
    at = np.flatnonzero(codes[: max(len(codes) - len(signs) + 1, 0)] == signs[0])
    for step, sign in enumerate(signs[1:], 1):
        at = at[codes[at + step] == sign]
    return at


def is_near_word(text: Text, at: Offsets, words: tuple[str, ...], reach: int = DOCUMENT_CHARS) -> Truth:
    """Whether one of the words begins within reach of each place, before or behind it in the same block of text."""
    near = np.zeros(len(at), np.bool_)
    if not len(at):
        return near
    starts = text.folded.block_starts
    if len(text.folded.joined_edges):  # each joined value stands alone
        starts = np.union1d(starts, text.folded.joined_edges)
    block = np.searchsorted(starts, at, "right")
    floor = np.maximum(starts[block - 1], at - reach)
    ceiling = np.minimum(starts[np.minimum(block, len(starts) - 1)], at + reach)
    for word in words:
        found = find_word(text, word)
        near |= np.searchsorted(found, floor) < np.searchsorted(found, ceiling)
    return near


def find_nearer(text: Text, at: Offsets, words: tuple[str, ...], others: tuple[str, ...], reach: int) -> Offsets:
    """Which of two groups of words, told by their first two signs, stands nearest before each place of the same block.

    1 where one of ``words`` does, -1 where one of ``others`` does, 0 where none stands within reach.
    """
    codes = window(text.folded.letter_codes, at - reach, reach).astype(np.uint64)
    floor = text.folded.block_starts[np.searchsorted(text.folded.block_starts, at, "right") - 1]
    codes[np.arange(reach) < (floor - at + reach)[:, None]] = 0
    pairs = codes[:, :-1] << np.uint64(32) | codes[:, 1:]
    last = [reach - first_column(np.isin(pairs, _pair_codes(group))[:, ::-1]) for group in (words, others)]
    sides: Offsets = np.sign(last[0] - last[1])
    return sides


@functools.cache
def _pair_codes(words: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    return np.array([ord(word[0]) << 32 | ord(word[1]) for word in words], np.uint64)
