"""Names before a colon or an equals sign."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np

from meibo_detectors.character_tables import make_code_table
from meibo_detectors.normalise import KANJI, Bytes, Folded, Offsets, Truth, is_digit, is_letter, table_of
from meibo_detectors.structure.heads import (
    GAP,
    LONGEST_NAME_CHARS,
    QUOTE,
    SPACED_PIECES,
    Heads,
    has_letters,
)
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.stretch import unite

_COLON, _EQUALS = ord(":"), ord("=")
_EDGE: Final = "。、，！？!?,;|/&／「」『』\"'`{}[]<>()（）【】〔〕《》〈〉“”"
"""Signs that no name goes across."""
_IS_SEPARATOR: Final = table_of(b":=")
_LEADERS: Final = ".．…‥・･⋯"
_LEADER_CHARS: Final = 2
_BEFORE_EQUALS: Final = table_of(b"=!<>+-*/%&|^~")
_AFTER_EQUALS: Final = table_of(b"=>~")


def find_separators(lines: Lines) -> Heads:
    """All names of the lines that a colon or an equals sign follows."""
    stretch = lines.stretch
    chars, view = stretch.chars, stretch.view
    at = np.flatnonzero((view == _COLON) | (view == _EQUALS)) + stretch.start
    leader, leader_end = _find_leaders(lines)
    at, first = np.concatenate([at, leader_end - 1]), np.concatenate([at, leader])
    order = np.argsort(at, kind="stable")
    at, first = at[order], first[order]
    held = lines.holds(at)
    at, first = at[held], first[held]
    line = lines.number(at)
    # What a separator stands behind: blanks and quotes go, a bracket belongs to the name.
    _, end = stretch.trim(lines.start[line], np.maximum(first, lines.start[line]))
    end = np.maximum(end, lines.content[line])
    dotted = first < at
    kept = _is_separator(lines, at, line, end) | (dotted & (end > lines.content[line]))
    at, line, end, dotted = at[kept], line[kept], end[kept], dotted[kept]
    quoted = QUOTE[chars.take(np.maximum(end - 1, 0), mode="clip")]
    end = end - quoted
    bold = (chars.take(np.maximum(end - 1, 0), mode="clip") == ord("*")) & ~quoted
    for _ in range(2):
        end = end - (bold & (chars.take(np.maximum(end - 1, 0), mode="clip") == ord("*")))
    anchor = _skip_bracket(lines, end)
    edge = _find_edges(lines, anchor, at)
    bounded = edge >= lines.content[line]
    start = np.where(bounded, edge + 1, lines.content[line])
    start, end = stretch.trim(start, np.maximum(end, start))
    before = chars.take(np.maximum(edge, 0), mode="clip")
    equation = chars[at] == _EQUALS
    whole = start.copy()
    start = _choose_words(lines, start, end, equation, bounded, bounded & _IS_SEPARATOR[before])
    in_address = (
        bounded
        & (start == whole)
        & ((equation & table_of(b"?&/")[before]) | ((before == ord("/")) & (stretch.peek(edge - 1) == ord("/"))))
    )
    fits = ~in_address & (end > start) & (end - start <= LONGEST_NAME_CHARS) & has_letters(lines, start, end)
    rows = np.flatnonzero(fits & dotted)
    fits[rows] = stretch.is_label(start[rows], end[rows]) | _is_spaced(lines, start[rows], end[rows])
    outer = np.where(bounded & (start == whole) & ~(equation & (before == _EQUALS)), edge, start)
    outer = np.where(bounded & _IS_SEPARATOR[before], start, outer + (QUOTE[before] & (outer == edge)))
    return Heads(outer[fits], start[fits], end[fits], at[fits] + 1, equation[fits])


def _find_leaders(lines: Lines) -> tuple[Offsets, Offsets]:
    """Where rows of dots begin and end that lead from a name to its value: ``氏名……山田``, ``電話 ..... 03``."""
    stretch = lines.stretch
    at = np.flatnonzero(_leader_classes()[stretch.view]) + stretch.start
    at = at[_leader_table()[lines.code(at)]]
    opens = np.append(True, at[1:] != at[:-1] + 1)[: len(at)]
    start, end = at[opens], at[np.append(opens[1:], True)[: len(at)]] + 1
    long = end - start >= _LEADER_CHARS
    return start[long], end[long]


def _is_spaced(lines: Lines, start: Offsets, end: Offsets) -> Truth:
    """Whether names are written with blanks between their characters."""
    chars = lines.stretch.chars
    first, last = (chars.take(at, mode="clip") >= KANJI for at in (start, end - 1))
    return np.asarray(first & last & GAP[chars.take(start + 1, mode="clip")] & GAP[chars.take(end - 2, mode="clip")])


@functools.cache
def _leader_classes() -> Truth:
    """Which classes of folded characters the signs of leaders are of."""
    table = np.zeros(256, np.bool_)
    table[Folded([_LEADERS.encode()]).chars] = True
    return table


@functools.cache
def _leader_table() -> Truth:
    return make_code_table(_LEADERS)


def _is_separator(lines: Lines, at: Offsets, line: Offsets, end: Offsets) -> Truth:
    """Whether these are no times, addresses of pages and files, hardware addresses, or operators."""
    chars = lines.stretch.chars

    def look(step: int) -> Bytes:
        return lines.stretch.peek(at + step)

    colon = chars[at] == _COLON
    before, after = look(-1), look(1)
    time = is_digit(before) & is_digit(after)
    page = (after == ord("/")) & (look(2) == ord("/"))
    path = (after == ord("\\")) | (after == _COLON) | (before == _COLON) | (after == _EQUALS)
    tight = (is_digit(before) | is_letter(before)) & (is_digit(after) | is_letter(after))
    hardware = tight & ((look(-3) == _COLON) | (look(3) == _COLON))
    operator = _BEFORE_EQUALS[before] | _AFTER_EQUALS[after]
    wrong = np.where(colon, time | page | path | hardware, operator)
    return np.asarray(~wrong & (end > lines.content[line]))


def _skip_bracket(lines: Lines, end: Offsets) -> Offsets:
    """Where a bracket begins that the name ends with, as in ``生年月日（西暦）``; else ``end``."""
    stretch = lines.stretch
    last = stretch.chars.take(np.maximum(end - 1, 0), mode="clip")
    anchor = end.copy()
    for closing, opening in (")(", "><", "]["):
        rows = np.flatnonzero(last == ord(closing))
        if len(rows):
            opened = np.append(-1, np.flatnonzero(stretch.view == ord(opening)) + stretch.start)
            found = opened[np.searchsorted(opened, end[rows]) - 1]
            near = (found >= 0) & (end[rows] - found <= LONGEST_NAME_CHARS)
            anchor[rows[near]] = found[near]
            if closing == ">" and lines.is_hidden is not None:  # the end of a tag is none of the name
                end[rows[near]] = found[near]
    return anchor


def _find_edges(lines: Lines, anchor: Offsets, separators: Offsets) -> Offsets:
    """The last sign before each anchor that no name goes across; -1 where there is none."""
    edges = unite(_find_edge_signs(lines), separators)
    at = np.searchsorted(edges, anchor) - 1
    return np.where(at >= 0, edges[np.maximum(at, 0)] if len(edges) else -1, -1)


def _find_edge_signs(lines: Lines) -> Offsets:
    stretch = lines.stretch
    may = np.flatnonzero(_edge_classes()[stretch.view]) + stretch.start
    if stretch.folded.codes is None:
        return may
    return may[_edge_table()[lines.code(may)] | (stretch.chars[may] < 0x80)]


@functools.cache
def _edge_classes() -> Truth:
    table = table_of("".join(sign for sign in _EDGE if sign.isascii()).encode()).copy()
    table[0x80] = True
    return table


@functools.cache
def _edge_table() -> Truth:
    return make_code_table(_EDGE)


def _choose_words(
    lines: Lines, start: Offsets, end: Offsets, equation: Truth, bounded: Truth, has_value: Truth
) -> Offsets:
    """Of several words before a separator those that are the name: all of them, or the last.

    Where they stand behind another separator, the first of them are its value: ``氏名：山田太郎 性別：男``.
    """
    stretch = lines.stretch
    blanks = np.append(-1, np.flatnonzero(GAP[stretch.view]) + stretch.start)
    last = blanks[np.searchsorted(blanks, end) - 1] + 1
    rows = np.flatnonzero((last > start) & (end > start))
    if not len(rows):
        return start
    start = start.copy()
    word, whole, until = last[rows], start[rows], end[rows]
    word = _join_spaced(lines, word, whole, until)
    ascii_only = (stretch.chars[whole] < 0x80) & (stretch.chars[word] < 0x80)
    digits = stretch.count_digits(whole, until)
    short = until - whole <= LONGEST_NAME_CHARS
    known_whole = np.zeros(len(rows), np.bool_)
    known_whole[short] = stretch.is_label(whole[short], until[short])
    known_word = stretch.is_label(word, until)
    keeps = (known_whole & ~(known_word & has_value[rows])) | (
        ascii_only & ~known_word & (digits < 2) & short & ~bounded[rows]
    )
    keeps &= ~equation[rows] | (known_whole & ~has_value[rows])
    start[rows] = np.where(keeps, whole, word)
    return start


def _join_spaced(lines: Lines, word: Offsets, whole: Offsets, end: Offsets) -> Offsets:
    """Where a label is written with spaces between its characters, go back to its first."""
    stretch = lines.stretch
    word = word.copy()
    length = end - word
    todo = np.flatnonzero((length == 1) & (stretch.chars[word] >= KANJI))
    for _ in range(SPACED_PIECES):
        if not len(todo):
            break
        _, before = stretch.trim(whole[todo], word[todo])
        one = (before - 1 >= whole[todo]) & (stretch.chars.take(np.maximum(before - 1, 0), mode="clip") >= KANJI)
        one &= (before - 1 == whole[todo]) | GAP[stretch.chars.take(np.maximum(before - 2, 0), mode="clip")]
        todo, before = todo[one], before[one]
        word[todo] = before - 1
    return word
