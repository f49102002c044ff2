"""Runs of digits in folded text, and how they are linked to groups such as 4-4-4 or 03(3123)4567."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence
from meibo_detectors.kernels.number_runs import (
    RunColumns,
    copy_digits,
    describe_runs,
    find_runs,
    read_rows,
    sort_shapes,
)
from meibo_detectors.normalise import Bytes, Folded, Offsets, Truth, table_of
from meibo_detectors.windows import window

HYPHEN: Final = ord("-")
SPACE: Final = ord(" ")
OPEN: Final = ord("(")
CLOSE: Final = ord(")")

IS_SEPARATOR: Final = table_of(b"- .")
_IS_BORDER: Final = table_of(b" \t-|")
_BORDER_CHARS: Final = 3
"""Between two groups of boxes."""


LENGTHS_ALONE: Final = range(6, 20)
"""The lengths of numbers that are looked for unbroken; the kernel knows them too."""
GROUPS: Final = (
    (3, 4), (3, 7), (4, 3, 7), (4, 4, 4), (4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6), (4, 6, 1), (4, 6, 4), (4, 6, 5),
)  # fmt: skip
"""The groups that numbers are written in."""
_MOST_GROUPS: Final = 8
_LED_BY_ZERO: Final = len(LENGTHS_ALONE) + len(GROUPS)


class Sorted(NamedTuple):
    """Runs sorted by the shape that begins with them."""

    first: Offsets
    borders: list[int]
    """Where the runs of each shape begin among ``first``: lengths alone, groups, and those of telephone numbers."""
    chains: Offsets
    """First run of each chain of single digits with one space or tab between."""
    counts: Offsets
    """Digits of each."""


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
        self.chars: Bytes = folded.chars
        """The text that the runs stand in."""
        self.start: Offsets
        self.end: Offsets
        self.start, self.end = find_runs(self.chars)
        self.length, *columns = describe_runs(self.chars, self.start, self.end)
        self.link, self.before, self.after, letter_left, self._left, self._right = columns
        self.columns: RunColumns = RunColumns(self.chars, self.start, self.end, *columns)
        """All of this for kernels."""
        # ``link`` is the separator to the next run, 0 where none links them. ``before`` and ``after`` are the
        # characters beside each run, 0 at the very start and end.
        self.has_letter_left: Truth = letter_left.view(np.bool_)
        """A Latin letter stands before the run, directly or with a hyphen, dot or underscore between."""
        self.open_left: Truth = self._left.view(np.bool_)
        """No hyphen or dot ties the run to a run before it (a letter still may stand there)."""
        self.open_right: Truth = self._right.view(np.bool_)

    def __len__(self) -> int:
        return len(self.start)

    @functools.cached_property
    def offset(self) -> Offsets:
        """Where each run begins in ``digits``; the digits of linked runs therefore lie side by side."""
        return np.cumsum(self.length) - self.length

    @functools.cached_property
    def digits(self) -> Bytes:
        """Every digit of the text, without what stands between."""
        return copy_digits(self.chars, self.start, self.end)

    @functools.cached_property
    def _shapes(self) -> Sorted:
        """The runs with which numbers of each known shape begin."""
        first, borders, chains, counts = sort_shapes(
            self.chars, self.start, self.length, self.link, self.before, self._left, self._right, _shape_table()
        )
        return Sorted(first, borders.tolist(), chains, counts)

    def _of_shape(self, number: int) -> Offsets:
        first, borders = self._shapes[:2]
        return first[borders[number] : borders[number + 1]]

    @property
    def led_by_zero(self) -> Offsets:
        """Linked runs of up to five digits that begin with 0, and that nothing ties to a run before them."""
        return self._of_shape(_LED_BY_ZERO)

    @property
    def codes_of_japan(self) -> Offsets:
        """Runs behind or with which a telephone number begins as from abroad: ``+81``, 0081, 010-81, ``+8190...``."""
        return self._of_shape(_LED_BY_ZERO + 1)

    @property
    def post_bank_symbols(self) -> Offsets:
        """Runs of five digits without a letter or tie before them, as accounts of the Post Bank begin."""
        return self._of_shape(_LED_BY_ZERO + 2)

    def matrix(self, first: Offsets, total: int) -> Bytes:
        """The ``total`` digits from each run in ``first`` on, across links; shape (len(first), total)."""
        return read_rows(self.columns, first, total)

    def find_groups(self, lengths: tuple[int, ...]) -> Offsets:
        """First runs of groups of exactly these lengths, one of GROUPS, with one separator throughout.

        The separator is ``-``, a space or a dot. A group that goes on with it is a longer number, and left out.
        """
        return self._of_shape(len(LENGTHS_ALONE) + GROUPS.index(lengths))

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
        """Runs of exactly this length, one of LENGTHS_ALONE, that stand alone."""
        return self._of_shape(LENGTHS_ALONE.index(length))

    def find_boxes(self, total: int) -> Offsets:
        """First runs of numbers written one digit a box, with exactly this many digits."""
        first, count = self._shapes[2:]
        return first[count == total] if len(first) else first

    def find_box_groups(self, lengths: tuple[int, ...]) -> Offsets:
        """First runs of numbers written one digit a box in groups, with a hyphen, bar or wider gap between."""
        first, count = self._shapes[2:]
        if len(first) < len(lengths):
            return np.zeros(0, np.int64)
        rows = len(first) - len(lengths) + 1
        fits = count[:rows] == lengths[0]
        for at, length in enumerate(lengths[1:], 1):
            before = slice(at - 1, at - 1 + rows)
            last = first[before] + count[before] - 1
            begin, end = self.end[last], self.start[np.minimum(last + 1, len(self) - 1)]
            gap = window(self.chars, begin, _BORDER_CHARS)
            inside = np.arange(_BORDER_CHARS) < (end - begin)[:, None]
            fits &= (count[at : at + rows] == length) & (first[at : at + rows] == last + 1)
            fits &= (end - begin <= _BORDER_CHARS) & (_IS_BORDER[gap] | ~inside).all(axis=1)
        chosen: Offsets = first[:rows][fits]
        return chosen


@functools.cache
def _shape_table() -> Offsets:
    """The lengths of GROUPS, one row each, zeros behind them."""
    table = np.zeros((len(GROUPS), _MOST_GROUPS), np.int64)
    for row, lengths in zip(table, GROUPS, strict=True):
        row[: len(lengths)] = lengths
    return table


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
