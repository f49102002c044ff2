"""What stands around candidates: which field holds each, what that field's name says, and which words are near.

Distances follow specification section 1.3: a label counts within 40 characters before and 20 after a value; a keyword
of the document within 300. Of several labels before a value the nearest names it. Where the field that holds a value
has a name, that name decides; in a table no other cell's words count.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence
from meibo_detectors.kernels.field_context import count_column_cells, weigh_fields
from meibo_detectors.kernels.stretches import surround
from meibo_detectors.kernels.word_context import weigh_words
from meibo_detectors.label_table import Labels, LabelTable, Masks
from meibo_detectors.labels import CURRENCY_BEFORE, UNITS_AFTER
from meibo_detectors.model import Context
from meibo_detectors.normalise import Bytes, Offsets, Truth
from meibo_detectors.text import Text

DOCUMENT_CHARS: Final = 300
_NO_CELL: Final = Evidence.CHECK_DIGIT_FAILED | Evidence.DATE_TIME_READING
"""Evidence of candidates that do not count as valid cells of their column."""


class Flag(enum.IntFlag):
    """What is known of a candidate's surroundings, as the kernels write it; see ``model.Context``."""

    TOUCHING = enum.auto()
    OTHER = enum.auto()
    NAMED_OTHER = enum.auto()
    NEAR_KEYWORD = enum.auto()
    UNIT = enum.auto()
    WEAK = enum.auto()
    NAMED = enum.auto()
    FILLS = enum.auto()
    LABELLED = enum.auto()
    SOME_CELLS = enum.auto()
    """The column has filled cells, and below 5."""
    COUNTED_CELLS = enum.auto()
    """It has 5 or more."""
    SOME_SHARE = enum.auto()
    """The share of valid cells is 0.2 or more, and below 0.7."""
    PURE_SHARE = enum.auto()
    """It is 0.7 or more."""


def has_flag(flags: npt.NDArray[np.uint32], flag: Flag) -> Truth:
    """True for rows that carry the flag."""
    return np.asarray((flags & np.uint32(flag)) != 0)


CELL_STEPS: Final = np.array([0, 1, 5], np.int64)
SHARE_STEPS: Final = np.array([0, 0.2, 0.7], np.float32)
"""Cells and share of a column are told to ``Detector.score`` as the highest of these that they reach."""
_CELLS_SHIFT: Final = Flag.SOME_CELLS.bit_length() - 1
_SHARE_SHIFT: Final = Flag.SOME_SHARE.bit_length() - 1


FieldColumns = tuple[Offsets, Offsets, Offsets, Masks, Masks, npt.NDArray[np.int32]]
"""Start, end, column, names, refuses and label of each field."""


class Weighed:
    """The candidates of one detector and what became of them; all arrays are parallel."""

    def __init__(
        self,
        detector: int,
        candidates: npt.NDArray[np.void],
        parts: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.uint32]],
        columns: tuple[Offsets, Offsets, Offsets],
    ) -> None:
        """``columns`` are the column of each field, and the filled and the valid cells of each column."""
        self.detector = detector
        self.candidates = candidates
        """Rows of CANDIDATE in folded characters; scoring adds evidence to them."""
        self.field, self.label, self.flags = parts
        self._columns = columns
        self.scores = np.zeros(len(candidates), np.uint8)
        """Before records are looked at; 0 where the candidate is no finding."""

    @functools.cached_property
    def context(self) -> Context:
        """The surroundings in full."""
        of_field, filled, valid = self._columns
        cells, share = np.zeros(len(self.field), np.int64), np.zeros(len(self.field), np.float32)
        held = np.flatnonzero(self.field >= 0)
        column = of_field[self.field[held]]
        held, column = held[column >= 0], column[column >= 0]
        cells[held] = filled[column]
        share[held] = np.minimum(valid[column] / np.maximum(filled[column], 1), 1)
        return make_context(self.flags, self.label, cells, share)


def make_context(
    flags: npt.NDArray[np.uint32],
    label: npt.NDArray[np.int32],
    cells: npt.NDArray[np.int64],
    share: npt.NDArray[np.float32],
) -> Context:
    """The context that flags stand for."""
    return Context(
        label=label,
        is_touching=has_flag(flags, Flag.TOUCHING),
        is_other=has_flag(flags, Flag.OTHER),
        is_named_other=has_flag(flags, Flag.NAMED_OTHER),
        is_near_keyword=has_flag(flags, Flag.NEAR_KEYWORD),
        has_unit=has_flag(flags, Flag.UNIT),
        is_weak=has_flag(flags, Flag.WEAK),
        is_named=has_flag(flags, Flag.NAMED),
        fills_field=has_flag(flags, Flag.FILLS),
        column_cells=cells,
        column_share=share,
    )


