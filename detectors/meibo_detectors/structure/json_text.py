"""Cells of JSON, of JSON lines, and of literals written like it: every scalar value, named by its key."""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.grouping import opens_group
from meibo_detectors.normalise import Offsets, Truth, is_digit, table_of
from meibo_detectors.structure.brackets import find_holders, lie_within
from meibo_detectors.structure.json_items import Items
from meibo_detectors.structure.json_pairs import LabelPairs, find_pairs
from meibo_detectors.structure.json_rows import name_rows
from meibo_detectors.structure.stretch import BLANK, Stretch, unite
from meibo_detectors.structure.values import Values, make_values, no_values

_STRUCTURE: Final = table_of(b"{}[],:")
_OPENS: Final = table_of(b"{[")
_CLOSES: Final = table_of(b"}]")
_BEFORE_STRING: Final = table_of(b"{[,:(=")
_AFTER_STRING: Final = table_of(b"}],:)")
_QUOTES: Final = table_of(b"\"'`")
_NUMBER: Final = table_of(b"-+.0123456789")
_MOST_VOTES: Final = 64


def find(stretch: Stretch) -> Values:
    """Every string and number. A record begins with each object in an array, on the top level, or among its like."""
    items = _read_items(stretch)
    if not len(items.sign):
        return no_values()
    in_array = items.kind[items.holder] == ord("[")
    in_array &= items.holder >= 0
    ends = np.where(items.kind == 0, True, table_of(b",}]")[items.kind])
    named = items.before == ord(":")
    listed = in_array & ((items.before == ord("[")) | (items.before == ord(",")))
    is_value = (items.is_string | _is_number(stretch, items)) & ends & (named | listed) & (items.end > items.start)
    key_of_holder = _find_keys(items)
    value = np.flatnonzero(is_value)
    holder = items.holder[value]
    name = np.where(named[value], value - 1, np.where(holder >= 0, key_of_holder[holder], -1))
    if _is_cut(stretch, items):
        name[name == 0] = -1
    above = np.where(named[value], holder, items.around[value])
    upper = np.where(above >= 0, key_of_holder[above], -1)
    # An object in an array has no key of its own; the array's stands for it.
    upper = np.where((upper < 0) & (above >= 0), key_of_holder[np.maximum(items.holder[above], -1)], upper)
    upper[(above < 0) | (upper == name)] = -1
    column = _number_columns(stretch, items, name, upper)
    pairs = find_pairs(stretch, items, value, name, column, above)
    if pairs is not None:
        name[pairs.value] = value[pairs.label]
        upper[pairs.value] = -1
        name[pairs.label] = upper[pairs.label] = -1
        column = _number_columns(stretch, items, name, upper)
    records = _find_records(stretch, items, pairs)
    begins = items.sign[records]
    is_record = np.zeros(len(items.sign), np.bool_)
    is_record[records] = True
    nested = items.sign[records[lie_within(is_record, items.holder)[records]]]
    begins = unite(begins, name_rows(stretch, items, value, name, upper, column))
    return make_values(
        items.start[value],
        items.end[value],
        begins,
        nested=nested,
        column=column,
        name_start=np.where(name >= 0, items.start[name], 0),
        name_end=np.where(name >= 0, items.end[name], 0),
        upper_start=np.where(upper >= 0, items.start[upper], 0),
        upper_end=np.where(upper >= 0, items.end[upper], 0),
    )


def _is_cut(stretch: Stretch, items: Items) -> bool:
    """Whether the text begins within a string, so that its first key is only the end of one."""
    first, last = int(items.start[0]), int(items.end[0])
    return (
        bool(items.is_string[0]) and (first == stretch.start or not _QUOTES[stretch.chars[first - 1]]) and first < last
    )


def _read_items(stretch: Stretch) -> Items:
    base, view = stretch.start, stretch.view
    quotes = stretch.keep_written(np.flatnonzero(view == _choose_quote(stretch)) + base)
    tokens = np.concatenate((stretch.keep_written(np.flatnonzero(_STRUCTURE[view]) + base), quotes))
    tokens.sort(kind="stable")
    is_quote = stretch.chars[tokens] == (stretch.chars[quotes[0]] if len(quotes) else 0)
    inside = _find_inside(stretch, tokens, is_quote)
    signs = tokens[~is_quote & ~inside]
    sign = np.append(signs, stretch.end)
    kind = np.append(stretch.chars[signs], np.uint8(0))
    before = np.append(np.uint8(0), kind[:-1])
    start, end = stretch.trim(np.append(base, signs + 1), sign)
    is_string = _strip_quotes(stretch, start, end)
    is_bracket = _OPENS[kind] | _CLOSES[kind]
    bracket = np.flatnonzero(is_bracket)
    inner, outer = find_holders(_OPENS[kind[bracket]])
    last = np.append(-1, (np.cumsum(is_bracket) - 1)[:-1])  # the bracket before the item
    bracket, inner, outer = (np.append(column, -1) for column in (bracket, inner, outer))
    inner[-1] = outer[-1] = -1
    holder, around = bracket[inner[last]], bracket[outer[last]]
    return Items(sign, kind, before, start, end, is_string, holder, around)


def _choose_quote(stretch: Stretch) -> int:
    """The quote that strings are written in: the one that more often stands where a string may begin."""
    double, single = (np.flatnonzero(stretch.view == ord(sign)) for sign in "\"'")
    if not len(single):
        return ord('"')
    before = stretch.view[np.maximum(single - 1, 0)]
    opening = int((_BEFORE_STRING[before] | BLANK[before]).sum())
    return ord("'") if opening * 2 > len(double) else ord('"')


