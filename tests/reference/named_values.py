"""The plain twin of meibo_detectors.kernels.named_values: passes of arrays over all characters and lines.

It is the way that the lines were read before the kernel, each question asked of the whole text at once.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import KANJI, Bytes, Folded, Offsets, Truth, is_digit, is_letter, table_of
from meibo_detectors.structure.values import chain, take
from meibo_detectors.windows import window
from reference.characters import Labels

BLANK: Final = table_of(b" \t\r\n\x00\x0b\x0c\x1c\x1d\x1e\x1f")
GAP: Final = table_of(b" \t")
QUOTE: Final = table_of(b"\"'`")
LONGEST_NAME_CHARS: Final = 30
LONGEST_LABEL_CHARS: Final = 20
SPACED_PIECES: Final = 8
_LOOK_STEPS: Final = 4
_COLON, _EQUALS = ord(":"), ord("=")
_IS_SEPARATOR: Final = table_of(b":=")
_LEADER_CHARS: Final = 2
_BEFORE_EQUALS: Final = table_of(b"=!<>+-*/%&|^~")
_AFTER_EQUALS: Final = table_of(b"=>~")
_NUMBER_SIGNS: Final = table_of(b"0123456789-+()./ ")
_TAIL: Final = table_of(b" \t\r\n,;/|([{<")
_LEADERS: Final = table_of(b".\x80\x83")
_LEADER, _EDGE, _CLOSES, _OPENS = 1, 4, 8, 16


class Lines:
    """Lines of a text with what is asked of them and of the text around."""

    def __init__(
        self, folded: Folded, labels: Labels, start: Offsets, end: Offsets, content: Offsets, signs: Bytes
    ) -> None:
        self.chars, self.start, self.end, self.content, self.signs = folded.chars, start, end, content, signs
        self.labels, self.escaped = labels, folded.escaped
        self.codes = folded.chars.astype(np.uint32) if folded.codes is None else folded.codes
        self.size = len(folded.chars)

    def number(self, offsets: Offsets) -> Offsets:
        """The line in which each offset lies, or which stands before it."""
        return np.searchsorted(self.start, offsets, "right") - 1

    def holds(self, at: Offsets) -> Truth:
        """Whether each offset lies within a line's text."""
        line = self.number(at)
        return np.asarray((line >= 0) & (at >= self.start[line]) & (at < self.end[line]))

    def code(self, at: Offsets) -> npt.NDArray[np.int64]:
        """The code points at these offsets, at most 65,535."""
        return np.minimum(self.codes.take(at, mode="clip").astype(np.int64), 0xFFFF)

    def is_sign(self, at: Offsets, kind: int) -> Truth:
        """Whether the table of signs tells this of the code points at these offsets."""
        return (self.signs[self.code(at)] & kind) != 0

    def is_label(self, start: Offsets, end: Offsets) -> Truth:
        """Whether each stretch is a known label."""
        pairs = zip(start.tolist(), end.tolist(), strict=True)
        return np.array([self.labels.holds(first, last) for first, last in pairs], np.bool_)

    def keep_written(self, at: Offsets) -> Offsets:
        """Those of these ASCII signs that are written as such."""
        return at[(self.codes[at] < 128) & ~np.isin(at, self.escaped)]

    def count_digits(self, start: Offsets, end: Offsets) -> Offsets:
        """The number of digits in each stretch."""
        before = np.append(0, np.cumsum(is_digit(self.chars)))
        return before[end] - before[start]

    def trim(self, start: Offsets, end: Offsets, blank: Truth = BLANK) -> tuple[Offsets, Offsets]:
        """Each stretch without outer blanks."""
        start, end = start.copy(), end.copy()
        for row in range(len(start)):
            while start[row] < end[row] and blank[self.chars[start[row]]]:
                start[row] += 1
            while start[row] < end[row] and blank[self.chars[end[row] - 1]]:
                end[row] -= 1
        return start, end

    def peek(self, at: Offsets) -> Bytes:
        """The signs at these offsets; 0 beyond the whole text."""
        return np.where((at < 0) | (at >= self.size), np.uint8(0), self.chars.take(at, mode="clip"))

    def look(self, at: Offsets) -> Bytes:
        """The next sign after each offset, few blanks skipped; 0 beyond the text."""
        at = at + 1
        for _ in range(_LOOK_STEPS):
            at = at + BLANK[self.chars.take(np.maximum(at, 0), mode="clip")]
        return self.peek(at)


