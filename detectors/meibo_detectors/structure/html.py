"""Cells of HTML: tables, lists of terms, inputs behind their labels, and ``name: value`` in running elements."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.kernels.repeats import begin_at_repeats
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.delimited import select
from meibo_detectors.structure.grid import Grid
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.plain import read_lines
from meibo_detectors.structure.stretch import Stretch, unite
from meibo_detectors.structure.tables import name_cells
from meibo_detectors.structure.tags import Tags, find_attributes, hide, pack_all
from meibo_detectors.structure.texts import Texts, find_texts
from meibo_detectors.structure.values import Values, keep_values, make_values, merge_values, no_values

_CELLS: Final = ("td", "th")
_TERMS: Final = ("dt", "dd")
_MOST_TEXTS: Final = 8
"""A cell of more texts lays out a page, and is none of a table."""
_LABEL_REACH: Final = 4
"""An input stands so many tags behind its label at most."""


class _Slots(NamedTuple):
    """Elements that hold a cell each: td, th, dt, dd."""

    tag: Offsets
    """The opening tag."""
    start: Offsets
    """Of all text in it; ``end == start`` where there is none."""
    end: Offsets


def find(stretch: Stretch, tags: Tags) -> Values:
    """All cells of HTML. Rows of tables, terms that come again, forms and lines begin records."""
    texts = find_texts(stretch, tags, is_html=True)
    slots, is_held = _find_slots(tags, texts)
    parts = [
        _read_tables(stretch, tags, slots),
        _read_terms(stretch, tags, slots),
        _read_inputs(stretch, tags, texts),
        _read_rest(stretch, tags, texts, ~is_held),
    ]
    return merge_values(parts)


def _find_slots(tags: Tags, texts: Texts) -> tuple[_Slots, Truth]:
    """The slots of a text, and for each text whether it lies in one."""
    borders = np.flatnonzero(tags.is_any(*_CELLS, *_TERMS, "tr", "table", "dl", "body", "html"))
    opening = tags.is_any(*_CELLS, *_TERMS) & ~tags.is_closing
    last = np.searchsorted(tags.start[borders], texts.start) - 1
    tag = np.where(last >= 0, borders[np.maximum(last, 0)] if len(borders) else -1, -1)
    held = (tag >= 0) & opening[np.maximum(tag, 0)] if len(opening) else tag >= 0
    slot = np.flatnonzero(opening)
    where = np.searchsorted(slot, tag[held])
    count = np.bincount(where, minlength=len(slot))
    start, end = tags.end[slot].copy(), tags.end[slot].copy()
    rows = np.flatnonzero(held)
    start[where[::-1]] = texts.start[rows[::-1]]
    end[where] = texts.end[rows]
    crowded = count > _MOST_TEXTS
    end[crowded] = start[crowded]
    held[rows[crowded[where]]] = False
    return _Slots(slot, start, end), held


def _read_tables(stretch: Stretch, tags: Tags, slots: _Slots) -> Values:
    chosen = np.flatnonzero(np.isin(tags.word[slots.tag], pack_all(_CELLS)))
    if not len(chosen):
        return no_values()
    row_tags = np.flatnonzero(tags.is_any("tr") & ~tags.is_closing)
    row = np.searchsorted(row_tags, slots.tag[chosen])
    table = np.searchsorted(np.flatnonzero(tags.is_any("table") & ~tags.is_closing), slots.tag[chosen])
    breaks = (row[1:] != row[:-1]) | (table[1:] != table[:-1])
    first = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    torn = np.append(True, table[first][1:] != table[first][:-1])
    grid = Grid(stretch, slots.start[chosen], slots.end[chosen], first, torn)
    is_title = np.isin(tags.word[slots.tag[chosen]], pack_all(("th",))) & grid.filled
    naming = name_cells(grid, is_title)
    begins = tags.start[slots.tag[chosen[first]]][naming.begins]
    return select(grid, naming, begins, with_place=False)


def _read_terms(stretch: Stretch, tags: Tags, slots: _Slots) -> Values:
    chosen = np.flatnonzero(np.isin(tags.word[slots.tag], pack_all(_TERMS)) & (slots.end > slots.start))
    if not len(chosen):
        return no_values()
    is_term = np.isin(tags.word[slots.tag[chosen]], pack_all(("dt",)))
    term = np.maximum.accumulate(np.where(is_term, np.arange(len(chosen)), -1))
    value = np.flatnonzero(~is_term & (term >= 0))
    terms = np.flatnonzero(is_term)
    heading = tags.start[tags.is_any("h1", "h2", "h3", "h4", "h5", "h6") & ~tags.is_closing]
    start, end = slots.start[chosen], slots.end[chosen]
    region = np.searchsorted(heading, start[terms])
    begins = begin_at_repeats(stretch.hash_names(start[terms], end[terms]), region)
    return make_values(
        start[value],
        end[value],
        start[terms[begins]],
        name_start=start[term[value]],
        name_end=end[term[value]],
    )


def _read_inputs(stretch: Stretch, tags: Tags, texts: Texts) -> Values:
    """Values of inputs, named by the label before them, else by their own name."""
    attributes = find_attributes(stretch, tags)
    is_input = tags.is_any("input")[attributes.tag] if len(attributes.tag) else np.zeros(0, np.bool_)
    names, values = (
        np.flatnonzero(is_input & stretch.is_word(attributes.name_start, attributes.name_end, word))
        for word in (b"name", b"value")
    )
    start, end = stretch.trim(attributes.start[values], attributes.end[values])
    values, start, end = values[end > start], start[end > start], end[end > start]
    if not len(values):
        return no_values()
    name_start, name_end = np.zeros(len(values), np.int64), np.zeros(len(values), np.int64)
    own = np.full(len(tags.start), -1)
    own[attributes.tag[names]] = names
    held = own[attributes.tag[values]]
    rows = held >= 0
    name_start[rows], name_end[rows] = attributes.start[held[rows]], attributes.end[held[rows]]
    label = np.searchsorted(texts.start, tags.start[attributes.tag[values]]) - 1
    near = np.flatnonzero(label >= 0)
    near = near[attributes.tag[values[near]] - texts.before[label[near]] <= _LABEL_REACH]
    last = np.append(-1, attributes.tag[values])[near]
    near = near[last < texts.before[label[near]]]  # a label names the first input behind it
    before = texts.before[label[near]]
    near = near[(before >= 0) & (tags.is_any("label", "th", "td", "dt")[np.maximum(before, 0)])]
    name_start[near], name_end[near] = texts.start[label[near]], texts.end[label[near]]
    forms = tags.start[tags.is_any("form") & ~tags.is_closing]
    return make_values(start, end, forms, name_start=name_start, name_end=name_end)


def _read_rest(stretch: Stretch, tags: Tags, texts: Texts, is_free: Truth) -> Values:
    """Texts outside of tables as lines of plain text; line breaks cut them."""
    if not is_free.any():
        return no_values()
    start, end = texts.start[is_free], texts.end[is_free]
    written = stretch.folded.breaks
    first, last = np.searchsorted(written, (stretch.start, stretch.end))
    breaks = unite(tags.start[tags.is_any("br")], written[first:last])
    cuts = unite(breaks, stretch.line_ends)
    owner = np.searchsorted(start, cuts, "right") - 1
    inside = (owner >= 0) & (cuts < end[np.maximum(owner, 0)])
    cuts = cuts[inside]
    line_start = np.sort(np.concatenate((start, cuts)), kind="stable")
    line_end = np.sort(np.concatenate((end, cuts)), kind="stable")
    line_start = _skip_tags(tags, line_start, line_end)
    torn = np.zeros(len(line_start), np.bool_)
    torn[0] = True
    values = read_lines(Lines(stretch, line_start, line_end, torn, hide(tags, stretch)))
    start = _skip_tags(tags, values.start, values.end)
    end = _leave_tags(tags, start, values.end)
    start, end = stretch.trim(start, np.maximum(end, start))
    return keep_values(values._replace(start=start, end=end), end > start)


def _skip_tags(tags: Tags, start: Offsets, end: Offsets) -> Offsets:
    """Behind the tags that a stretch begins with."""
    for _ in range(_LABEL_REACH if len(tags.start) else 0):
        at = np.minimum(np.searchsorted(tags.start, start), len(tags.start) - 1)
        here = (tags.start[at] == start) & (tags.end[at] <= end)
        start = np.where(here, tags.end[at], start)
    return start


def _leave_tags(tags: Tags, start: Offsets, end: Offsets) -> Offsets:
    """Before the tags that a stretch ends with."""
    for _ in range(_LABEL_REACH if len(tags.end) else 0):
        at = np.searchsorted(tags.end, end)
        held = np.minimum(at, len(tags.end) - 1)
        here = (at < len(tags.end)) & (tags.end[held] == end) & (tags.start[held] >= start)
        end = np.where(here, tags.start[held], end)
    return end
