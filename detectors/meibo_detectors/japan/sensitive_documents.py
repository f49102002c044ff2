"""Documents about one person's health or hardship, told by their titles: 診療情報提供書, 診断書, 健康診断個人票, 相談記録."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np

from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.japan.sensitive_terms import DOCUMENT_TITLES
from meibo_detectors.normalise import OTHER, Offsets, Truth, fold_label, table_of
from meibo_detectors.structure.lines import make_code_table
from meibo_detectors.text import Text

REACH_CHARS: Final = 500
"""So far a title speaks; a block shows a little more than that of what stands before it."""
LONGEST_REST_CHARS: Final = 16
"""More than that behind a title on its line makes it a sentence."""
_MARK_STEPS: Final = 4
_MARKS: Final = "【「『《〈■□◆◇●○◎★☆※・"
_CLOSERS: Final = "】」』》〉"
_OPENS: Final = table_of(bytes((*b" \t[<(#*=-\"',|", OTHER)))
_FOLLOWS: Final = table_of(b" \t\r\n(),:|\"'>]*#=-/;")
_CELL_EDGE: Final = table_of(b"\t,|;")


@functools.cache
def _titles() -> tuple[WordTable, tuple[int, ...], Truth, WordTable]:
    """Titles as they are written, with blanks between their characters too; their lengths; how they begin."""
    words = {fold_for_look_up(fold_label(word)) for word in DOCUMENT_TITLES}
    words |= {blank.join(word) for word in words if len(word) <= 7 for blank in (" ", "  ")}
    lengths = tuple(sorted({len(word) for word in words}))
    firsts = make_code_table("".join(sorted({word[0] for word in words})))
    return make_word_table(sorted(words)), lengths, firsts, make_word_table(sorted({word[:2] for word in words}))


@functools.cache
def _signs() -> tuple[Truth, Truth]:
    return make_code_table(_MARKS), make_code_table(_CLOSERS)


def find_documents(text: Text) -> tuple[Offsets, Offsets]:
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
    table, lengths, firsts, beginnings = _titles()
    rows = np.flatnonzero(_OPENS[folded.chars.take(at)])
    for _ in range(_MARK_STEPS):
        sign = folded.chars.take(at[rows], mode="clip")
        opens = _OPENS[sign] & ((sign != OTHER) | marks[_code(text, at[rows])])
        rows = rows[opens]
        at[rows] += 1
    at = np.unique(at[firsts[_code(text, at)] & (at < folded.joined_start)])
    at = at[beginnings.holds(text.hashes.of(at, np.minimum(at + 2, folded.joined_start)))]
    if not len(at):
        return nothing, nothing
    end = at.copy()
    for length in lengths:
        end = np.where(table.holds(text.hashes.of(at, np.minimum(at + length, folded.joined_start))), at + length, end)
    end = end[end > at]
    line_end = np.append(line_ends, folded.joined_start)[np.searchsorted(line_ends, end)]
    follower = folded.chars.take(end, mode="clip")
    alone = (end >= line_end) | _FOLLOWS[follower] | closers[_code(text, end)]
    alone &= (line_end - end <= LONGEST_REST_CHARS) | _CELL_EDGE[follower]
    end = end[alone]
    block_end = np.append(folded.block_starts, folded.joined_start)[np.searchsorted(folded.block_starts, end, "right")]
    reach = np.minimum(np.minimum(end + REACH_CHARS, block_end), folded.joined_start)
    return end, np.minimum(reach, np.append(end[1:], len(folded.chars)))  # as far as the next title


def _code(text: Text, at: Offsets) -> Offsets:
    """The code points at these offsets, at most 65,535."""
    return np.minimum(text.look_up_codes.take(at, mode="clip"), 0xFFFF).astype(np.int64)


def is_inside(offsets: Offsets, start: Offsets, end: Offsets) -> Truth:
    """Whether each offset lies in one of the stretches, which ascend by start and by end."""
    if not len(start):
        return np.zeros(len(offsets), np.bool_)
    at = np.searchsorted(start, offsets, "right") - 1
    return np.asarray((at >= 0) & (offsets < end[np.maximum(at, 0)]))
