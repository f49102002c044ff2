"""Makes the index that pages are answered from, in a process of its own: columns of files, groups, issues, figures.

Costs a pass over the findings for the survey, one over the files for the columns, and a sort for each order. Memory
holds what the survey holds, and the names of folders and owners.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from meibo.assessment.group import Dimension, Group
from meibo.assessment.rated_file import RatedFile
from meibo.assessment.survey import Survey, survey_scan
from meibo.inventory.marks import Mark, MarkKind
from meibo.inventory.model import Coverage, ScanFacts, ScanSummary, Status
from meibo.inventory.reader import Reader
from meibo.inventory.rows import Asset
from meibo.web import group_table
from meibo.web.columns import TYPES, ColumnWriter, bits_bytes, map_column
from meibo.web.path_text import SEPARATOR, fold
from meibo.web.settings import Settings
from meibo.web.triggers import bits_of
from meibo_connectors.model import Audience

GROUPS: Final = "groups.db"
TEXT: Final = "text"
RARITY: Final = "rarity.npy"
FIGURES: Final = "figures.msgpack"
ORDERS: Final = ("size", "modified", "most", "yen", "copies")
"""Columns that files can be sorted by, besides risk and path."""
MARKS: Final[dict[MarkKind | None, int]] = {None: 0, **{kind: number for number, kind in enumerate(MarkKind, 1)}}
OUTDATED: Final = 8
"""Added to the number of a mark."""
STATUSES: Final = tuple(Status)
AUDIENCES: Final = tuple(Audience)
_DIMENSIONS: Final[tuple[Dimension, ...]] = ("share", "folder", "owner", "audience")
_OFTEN: Final = 2000

Tell = Callable[[str, int, int], None]
"""Is told the step, how many files it has seen, and of how many."""


class Figures(msgspec.Struct, frozen=True):
    """What the index says of the scan as a whole."""

    made: str
    """When it was made, ISO 8601."""
    facts: ScanFacts
    summary: ScanSummary
    coverage: Coverage
    total: Group
    detectors: tuple[str, ...]
    """The bits of the column of detectors."""


def build_index(settings: Settings, tell: Tell) -> None:
    """Write the index into the settings' folder; raises InventoryError."""
    folder, scan = settings.folder, settings.scan
    reader = _WatchedReader(settings.inventory, tell)
    try:
        summary = reader.summarise(scan)
        reader.expected = summary.listed
        spool = folder / "spool"
        spool.mkdir(mode=0o700)
        survey = survey_scan(reader, scan, spool, settings.least_score, settings.rules)
        by_detector = list(survey.groups("detector"))
        detectors = tuple(sorted(group.key for group in by_detector))
        table = group_table.open_for_building(folder / GROUPS)
        _write_files(survey, detectors, table, folder, _step(tell, "files", summary.listed))
        tell("groups", 0, 0)
        group_table.put_groups(table, by_detector)
        for dimension in _DIMENSIONS:
            group_table.put_groups(table, survey.groups(dimension))
        group_table.put_issues(table, reader.issues(scan))
        group_table.put_unseen(table, reader.unseen(scan))
        group_table.finish_building(table)
        figures = Figures(
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            facts=reader.scan_facts(scan),
            summary=summary,
            coverage=reader.cover(scan),
            total=survey.total,
            detectors=detectors,
        )
    finally:
        reader.close()
    tell("orders", 0, 0)
    _write_orders(folder)
    (folder / FIGURES).write_bytes(msgspec.msgpack.encode(figures))
    shutil.rmtree(spool)


class _WatchedReader(Reader):
    """Tells how many files have passed by."""

    def __init__(self, path: Path, tell: Tell) -> None:
        super().__init__(path)
        self.expected = 0
        self._tell = tell

    def assets(self, scan: int) -> Iterator[Asset]:
        told = _step(self._tell, "survey", self.expected)
        for number, asset in enumerate(super().assets(scan), 1):
            told(number)
            yield asset


def _step(tell: Tell, name: str, expected: int) -> Callable[[int], None]:
    def told(number: int) -> None:
        if number % _OFTEN == 0:
            tell(name, number, expected)

    return told