def find_named_values(
    folded: Folded, labels: Labels, start: Offsets, end: Offsets, content: Offsets, signs: Bytes
) -> tuple[npt.NDArray[np.generic], ...]:
    """As the kernel, for one text without tags."""
    return tuple(_find_pairs(Lines(folded, labels, start, end, content, signs)))


def unite(first: Offsets, second: Offsets) -> Offsets:
    """The offsets of both, ascending, each once."""
    return np.union1d(first, second)


class Pairs(NamedTuple):
    """Names with their values in reading order; arrays are parallel."""

    name_start: Offsets
    name_end: Offsets
    start: Offsets
    end: Offsets
    line: Offsets
    is_equation: Truth
    """Written with an equals sign."""


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
    chars = lines.chars
    first, last = chars.take(start, mode="clip"), chars.take(np.maximum(end - 1, 0), mode="clip")
    return np.asarray(is_letter(first) | (first >= 0x80) | is_letter(last) | (last >= KANJI))


def _find_pairs(lines: Lines) -> Pairs:
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
    gap_start, gap_end = lines.trim(heads.value[:-1], np.maximum(heads.start[1:], heads.value[:-1]))
    rows = np.flatnonzero(
        (gap_end <= gap_start) & (lines.number(heads.value[:-1] - 1) == lines.number(heads.start[1:]))
    )
    within = np.zeros(len(heads.start) - 1, np.bool_)
    within[rows] = ~lines.is_label(heads.start[1:][rows], heads.end[1:][rows])
    return within


def _find_values(lines: Lines, heads: Heads) -> Pairs:
    stretch = lines
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
    stretch = lines
    chars = stretch.chars
    digit = _NUMBER_SIGNS[chars.take(start, mode="clip")] & (end > start)
    wide = np.flatnonzero(GAP[stretch.chars])
    next_one = chars.take(wide + 1, mode="clip")
    wide = wide[(lines.code(wide) == 0x3000) | (chars[wide] == 9) | GAP[next_one]] if len(wide) else wide
    if not len(wide) or not digit.any():
        return end
    at = np.searchsorted(wide, start)
    gap = np.append(wide, stretch.size)[at]
    rows = np.flatnonzero(digit & (gap < end) & (gap - start <= LONGEST_NAME_CHARS))
    if not len(rows):
        return end
    signs = window(chars, start[rows], LONGEST_NAME_CHARS)
    plain = _NUMBER_SIGNS[signs] | (np.arange(LONGEST_NAME_CHARS) >= (gap - start)[rows][:, None])
    following = stretch.look(gap[rows])
    cut = rows[plain.all(axis=1) & ~_NUMBER_SIGNS[following]]
    end = end.copy()
    end[cut] = gap[cut]
    return stretch.trim(start, end)[1]


