"""Cells of SQL dumps: the values of INSERT and COPY, named by their column list or by CREATE TABLE."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Offsets, Truth, is_digit, is_letter, table_of
from meibo_detectors.structure.brackets import find_holders
from meibo_detectors.structure.copied_rows import CopiedRows, find_copied_rows
from meibo_detectors.structure.quotes import cover, find_quoted
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.values import Values, make_values, merge_values

_OPEN, _CLOSE, _COMMA = ord("("), ord(")"), ord(",")
_QUOTES: Final = table_of(b"'\"")
_NAME_QUOTES: Final = table_of(b"`\"'[] \t\r\n")
_BEFORE_STRING: Final = table_of(b"(,=<>|\x00")
_AFTER_STRING: Final = table_of(b"),;|\x00")
_WORD_ENDS: Final = table_of(b' \t\r\n,);.`"[')
_NUMBER: Final = table_of(b"-+.0123456789")


class _Groups(NamedTuple):
    """Brackets that are in no other one, with what stands in them between commas."""

    open: Offsets
    close: Offsets
    first: Offsets
    """Index of each group's first item; one element more at the end."""
    start: Offsets
    """Of each item, trimmed; so is ``end``."""
    end: Offsets


def find(stretch: Stretch) -> Values:
    """Every string and number of a tuple. Each tuple is a record; NULL and expressions are left out."""
    copied = find_copied_rows(stretch)
    groups = _read_groups(stretch, copied)
    values = _name_tuples(stretch, groups)
    if not len(copied.start):
        return values
    rows = make_values(
        copied.start,
        copied.end,
        copied.records,
        column=copied.column,
        name_start=copied.name_start,
        name_end=copied.name_end,
    )
    return merge_values([values, rows])


def _read_groups(stretch: Stretch, copied: CopiedRows) -> _Groups:
    view, base = stretch.view, stretch.start
    inside = cover(*_find_strings(stretch), len(view)) if len(view) else np.zeros(0, np.bool_)
    if len(copied.start):
        inside |= cover(copied.area_start - base, copied.area_end - base, len(view))
    sign_at = np.flatnonzero(table_of(b"(),;")[view] & ~inside)
    sign_at = _leave_comments(stretch, stretch.keep_written(sign_at + base))
    sign = stretch.chars[sign_at]
    bracket = np.flatnonzero((sign == _OPEN) | (sign == _CLOSE))
    opens = sign[bracket] == _OPEN
    inner, around = find_holders(opens)
    is_top = np.zeros(len(bracket), np.bool_)
    is_top[opens] = around[opens] < 0
    held = np.append(-1, np.cumsum((sign == _OPEN) | (sign == _CLOSE)) - 1)[:-1] if len(sign) else np.zeros(0, np.int64)
    holder = np.where(held >= 0, inner[held] if len(inner) else -1, -1)
    in_top = (holder >= 0) & is_top[holder] if len(is_top) else np.zeros(len(sign), np.bool_)
    is_open = np.zeros(len(sign), np.bool_)
    is_open[bracket[is_top]] = True
    ends = in_top & ((sign == _COMMA) | (sign == _CLOSE) | (sign == ord(";")))
    chosen = np.flatnonzero(is_open | ends)
    at = np.append(sign_at[chosen], stretch.end)
    starts = is_open[chosen] | (sign[chosen] == _COMMA)
    group = np.cumsum(is_open[chosen]) - 1
    item = np.flatnonzero(starts)
    start, end = stretch.trim(at[item] + 1, np.maximum(at[item + 1], at[item] + 1))
    count = int(is_open.sum())
    first = np.searchsorted(group[item], np.arange(count + 1))
    closing = np.full(count, stretch.end)
    closed = np.flatnonzero(in_top[chosen] & (sign[chosen] == _CLOSE))
    closing[group[closed]] = at[closed]
    return _Groups(at[np.flatnonzero(is_open[chosen])], closing, first, start, end)


def _leave_comments(stretch: Stretch, signs: Offsets) -> Offsets:
    """The signs that are not on lines of comments."""
    first = np.append(stretch.start, stretch.line_ends + 1)
    opening = stretch.chars.take(first, mode="clip"), stretch.chars.take(first + 1, mode="clip")
    comment = (opening[0] == ord("-")) & (opening[1] == ord("-"))
    return signs[~comment[np.searchsorted(first, signs, "right") - 1]] if comment.any() else signs


def _find_strings(stretch: Stretch) -> tuple[Offsets, Offsets]:
    single = stretch.find("'")
    quotes = single if len(single) else stretch.find('"')

    def begins(at: Offsets) -> Truth:
        sign = stretch.look(at, -1)
        prefix = is_letter(sign) & _BEFORE_STRING[stretch.look(at - 1, -1)]  # N'...', E'...'
        return np.asarray(_BEFORE_STRING[sign] | prefix)

    first, last = find_quoted(quotes, begins, lambda at: _AFTER_STRING[stretch.look(at - 1, 1)])
    return first - stretch.start, last - stretch.start


