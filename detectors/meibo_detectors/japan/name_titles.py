"""Honorifics and titles behind names."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from meibo_detectors.japan.name_words import (
    CALLING_ENDINGS,
    HONORIFICS,
    LEADING_WORDS,
    LONG_CALLING_ENDINGS,
    LONGEST_HONORIFIC,
    honorifics,
    mark_characters,
    personal_honorifics,
)
from meibo_detectors.normalise import fold_label

if TYPE_CHECKING:
    from meibo_detectors.dictionaries.word_table import WordTable
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text


def is_titled(text: Text, end: Offsets) -> Truth:
    """Whether an honorific or title follows each offset, directly or behind one blank."""
    return _begins_at(text, skip_blank(text, end), honorifics())


def is_addressed(text: Text, end: Offsets) -> Truth:
    """The same of honorifics that only persons have."""
    return _begins_at(text, skip_blank(text, end), personal_honorifics())


def is_title_at(text: Text, at: Offsets) -> Truth:
    """Whether an honorific or title begins at each offset."""
    return _begins_at(text, at, honorifics())


def skip_blank(text: Text, at: Offsets) -> Offsets:
    """Behind the blank that stands at each offset, if one does."""
    chars = text.folded.chars
    return np.asarray(at + ((chars.take(at, mode="clip") == ord(" ")) & (at < len(chars))))


def skip_blanks(text: Text, at: Offsets) -> Offsets:
    """Behind the blanks that stand at each offset, four at the most; an offset of -1 is left as it is."""
    for _ in range(4):
        at = np.where(at >= 0, skip_blank(text, at), at)
    return at


def _begins_at(text: Text, at: Offsets, words: WordTable) -> Truth:
    codes = text.look_up_codes
    found = np.zeros(len(at), np.bool_)
    rows = np.flatnonzero((at < len(codes)) & title_beginnings().take(codes.take(at, mode="clip")))
    for length in range(1, LONGEST_HONORIFIC + 1):
        within = rows[at[rows] + length <= len(codes)]
        within = within[title_endings().take(codes.take(at[within] + length - 1))]
        found[within] |= words.holds(text.hashes.of(at[within], at[within] + length))
    return found


@functools.cache
def title_beginnings() -> Truth:
    """For each code point whether a title begins with it."""
    return mark_characters(tuple(fold_label(word) for word in HONORIFICS), 0)


@functools.cache
def title_endings() -> Truth:
    """For each code point whether a title ends with it."""
    return mark_characters(tuple(fold_label(word) for word in HONORIFICS), -1)


@functools.cache
def lead_beginnings() -> Truth:
    """For each code point whether a label or title before names begins with it."""
    return mark_characters(LEADING_WORDS, 0)


@functools.cache
def lead_endings() -> Truth:
    """For each code point whether a label, title or calling before names ends with it."""
    return mark_characters((*LEADING_WORDS, *CALLING_ENDINGS, *LONG_CALLING_ENDINGS), -1)