def _trim_tail(lines: Lines, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    end = end.copy()
    for _ in range(SPACED_PIECES):
        end -= (end > start) & _TAIL[lines.chars.take(np.maximum(end - 1, 0), mode="clip")]
    return lines.trim(start, end, BLANK)


def _unquote(lines: Lines, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    """A value that begins with a quote ends at the next one."""
    stretch = lines
    sign = stretch.chars.take(start, mode="clip")
    start, end = start.copy(), end.copy()
    for quote in b"\"'`":
        rows = np.flatnonzero((sign == quote) & (end > start))
        if len(rows):
            quotes = np.append(stretch.keep_written(np.flatnonzero(stretch.chars == quote)), stretch.size)
            closing = quotes[np.searchsorted(quotes, start[rows] + 1)]
            inside = closing < end[rows]
            start[rows[inside]] += 1
            end[rows[inside]] = closing[inside]
    return start, end


def find_separators(lines: Lines) -> Heads:
    """All names of the lines that a colon or an equals sign follows."""
    stretch = lines
    chars = view = stretch.chars
    at = np.flatnonzero((view == _COLON) | (view == _EQUALS))
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
    stretch = lines
    at = np.flatnonzero(_LEADERS[stretch.chars])
    at = at[lines.is_sign(at, _LEADER)]
    opens = np.append(True, at[1:] != at[:-1] + 1)[: len(at)]
    start, end = at[opens], at[np.append(opens[1:], True)[: len(at)]] + 1
    long = end - start >= _LEADER_CHARS
    return start[long], end[long]


def _is_spaced(lines: Lines, start: Offsets, end: Offsets) -> Truth:
    """Whether names are written with blanks between their characters."""
    chars = lines.chars
    first, last = (chars.take(at, mode="clip") >= KANJI for at in (start, end - 1))
    return np.asarray(first & last & GAP[chars.take(start + 1, mode="clip")] & GAP[chars.take(end - 2, mode="clip")])


def _is_separator(lines: Lines, at: Offsets, line: Offsets, end: Offsets) -> Truth:
    """Whether these are no times, addresses of pages and files, hardware addresses, or operators."""
    chars = lines.chars

    def look(step: int) -> Bytes:
        return lines.peek(at + step)

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
    stretch = lines
    last = stretch.chars.take(np.maximum(end - 1, 0), mode="clip")
    anchor = end.copy()
    for closing, opening in (")(", "><", "]["):
        rows = np.flatnonzero(last == ord(closing))
        if len(rows):
            opened = np.append(-1, np.flatnonzero(stretch.chars == ord(opening)))
            found = opened[np.searchsorted(opened, end[rows]) - 1]
            near = (found >= 0) & (end[rows] - found <= LONGEST_NAME_CHARS)
            anchor[rows[near]] = found[near]
    return anchor


def _find_edges(lines: Lines, anchor: Offsets, separators: Offsets) -> Offsets:
    """The last sign before each anchor that no name goes across; -1 where there is none."""
    edges = unite(_find_edge_signs(lines), separators)
    at = np.searchsorted(edges, anchor) - 1
    return np.where(at >= 0, edges[np.maximum(at, 0)] if len(edges) else -1, -1)


def _find_edge_signs(lines: Lines) -> Offsets:
    stretch = lines
    may = np.flatnonzero((stretch.chars < 0x80) | (stretch.chars == 0x80))
    sign = np.where(stretch.chars[may] < 0x80, stretch.chars[may], lines.code(may))
    return may[(lines.signs[sign] & _EDGE) != 0]


def _choose_words(
    lines: Lines, start: Offsets, end: Offsets, equation: Truth, bounded: Truth, has_value: Truth
) -> Offsets:
    """Of several words before a separator those that are the name: all of them, or the last.

    Where they stand behind another separator, the first of them are its value: ``氏名：山田太郎 性別：男``.
    """
    stretch = lines
    blanks = np.append(-1, np.flatnonzero(GAP[stretch.chars]))
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
    stretch = lines
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


def find_brackets(lines: Lines) -> Heads:
    """Names in brackets, as in ``【氏名】山田``; in ASCII brackets only known labels."""
    stretch = lines
    view = stretch.chars
    may = np.flatnonzero((view == 0x80) | (view == ord("]")) | (view == ord(">")))
    closing = may[lines.is_sign(may, _CLOSES)]
    closing = closing[lines.holds(closing)]
    if not len(closing):
        return no_heads()
    may = np.flatnonzero((view == 0x80) | (view == ord("[")) | (view == ord("<")))
    opening = np.append(-1, may[lines.is_sign(may, _OPENS)])
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


def find_gaps(lines: Lines) -> Heads:
    """Known labels with blanks behind them: at the beginning of a line, after a wide gap, or not in Latin letters."""
    stretch = lines
    chars = stretch.chars
    gap = GAP[stretch.chars]
    edges = np.flatnonzero(gap[1:] != gap[:-1]) + 1
    if len(gap) and gap[0]:
        edges = np.concatenate(([0], edges))
    if len(edges) % 2:
        edges = np.append(edges, len(gap))
    gap_start, gap_end = edges[0::2], edges[1::2]
    if not len(gap_start):
        return no_heads()
    wide = (gap_end - gap_start > 1) | (chars[gap_start] == 9) | (lines.code(gap_start) == 0x3000)
    after_sign = table_of(b"/,;|")[chars.take(np.maximum(gap_start - 1, 0), mode="clip")]
    inner = gap_end[(wide | after_sign | (stretch.peek(gap_end) >= KANJI)) & (gap_end < stretch.size)]
    start = unite(inner, lines.content[lines.end > lines.start])
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
    stretch = lines
    padded_start = np.append(gap_start, stretch.size)
    padded_end = np.append(gap_end, stretch.size)
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
