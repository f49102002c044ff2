"""Which rows are sealed: every table with a column ``seal``, and what readings found through their own row."""

from __future__ import annotations

import functools
import operator
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from meibo.inventory.seals import Seals
from meibo.inventory.shape import Column, fresh_shape

FINDINGS: Final = {
    "file_issues": ("stage", "code", "class", "detail", "count"),
    "counts": ("detector", "low", "medium", "high"),
    "kind_counts": ("detector", "kind", "low", "medium", "high"),
    "allowed": ("reason", "low", "medium", "high"),
    "positions": (
        "detector", "ordinal", "container", "location", "start_char", "end_char", "score", "evidence", "fingerprint",
        "masked",
    ),
    "person_keys": ("keys",),
}  # fmt: skip
"""What a reading found, by table: the columns beside ``reading_id``, in the order of the table and of its key."""

Found = Sequence[Sequence[tuple[object, ...]]]
"""Rows of one reading, for each table of ``FINDINGS``, in the order of its key."""

encode_found: Final = msgspec.msgpack.Encoder().encode


class SealedTable(msgspec.Struct, frozen=True):
    """A table whose rows have a seal."""

    name: str
    columns: tuple[str, ...]
    """All but the seal, in the order of the table."""
    key: tuple[str, ...]
    """What names a row."""


@functools.cache
def find_sealed() -> tuple[SealedTable, ...]:
    """The sealed tables. Their names become parts of queries: they are those that we gave, not those of a file."""
    tables = fresh_shape().tables
    return tuple(
        _describe(name, tables[name])
        for name in sorted(tables)
        if any(column.name == "seal" for column in tables[name])
    )


def _describe(name: str, columns: tuple[Column, ...]) -> SealedTable:
    keys = sorted((column for column in columns if column.key_place), key=operator.attrgetter("key_place"))
    values = tuple(column.name for column in columns if column.name != "seal")
    return SealedTable(name, values, tuple(column.name for column in keys) or ("rowid",))


def spell_values(table: SealedTable, row: str) -> str:
    """The columns of a row as arguments of a function; ``row`` is ``NEW.``, ``OLD.``, or empty."""
    return ", ".join(f"{row}{column}" for column in table.columns)


def has_seals(connection: sqlite3.Connection) -> bool:
    """Whether any row has one: then what tells how many there are is there too, or was taken away."""
    return any(
        connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table.name} WHERE seal IS NOT NULL)").fetchone()[0]
        for table in find_sealed()
    )


def judge_found(connection: sqlite3.Connection, seals: Seals) -> Iterator[tuple[int, bytes]]:
    """The number of each reading whose seal is not that of what it found, and the right one."""
    stated = connection.execute("SELECT found FROM readings ORDER BY id")
    for (reading, found), (seal,) in zip(_collect_found(connection), stated, strict=True):
        if (right := seals.found(found)) != seal:
            yield reading, right


def _collect_found(connection: sqlite3.Connection) -> Iterator[tuple[int, bytes]]:
    """Every reading in the order of its number, and what is to be sealed of what it found, empty for nothing."""
    tables = [
        _Rows(connection.execute(f"SELECT reading_id, {', '.join(columns)} FROM {table} ORDER BY {_order(table)}"))
        for table, columns in FINDINGS.items()
    ]
    for (reading,) in connection.execute("SELECT id FROM readings ORDER BY id"):
        found = [table.take(reading) for table in tables]
        yield reading, encode_found(found) if any(found) else b""


def _order(table: str) -> str:
    keys = {"file_issues": "stage, code", "kind_counts": "detector, kind", "positions": "detector, ordinal"}
    return ", ".join(
        filter(None, ("reading_id", keys.get(table, "" if table == "person_keys" else FINDINGS[table][0])))
    )


class _Rows:
    """Rows that begin with a reading, in its order."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def take(self, reading: int) -> list[tuple[object, ...]]:
        """The rows of a reading; those of readings before it, which are not there, are passed over."""
        found = []
        while self._next is not None and self._next[0] <= reading:
            if self._next[0] == reading:
                found.append(self._next[1:])
            self._next = next(self._rows, None)
        return found
