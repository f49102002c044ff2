"""Names in lines before their values are known."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.normalise import KANJI, Offsets, Truth, is_letter, table_of
from meibo_detectors.structure.lines import Lines

LONGEST_NAME_CHARS: Final = 30
LONGEST_LABEL_CHARS: Final = 20
GAP: Final = table_of(b" \t")
QUOTE: Final = table_of(b"\"'`")
SPACED_PIECES: Final = 8
"""A label written with spaces between its characters has no more of them."""


class Heads(NamedTuple):
    """Names in lines, each with a place for its value. Arrays are parallel."""

    outer: Offsets
    """Where the value before ends at the latest."""
    start: Offsets
    end: Offsets
    value: Offsets
    """Where the value may begin."""
    is_equation: Truth


def no_heads() -> Heads:
    """A text without names."""
    nothing = np.zeros(0, np.int64)
    return Heads(nothing, nothing, nothing, nothing, np.zeros(0, np.bool_))


def has_letters(lines: Lines, start: Offsets, end: Offsets) -> Truth:
    """Whether each name begins or ends with a letter: numbers and signs are none."""
    chars = lines.stretch.chars
    first, last = chars.take(start, mode="clip"), chars.take(np.maximum(end - 1, 0), mode="clip")
    return np.asarray(is_letter(first) | (first >= 0x80) | is_letter(last) | (last >= KANJI))
