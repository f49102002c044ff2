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
from meibo_detectors.normalise import KANJI, Folded, Offsets, Truth, fold_label, is_digit, is_letter, table_of
from meibo_detectors.number_runs import NumberRuns

Masks = npt.NDArray[np.uint64]

BEFORE_CHARS: Final = 40
AFTER_CHARS: Final = 20
DOCUMENT_CHARS: Final = 300
_JOINT_CHARS: Final = 4

_HALF_WIDTH: Final = {
    **{chr(0x30A1 + at): half for at, half in enumerate(
        ["ｧ", "ｱ", "ｨ", "ｲ", "ｩ", "ｳ", "ｪ", "ｴ", "ｫ", "ｵ", "ｶ", "ｶﾞ", "ｷ", "ｷﾞ", "ｸ", "ｸﾞ", "ｹ", "ｹﾞ", "ｺ", "ｺﾞ", "ｻ", "ｻﾞ", "ｼ", "ｼﾞ", "ｽ", "ｽﾞ", "ｾ", "ｾﾞ", "ｿ", "ｿﾞ", "ﾀ", "ﾀﾞ", "ﾁ", "ﾁﾞ", "ｯ", "ﾂ", "ﾂﾞ", "ﾃ", "ﾃﾞ", "ﾄ", "ﾄﾞ", "ﾅ", "ﾆ", "ﾇ", "ﾈ", "ﾉ", "ﾊ", "ﾊﾞ", "ﾊﾟ", "ﾋ", "ﾋﾞ", "ﾋﾟ", "ﾌ", "ﾌﾞ", "ﾌﾟ", "ﾍ", "ﾍﾞ", "ﾍﾟ", "ﾎ", "ﾎﾞ", "ﾎﾟ", "ﾏ", "ﾐ", "ﾑ", "ﾒ", "ﾓ", "ｬ", "ﾔ", "ｭ", "ﾕ", "ｮ", "ﾖ", "ﾗ", "ﾘ", "ﾙ", "ﾚ", "ﾛ", "ヮ", "ﾜ", "ヰ", "ヱ", "ｦ", "ﾝ"])},
    "ー": "ｰ",
}  # fmt: skip


class Labels:
    """The labels of one text that were found, in order; arrays are parallel."""

    def __init__(self, index: npt.NDArray[np.int32], start: Offsets, end: Offsets) -> None:
        self.index, self.start, self.end = index, start, end

    def take(self, where: Truth) -> Labels:
        """The labels where a condition holds."""
        return Labels(self.index[where], self.start[where], self.end[where])

    def outside(self, start: Offsets, end: Offsets) -> Labels:
        """The labels that do not begin inside any of these stretches of text (ascending, not overlapping)."""
        if not len(start):
            return self
        at = np.searchsorted(start, self.start, "right") - 1
        inside = (at >= 0) & (self.start < end[np.maximum(at, 0)])
        return self.take(~inside)


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
    speaks_for = (table.positive[labels.index] & bit) != 0
    speaks = speaks_for | ((table.negative[labels.index] & bit) != 0)
    label = np.full(len(start), -1, np.int32)
    nothing = np.zeros(len(start), np.bool_)
    touching, other, named_other, near = (nothing.copy() for _ in range(4))
    unit = _has_unit(folded, start, end)
    if not speaks.any():
        return Context(label, touching, other, named_other, near, unit)
    floor = folded.block_starts[np.searchsorted(folded.block_starts, start, "right") - 1]
    known = labels.take(speaks)
    speaks_for = speaks_for[speaks]
    nearest, is_before = _before(start, floor, known, BEFORE_CHARS)
    distance = start - known.end[nearest]
    same_line = is_before & (folded.line_of(known.end[nearest]) == folded.line_of(start))
    above = is_before & ~same_line & _is_alone_above(start, nearest, folded, runs, known)
    is_for = (same_line | above) & speaks_for[nearest]
    label[is_for] = known.index[nearest[is_for]]
    touching[is_for] = distance[is_for] <= 1
    other = same_line & ~speaks_for[nearest]
    named_other = other & _is_filled_with(folded, known.end[nearest], start, table_of(b" :=\t"))
    own = known.take(speaks_for)
    if len(own.start):
        follower, is_after = _after(end, folded, own)
        take = is_after & ~is_for & ~other
        label[take] = own.index[follower[take]]
        near = _before(start, floor, own, DOCUMENT_CHARS)[1] | _stands_ahead(start, end, folded, own)
    return Context(label, touching, other, named_other, near, unit)


