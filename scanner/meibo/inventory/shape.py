"""What tables, columns and indexes an inventory has, and what a fresh one has, whatever a file says of itself."""

from __future__ import annotations

import contextlib
import functools
import sqlite3

import msgspec

from meibo.inventory.schema import make_fresh


class Column(msgspec.Struct, frozen=True):
    """A column as it is declared."""

    name: str
    kind: str
    """``INTEGER``, ``REAL``, ``TEXT`` or ``BLOB``."""
    is_required: bool
    key_place: int
    """Its place in the key of its table, from 1 on; 0 where it is no part of it."""

    def __str__(self) -> str:
        required = " NOT NULL" * self.is_required
        return f"{self.name} {self.kind}{required}" + (f" KEY {self.key_place}" if self.key_place else "")


class Shape(msgspec.Struct, frozen=True):
    """The tables of an inventory."""

    names: frozenset[str]
    """Kind and name of every table and index that somebody declared."""
    tables: dict[str, tuple[Column, ...]]
    """The columns of each table, both in the order in which they were made."""

    def declared(self) -> set[str]:
        """Everything that is declared, a line each."""
        columns = {f"column {table}.{column}" for table, columns in self.tables.items() for column in columns}
        return columns | self.names


def read_shape(connection: sqlite3.Connection) -> Shape:
    """The shape of what is open."""
    names = connection.execute("SELECT type || ' ' || name FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    rows = connection.execute(
        "SELECT tables.name, columns.name, columns.type, columns.[notnull], pk FROM sqlite_schema AS tables"
        " JOIN pragma_table_info(tables.name) AS columns"
        " WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' ORDER BY tables.rowid, cid"
    )
    tables: dict[str, tuple[Column, ...]] = {}
    for table, name, kind, required, place in rows:
        tables[table] = (*tables.get(table, ()), Column(name, kind, bool(required), place))
    return Shape(frozenset(name for (name,) in names), tables)


@functools.cache
def fresh_shape() -> Shape:
    """The shape of an inventory that was just made: its names may become parts of queries, as they are ours."""
    with contextlib.closing(make_fresh()) as fresh:
        return read_shape(fresh)
