"""Names and their values within lines: ``name: value``, ``name=value``, ``name　value``, ``【name】value``."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.normalise import Offsets, Truth, table_of
from meibo_detectors.structure.heads import (
    GAP,
    LONGEST_NAME_CHARS,
    SPACED_PIECES,
    Heads,
)
from meibo_detectors.structure.known_labels import find_brackets, find_gaps
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.separators import find_separators
from meibo_detectors.structure.stretch import BLANK
from meibo_detectors.structure.values import chain, take
from meibo_detectors.windows import window

_NUMBER_SIGNS: Final = table_of(b"0123456789-+()./ ")
_TAIL: Final = table_of(b" \t\r\n,;/|([{<")


class Pairs(NamedTuple):
    """Names with their values in reading order; arrays are parallel."""

    name_start: Offsets
    name_end: Offsets
    start: Offsets
    end: Offsets
    line: Offsets
    is_equation: Truth
    """Written with an equals sign."""


def find_pairs(lines: Lines) -> Pairs:
    """All names with values on their lines."""
    separators, gaps = find_separators(lines), find_gaps(lines)
    heads = chain([separators, find_brackets(lines), take(gaps, ~_begin_names(gaps, separators))])
    heads = take(heads, np.lexsort((heads.value, heads.start)))
    if len(heads.start):
        reach = np.maximum.accumulate(heads.value)
        fits = np.append(True, heads.start[1:] >= reach[:-1])
        fits[1:] &= ~_is_within_value(lines, heads)
        heads = take(heads, fits)
    return _find_values(lines, heads)


def _begin_names(gaps: Heads, separators: Heads) -> Truth:
    """Whether each known label is but the beginning of a name that a colon follows: ``生 年`` of ``生 年 月 日：``."""
    if not len(separators.start):
        return np.zeros(len(gaps.start), np.bool_)
    order = np.argsort(separators.start, kind="stable")
    at = np.searchsorted(separators.start[order], gaps.start, "right") - 1
    end = separators.end[order[np.maximum(at, 0)]]
    return np.asarray((at >= 0) & (gaps.value < end))


def _is_within_value(lines: Lines, heads: Heads) -> Truth:
    """Whether each name but the first stands where the value before it begins, and is none that is known (``Re:``)."""
    gap_start, gap_end = lines.stretch.trim(heads.value[:-1], np.maximum(heads.start[1:], heads.value[:-1]))
    rows = np.flatnonzero(
        (gap_end <= gap_start) & (lines.number(heads.value[:-1] - 1) == lines.number(heads.start[1:]))
    )
    within = np.zeros(len(heads.start) - 1, np.bool_)
    within[rows] = ~lines.stretch.is_label(heads.start[1:][rows], heads.end[1:][rows])
    return within


def _find_values(lines: Lines, heads: Heads) -> Pairs:
    stretch = lines.stretch
    chars = stretch.chars
    line = lines.number(heads.value - 1)
    same = line[1:] == line[:-1] if len(line) else np.zeros(0, np.bool_)
    end = lines.end[line]
    end[:-1][same] = np.maximum(heads.outer[1:], heads.value[:-1])[same]
    followed = np.append(same, False)[: len(line)]
    start = np.minimum(heads.value, end)
    start, end = stretch.trim(start, end)
    start, end = _unquote(lines, start, end)
    cut = np.flatnonzero((followed | _TAIL[chars.take(np.maximum(end - 1, 0), mode="clip")]) & (end > start))
    start[cut], end[cut] = _trim_tail(lines, start[cut], end[cut])
    end = _end_numbers(lines, start, end)
    opened = chars.take(np.maximum(heads.outer, 0), mode="clip") == ord("(")
    closes = opened & (end > start) & (chars.take(np.maximum(end - 1, 0), mode="clip") == ord(")"))
    end = end - closes
    kept = end > start
    return Pairs(heads.start[kept], heads.end[kept], start[kept], end[kept], line[kept], heads.is_equation[kept])


def _end_numbers(lines: Lines, start: Offsets, end: Offsets) -> Offsets:
    """A number ends at a wide gap if something else follows, as in ``088 859 8720　内線 3``."""
    stretch = lines.stretch
    chars = stretch.chars
    digit = _NUMBER_SIGNS[chars.take(start, mode="clip")] & (end > start)
    wide = np.flatnonzero(GAP[stretch.view]) + stretch.start
    next_one = chars.take(wide + 1, mode="clip")
    wide = wide[(lines.code(wide) == 0x3000) | (chars[wide] == 9) | GAP[next_one]] if len(wide) else wide
    if not len(wide) or not digit.any():
        return end
    at = np.searchsorted(wide, start)
    gap = np.append(wide, stretch.end)[at]
    rows = np.flatnonzero(digit & (gap < end) & (gap - start <= LONGEST_NAME_CHARS))
    if not len(rows):
        return end
    signs = window(chars, start[rows], LONGEST_NAME_CHARS)
    plain = _NUMBER_SIGNS[signs] | (np.arange(LONGEST_NAME_CHARS) >= (gap - start)[rows][:, None])
    following = stretch.look(gap[rows], 1)
    cut = rows[plain.all(axis=1) & ~_NUMBER_SIGNS[following]]
    end = end.copy()
    end[cut] = gap[cut]
    return stretch.trim(start, end)[1]


def _trim_tail(lines: Lines, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    end = end.copy()
    for _ in range(SPACED_PIECES):
        end -= (end > start) & _TAIL[lines.stretch.chars.take(np.maximum(end - 1, 0), mode="clip")]
    return lines.stretch.trim(start, end, BLANK)


def _unquote(lines: Lines, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    """A value that begins with a quote ends at the next one."""
    stretch = lines.stretch
    sign = stretch.chars.take(start, mode="clip")
    start, end = start.copy(), end.copy()
    for quote in b"\"'`":
        rows = np.flatnonzero((sign == quote) & (end > start))
        if len(rows):
            quotes = np.append(stretch.keep_written(np.flatnonzero(stretch.view == quote) + stretch.start), stretch.end)
            closing = quotes[np.searchsorted(quotes, start[rows] + 1)]
            inside = closing < end[rows]
            start[rows[inside]] += 1
            end[rows[inside]] = closing[inside]
    return start, end