def _find_inside(stretch: Stretch, tokens: Offsets, is_quote: Truth) -> Truth:
    """True for the signs within strings. A string ends with its line, for the text may be cut anywhere."""
    inside = np.zeros(len(tokens), np.bool_)
    quotes = tokens[is_quote]
    if not len(quotes):
        return inside
    line = np.searchsorted(stretch.line_ends, quotes)
    first = np.flatnonzero(opens_group(line))
    number = np.arange(len(quotes)) - np.repeat(first, np.diff(np.append(first, len(quotes))))
    opening = number % 2 == 0
    # Of each line's two readings take the one that has more strings begin and end where strings do.
    odd = np.zeros(len(first), np.bool_)
    counts = np.diff(np.append(first, len(quotes)))
    doubtful = counts % 2 == 1
    doubtful[0] = True
    if doubtful.any():
        asked = np.minimum(counts, _MOST_VOTES)[doubtful]
        edges = np.cumsum(asked) - asked
        chosen = np.arange(int(asked.sum())) + np.repeat(first[doubtful] - edges, asked)
        begins = _BEFORE_STRING[stretch.look(quotes[chosen], -1)]
        ends = _AFTER_STRING[stretch.look(quotes[chosen], 1)]
        vote = (begins.astype(np.int64) - ends) * np.where(opening[chosen], 1, -1)
        odd[doubtful] = np.add.reduceat(vote, edges) < 0
        opening ^= np.repeat(odd, counts)
    change = np.zeros(len(tokens), np.int8)
    change[is_quote] = np.where(opening, 1, -1)
    # Signs of a line before a first closing quote are inside too.
    level = np.cumsum(change, dtype=np.int64)
    token_line = np.searchsorted(stretch.line_ends, tokens)
    edge = np.flatnonzero(opens_group(token_line))
    base = np.append(0, level)[edge]
    level -= np.repeat(base, np.diff(np.append(edge, len(tokens))))
    if odd.any():
        flipped = np.isin(token_line, line[first[odd]])
        level[flipped] += 1
    return np.asarray(level > 0)


def _strip_quotes(stretch: Stretch, start: Offsets, end: Offsets) -> Truth:
    """Take the quotes off in place; True where there were some."""
    chars = stretch.chars
    opening, closing = chars.take(start, mode="clip"), chars.take(np.maximum(end - 1, 0), mode="clip")
    opened, closed = _QUOTES[opening] & (end > start), _QUOTES[closing] & (end - start > 1)
    start += opened
    end -= closed & (end > start)
    rows = np.flatnonzero(opened | closed)
    start[rows], end[rows] = stretch.trim(start[rows], end[rows])
    return opened | closed


def _is_number(stretch: Stretch, items: Items) -> Truth:
    first = stretch.chars.take(items.start, mode="clip")
    last = stretch.chars.take(np.maximum(items.end - 1, 0), mode="clip")
    return _NUMBER[first] & is_digit(last) & (items.end > items.start)


def _find_keys(items: Items) -> Offsets:
    """For each item that ends with an opening bracket the item of its key, else -1; at the end one element more, -1."""
    key = np.full(len(items.sign) + 1, -1)
    opening = np.flatnonzero(_OPENS[items.kind] & (items.before == ord(":")))
    key[opening] = opening - 1
    return key


def _number_columns(stretch: Stretch, items: Items, name: Offsets, upper: Offsets) -> Offsets:
    """The same number for the same key below the same key; -1 without a key."""
    used = np.unique(np.concatenate((name, upper)))
    used = used[used >= 0]
    if not len(used):
        return np.full(len(name), -1)
    hashes = np.zeros(len(items.sign) + 1, np.uint64)
    hashes[used] = stretch.hash_names(items.start[used], items.end[used])
    both = hashes[name] * np.uint64(31) + hashes[upper]
    keyed = np.flatnonzero(name >= 0)
    column = np.full(len(name), -1)
    column[keyed] = np.unique(both[keyed], return_inverse=True)[1]
    return column


def _find_records(stretch: Stretch, items: Items, pairs: LabelPairs | None) -> Offsets:
    """The items that end with the bracket that begins a record."""
    objects = np.flatnonzero(items.kind == ord("{"))
    holder = items.holder[objects]
    outside = holder < 0
    # On the top level, or in what the text was cut out of: a key before it makes it part of something.
    own = (outside & (items.before[objects] != ord(":"))) | (~outside & (items.kind[holder] == ord("[")))
    begins = np.zeros(len(items.sign) + 1, np.bool_)
    begins[objects[own]] = True
    begins[_find_siblings(stretch, items, objects[~own])] = True
    if pairs is not None:
        begins[pairs.objects] = False
        begins[pairs.begins] = True
    return np.flatnonzero(begins[:-1])


def _find_siblings(stretch: Stretch, items: Items, objects: Offsets) -> Offsets:
    """Objects side by side in an object that holds nothing else, where they begin with the same key."""
    first = np.minimum(objects + 1, len(items.sign) - 1)
    objects, first = objects[items.kind[first] == ord(":")], first[items.kind[first] == ord(":")]
    if len(objects) < 2:
        return objects[:0]
    holder = items.holder[objects]
    plain = np.flatnonzero((items.before == ord(":")) & table_of(b",}")[items.kind] & (items.end > items.start))
    mixed = np.zeros(len(items.sign) + 1, np.bool_)
    mixed[items.holder[plain]] = True
    hashes = stretch.hash_names(items.start[first], items.end[first])
    order = np.argsort(holder, kind="stable")
    same = (holder[order][1:] == holder[order][:-1]) & (hashes[order][1:] == hashes[order][:-1])
    like = np.zeros(len(objects), np.bool_)
    like[order[1:]] |= same
    like[order[:-1]] |= same
    return objects[like & ~mixed[holder] & (holder >= 0)]
