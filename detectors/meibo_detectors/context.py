"""Labels near candidates: which word names a number, joined to all candidates of a text at once.

Distances follow specification section 1.3: a label counts within 40 characters before and 20 after a value; a keyword
of the document within 300. Of several labels before a value the nearest names it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import Final

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from meibo_detectors.labels import CURRENCY_BEFORE, OTHER_IDENTIFIERS, REFERENCE_NUMBERS, UNITS_AFTER
from meibo_detectors.model import Context, Detector
from meibo_detectors.normalise import Folded, Offsets, fold_label, is_digit, is_letter, table_of
from meibo_detectors.number_runs import NumberRuns

Truth = npt.NDArray[np.bool_]
Masks = npt.NDArray[np.uint64]

BEFORE_CHARS: Final = 40
AFTER_CHARS: Final = 20
DOCUMENT_CHARS: Final = 300

_HALF_WIDTH: Final = {
    **{chr(0x30A1 + at): half for at, half in enumerate(
        ["ｧ", "ｱ", "ｨ", "ｲ", "ｩ", "ｳ", "ｪ", "ｴ", "ｫ", "ｵ", "ｶ", "ｶﾞ", "ｷ", "ｷﾞ", "ｸ", "ｸﾞ", "ｹ", "ｹﾞ", "ｺ", "ｺﾞ", "ｻ", "ｻﾞ", "ｼ", "ｼﾞ", "ｽ", "ｽﾞ", "ｾ", "ｾﾞ", "ｿ", "ｿﾞ", "ﾀ", "ﾀﾞ", "ﾁ", "ﾁﾞ", "ｯ", "ﾂ", "ﾂﾞ", "ﾃ", "ﾃﾞ", "ﾄ", "ﾄﾞ", "ﾅ", "ﾆ", "ﾇ", "ﾈ", "ﾉ", "ﾊ", "ﾊﾞ", "ﾊﾟ", "ﾋ", "ﾋﾞ", "ﾋﾟ", "ﾌ", "ﾌﾞ", "ﾌﾟ", "ﾍ", "ﾍﾞ", "ﾍﾟ", "ﾎ", "ﾎﾞ", "ﾎﾟ", "ﾏ", "ﾐ", "ﾑ", "ﾒ", "ﾓ", "ｬ", "ﾔ", "ｭ", "ﾕ", "ｮ", "ﾖ", "ﾗ", "ﾘ", "ﾙ", "ﾚ", "ﾛ", "ヮ", "ﾜ", "ヰ", "ヱ", "ｦ", "ﾝ"])},
    "ー": "ｰ",
}  # fmt: skip


class Labels:
    """The labels of one text that were found, in order; arrays are parallel."""

    def __init__(self, index: npt.NDArray[np.int32], start: Offsets, end: Offsets) -> None:
        self.index, self.start, self.end = index, start, end


class LabelTable:
    """Every label of a set of detectors, with the detectors that it speaks for and against."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        positive: dict[str, int] = {}
        negative: dict[str, int] = {}
        refusing = sum(1 << at for at, detector in enumerate(detectors) if detector.refuses_reference_numbers)
        for at, detector in enumerate(detectors):
            _add(positive, detector.labels, 1 << at)
            _add(negative, detector.other_labels, 1 << at)
        _add(negative, (*REFERENCE_NUMBERS, *OTHER_IDENTIFIERS), refusing)
        for spelling, bits in list(positive.items()):
            negative[spelling] = (negative.get(spelling, 0) | refusing) & ~bits
        self.spellings: tuple[str, ...] = tuple(sorted(positive.keys() | negative.keys()))
        self.positive: Masks = np.array([positive.get(spelling, 0) for spelling in self.spellings], np.uint64)
        self.negative: Masks = np.array([negative.get(spelling, 0) for spelling in self.spellings], np.uint64)
        self._matcher = ahocorasick_rs.AhoCorasick(
            list(self.spellings), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def find(self, folded: Folded) -> Labels:
        """All labels of a text, longest first where several begin at one place, Latin ones at word borders only."""
        matches = self._matcher.find_matches_as_indexes(folded.letters)
        table = np.fromiter((number for match in matches for number in match), np.int64, len(matches) * 3).reshape(
            -1, 3
        )
        start, end = table[:, 1], table[:, 2]
        chars = folded.chars
        before = chars[np.maximum(start - 1, 0)]
        after = chars[np.minimum(end, len(chars) - 1)]
        first, last = chars[start], chars[end - 1]
        inner_left = is_letter(first) & is_letter(before) & (start > 0) & ~(_is_upper(first) & ~_is_upper(before))
        inner_right = is_letter(last) & is_letter(after) & (end < len(chars)) & ~(_is_upper(after) & ~_is_upper(last))
        whole = ~(inner_left | inner_right)
        return Labels(table[whole, 0].astype(np.int32), start[whole], end[whole])


def weigh(
    detector: int,
    start: Offsets,
    end: Offsets,
    folded: Folded,
    runs: NumberRuns,
    labels: Labels,
    table: LabelTable,
) -> Context:
    """The context of one detector's candidates ``start`` to ``end`` (folded characters, ascending)."""
    bit = np.uint64(1 << detector)
    floor = folded.block_starts[np.searchsorted(folded.block_starts, start, "right") - 1]
    speaks_for = (table.positive[labels.index] & bit) != 0
    speaks = speaks_for | ((table.negative[labels.index] & bit) != 0)
    known = np.flatnonzero(speaks)
    nearest, is_before = _before(start, floor, labels.start[known], labels.end[known], BEFORE_CHARS)
    is_before &= _reaches(start, folded, runs, labels.end[known][nearest] if len(known) else start)
    chosen = np.where(is_before, known[nearest] if len(known) else 0, -1)
    is_for = is_before & speaks_for[chosen] if len(known) else np.zeros(len(start), np.bool_)
    own = np.flatnonzero(speaks_for)
    label = np.full(len(start), -1, np.int32)
    touching = np.zeros(len(start), np.bool_)
    near = np.zeros(len(start), np.bool_)
    if len(own):
        label[is_for] = labels.index[chosen[is_for]]
        touching[is_for] = labels.end[chosen[is_for]] == start[is_for]
        follower, is_after = _after(end, folded, labels.start[own], labels.end[own])
        take = is_after & ~is_before
        label[take] = labels.index[own[follower[take]]]
        near = _before(start, floor, labels.start[own], labels.end[own], DOCUMENT_CHARS)[1]
        following = np.minimum(np.searchsorted(labels.start[own], end), len(own) - 1)
        ceiling = folded.block_starts[np.searchsorted(folded.block_starts, start, "right")]
        ahead = labels.start[own][following]
        near |= (ahead >= end) & (ahead - end <= DOCUMENT_CHARS) & (ahead < ceiling)
    return Context(
        label=label,
        is_touching=touching,
        is_other=is_before & ~is_for,
        is_near_keyword=near,
        has_unit=_has_unit(folded, start, end),
    )


def _before(
    start: Offsets, floor: Offsets, label_start: Offsets, label_end: Offsets, reach: int
) -> tuple[Offsets, Truth]:
    """For each value the last label that ends at or before it, and whether it is within reach in the same block."""
    if not len(label_end):
        return np.zeros(len(start), np.int64), np.zeros(len(start), np.bool_)
    at = np.searchsorted(label_end, start, "right") - 1
    safe = np.maximum(at, 0)
    return safe, (at >= 0) & (start - label_end[safe] <= reach) & (label_start[safe] >= floor)


def _reaches(start: Offsets, folded: Folded, runs: NumberRuns, label_end: Offsets) -> Truth:
    """Whether a label before a value names it: on its line, or above it with no other number between."""
    same_line = np.searchsorted(folded.line_ends, label_end) == np.searchsorted(folded.line_ends, start)
    return np.asarray(same_line | (np.searchsorted(runs.start, label_end) == np.searchsorted(runs.start, start)))


def _after(end: Offsets, folded: Folded, label_start: Offsets, label_end: Offsets) -> tuple[Offsets, Truth]:
    """For each value the first label after it, and whether it names the value: same line, not followed by its own value."""
    at = np.searchsorted(label_start, end)
    safe = np.minimum(at, len(label_start) - 1)
    chars = folded.chars
    reach = (at < len(label_start)) & (label_start[safe] - end <= AFTER_CHARS)
    line_ends = folded.line_ends
    next_end = np.searchsorted(line_ends, end)
    edge = (
        np.where(next_end < len(line_ends), line_ends[np.minimum(next_end, len(line_ends) - 1)], len(chars))
        if len(line_ends)
        else np.full(len(end), len(chars))
    )
    following = label_end[safe][:, None] + np.arange(3)
    behind = np.where(following < len(chars), chars[np.minimum(following, len(chars) - 1)], 0)
    names_next = table_of(b":=")[behind[:, 0]] | is_digit(behind).any(axis=1)
    return safe, reach & (label_start[safe] < edge) & ~names_next


def _has_unit(folded: Folded, start: Offsets, end: Offsets) -> Truth:
    before, after = _unit_tables()
    codes: npt.NDArray[np.uint32] | npt.NDArray[np.uint8] = folded.chars if folded.codes is None else folded.codes
    last = len(codes) - 1
    behind = codes[np.minimum(end, last)].astype(np.int64)
    ahead = codes[np.maximum(start - 1, 0)].astype(np.int64)
    follows = after[np.minimum(behind, 0xFFFF)] & (end <= last)
    precedes = before[np.minimum(ahead, 0xFFFF)] & (start > 0)
    return np.asarray(follows | precedes)


@functools.cache
def _unit_tables() -> tuple[Truth, Truth]:
    tables = np.zeros((2, 0x10000), np.bool_)
    tables[0, [ord(sign) for sign in CURRENCY_BEFORE]] = True
    tables[1, [ord(sign) for sign in UNITS_AFTER]] = True
    return tables[0], tables[1]


def _is_upper(chars: npt.NDArray[np.uint8]) -> Truth:
    return (chars - np.uint8(65)) < 26


def _add(table: dict[str, int], labels: Iterable[str], bits: int) -> None:
    for label in labels:
        for spelling in _spell(label):
            table[spelling] = table.get(spelling, 0) | bits


def _spell(label: str) -> set[str]:
    """A label and the other forms that it is written in."""
    forms = {label}
    if label.isascii():
        forms |= {re.sub(r"[ ]", joint, label) for joint in ("", "_", "-")}
    else:
        forms.add("".join(_HALF_WIDTH.get(character, character) for character in label))
    return {fold_label(form) for form in forms}
