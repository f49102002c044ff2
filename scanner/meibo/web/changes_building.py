"""Compares two scans in a process of its own, and keeps what changed in the order in which it matters."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from meibo.assessment.change import Change, Kind
from meibo.assessment.differences import compare_scans
from meibo.inventory.reader import Reader
from meibo.reports.change_order import OrderedChanges
from meibo.web.index_building import Tell
from meibo.web.settings import Settings

_OFTEN: Final = 500
_BITS: Final = {kind: 1 << number for number, kind in enumerate(Kind)}
_SCHEMA: Final = """
CREATE TABLE changes (id INTEGER PRIMARY KEY, kinds INTEGER NOT NULL, content BLOB NOT NULL);
CREATE TABLE kinds (kind TEXT PRIMARY KEY, files INTEGER NOT NULL);
CREATE TABLE of_kind (bit INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (bit, id)) WITHOUT ROWID;
"""


class ChangePage(NamedTuple):
    """Some changes, and where the next ones begin; 0 at the end."""

    changes: list[Change]
    after: int


def place_changes(folder: Path, old: int, new: int) -> Path:
    """The file of a comparison."""
    return folder / f"changes-{old}-{new}.db"


def build_changes(settings: Settings, old: int, new: int, tell: Tell) -> None:
    """Write the comparison; raises InventoryError. Memory holds a number for each change."""
    reader = Reader(settings.inventory)
    connection = sqlite3.connect(place_changes(settings.folder, old, new), isolation_level=None)
    try:
        for setting in ("journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {setting}")
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        with tempfile.TemporaryFile(dir=settings.folder) as spool:
            found = compare_scans(reader, old, new, settings.least_score, settings.rules)
            changes = OrderedChanges(_count(found, tell), spool)
            encode = msgspec.msgpack.Encoder().encode
            connection.executemany(
                "INSERT INTO changes VALUES (?, ?, ?)",
                (
                    (number, sum(_BITS[kind] for kind in change.kinds), encode(change))
                    for number, change in enumerate(changes, 1)
                ),
            )
            connection.executemany("INSERT INTO kinds VALUES (?, ?)", changes.kinds.items())
        for bit in _BITS.values():
            connection.execute("INSERT INTO of_kind SELECT ?1, id FROM changes WHERE kinds & ?1", (bit,))
        connection.execute("COMMIT")
    finally:
        connection.close()
        reader.close()


def _count(changes: Iterable[Change], tell: Tell) -> Iterator[Change]:
    for number, change in enumerate(changes, 1):
        if number % _OFTEN == 0:
            tell("compare", number, 0)
        yield change


def read_kinds(place: Path) -> dict[Kind, int]:
    """Files by kind of change, in the order of ``Kind``."""
    connection = _open(place)
    try:
        counts = dict(connection.execute("SELECT kind, files FROM kinds"))
    finally:
        connection.close()
    return {kind: counts[kind.value] for kind in Kind if kind.value in counts}


def read_changes(place: Path, kind: Kind | None, after: int, limit: int) -> ChangePage:
    """Changes behind a number, those that matter most first."""
    connection = _open(place)
    try:
        if kind is None:
            rows: Sequence[tuple[int, bytes]] = connection.execute(
                "SELECT id, content FROM changes WHERE id > ? ORDER BY id LIMIT ?", (after, limit + 1)
            ).fetchall()
        else:
            rows = connection.execute(
                "SELECT changes.id, content FROM of_kind CROSS JOIN changes USING (id)"
                " WHERE bit = ? AND of_kind.id > ? ORDER BY of_kind.id LIMIT ?",
                (_BITS[kind], after, limit + 1),
            ).fetchall()
    finally:
        connection.close()
    decode = msgspec.msgpack.Decoder(Change).decode
    return ChangePage([decode(row[1]) for row in rows[:limit]], rows[limit - 1][0] if len(rows) > limit else 0)


def _open(place: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{place.as_uri()}?mode=ro&immutable=1", uri=True)
