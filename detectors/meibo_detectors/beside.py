"""What stands in the same record as a value: words of a row's headers and cells, of a form, or of a line of text."""

from __future__ import annotations

import functools
from typing import Final

import ahocorasick_rs
import numpy as np

from meibo_detectors.label_table import find_words
from meibo_detectors.normalise import Offsets, Truth, fold_label
from meibo_detectors.text import Text

REACH_CHARS: Final = 300
"""How far a word in the same line counts, of a value outside of cells (specification 1.3)."""


def stand_beside(text: Text, start: Offsets, end: Offsets, words: tuple[str, ...]) -> Truth:
    """True for values in whose record one of these words stands, or names a field.

    ``start`` and ``end`` are folded characters. The words are searched for as labels are: Latin ones at word borders.
    """
    return is_beside(text, start, end, find_words(_matcher(words), text.folded)[1]) if len(start) else start > 0


def is_beside(text: Text, start: Offsets, end: Offsets, at: Offsets) -> Truth:
    """True for values in whose record one of these offsets (ascending) lies, or in the name of one of its fields."""
    fields, cells = text.fields, text.fields.cells
    record = fields.record_of(start)
    floor = fields.records[record]
    roof = np.append(fields.records, len(text.folded.chars))[record + 1]
    found = _any_between(at, np.maximum(start - REACH_CHARS, floor), np.minimum(end + REACH_CHARS, roof))
    field = fields.holding(start, end)
    inside = np.flatnonzero(field >= 0)
    if len(inside):
        holds = np.zeros(len(fields.records) + 1, np.bool_)
        named = _any_between(at, cells.name_start, cells.name_end) | _any_between(at, fields.start, fields.end)
        holds[fields.record[named]] = True
        found[inside] = holds[fields.record[field[inside]]]
    return found


def _any_between(at: Offsets, start: Offsets, end: Offsets) -> Truth:
    return np.asarray(np.searchsorted(at, start) < np.searchsorted(at, end))


@functools.cache
def _matcher(words: tuple[str, ...]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        [fold_label(word) for word in words],
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        store_patterns=False,
    )
