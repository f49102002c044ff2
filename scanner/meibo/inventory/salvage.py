"""Saves what can still be read of a damaged inventory into a fresh one, table by table."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from meibo.inventory.schema import migrate

MOST_PROBES: Final = 10_000_000
LEAF_ROWS: Final = 20_000
"""Where nobody knows how far a table goes, as of a file that is cut off, steps grow after so many lost rows."""


def salvage(old: Path, fresh: Path) -> dict[str, int]:
    """Rows by table that were saved into a file that is empty yet, which ends with the schema of the old one.

    Raises sqlite3.DatabaseError where not even the schema of the old file can be read.
    """
    address = f"{old.absolute().as_uri()}?mode=ro"
    with (
        contextlib.closing(sqlite3.connect(address, uri=True, timeout=30, isolation_level=None)) as source,
        contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as target,
    ):
        source.execute("PRAGMA writable_schema = ON")  # else of a file that is cut off SQLite reads nothing at all
        source.text_factory = lambda text: text.decode("utf-8", "replace")  # one letter is not worth a row
        (number,) = source.execute("PRAGMA user_version").fetchone()
        tables = [row[0] for row in source.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        migrate(target, number)
        wanted = [row[0] for row in target.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: _save_table(source, target, table) for table in wanted if table in tables}


def _save_table(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> int:
    columns = target.execute(f"PRAGMA table_info({table})").fetchall()
    insert = f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(columns))})"
    target.execute("BEGIN")
    saved = 0
    for row in _read_rows(source, table, _find_key(target, table)):
        with contextlib.suppress(sqlite3.IntegrityError):  # a value that no column of this kind can hold
            saved += target.execute(insert, row).rowcount
    target.execute("COMMIT")
    return saved


def _find_key(target: sqlite3.Connection, table: str) -> str:
    """The number that rows are read by: the row's own, or the first column of the key of a table that has none."""
    sql = target.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    if "WITHOUT ROWID" not in sql:
        return "rowid"
    (name,) = (row[1] for row in target.execute(f"PRAGMA table_info({table})") if row[5] == 1)
    return str(name)


def _read_rows(source: sqlite3.Connection, table: str, key: str) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of a number; where pages are damaged, each number after them is tried by itself.

    Rows of the number at which reading breaks off may come twice.
    """
    last = _find_last(source, table, key)
    reached = -1
    probes = 0
    while True:
        try:
            for number, *row in source.execute(
                f"SELECT {key}, * FROM {table} WHERE {key} > ? ORDER BY {key}", (reached,)
            ):
                yield tuple(row)
                reached = max(reached, number)
            return
        except sqlite3.DatabaseError:
            yield from _read_one(source, table, key, reached)  # what else there is of the number that broke off
        barren = 0
        while reached < last and probes < MOST_PROBES:
            probes += 1
            barren += 1
            reached += 1 if last < MOST_PROBES or barren <= LEAF_ROWS else barren
            rows = list(_read_one(source, table, key, reached))
            if rows:
                yield from rows
                break
        else:
            return


def _read_one(source: sqlite3.Connection, table: str, key: str, number: int) -> Iterator[tuple[Any, ...]]:
    with contextlib.suppress(sqlite3.DatabaseError):
        for row in source.execute(f"SELECT * FROM {table} WHERE {key} = ?", (number,)):
            yield tuple(row)


def _find_last(source: sqlite3.Connection, table: str, key: str) -> int:
    """The highest number, or a guess above it where the end of the table is damaged."""
    for query in (
        f"SELECT max({key}) FROM {table}",
        "SELECT max(reading_id) FROM versions",
        "SELECT max(rowid) FROM readings",
    ):
        with contextlib.suppress(sqlite3.DatabaseError):
            (number,) = source.execute(query).fetchone()
            return int(number or 0)
    return MOST_PROBES
