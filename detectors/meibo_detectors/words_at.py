"""Words that end or begin at given places of a text, told by hashes: no pass over the text is made."""

from __future__ import annotations

import functools

import numpy as np

from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.normalise import Offsets, Truth, fold_label
from meibo_detectors.text import Text


@functools.cache
def lengths_of(words: tuple[str, ...]) -> tuple[int, ...]:
    """The lengths of words once folded, ascending."""
    return tuple(sorted({len(fold_label(word)) for word in words}))


def ends_word(text: Text, end: Offsets, words: tuple[str, ...]) -> Truth:
    """Whether one of the words ends at each place."""
    found = np.zeros(len(end), np.bool_)
    if not len(end):
        return found
    table = table_of_words(words)
    for length in lengths_of(words):
        found |= table.holds(text.hashes.of(np.maximum(end - length, 0), end))
    return found


def ends_with(text: Text, start: Offsets, end: Offsets, words: tuple[str, ...]) -> Truth:
    """Whether each stretch ends with one of the words and holds more than that."""
    found = np.zeros(len(start), np.bool_)
    if not len(start):
        return found
    table = table_of_words(words)
    for length in lengths_of(words):
        found |= (end - start > length) & table.holds(text.hashes.of(np.maximum(end - length, 0), end))
    return found


def begins_word(text: Text, start: Offsets, roof: Offsets, words: tuple[str, ...]) -> Truth:
    """Whether one of the words begins at each place and ends at its roof or before."""
    found = np.zeros(len(start), np.bool_)
    if not len(start):
        return found
    table = table_of_words(words)
    for length in lengths_of(words):
        end = start + length
        found |= (end <= roof) & table.holds(text.hashes.of(start, np.minimum(end, roof)))
    return found