def _before(start: Offsets, floor: Offsets, labels: Labels, reach: int) -> tuple[Offsets, Truth]:
    """For each value the last label that ends at or before it, and whether it is within reach in the same block."""
    at = np.searchsorted(labels.end, start, "right") - 1
    safe = np.maximum(at, 0)
    return safe, (at >= 0) & (start - labels.end[safe] <= reach) & (labels.start[safe] >= floor)


def _is_alone_above(start: Offsets, nearest: Offsets, folded: Folded, runs: NumberRuns, labels: Labels) -> Truth:
    """Whether the label on a line above can only name this value: no number between, no second label on its line."""
    first_number = np.searchsorted(runs.start, labels.end[nearest]) == np.searchsorted(runs.start, start)
    line = folded.line_of(labels.start)
    crowded = np.zeros(len(line), np.bool_)
    crowded[1:] = line[1:] == line[:-1]
    return np.asarray(first_number & ~crowded[nearest])


def _is_filled_with(folded: Folded, start: Offsets, end: Offsets, allowed: Truth) -> Truth:
    """Whether only allowed characters, and few of them, stand from ``start`` to ``end``."""
    at = start[:, None] + np.arange(_JOINT_CHARS)
    fits = allowed[folded.chars.take(at, mode="clip")] | (at >= end[:, None])
    return np.asarray(fits.all(axis=1) & (end - start <= _JOINT_CHARS))


def _stands_ahead(start: Offsets, end: Offsets, folded: Folded, labels: Labels) -> Truth:
    """Whether a label follows within the reach of a document's keywords, in the same block."""
    following = np.minimum(np.searchsorted(labels.start, end), len(labels.start) - 1)
    ceiling = folded.block_starts[np.searchsorted(folded.block_starts, start, "right")]
    ahead = labels.start[following]
    return np.asarray((ahead >= end) & (ahead - end <= DOCUMENT_CHARS) & (ahead < ceiling))


def _after(end: Offsets, folded: Folded, labels: Labels) -> tuple[Offsets, Truth]:
    """For each value the first label after it, and whether it names it: same line, not followed by its own value."""
    at = np.searchsorted(labels.start, end)
    safe = np.minimum(at, len(labels.start) - 1)
    reach = (at < len(labels.start)) & (labels.start[safe] - end <= AFTER_CHARS)
    reach &= folded.line_of(labels.start[safe]) == folded.line_of(end)
    following = labels.end[safe][:, None] + np.arange(3)
    behind = folded.chars.take(following, mode="clip")
    behind[following >= len(folded.chars)] = 0
    names_next = table_of(b":=")[behind[:, 0]] | is_digit(behind).any(axis=1)
    return safe, reach & ~names_next


def _has_unit(folded: Folded, start: Offsets, end: Offsets) -> Truth:
    """A currency stands before the value, or a unit after it that does not begin a word of kanji."""
    before, after = _unit_tables()
    codes: npt.NDArray[np.uint32] | npt.NDArray[np.uint8] = folded.chars if folded.codes is None else folded.codes
    last = len(codes) - 1
    behind = codes[np.minimum(end, last)].astype(np.int64)
    ahead = codes[np.maximum(start - 1, 0)].astype(np.int64)
    follows = after[np.minimum(behind, 0xFFFF)] & (end <= last)
    follows &= (folded.chars[np.minimum(end + 1, last)] != KANJI) | (end + 1 > last)
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