def _name_tuples(stretch: Stretch, groups: _Groups) -> Values:
    count = len(groups.open)
    number = np.arange(count)
    before_start = np.append(stretch.start, groups.close[:-1] + 1)[:count]
    before_start = np.minimum(before_start, groups.open)
    gap_start, gap_end = stretch.trim(before_start, groups.open)
    is_linked = (gap_end - gap_start == 1) & (stretch.chars.take(gap_start, mode="clip") == _COMMA)
    word_end = _skip_word(stretch, gap_start, gap_end, b"values")
    follows = word_end >= 0
    source = np.maximum.accumulate(np.where(~is_linked, number, -1)) if count else number
    is_tuple = np.where(is_linked, follows[source] & (source >= 0), follows) if count else follows
    has_list = follows & (word_end <= gap_start) & (number > 0)
    header = np.where(has_list, number - 1, -1)
    has_definition = ~follows & ~is_linked & _holds_word(stretch, gap_start, gap_end, b"table")
    table_name = _hash_table_names(stretch, gap_start, np.where(follows, np.maximum(word_end, gap_start), gap_end))
    table_name = np.where(has_list, table_name[np.maximum(number - 1, 0)], table_name)
    missing = np.flatnonzero(follows & ~has_list)
    header[missing] = _find_definitions(table_name, np.flatnonzero(has_definition), missing)
    sizes = np.diff(groups.first)
    owner = np.repeat(number, sizes)
    item = np.flatnonzero(is_tuple[owner]) if count else number
    owner = owner[item]
    place = item - groups.first[owner]
    listed = header[source[owner]] if count else owner
    named = (listed >= 0) & (place < sizes[np.maximum(listed, 0)]) if count else listed >= 0
    name = np.where(named, groups.first[np.maximum(listed, 0)] + place, 0)
    start, end, kept = _read_values(stretch, groups.start[item], groups.end[item])
    name_start, name_end = _strip_names(stretch, groups.start, groups.end)
    key = table_name[source[owner]] * np.uint64(1021) + place.astype(np.uint64) if count else np.zeros(0, np.uint64)
    column = np.unique(key[kept], return_inverse=True)[1].astype(np.int64)
    kept_name, kept_named = name[kept], named[kept]
    return make_values(
        start[kept],
        end[kept],
        groups.open[is_tuple],
        column=column,
        name_start=np.where(kept_named, name_start[kept_name], 0) if count else start[kept],
        name_end=np.where(kept_named, name_end[kept_name], 0) if count else start[kept],
    )


def _skip_word(stretch: Stretch, start: Offsets, end: Offsets, word: bytes) -> Offsets:
    """Where the stretch ends without this last word of it; -1 where it does not end with the word."""
    fits = end - start >= len(word)
    for at, letter in enumerate(reversed(word), 1):
        fits &= (stretch.chars.take(np.maximum(end - at, 0), mode="clip") | np.uint8(32)) == letter
    return np.where(fits, stretch.trim(start, np.maximum(end - len(word), start))[1], -1)


def _holds_word(stretch: Stretch, start: Offsets, end: Offsets, word: bytes) -> Truth:
    at = np.flatnonzero((stretch.view | np.uint8(32)) == word[0])
    for step, letter in enumerate(word[1:], 1):
        at = at[(stretch.view.take(at + step, mode="clip") | np.uint8(32)) == letter]
    at += stretch.start
    return np.asarray(np.searchsorted(at, start) < np.searchsorted(at, end))


def _hash_table_names(stretch: Stretch, start: Offsets, end: Offsets) -> npt.NDArray[np.uint64]:
    """A hash of the last word of each stretch, without quotes and the schema before it."""
    start, end = stretch.trim(start, end, _NAME_QUOTES)
    borders = np.append(-1, np.flatnonzero(_WORD_ENDS[stretch.view]) + stretch.start)
    last = borders[np.searchsorted(borders, end) - 1] + 1
    return stretch.hash_names(np.maximum(start, last), end)


def _find_definitions(names: npt.NDArray[np.uint64], definitions: Offsets, statements: Offsets) -> Offsets:
    """For each statement the definition of its table, -1 where there is none."""
    if not len(definitions) or not len(statements):
        return np.full(len(statements), -1)
    order = definitions[np.argsort(names[definitions], kind="stable")]
    at = np.searchsorted(names[order], names[statements], "right") - 1
    found = order[np.maximum(at, 0)]
    return np.where((at >= 0) & (names[found] == names[statements]), found, -1)


def _read_values(stretch: Stretch, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets, Truth]:
    """Items without their quotes, and which of them are strings or numbers that are not empty."""
    chars = stretch.chars
    prefix = is_letter(chars.take(start, mode="clip")) & _QUOTES[chars.take(start + 1, mode="clip")]
    start = start + (prefix & (end - start > 2))
    first, last = chars.take(start, mode="clip"), chars.take(np.maximum(end - 1, 0), mode="clip")
    is_string = _QUOTES[first] & (first == last) & (end - start > 1)
    is_number = _NUMBER[first] & is_digit(last) & (end > start)
    start, end = stretch.trim(start + is_string, end - is_string)
    return start, end, (is_string | is_number) & (end > start)


def _strip_names(stretch: Stretch, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    """The first word of each item of a list of columns, without quotes."""
    start, _ = stretch.trim(start, end, _NAME_QUOTES)
    ends = np.append(np.flatnonzero(_NAME_QUOTES[stretch.view]) + stretch.start, stretch.end)
    return start, np.maximum(np.minimum(ends[np.searchsorted(ends, start)], end), start)
