"""The files of a scan as pages ask for them: filtered, counted and sorted in memory that the system maps."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from meibo.assessment.rated_file import rate_file
from meibo.inventory.marks import MarkKind
from meibo.inventory.rows import Asset
from meibo.web import index_building as built
from meibo.web.columns import TYPES, map_bits, map_column
from meibo.web.group_table import GroupTable
from meibo.web.path_text import find_word
from meibo.web.settings import Settings
from meibo.web.triggers import IDS, REPORTABLE_BITS, bit_of, bits_of

Mask = NDArray[np.bool_]
SORTS: Final = ("risk", "path", *built.ORDERS)
UNMARKED: Final = "none"
OUTDATED: Final = "outdated"
MARKED: Final = "marked"
ANY_REPORTABLE: Final = "reportable"
_KEPT: Final = 24
"""Results that are kept for further pages; each takes at most 4 bytes a file."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class Choice(msgspec.Struct, frozen=True):
    """Which files are wanted; what is empty selects nothing out. Of one kind any may fit, of several kinds all must."""

    levels: tuple[int, ...] = ()
    detectors: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    owner: str | None = None
    target: str = ""
    folder: str | None = None
    words: tuple[str, ...] = ()
    """Each must be in the path."""


class Facets(msgspec.Struct, frozen=True):
    """Files by each value of a filter, where all other filters hold."""

    levels: dict[int, int]
    statuses: dict[str, int]
    audiences: dict[str, int]
    triggers: dict[str, int]


class _Kept(Generic[Key, Value]):
    """The results that were asked for last."""

    def __init__(self) -> None:
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The result of a key; two threads may both make it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > _KEPT:
                self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._values.clear()