def make_stepped_context(flags: npt.NDArray[np.uint32]) -> Context:
    """The context of situations: any label stands for all, cells and share are rounded down to their steps."""
    return make_context(
        flags,
        np.where(has_flag(flags, Flag.LABELLED), 0, -1).astype(np.int32),
        CELL_STEPS[(flags >> np.uint32(_CELLS_SHIFT)) & np.uint32(3)],
        SHARE_STEPS[(flags >> np.uint32(_SHARE_SHIFT)) & np.uint32(3)],
    )


class Surroundings:
    """Weighs the candidates of one text."""

    def __init__(
        self, text: Text, table: LabelTable, find_labels: Callable[[Offsets, Offsets], Labels], keywords: Masks
    ) -> None:
        """``find_labels`` finds those that begin in stretches of the text, told by floor and roof; ``keywords`` are the
        bits of detectors that the names of each block speak of."""
        self._text, self._table, self._find_labels, self._keywords = text, table, find_labels, keywords
        codes = text.folded.codes
        self._codes = np.zeros(0, np.uint32) if codes is None else codes

    def weigh(self, found: Sequence[npt.NDArray[np.void]]) -> list[Weighed]:
        """The candidates of each detector (folded characters, ascending) with what stands around them.

        Labels are looked for only around candidates that words near them may name. Detectors without candidates are
        left out.
        """
        weighed, undecided = [], []
        for detector, candidates in enumerate(found):
            if len(candidates):
                one, rows = self._weigh_fields(detector, candidates)
                weighed.append(one)
                undecided.append(rows)
        if any(map(len, undecided)):
            labels = self._find_labels_around(
                [one.candidates.take(rows) for one, rows in zip(weighed, undecided, strict=True)]
            )
            for one, rows in zip(weighed, undecided, strict=True):
                if len(rows):
                    self._weigh_words(one, rows, labels)
        if self._keywords.any():
            for one in weighed:
                self._heed_names_of_blocks(one)
        return weighed

    def _weigh_fields(self, detector: int, candidates: npt.NDArray[np.void]) -> tuple[Weighed, Offsets]:
        """What the fields tell, and the rows that words may name."""
        field, label, flags, valid, undecided = weigh_fields(
            candidates.view(np.uint8), 1 << detector, _NO_CELL, self._fields, self._cells, self._table.weak,
            self._text.folded.chars, self._codes, *_units(),
        )  # fmt: skip
        columns = (self._fields[2], self._cells, valid)
        return Weighed(detector, candidates, (field, label, flags), columns), undecided

    def _find_labels_around(self, candidates: list[npt.NDArray[np.void]]) -> Labels:
        start = np.concatenate([rows["start"] for rows in candidates])
        end = np.concatenate([rows["end"] for rows in candidates])
        order = np.argsort(start, kind="stable")
        chars = self._text.folded.chars
        return self._find_labels(*surround(start[order], end[order], chars, self._table.is_border))

    def _weigh_words(self, weighed: Weighed, rows: Offsets, labels: Labels) -> None:
        candidates, table, bit = weighed.candidates, self._table, 1 << weighed.detector
        borders = self._text.folded.block_borders(candidates["start"][rows])
        weigh_words(
            candidates.view(np.uint8), rows, weighed.field, self._fields[:3], *borders,
            (labels.index, labels.start, labels.end), bit, table.positive, table.negative, table.weak,
            self._text.folded.chars, self._runs, weighed.label, weighed.flags,
        )  # fmt: skip

    def _heed_names_of_blocks(self, weighed: Weighed) -> None:
        spoken = (self._keywords & np.uint64(1 << weighed.detector)) != 0
        if spoken.any():
            folded = self._text.folded
            start = folded.restore(weighed.candidates["start"])
            block = np.searchsorted(folded.text_starts, start, "right") - 1
            weighed.flags[spoken[block]] |= np.uint32(Flag.NEAR_KEYWORD)

    @functools.cached_property
    def _fields(self) -> FieldColumns:
        fields = self._text.fields
        return (
            fields.start, fields.end, fields.column, fields.meanings.names, fields.meanings.refuses, fields.label
        )  # fmt: skip

    @functools.cached_property
    def _cells(self) -> Offsets:
        return count_column_cells(self._text.folded.chars, *self._fields[:3])

    @functools.cached_property
    def _runs(self) -> Offsets:
        return np.ascontiguousarray(self._text.runs.start)


@functools.cache
def _units() -> tuple[Bytes, Bytes]:
    """By code point whether it is a currency that stands before numbers, and whether it is a unit behind them."""
    tables = np.zeros((2, 0x10000), np.uint8)
    tables[0, [ord(sign) for sign in CURRENCY_BEFORE]] = True
    tables[1, [ord(sign) for sign in UNITS_AFTER]] = True
    return tables[0], tables[1]
