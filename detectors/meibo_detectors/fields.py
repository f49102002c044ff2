"""The fields of a text: its cells, and what their names say about them."""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.field_look_up import find_holding, find_last_at_most
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.roles import Role
from meibo_detectors.structure.model import Cells

Masks = npt.NDArray[np.uint64]


class Spellings(NamedTuple):
    """The names that fields have, each once."""

    which: npt.NDArray[np.int32]
    """The number of the name of each field; fields behind these have none."""
    start: Offsets
    """Where each name stands for the first time."""
    end: Offsets


class Meanings:
    """What the name of each field says; arrays are parallel to the cells."""

    def __init__(
        self,
        label: npt.NDArray[np.int32],
        role: npt.NDArray[np.uint8],
        names: Masks,
        refuses: Masks,
        *,
        roles: frozenset[int] | None = None,
        all_names: int | None = None,
        spellings: Spellings | None = None,
    ) -> None:
        """``roles`` and ``all_names`` are what ``role`` and ``names`` hold at all, where the caller knows it."""
        self.label = label
        """Index into the label table, -1 where the name holds no label."""
        self.role = role
        """A Role."""
        self.names = names
        """Bit d: the name is one of detector d's labels."""
        self.refuses = refuses
        """Bit d: the name says that the value is none of detector d's."""
        self.roles = frozenset(np.unique(role).tolist()) if roles is None else roles
        """The roles that occur."""
        self.all_names = int(np.bitwise_or.reduce(names, initial=0)) if all_names is None else all_names
        """The bits of ``names`` that occur."""
        self.spellings = spellings
        """Of the fields of a text, where the caller knows them."""

    @staticmethod
    def none() -> Meanings:
        """Those of a text without fields."""
        nothing = np.zeros(0, np.uint64)
        return Meanings(
            nothing.astype(np.int32),
            nothing.astype(np.uint8),
            nothing,
            nothing,
            roles=frozenset(),
            all_names=0,
        )

    def take(self, rows: Offsets) -> Meanings:
        """The meanings of some fields."""
        return Meanings(self.label[rows], self.role[rows], self.names[rows], self.refuses[rows])

    @staticmethod
    def join(parts: Sequence[Meanings]) -> Meanings:
        """All meanings, one part after the other; those behind the first part are of fields without names."""
        return Meanings(
            np.concatenate([part.label for part in parts]),
            np.concatenate([part.role for part in parts]),
            np.concatenate([part.names for part in parts]),
            np.concatenate([part.refuses for part in parts]),
            roles=frozenset().union(*(part.roles for part in parts)),
            all_names=functools.reduce(operator.or_, (part.all_names for part in parts), 0),
            spellings=parts[0].spellings if parts else None,
        )


class Fields:
    """Cells with their meanings, ascending by start; see ``structure.model.Cells`` for the arrays.

    The fields of joined values (``joins``) stand behind those of the text.
    """

    def __init__(self, cells: Cells, meanings: Meanings, detector_ids: tuple[str, ...]) -> None:
        self.cells = cells
        self.consumed: Truth = np.zeros(len(cells.start), np.bool_)
        """Fields whose values were joined to something else, or written anew: nothing is looked for in them."""
        self.is_restored: Truth = np.zeros(len(cells.start), np.bool_)
        """Joined fields to which a leading zero was added."""
        self.start, self.end = cells.start, cells.end
        self.record, self.column = cells.record, cells.column
        self.records = cells.records
        self.meanings = meanings
        self.label, self.role = meanings.label, meanings.role
        self.detector_ids = detector_ids
        self._bits = {name: np.uint64(1 << at) for at, name in enumerate(detector_ids)}
        self._named: dict[str, Offsets] = {}

    def named(self, detector_id: str) -> Offsets:
        """Indices of the fields whose names are labels of a detector, ascending; read-only."""
        if detector_id not in self._named:
            bit = self._bits.get(detector_id, np.uint64(0))
            if self.meanings.all_names & int(bit):
                named = np.flatnonzero((self.meanings.names & bit) != 0)
            else:
                named = np.zeros(0, np.int64)
            named.flags.writeable = False
            self._named[detector_id] = named
        return self._named[detector_id]

    def refused(self, detector_id: str) -> Offsets:
        """Indices of the fields whose names speak against a detector, ascending."""
        return np.flatnonzero((self.meanings.refuses & self._bits.get(detector_id, np.uint64(0))) != 0)

    @property
    def all_bits(self) -> int:
        """The bits of all detectors."""
        return (1 << len(self._bits)) - 1

    def bit(self, detector_id: str) -> int:
        """The bit of a detector in ``Meanings``, 0 for one that is not looked for."""
        return int(self._bits.get(detector_id, 0))

    def of_role(self, *roles: Role) -> Offsets:
        """Indices of the fields of these roles, ascending."""
        if self.meanings.roles.isdisjoint(roles):
            return np.zeros(0, np.int64)
        return np.flatnonzero(np.isin(self.role, roles))

    def holding(self, start: Offsets, end: Offsets) -> Offsets:
        """For each stretch the index of the field that holds all of it, -1 where none does."""
        return find_holding(self.start, self.end, start, end)

    def record_of(self, offsets: Offsets) -> Offsets:
        """The record in which each offset lies."""
        return find_last_at_most(self.records, offsets)

    def is_in_named(self, detector_id: str, start: Offsets, end: Offsets) -> Truth:
        """Whether the name of the field that holds each stretch is a label of a detector."""
        field = self.holding(start, end)
        if not self.meanings.all_names & self.bit(detector_id):
            return np.zeros(len(field), np.bool_)
        names = self.meanings.names.take(field, mode="clip") & self._bits[detector_id]
        return np.asarray((field >= 0) & (names != 0))

    def is_in_column(self, start: Offsets, end: Offsets) -> Truth:
        """Whether a cell of a table holds each stretch."""
        field = self.holding(start, end)
        return np.asarray((field >= 0) & (self.column.take(field, mode="clip") >= 0)) if len(self.start) else field >= 0

    def is_cell(self, start: Offsets, end: Offsets) -> Truth:
        """Whether each stretch is all of a cell of a table."""
        field = self.holding(start, end)
        is_cell = field >= 0
        rows = np.flatnonzero(is_cell)
        at = field[rows]
        is_cell[rows] = (self.start[at] == start[rows]) & (self.end[at] == end[rows]) & (self.column[at] >= 0)
        return is_cell

    def is_filled_by(self, start: Offsets, end: Offsets) -> Truth:
        """Whether each stretch is all of a field."""
        field = self.holding(start, end)
        if not len(self.start):
            return field >= 0
        same = (self.start.take(field, mode="clip") == start) & (self.end.take(field, mode="clip") == end)
        return np.asarray((field >= 0) & same)

    def record_holding(self, start: Offsets, end: Offsets) -> Offsets:
        """The record of the field that holds each stretch, or else the one in which it begins."""
        field, record = self.holding(start, end), self.record_of(start)
        return np.where(field >= 0, self.record.take(field, mode="clip"), record) if len(self.record) else record
