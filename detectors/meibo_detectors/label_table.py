"""Every label of a set of detectors: what it speaks for and against, and where it stands in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from meibo_detectors.labels import OTHER_IDENTIFIERS, REFERENCE_NUMBERS
from meibo_detectors.model import Detector
from meibo_detectors.normalise import Folded, Offsets, Truth, fold_label, is_letter

Masks = npt.NDArray[np.uint64]


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
        weak: dict[str, int] = {}
        for at, detector in enumerate(detectors):
            _add(positive, detector.labels, 1 << at)
            _add(positive, detector.weak_labels, 1 << at)
            _add(weak, detector.weak_labels, 1 << at)
            _add(negative, detector.other_labels, 1 << at)
        _add(negative, (*REFERENCE_NUMBERS, *OTHER_IDENTIFIERS), refusing)
        for spelling, bits in positive.items():
            names_number = bits & refusing  # a name or an address before a number says nothing against it
            negative[spelling] = (negative.get(spelling, 0) | (refusing if names_number else 0)) & ~bits
        self.spellings: tuple[str, ...] = tuple(sorted(positive.keys() | negative.keys()))
        self.positive: Masks = np.array([positive.get(spelling, 0) for spelling in self.spellings], np.uint64)
        self.negative: Masks = np.array([negative.get(spelling, 0) for spelling in self.spellings], np.uint64)
        self.weak: Masks = np.array([weak.get(spelling, 0) for spelling in self.spellings], np.uint64)
        self.kinds = _kinds_of(detectors, self.spellings)
        """The kind of each detector that each label names, 0 for none; shape (detectors, labels)."""
        in_text = [index for index, spelling in enumerate(self.spellings) if not is_only_field_name(spelling)]
        self._in_text = np.array(in_text, np.int32)
        self._matcher = ahocorasick_rs.AhoCorasick(
            [self.spellings[index] for index in in_text],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            store_patterns=False,
        )

    def find(self, folded: Folded) -> Labels:
        """All labels of a text, longest first where several begin at one place, Latin ones at word borders only."""
        number, start, end = find_words(self._matcher, folded)
        return Labels(self._in_text[number], start, end)


def find_words(matcher: ahocorasick_rs.AhoCorasick, folded: Folded) -> tuple[Offsets, Offsets, Offsets]:
    """Number, start and end of each word of a text that the matcher knows, Latin ones at word borders only."""
    matches = matcher.find_matches_as_indexes(folded.letters)
    table = np.fromiter((number for match in matches for number in match), np.int64, len(matches) * 3).reshape(-1, 3)
    number, start, end = table.T
    chars = folded.chars
    before = chars[np.maximum(start - 1, 0)]
    after = chars[np.minimum(end, len(chars) - 1)]
    first, last = chars[start], chars[end - 1]
    inner_left = is_letter(first) & is_letter(before) & (start > 0) & ~(_is_upper(first) & ~_is_upper(before))
    inner_right = is_letter(last) & is_letter(after) & (end < len(chars)) & ~(_is_upper(after) & ~_is_upper(last))
    whole = ~(inner_left | inner_right)
    return number[whole], start[whole], end[whole]


def _kinds_of(detectors: Sequence[Detector], spellings: Sequence[str]) -> npt.NDArray[np.uint8]:
    index = {spelling: at for at, spelling in enumerate(spellings)}
    kinds = np.zeros((len(detectors), len(spellings)), np.uint8)
    for at, detector in enumerate(detectors):
        for number, kind in enumerate(detector.kinds, 1):
            for label in kind.labels:
                kinds[at, [index[spelling] for spelling in spell(label)]] = number
    return kinds


def is_only_field_name(spelling: str) -> bool:
    """A single kanji or kana stands for a label only where it is the whole name of a field: 名 is in too many words."""
    return len(spelling) == 1 and unicodedata.category(spelling) == "Lo"


def _is_upper(chars: npt.NDArray[np.uint8]) -> Truth:
    return (chars - np.uint8(65)) < 26


def _add(table: dict[str, int], labels: Iterable[str], bits: int) -> None:
    for label in labels:
        for spelling in spell(label):
            table[spelling] = table.get(spelling, 0) | bits


def spell(label: str) -> set[str]:
    """A label and the other forms that it is written in.

    ``社員番号`` is also 社員no, ``社員コード`` also 社員cd; ``shain no`` also shain_bango, shain-number, shainno ...
    """
    forms = {label}
    for ending, others in _ENDINGS.items():
        if label.endswith(ending) and len(label) > len(ending) + 1:
            forms |= {label.removesuffix(ending) + other for other in others}
    for form in sorted(forms):
        if form.isascii():
            forms |= {re.sub(r"[ ]", joint, form) for joint in ("", "_", "-")}
    return {fold_label(form) for form in forms}


_NUMBERS: Final = (" no", " num", " number", " bango")
_ENDINGS: Final = {
    "証番号": ("証の番号", "証no", "証no."),
    "カード番号": ("カードの番号", "カードno", "カードno."),
    "番号": ("no", "no."),
    "コード": ("cd", "code"),
    " code": (" cd",),
    **{ending: tuple(other for other in _NUMBERS if other != ending) for ending in _NUMBERS},
    " bango": (*_NUMBERS[:-1], " bangou"),
}
"""Endings of labels that say the same as others."""