def _write_files(
    survey: Survey, detectors: tuple[str, ...], table: sqlite3.Connection, folder: Path, told: Callable[[int], None]
) -> None:
    numbers = {name: number for number, name in enumerate(detectors)}
    owners: dict[str, int] = {}
    folders: dict[tuple[str, str], int] = {}
    table.execute("CREATE TEMP TABLE paths (id INTEGER PRIMARY KEY, target TEXT NOT NULL, path TEXT NOT NULL)")
    paths: list[tuple[int, str, str]] = []
    end = 0
    with ColumnWriter(folder) as columns, (folder / TEXT).open("wb") as text:
        for row, file in enumerate(survey.ranked()):
            asset = file.asset
            folded = (fold(asset.path) + SEPARATOR).encode("utf-8", "surrogatepass")
            text.write(folded)
            end += len(folded)
            place = folders.setdefault((asset.target, asset.folder), len(folders))
            owner = owners.setdefault(asset.owner, len(owners))
            columns.put(_as_row(file, owner, place, end), _pack(file, numbers))
            paths.append((row, asset.target, asset.path))
            if len(paths) >= _OFTEN:
                table.executemany("INSERT INTO paths VALUES (?, ?, ?)", paths)
                paths.clear()
            told(row)
    table.executemany("INSERT INTO paths VALUES (?, ?, ?)", paths)
    table.executemany("INSERT INTO owners VALUES (?, ?)", ((number, name) for name, number in owners.items()))
    _order_folders(folder, table, folders)
    order = (row[0] for row in table.execute("SELECT id FROM paths ORDER BY target, path"))
    np.fromiter(order, dtype="<i4").tofile(folder / "order-path")
    table.execute("DROP TABLE paths")


def _as_row(file: RatedFile, owner: int, folder: int, end: int) -> tuple[Any, ...]:
    asset = file.asset
    row = {
        "version": asset.version_id, "level": file.risk.level.grade, "score": file.risk.score,
        "least": asset.persons_least, "most": asset.persons_most, "triggers": bits_of(file.raised),
        "status": STATUSES.index(asset.status), "audience": AUDIENCES.index(Audience(asset.audience)),
        "mark": number_mark(asset.mark), "owner": owner, "folder": folder, "size": asset.size_bytes,
        "modified": asset.modified_ns, "yen": file.yen[1], "copies": file.copies, "end": end,
    }  # fmt: skip
    return tuple(row[name] for name in TYPES)


def number_mark(mark: Mark | None) -> int:
    """A mark as the column holds it."""
    if mark is None:
        return 0
    return MARKS[mark.kind] + (OUTDATED if mark.is_outdated else 0)


def _pack(file: RatedFile, numbers: dict[str, int]) -> bytes:
    bits = 0
    for name in file.holding.found:
        if name in numbers:  # those of kinds are not
            bits |= 1 << numbers[name]
    return bits.to_bytes(bits_bytes(len(numbers)), "little")


def _order_folders(folder: Path, table: sqlite3.Connection, folders: dict[tuple[str, str], int]) -> None:
    """Number the folders anew, so that each is followed by what lies below it."""
    places = sorted((group_table.place_of(*key), number) for key, number in folders.items())
    table.executemany("INSERT INTO folders VALUES (?, ?)", ((new, place) for new, (place, _) in enumerate(places)))
    renumbered = np.empty(len(places), dtype="<i4")
    renumbered[[old for _, old in places]] = np.arange(len(places), dtype="<i4")
    column = map_column(folder, "folder")
    if len(column):
        fresh = renumbered[column]
        del column
        fresh.tofile(folder / "folder")


def _write_orders(folder: Path) -> None:
    """For each order the rows, the largest first; those that are equal as they are in the order of risk."""
    for name in ORDERS:
        np.argsort(-map_column(folder, name), kind="stable").astype("<i4").tofile(folder / f"order-{name}")
    size = (folder / TEXT).stat().st_size
    rarity = np.zeros(256, dtype=np.int64)
    if size:
        text = np.memmap(folder / TEXT, dtype="u1", mode="r")
        for start in range(0, size, 1 << 24):
            rarity += np.bincount(text[start : start + (1 << 24)], minlength=256)
    np.save(folder / RARITY, rarity)
