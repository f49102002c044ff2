"""Words of a few fixed signs in a text, looked for by its characters, and how near they stand to places in it."""

from __future__ import annotations

import numpy as np

from meibo_detectors.context import DOCUMENT_CHARS
from meibo_detectors.normalise import Offsets, Truth, fold_label
from meibo_detectors.text import Text


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
