"""Records of plain text: forms, address labels, lines of logs, and single lines of prose."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np

from meibo_detectors.character_tables import make_code_table
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.pairs import Pairs
from meibo_detectors.structure.quotes import cover
from meibo_detectors.structure.repeats import begin_at_repeats

_LABEL_LINES: Final = 6
"""An address label has no more."""
_GUEST_LINES: Final = 3
"""So many lines without a name may stand inside a form."""
_GUEST_CHARS: Final = 44
_LOG_PAIRS: Final = 2


@functools.cache
def _tables() -> tuple[Truth, Truth]:
    return make_code_table("様殿"), make_code_table("。．")


def find_line_records(lines: Lines, pairs: Pairs, is_row: Truth, is_value_line: Truth) -> Truth:
    """True for the lines that begin a record. ``is_row``: rows of tables; ``is_value_line``: part of the line above."""
    if not len(pairs.line):  # no form, so that nothing belongs to one
        begins = ~lines.is_blank & (is_row | ~is_value_line)
        begins &= ~_find_address_labels(lines)
        begins |= lines.is_torn
        return begins
    count = len(lines)
    per_line = np.bincount(pairs.line, minlength=count)
    equations = np.bincount(pairs.line[pairs.is_equation], minlength=count)
    is_log = (equations >= _LOG_PAIRS) & ~is_row
    is_form = (per_line > 0) & ~is_row & ~is_log
    is_guest = _find_guests(lines, is_form, is_row | is_log) | (is_value_line & ~is_row)
    is_heading = lines.is_heading & ~is_form & ~is_guest & ~is_row
    begins = ~lines.is_blank & ~is_form & ~is_guest
    _begin_forms(lines, pairs, is_form, is_guest, is_heading, begins)
    begins &= ~_find_address_labels(lines)
    begins |= lines.is_torn
    return begins


def _find_guests(lines: Lines, is_form: Truth, is_other: Truth) -> Truth:
    """Short lines without a name between lines of a form."""
    plain = ~is_form & ~lines.is_blank & ~is_other & ~lines.is_heading & (lines.end - lines.start <= _GUEST_CHARS)
    rows = np.flatnonzero(plain)
    plain[rows[_tables()[1][lines.code(np.maximum(lines.end[rows] - 1, 0))]]] = False
    number = np.arange(len(lines))
    stops = ~plain | lines.is_torn
    above = np.maximum.accumulate(np.where(stops, number, -1))
    below = np.minimum.accumulate(np.where(~plain, number, len(lines))[::-1])[::-1]
    held = (above >= 0) & (below < len(lines)) & (below - above <= _GUEST_LINES + 1)
    held &= is_form[np.maximum(above, 0)] & is_form[np.minimum(below, len(lines) - 1)]
    return np.asarray(plain & ~lines.is_torn & held)


def _begin_forms(lines: Lines, pairs: Pairs, is_form: Truth, is_guest: Truth, is_heading: Truth, begins: Truth) -> None:
    """A form begins after a heading, prose, or two blank lines, and where the first name of a line comes again."""
    form = np.flatnonzero(is_form)
    if not len(form):
        return
    blank_before = np.zeros(len(lines), np.bool_)
    blank_before[2:] = lines.is_blank[1:-1] & lines.is_blank[:-2] & ~lines.is_blank[2:]
    ends = lines.is_torn | blank_before | (~lines.is_blank & ~is_form & ~is_guest)
    region: Offsets = np.cumsum(ends)[form].astype(np.int64)
    opener = np.searchsorted(pairs.line, form)
    names = lines.stretch.hash_names(pairs.name_start[opener], pairs.name_end[opener])
    # Two telephone numbers one below the other belong to one person, unless the list begins with them.
    opens_line = pairs.name_start[opener] <= lines.content[pairs.line[opener]] + 1
    again = np.zeros(len(form), np.bool_)
    again[1:] = (names[1:] == names[:-1]) & (region[1:] == region[:-1]) & opens_line[1:]
    again[2:] &= region[2:] == region[:-2]
    again[1:2] = False
    opening = np.flatnonzero(~again)
    begin = np.zeros(len(form), np.bool_)
    begin[opening] = begin_at_repeats(names[opening], region[opening])
    begins[form] = begin
    # What stands directly below a heading belongs to it.
    solid = np.flatnonzero(~lines.is_blank)
    at = np.searchsorted(solid, form) - 1
    above = solid[np.maximum(at, 0)]
    titled = (at >= 0) & is_heading[above] & (form - above <= 2) & ~lines.is_rule[above] & ~lines.is_torn[form]
    begins[form[titled]] = False


def _find_address_labels(lines: Lines) -> Truth:
    """Lines of an address label below its first: from a postal code to a name with 様, or to the paragraph's end."""
    inside = np.zeros(len(lines), np.bool_)
    postal = np.flatnonzero(lines.is_postal)
    if not len(postal):
        return inside
    solid = np.maximum(lines.end - 1, 0)
    named = np.flatnonzero(_tables()[0][lines.code(solid)] & ~lines.is_blank)
    text = np.cumsum(lines.is_torn)
    last = postal.copy()
    if len(named):
        at = np.searchsorted(named, postal)
        name = named[np.minimum(at, len(named) - 1)]
        following = np.append(postal[1:], len(lines))
        near = (at < len(named)) & (name - postal <= _LABEL_LINES) & (name < following) & (text[name] == text[postal])
        last = np.where(near, name, last)
    blank = np.append(np.flatnonzero(lines.is_blank | lines.is_torn), len(lines))
    paragraph = blank[np.searchsorted(blank, postal, "right")] - 1
    alone = (last == postal) & (paragraph - postal < _LABEL_LINES)
    last = np.where(alone, np.minimum(paragraph, np.append(postal[1:], len(lines)) - 1), last)
    rows = last > postal
    return cover(postal[rows] + 1, last[rows] + 1, len(lines))


def find_continuations(lines: Lines, pairs: Pairs, is_row: Truth) -> Offsets:
    """For each line the pair whose value it goes on with, by its deep indent below the value; -1 for others."""
    count = len(lines)
    owner = np.full(count, -1)
    if not len(pairs.line):
        return owner
    last = np.flatnonzero(np.append(pairs.line[1:] != pairs.line[:-1], True))
    last = last[~pairs.is_equation[last]]
    indent = lines.start - lines.first
    has_pair = np.zeros(count, np.bool_)
    has_pair[pairs.line] = True
    free = ~has_pair & ~lines.is_blank & ~is_row & ~lines.is_torn & (lines.content == lines.start) & ~lines.is_heading
    line = pairs.line[last]
    for step in (1, 2):
        below = line + step
        inside = below < count
        last, line, below = last[inside], line[inside], below[inside]
        deep = indent[below] >= np.maximum(indent[line] + 3, 3)
        fits = free[below] & deep & ~is_row[line]
        last, line = last[fits], line[fits]
        owner[below[fits]] = last
    return owner
