"""Every label of a set of detectors: what it speaks for and against, and where it stands in a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from meibo_detectors.labels import OTHER_IDENTIFIERS, REFERENCE_NUMBERS
from meibo_detectors.model import Detector
from meibo_detectors.normalise import Bytes, Folded, Offsets, Truth
from meibo_detectors.word_search import find_words, make_matcher, spell

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
        self.is_border = find_borders(self.spellings)
        """For each folded character whether it is ASCII and in no label."""
        in_text = [index for index, spelling in enumerate(self.spellings) if not is_only_field_name(spelling)]
        self._in_text = np.array(in_text, np.int32)
        self._matcher = make_matcher(self.spellings[index] for index in in_text)

    def find(self, folded: Folded, floor: Offsets | None = None, roof: Offsets | None = None) -> Labels:
        """All labels of a text, longest first where several begin at one place, Latin ones at word borders only.

        With stretches of the text, ascending and apart, only those that begin in one of them.
        """
        number, start, end = find_words(self._matcher, folded, floor, roof)
        return Labels(self._in_text[number], start, end)


def _kinds_of(detectors: Sequence[Detector], spellings: Sequence[str]) -> npt.NDArray[np.uint8]:
    index = {spelling: at for at, spelling in enumerate(spellings)}
    kinds = np.zeros((len(detectors), len(spellings)), np.uint8)
    for at, detector in enumerate(detectors):
        for number, kind in enumerate(detector.kinds, 1):
            for label in kind.labels:
                kinds[at, [index[spelling] for spelling in spell(label)]] = number
    return kinds


def find_borders(words: Iterable[str]) -> Bytes:
    """For each folded character 1 where it is ASCII and in none of these folded words, be it as a capital; else 0."""
    is_border = np.ones(256, np.uint8)
    is_border[128:] = 0
    letters = "".join(words)
    is_border[[ord(letter) for letter in letters + letters.upper() if letter.isascii()]] = 0
    return is_border


def is_only_field_name(spelling: str) -> bool:
    """A single kanji or kana stands for a label only where it is the whole name of a field: 名 is in too many words."""
    return len(spelling) == 1 and unicodedata.category(spelling) == "Lo"


def _add(table: dict[str, int], labels: Iterable[str], bits: int) -> None:
    for label in labels:
        for spelling in spell(label):
            table[spelling] = table.get(spelling, 0) | bits
