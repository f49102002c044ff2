"""Documents about one person, told by their titles: 診療情報提供書, 健康診断個人票, 相談記録; 給与明細書, 源泉徴収票, 履歴書.

A title begins its line, or ends one: ``令和7年度　保健調査票``, ``合理的配慮に関する面談記録（控）``.
"""

from __future__ import annotations

import functools
from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.character_tables import LAST_CODE, make_code_table
from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.japan.sensitive_terms import DOCUMENT_TITLES
from meibo_detectors.normalise import OTHER, Offsets, Truth, fold_label, table_of
from meibo_detectors.structure.stretch import unite
from meibo_detectors.text import Text
from meibo_detectors.windows import window

PAY_TITLES: Final = (
    "給与明細書", "給与明細", "給与支給明細書", "給与支払明細書", "給料明細書", "給料支払明細書", "賞与明細書", "賞与明細", "賞与支給明細書", "源泉徴収票", "給与所得の源泉徴収票",
    "退職所得の源泉徴収票", "特別徴収税額決定通知書", "特別徴収税額の決定通知書", "特別徴収税額の決定・変更通知書", "税額決定通知書", "納税通知書", "住民税決定通知書", "課税証明書", "所得証明書",
    "所得課税証明書", "所得・課税証明書", "納税証明書", "履歴書", "職務経歴書", "身上書", "身上調書", "賃金台帳", "労働条件通知書", "雇用契約書", "内定通知書", "処遇通知書", "扶養控除等申告書",
    "扶養控除等(異動)申告書", "退職金計算書", "収入証明書", "給与証明書", "給与支払証明書", "家族調書", "家族状況届", "入居申込書", "借入申込書", "ローン申込書",
)  # fmt: skip
"""Titles of documents about one person's pay, taxes, family and schooling."""
REACH_CHARS: Final = 500
"""So far a title speaks; a block shows a little more than that of what stands before it."""
LONGEST_REST_CHARS: Final = 16
"""More than that behind a title on its line makes it a sentence."""
LONGEST_LINE_CHARS: Final = 60
"""A longer line that ends with a title is a sentence."""
_MARK_STEPS: Final = 4
_GAP_STEPS: Final = 32
"""Between a title and the date at the end of its line."""
_MARKS: Final = "【「『《〈■□◆◇●○◎★☆※・"
_CLOSERS: Final = "】」』》〉"
_OPENS: Final = table_of(bytes((*b" \t[<(#*=-\"',|", OTHER)))
_FOLLOWS: Final = table_of(b" \t\r\n(),:|\"'>]*#=-/;")
_BLANKS: Final = table_of(b" \t\r")
_PARTS_LINE: Final = table_of(b":=,;|\t\"'<>")
_CELL_EDGE: Final = table_of(b"\t,|;")


class _Titles(NamedTuple):
    words: WordTable
    lengths: tuple[int, ...]
    firsts: Truth
    beginnings: WordTable
    endings: WordTable
    lasts: Truth
    """With what a line may end that ends with a title: its last sign, a bracket, a blank."""


@functools.cache
def _titles(titles: tuple[str, ...]) -> _Titles:
    """Titles as they are written, with blanks between their characters too; their lengths; how they begin and end."""
    words = {fold_for_look_up(fold_label(word)) for word in titles}
    words |= {blank.join(word) for word in words if len(word) <= 7 for blank in (" ", "  ")}
    lengths = tuple(sorted({len(word) for word in words}))
    firsts = make_code_table("".join(sorted({word[0] for word in words})))
    lasts = make_code_table("".join(sorted({word[-1] for word in words})) + _CLOSERS + ") \t\r\u3000")
    beginnings, endings = sorted({word[:2] for word in words}), sorted({word[-2:] for word in words})
    return _Titles(
        make_word_table(sorted(words)), lengths, firsts, make_word_table(beginnings), make_word_table(endings), lasts
    )


@functools.cache
def _signs() -> tuple[Truth, Truth]:
    return make_code_table(_MARKS), make_code_table(_CLOSERS)


