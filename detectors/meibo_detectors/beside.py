"""What stands in the same record as a value: words of a row's headers and cells, of a form, or of a line of text."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

import numpy as np

from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.kernels.word_matches import WordTrie
from meibo_detectors.kernels.word_places import hold_any
from meibo_detectors.normalise import Offsets, Truth, fold_label
from meibo_detectors.text import Text
from meibo_detectors.word_search import find_words, make_matcher
from meibo_detectors.words_at import lengths_of

REACH_CHARS: Final = 300
"""How far a word in the same line counts, of a value outside of cells (specification 1.3)."""
FIELDS_APART: Final = 2
"""A date of issue may stand between a paper's kind and its number."""


def stand_beside(text: Text, start: Offsets, end: Offsets, words: tuple[str, ...]) -> Truth:
    """True for values in whose record one of these words stands, or names a field.

    ``start`` and ``end`` are folded characters. The words are searched for as labels are: Latin ones at word borders.
    """
    if not len(start):
        return start > 0
    if len(text.fields.start) and (text.fields.holding(start, end) >= 0).any():
        return is_beside(text, start, end, text.once(_places_of(words)))
    floor = np.sort(start) - REACH_CHARS  # outside of fields nothing further away counts
    roof = floor + 2 * REACH_CHARS + (end - start).max()
    return is_beside(text, start, end, find_words(_matcher(words), text.folded, floor, roof)[1])


def is_beside(text: Text, start: Offsets, end: Offsets, at: Offsets) -> Truth:
    """True for values in whose record one of these offsets (ascending) lies, or in the name of one of its fields."""
    fields, cells = text.fields, text.fields.cells
    if not len(at) or not len(start):
        return np.zeros(len(start), np.bool_)
    record = fields.record_of(start)
    floor = fields.records[record]
    roof = np.append(fields.records, len(text.folded.chars))[record + 1]
    found = hold_any(at, np.maximum(start - REACH_CHARS, floor), np.minimum(end + REACH_CHARS, roof))
    field = fields.holding(start, end)
    inside = np.flatnonzero(field >= 0)
    if len(inside):
        holds = np.zeros(len(fields.records) + 1, np.bool_)
        named = hold_any(at, cells.name_start, cells.name_end) | hold_any(at, fields.start, fields.end)
        holds[fields.record[named]] = True
        found[inside] = holds[fields.record[field[inside]]]
    return found


def is_beside_named(text: Text, start: Offsets, end: Offsets, *detector_ids: str) -> Truth:
    """True for values whose record has a field of one of these detectors' names, which holds another value.

    Such a record has its number already: one of the same form beside it is another's.
    """
    fields = text.fields
    if not len(fields.start) or not len(start):
        return start < 0
    named = functools.reduce(np.union1d, [fields.named(one) for one in detector_ids])
    runs = text.runs.start  # a field that only names a paper holds no number
    if not len(named):
        return np.zeros(len(start), np.bool_)
    named = named[np.searchsorted(runs, fields.start[named]) < np.searchsorted(runs, fields.end[named])]
    field = fields.holding(start, end)
    record = np.where(field >= 0, fields.record.take(field, mode="clip"), fields.record_of(start))
    return np.asarray(np.isin(record, fields.record[named]) & ~np.isin(field, named))


def is_behind_value(text: Text, start: Offsets, end: Offsets, words: tuple[str, ...]) -> Truth:
    """True for values that fill a field closely behind one of the same record that holds one of these words alone.

    So lists of identity papers are written: the paper's kind in one field, its number in the next.
    """
    fields, found = text.fields, np.zeros(len(start), np.bool_)
    if not len(fields.start) or not len(start):
        return found
    field = fields.holding(start, end)
    rows = np.flatnonzero(field >= 0)
    rows = rows[(fields.start[field[rows]] == start[rows]) & (fields.end[field[rows]] == end[rows])]
    longest = lengths_of(words)[-1]
    for step in range(1, FIELDS_APART + 1):
        before = field[rows] - step
        same = (before >= 0) & (fields.record.take(before, mode="clip") == fields.record[field[rows]])
        same &= fields.end.take(before, mode="clip") - fields.start.take(before, mode="clip") <= longest
        held = before[same]
        found[rows[same]] |= table_of_words(words).holds(text.hashes.of(fields.start[held], fields.end[held]))
    return found


@functools.cache
def _places_of(words: tuple[str, ...]) -> Callable[[Text], Offsets]:
    """What finds where these words begin; the same for the same words, so that a text is searched once."""
    return lambda text: find_words(_matcher(words), text.folded)[1]


@functools.cache
def _matcher(words: tuple[str, ...]) -> WordTrie:
    return make_matcher(fold_label(word) for word in words)