class Index:
    """Opened once, used by all threads; marks are the only thing that ever changes in it."""

    def __init__(self, settings: Settings) -> None:
        folder = settings.folder
        self._settings = settings
        self.figures = msgspec.msgpack.decode((folder / built.FIGURES).read_bytes(), type=built.Figures)
        self._columns = {name: map_column(folder, name) for name in TYPES}
        for name in ("mark", "level", "score", "triggers"):  # what marks change
            self._columns[name] = np.array(self._columns[name])
        self._detectors = map_bits(folder, len(self.figures.detectors))
        self._orders = {name: map_column(folder, f"order-{name}", "<i4") for name in ("path", *built.ORDERS)}
        text = folder / built.TEXT
        self._text: Any = np.memmap(text, dtype="u1", mode="r") if text.stat().st_size else np.empty(0, dtype="u1")
        self._rarity = np.load(folder / built.RARITY)
        self._by_version = np.argsort(self._columns["version"])
        self._found: _Kept[tuple[Choice, str, bool], NDArray[np.int32]] = _Kept()
        self._facets: _Kept[Choice, Facets] = _Kept()
        self._words: _Kept[str, Mask] = _Kept()

    def __len__(self) -> int:
        return len(self._columns["version"])

    def open_groups(self) -> GroupTable:
        """The groups, for one thread."""
        return GroupTable(self._settings.folder / built.GROUPS)

    def find(self, choice: Choice, sort: str, is_reversed: bool) -> NDArray[np.int32]:
        """The rows that are wanted: the riskiest or largest first, paths from their first letter on."""
        return self._found.get((choice, sort, is_reversed), lambda: self._sort(choice, sort, is_reversed))

    def _sort(self, choice: Choice, sort: str, is_reversed: bool) -> NDArray[np.int32]:
        mask = self._join(self._masks(choice))
        if sort == "risk":
            rows = np.flatnonzero(mask).astype(np.int32)
        else:
            order = self._orders[sort]
            rows = np.asarray(order[mask[order]])
        return rows[::-1] if is_reversed else rows

    def count_facets(self, choice: Choice) -> Facets:
        """How many files each value of a filter would leave."""
        return self._facets.get(choice, lambda: self._count_facets(choice))

    def _count_facets(self, choice: Choice) -> Facets:
        masks = self._masks(choice)
        levels = np.bincount(self._but(masks, "levels", "level"), minlength=5)
        statuses = np.bincount(self._but(masks, "statuses", "status"), minlength=len(built.STATUSES))
        audiences = np.bincount(self._but(masks, "audiences", "audience"), minlength=len(built.AUDIENCES))
        bits = self._but(masks, "triggers", "triggers")
        return Facets(
            levels={grade: int(count) for grade, count in enumerate(levels)},
            statuses={name.value: int(count) for name, count in zip(built.STATUSES, statuses, strict=True)},
            audiences={name.value: int(count) for name, count in zip(built.AUDIENCES, audiences, strict=True)},
            triggers={
                ANY_REPORTABLE: int(np.count_nonzero(bits & REPORTABLE_BITS)),
                **{name: int(np.count_nonzero(bits & bit_of(name))) for name in IDS},
            },
        )

    def versions(self, rows: NDArray[np.int32]) -> list[int]:
        """The inventory's numbers of these rows."""
        return [int(number) for number in self._columns["version"][rows]]

    def row_of(self, version: int) -> int | None:
        """The row of a version, None where the scan does not have it."""
        column = self._columns["version"]
        at = int(np.searchsorted(column, version, sorter=self._by_version))
        if at >= len(column):
            return None
        row = int(self._by_version[at])
        return row if int(column[row]) == version else None

    def tell(self, row: int) -> dict[str, int]:
        """What the index knows of a file that the inventory does not say."""
        return {name: int(self._columns[name][row]) for name in ("yen", "copies", "triggers")}

    def note_marks(self, assets: list[Asset]) -> None:
        """Take over the marks of files as they are now, and the risk that follows from them."""
        for asset in assets:
            row = self.row_of(asset.version_id)
            if row is None:
                continue
            file = rate_file(asset, self._settings.least_score, self._settings.rules)
            self._columns["mark"][row] = built.number_mark(asset.mark)
            self._columns["level"][row] = file.risk.level.grade
            self._columns["score"][row] = file.risk.score
            self._columns["triggers"][row] = bits_of(file.raised)
        self._found.clear()
        self._facets.clear()

    def _masks(self, choice: Choice) -> dict[str, Mask]:
        """What each filter that is set leaves."""
        columns, masks = self._columns, {}
        if choice.levels:
            masks["levels"] = np.isin(columns["level"], np.array(choice.levels, dtype="u1"))
        if choice.statuses:
            wanted = [number for number, name in enumerate(built.STATUSES) if name in choice.statuses]
            masks["statuses"] = np.isin(columns["status"], np.array(wanted, dtype="u1"))
        if choice.audiences:
            wanted = [number for number, name in enumerate(built.AUDIENCES) if name in choice.audiences]
            masks["audiences"] = np.isin(columns["audience"], np.array(wanted, dtype="u1"))
        if choice.triggers:
            bits = sum({REPORTABLE_BITS if name == ANY_REPORTABLE else bit_of(name) for name in choice.triggers})
            masks["triggers"] = (columns["triggers"] & bits) != 0
        if choice.marks:
            masks["marks"] = self._mask_marks(choice.marks)
        if choice.detectors:
            masks["detectors"] = self._mask_detectors(choice.detectors)
        if choice.owner is not None or choice.target or choice.folder is not None:
            masks["place"] = self._mask_place(choice)
        if choice.words:
            masks["words"] = self._join({word: self._find_word(word) for word in choice.words})
        return masks

    def _find_word(self, word: str) -> Mask:
        return self._words.get(word, lambda: find_word(self._text, self._columns["end"], self._rarity, word))

    def _mask_marks(self, marks: tuple[str, ...]) -> Mask:
        column = self._columns["mark"]
        mask = np.zeros(len(column), dtype=np.bool_)
        for name in marks:
            if name == UNMARKED:
                mask |= column == 0
            elif name == OUTDATED:
                mask |= column >= built.OUTDATED
            elif name == MARKED:
                mask |= column != 0
            elif name in set(MarkKind):
                mask |= (column & (built.OUTDATED - 1)) == built.MARKS[MarkKind(name)]
        return mask

    def _mask_detectors(self, detectors: tuple[str, ...]) -> Mask:
        mask = np.zeros(len(self), dtype=np.bool_)
        for name in detectors:
            if name in self.figures.detectors:
                number = self.figures.detectors.index(name)
                mask |= (self._detectors[:, number >> 3] & (1 << (number & 7))) != 0
        return mask

    def _mask_place(self, choice: Choice) -> Mask:
        mask = np.ones(len(self), dtype=np.bool_)
        groups = self.open_groups()
        try:
            if choice.owner is not None:
                mask &= self._columns["owner"] == groups.find_owner(choice.owner)
            if choice.target or choice.folder is not None:
                first, behind = groups.find_folders(choice.target, choice.folder or "")
                mask &= (self._columns["folder"] >= first) & (self._columns["folder"] < behind)
        finally:
            groups.close()
        return mask

    def _join(self, masks: dict[str, Mask]) -> Mask:
        joined = np.ones(len(self), dtype=np.bool_)
        for mask in masks.values():
            joined &= mask
        return joined

    def _but(self, masks: dict[str, Mask], name: str, column: str) -> NDArray[Any]:
        """The values of a column where all filters hold but its own."""
        others = {key: mask for key, mask in masks.items() if key != name}
        values = self._columns[column]
        return values[self._join(others)] if others else values
