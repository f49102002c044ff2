"""Runs of digits in folded text, and how they are linked to groups such as 4-4-4 or 03(3123)4567."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence
from meibo_detectors.normalise import Bytes, Folded, Offsets, is_digit, is_letter, table_of
from meibo_detectors.windows import window

HYPHEN: Final = ord("-")
SPACE: Final = ord(" ")
OPEN: Final = ord("(")
CLOSE: Final = ord(")")

_IS_LINK: Final = table_of(b"- .\t()")
IS_SEPARATOR: Final = table_of(b"- .")
_IS_TIE: Final = table_of(b"-.")
_IS_BOX_GAP: Final = table_of(b" \t")
_IS_BORDER: Final = table_of(b" \t-|")
_BORDER_CHARS: Final = 3
"""Between two groups of boxes."""


class Shape(NamedTuple):
    """Numbers that are written in one way."""

    first: Offsets
    """The first run of each."""
    runs: int
    """Runs of each."""
    evidence: Evidence


class NumberRuns:
    """All runs of digits of a text, in order. Arrays are parallel, one element a run."""

    def __init__(self, folded: Folded) -> None:
        chars = self._chars = folded.chars
        digit = is_digit(chars)
        edges = np.flatnonzero(digit[1:] != digit[:-1]) + 1
        if len(digit) and digit[0]:
            edges = np.concatenate(([0], edges))
        if len(edges) % 2:
            edges = np.append(edges, len(chars))
        self.start: Offsets = edges[0::2]
        self.end: Offsets = edges[1::2]
        self.length: Offsets = self.end - self.start
        self.digits: Bytes = chars[digit] - np.uint8(48)
        """Every digit of the text, without what stands between."""
        self.offset: Offsets = np.concatenate(([0], np.cumsum(self.length)))[:-1]
        """Where each run begins in ``digits``; the digits of linked runs therefore lie side by side."""
        self.before: Bytes = window(chars, self.start - 1, 1)[:, 0]
        """The character before each run, 0 at the very start."""
        self.after: Bytes = window(chars, self.end, 1)[:, 0]
        self.link: Bytes = self._link(chars)
        """The separator to the next run, 0 where none links them."""
        hidden = ord("*")
        tied = _IS_TIE[self.link]
        joint = table_of(b"-._")[self.before]
        self.has_letter_left = is_letter(self.before) | (joint & is_letter(window(chars, self.start - 2, 1)[:, 0]))
        """A Latin letter stands before the run, directly or with a hyphen, dot or underscore between."""
        self.open_left = ~(np.concatenate(([False], tied[:-1]))) & (self.before != hidden)
        """No hyphen or dot ties the run to a run before it (a letter still may stand there)."""
        self.open_right = ~tied & ~is_letter(self.after) & (self.after != ord("_")) & (self.after != hidden)

    def __len__(self) -> int:
        return len(self.start)

    def _link(self, chars: Bytes) -> Bytes:
        link = np.zeros(len(self.start), np.uint8)
        if len(link) < 2:
            return link
        gap = self.start[1:] - self.end[:-1]
        first = self.after[:-1]
        single = (gap == 1) & _IS_LINK[first]
        link[:-1][single] = first[single]
        double = np.flatnonzero(gap == 2)
        if len(double):
            left, right = first[double], chars[self.end[double] + 1]
            closes = (left == CLOSE) & ((right == SPACE) | (right == HYPHEN))
            opens = (right == OPEN) & ((left == SPACE) | (left == HYPHEN))
            link[double[closes]] = CLOSE
            link[double[opens]] = OPEN
        return link

    def matrix(self, first: Offsets, total: int) -> Bytes:
        """The ``total`` digits from each run in ``first`` on, across links; shape (len(first), total)."""
        return self.digits.take(self.offset[first][:, None] + np.arange(total), mode="clip")

    def find_groups(self, lengths: tuple[int, ...]) -> Offsets:
        """First runs of groups of exactly these lengths with one separator (``-``, space or dot) throughout.

        A group that goes on with the same separator is a longer number, and left out.
        """
        count = len(lengths)
        if len(self) < count:
            return np.zeros(0, np.int64)
        last = len(self) - count + 1
        fits = self.length[:last] == lengths[0]
        for at, length in enumerate(lengths[1:], 1):
            fits &= self.length[at : at + last] == length
        first = np.flatnonzero(fits)
        separator = self.link[first]
        fits = IS_SEPARATOR[separator]
        for at in range(1, count - 1):
            fits &= self.link[first + at] == separator
        before = np.where(first > 0, self.link[first - 1], 0)
        same_before = (separator == SPACE) & (before == SPACE) & (self.length[first - 1] == lengths[0])
        end = first + count - 1
        following = np.where(end + 1 < len(self), self.length[np.minimum(end + 1, len(self) - 1)], 0)
        same_after = (separator == SPACE) & (self.link[end] == SPACE) & (following == lengths[-1])
        fits &= self.open_left[first] & self.open_right[end] & ~same_before & ~same_after
        chosen: Offsets = first[fits]
        return chosen

    def find_shapes(self, total: int, groups: tuple[int, ...] = (), *, boxed: bool = True) -> Iterator[Shape]:
        """Numbers of so many digits: unbroken, in their groups, one digit a box; shapes that none has are left out."""
        shapes = [Shape(self.find_single(total), 1, Evidence(0))]
        if groups:
            shapes.append(Shape(self.find_groups(groups), len(groups), Evidence.GROUPING))
        if boxed:
            shapes.append(Shape(self.find_boxes(total), total, Evidence.BOXES))
        if boxed and groups:
            shapes.append(Shape(self.find_box_groups(groups), total, Evidence.BOXES))
        return (shape for shape in shapes if len(shape.first))

    def find_single(self, length: int) -> Offsets:
        """Runs of exactly this length that stand alone."""
        return np.flatnonzero((self.length == length) & self.open_left & self.open_right)

    @functools.cached_property
    def _chains(self) -> tuple[Offsets, Offsets]:
        """First run and length of each chain of single digits with one space or tab between."""
        single = self.length == 1
        joined = np.zeros(len(self) + 1, np.bool_)
        joined[1:-1] = single[:-1] & single[1:] & _IS_BOX_GAP[self.link[:-1]] if len(self) else False
        first = np.flatnonzero(~joined[:-1] & joined[1:])
        last = np.flatnonzero(joined[:-1] & ~joined[1:])
        return first, last - first + 1

    def find_boxes(self, total: int) -> Offsets:
        """First runs of numbers written one digit a box, with exactly this many digits."""
        first, count = self._chains
        chosen: Offsets = first[count == total]
        return chosen

    def find_box_groups(self, lengths: tuple[int, ...]) -> Offsets:
        """First runs of numbers written one digit a box in groups, with a hyphen, bar or wider gap between."""
        first, count = self._chains
        if len(first) < len(lengths):
            return np.zeros(0, np.int64)
        rows = len(first) - len(lengths) + 1
        fits = count[:rows] == lengths[0]
        for at, length in enumerate(lengths[1:], 1):
            before = slice(at - 1, at - 1 + rows)
            last = first[before] + count[before] - 1
            begin, end = self.end[last], self.start[np.minimum(last + 1, len(self) - 1)]
            gap = window(self._chars, begin, _BORDER_CHARS)
            inside = np.arange(_BORDER_CHARS) < (end - begin)[:, None]
            fits &= (count[at : at + rows] == length) & (first[at : at + rows] == last + 1)
            fits &= (end - begin <= _BORDER_CHARS) & (_IS_BORDER[gap] | ~inside).all(axis=1)
        chosen: Offsets = first[:rows][fits]
        return chosen


def keys_of(digits: Bytes) -> npt.NDArray[np.bytes_]:
    """Each row of digits as bytes of ASCII digits, dtype S20."""
    rows = np.ascontiguousarray(digits + np.uint8(48))
    return rows.view(f"S{rows.shape[1]}").ravel().astype("S20")


def is_one_of(keys: npt.NDArray[np.bytes_], known: npt.NDArray[np.bytes_]) -> npt.NDArray[np.bool_]:
    """Whether each key is one of a few known ones; their first eight digits are compared first, which costs a tenth."""
    if not len(keys):
        return np.zeros(0, np.bool_)
    likely = np.isin(_heads(keys), _heads(known.astype(keys.dtype)))
    found = np.zeros(len(keys), np.bool_)
    rows = np.flatnonzero(likely)
    found[rows] = np.isin(keys[rows], known)
    return found


def _heads(keys: npt.NDArray[np.bytes_]) -> npt.NDArray[np.uint64]:
    signs = np.ascontiguousarray(keys).view(np.uint8).reshape(len(keys), -1)
    return np.ascontiguousarray(signs[:, :8]).view("<u8").ravel()
