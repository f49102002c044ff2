"""Known labels that stand without a colon: with blanks behind, or in brackets."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np

from meibo_detectors.character_tables import make_code_table
from meibo_detectors.normalise import KANJI, Offsets, Truth, is_digit, table_of
from meibo_detectors.structure.heads import (
    GAP,
    LONGEST_LABEL_CHARS,
    LONGEST_NAME_CHARS,
    SPACED_PIECES,
    Heads,
    has_letters,
    no_heads,
)
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.stretch import unite

_CLOSERS: Final = "】〕]>"
_OPENERS: Final = "【〔[<"


def find_brackets(lines: Lines) -> Heads:
    """Names in brackets, as in ``【氏名】山田``; in ASCII brackets only known labels."""
    stretch = lines.stretch
    view, codes = stretch.view, lines.code
    may = np.flatnonzero((view == 0x80) | (view == ord("]")) | (view == ord(">"))) + stretch.start
    closing = may[_make_closers()[codes(may)]] if len(may) else may
    closing = closing[lines.holds(closing)]
    if not len(closing):
        return no_heads()
    may = np.flatnonzero((view == 0x80) | (view == ord("[")) | (view == ord("<"))) + stretch.start
    opening = np.append(-1, may[_make_openers()[codes(may)]])
    start = opening[np.searchsorted(opening, closing) - 1]
    line = lines.number(closing)
    fits = (start >= lines.start[line]) & (closing - start - 1 <= LONGEST_NAME_CHARS) & (closing - start > 1)
    start, closing = start[fits], closing[fits]
    name_start, name_end = stretch.trim(start + 1, closing)
    known = np.zeros(len(start), np.bool_)
    plain = stretch.chars[closing] < 0x80 if len(closing) else known
    known[~plain] = has_letters(lines, name_start[~plain], name_end[~plain])
    known[plain] = stretch.is_label(name_start[plain], name_end[plain])
    follows = stretch.peek(closing + 1)
    known &= ~table_of(b":=")[follows] & (name_end > name_start)
    return Heads(
        start[known], name_start[known], name_end[known], closing[known] + 1, np.zeros(int(known.sum()), np.bool_)
    )


@functools.cache
def _make_closers() -> Truth:
    """Brackets that a name may end with."""
    return make_code_table(_CLOSERS)


@functools.cache
def _make_openers() -> Truth:
    """Brackets that a name may begin with."""
    return make_code_table(_OPENERS)


def find_gaps(lines: Lines) -> Heads:
    """Known labels with blanks behind them: at the beginning of a line, after a wide gap, or not in Latin letters."""
    stretch = lines.stretch
    chars = stretch.chars
    gap = GAP[stretch.view]
    edges = np.flatnonzero(gap[1:] != gap[:-1]) + 1
    if len(gap) and gap[0]:
        edges = np.concatenate(([0], edges))
    if len(edges) % 2:
        edges = np.append(edges, len(gap))
    gap_start, gap_end = edges[0::2] + stretch.start, edges[1::2] + stretch.start
    if not len(gap_start):
        return no_heads()
    wide = (gap_end - gap_start > 1) | (chars[gap_start] == 9) | (lines.code(gap_start) == 0x3000)
    after_sign = table_of(b"/,;|")[chars.take(np.maximum(gap_start - 1, 0), mode="clip")]
    inner = gap_end[(wide | after_sign | (stretch.peek(gap_end) >= KANJI)) & (gap_end < stretch.end)]
    start = unite(inner, lines.content[~lines.is_blank])
    start = start[lines.holds(start)]
    line = lines.number(start)
    start, line = start[start < lines.end[line]], line[start < lines.end[line]]
    start, line = start[start >= lines.content[line]], line[start >= lines.content[line]]
    follows = np.searchsorted(gap_start, start)
    start, end, line, blank = _find_labels(lines, start, line, gap_start, gap_end, follows)
    if not len(start):
        return no_heads()
    value = gap_end[blank]
    sign = chars.take(value, mode="clip")
    opens = start == lines.content[line]
    single = ~wide[blank]
    latin = chars[start] < 0x80
    fits = ~table_of(b":=")[sign] & ~table_of(b":=")[stretch.peek(end)]
    fits &= ~(single & latin) | is_digit(sign) | table_of(b"+(")[sign] | (sign >= 0x80)
    fits &= (end - start > 1) | (opens & ~latin)
    lone = end - start == 1
    fits &= ~lone | ~is_digit(stretch.peek(start - 2))
    fits &= ~lone | ~table_of(b" \t:=")[stretch.peek(value + 1)]  # half of a label written with spaces
    return Heads(start[fits], start[fits], end[fits], value[fits], np.zeros(int(fits.sum()), np.bool_))


def _find_labels(
    lines: Lines, start: Offsets, line: Offsets, gap_start: Offsets, gap_end: Offsets, follows: Offsets
) -> tuple[Offsets, Offsets, Offsets, Offsets]:
    """Words that are labels with something behind: their extents, line, and the gap behind them."""
    stretch = lines.stretch
    padded_start = np.append(gap_start, stretch.end)
    padded_end = np.append(gap_end, stretch.end)
    chosen_end = np.full(len(start), -1)
    chosen_gap = np.zeros(len(start), np.int64)
    spaced = np.ones(len(start), np.bool_)
    piece_start = start
    for step in range(SPACED_PIECES):
        at = np.minimum(follows + step, len(gap_start))
        end = padded_start[at]
        inside = (end < lines.end[line]) & (end > start) & (end - start <= LONGEST_LABEL_CHARS)
        spaced &= (end - piece_start == 1) & (stretch.chars.take(piece_start, mode="clip") >= KANJI)
        rows = np.flatnonzero(inside & (spaced | (step == 0)))
        if len(rows):
            known = rows[stretch.is_label(start[rows], end[rows])]
            chosen_end[known], chosen_gap[known] = end[known], at[known]
        if not spaced.any():
            break
        piece_start = padded_end[at]
    found = chosen_end >= 0
    return start[found], chosen_end[found], line[found], chosen_gap[found]