def find_documents(text: Text, titles: tuple[str, ...] = DOCUMENT_TITLES) -> tuple[Offsets, Offsets]:
    """Stretches behind titles that stand alone on their line, ascending; they end with their block."""
    folded = text.folded
    nothing = np.zeros(0, np.int64)
    if folded.is_ascii or not len(folded.chars):
        return nothing, nothing
    borders = folded.block_starts[folded.block_starts < folded.joined_start]
    line_ends = folded.line_ends[folded.line_ends < folded.joined_start]
    at = np.sort(np.concatenate([borders, line_ends + 1]))
    at = at[at < folded.joined_start]
    marks, closers = _signs()
    known = _titles(titles)
    line_start = at
    rows = np.flatnonzero(_OPENS[folded.chars.take(at)])
    for _ in range(_MARK_STEPS):
        sign = folded.chars.take(at[rows], mode="clip")
        opens = _OPENS[sign] & ((sign != OTHER) | marks[_code(text, at[rows])])
        rows = rows[opens]
        at[rows] += 1
    at = np.unique(at[known.firsts[_code(text, at)] & (at < folded.joined_start)])
    at = at[known.beginnings.holds(text.hashes.of(at, np.minimum(at + 2, folded.joined_start)))]
    end = at.copy()
    for length in known.lengths:
        held = known.words.holds(text.hashes.of(at, np.minimum(at + length, folded.joined_start)))
        end = np.where(held, at + length, end)
    end = end[end > at]
    line_end = np.append(line_ends, folded.joined_start)[np.searchsorted(line_ends, end)]
    follower = folded.chars.take(end, mode="clip")
    alone = (end >= line_end) | _FOLLOWS[follower] | closers[_code(text, end)]
    rest = end.copy()
    for _ in range(_GAP_STEPS):
        rest = rest + ((rest < line_end) & _BLANKS[folded.chars.take(rest, mode="clip")])
    alone &= (line_end - rest <= LONGEST_REST_CHARS) | _CELL_EDGE[follower]
    end = unite(end[alone], _find_closing_titles(text, line_start, line_ends, known))
    if not len(end):
        return nothing, nothing
    block_end = np.append(folded.block_starts, folded.joined_start)[np.searchsorted(folded.block_starts, end, "right")]
    reach = np.minimum(np.minimum(end + REACH_CHARS, block_end), folded.joined_start)
    return end, np.minimum(reach, np.append(end[1:], len(folded.chars)))  # as far as the next title


def _find_closing_titles(text: Text, start: Offsets, line_ends: Offsets, known: _Titles) -> Offsets:
    """Where titles end that close short lines; what stands before is part of the title, or a year or the like."""
    chars = text.folded.chars
    end = np.append(line_ends, text.folded.joined_start)[np.searchsorted(line_ends, start)]
    short = (end - start <= LONGEST_LINE_CHARS) & (end > start)
    start, end = start[short], end[short]
    may = known.lasts[_code(text, end - 1)]
    start, end = start[may], end[may]
    end = _trim(text, end)
    bracketed = chars.take(np.maximum(end - 1, 0), mode="clip") == ord(")")
    opened = np.flatnonzero(chars == ord("(")) if bracketed.any() else np.zeros(0, np.int64)
    at = np.searchsorted(opened, end) - 1
    opening = np.append(opened, -1)[np.where(bracketed, at, len(opened))]
    end = _trim(text, np.where(opening > start, opening, end))
    held = (end - start > 2) & known.endings.holds(text.hashes.of(np.maximum(end - 2, 0), end))
    start, end = start[held], end[held]
    title = end.copy()
    for length in known.lengths:
        begin = np.maximum(end - length, 0)
        fits = (length > 2) & (begin > start) & known.words.holds(text.hashes.of(begin, end))
        title = np.where(fits, begin, title)
    found = title < end
    start, end, title = start[found], end[found], title[found]
    if not len(start):
        return end
    shown = window(chars, start, LONGEST_LINE_CHARS)
    ahead = np.arange(LONGEST_LINE_CHARS) < (title - start)[:, None]
    plain = ~(_PARTS_LINE[shown] & ahead).any(axis=1)
    plain &= ~(_stops()[_code(text, start[:, None] + np.arange(LONGEST_LINE_CHARS))] & ahead).any(axis=1)
    blank = ahead & _BLANKS[shown]
    last = LONGEST_LINE_CHARS - 1 - np.argmax(blank[:, ::-1], axis=1)
    dated = _dates()[_code(text, start + last - 1)]
    indent = ~(ahead & ~_BLANKS[shown] & (np.arange(LONGEST_LINE_CHARS) < last[:, None])).any(axis=1)
    closing: Offsets = end[plain & (~blank.any(axis=1) | dated | indent)]
    return closing


def _trim(text: Text, end: Offsets) -> Offsets:
    """Line ends without blanks and closing brackets before them."""
    closers = _signs()[1]
    for _ in range(2):
        before = np.maximum(end - 1, 0)
        end = end - (_BLANKS[text.folded.chars.take(before, mode="clip")] | closers[_code(text, before)])
    return end


@functools.cache
def _stops() -> Truth:
    return make_code_table("。、「」・：→")


@functools.cache
def _dates() -> Truth:
    return make_code_table("年度分月期号税季回次付援談")


def _code(text: Text, at: Offsets) -> Offsets:
    """The code points at these offsets, at most LAST_CODE."""
    return np.minimum(text.look_up_codes.take(at, mode="clip"), LAST_CODE).astype(np.int64)


def is_inside(offsets: Offsets, start: Offsets, end: Offsets) -> Truth:
    """Whether each offset lies in one of the stretches, which ascend by start and by end."""
    if not len(start):
        return np.zeros(len(offsets), np.bool_)
    at = np.searchsorted(start, offsets, "right") - 1
    return np.asarray((at >= 0) & (offsets < end[np.maximum(at, 0)]))
