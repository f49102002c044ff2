"""SQLite: one file of pages that hold tables, as phones, browsers and small business programs write it (sqlite.org).

Pages are read one by one, so that no file is too large, and no statement is ever run on one: what a schema can say
(views, triggers, computed columns, virtual tables) does nothing. SQLite itself is asked only what the columns of a
definition are, in an empty database. Rows that were deleted, and the log beside the file, are not read.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import msgspec

from meibo.extraction.data_files.database_table import read_table
from meibo.extraction.data_files.sqlite_pages import DAMAGE, SCHEMA_PAGE, DatabasePages
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Notice

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from meibo.extraction.data_files.sqlite_pages import Row
    from meibo.extraction.model import Item, Source

_REFUSED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_CREATE_VTABLE, sqlite3.SQLITE_CREATE_VIEW}
_COMPUTED_WHEN_READ = 2
"""What ``table_xinfo`` calls such a column, which is not stored."""
_OWN_NAMES = "sqlite_"
_STATEMENT = "CREATE TABLE "
"""How SQLite keeps every definition, however it was written."""


class Column(msgspec.Struct, frozen=True):
    """A column as SQLite understands its table's definition."""

    name: str
    type: str
    key: int
    """Its place in the primary key, from 1; 0 where it is not in it."""


def extract(source: Source) -> Iterator[Item]:
    """The tables of a database; where one is damaged, that is said, and what is whole of it and the others is read."""
    pages = DatabasePages(source.stream, source.budget)
    for name, root, definition in (yield from _list_tables(pages)):
        try:
            columns = _describe(definition)
            rows = _arrange(pages, pages.read_rows(root), columns)
            yield from read_table(name, [column.name for column in columns], rows, source.budget)
        except (*DAMAGE, sqlite3.Error) as error:
            yield Notice("damaged", detail=describe_exception(error))


def _list_tables(pages: DatabasePages) -> Generator[Notice, None, list[tuple[str, int, str]]]:
    """Name, first page and definition of each table that holds rows; SQLite's own tables are left out."""
    tables: list[tuple[str, int, str]] = []
    try:
        for _, (kind, name, _, root, definition, *_) in pages.read_rows(SCHEMA_PAGE):
            if kind == "table" and isinstance(root, int) and root and not str(name).lower().startswith(_OWN_NAMES):
                tables.append((str(name), root, str(definition)))
    except DAMAGE as error:
        yield Notice("damaged", detail=describe_exception(error))
    return tables


def _describe(definition: str) -> list[Column]:
    """The columns that are stored. The definition is given to an empty database, which may do nothing else with it."""
    if not definition.upper().startswith(_STATEMENT):
        raise ValueError("another statement")
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        empty.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action in _REFUSED else sqlite3.SQLITE_OK)
        empty.execute(definition)
        empty.set_authorizer(None)
        (name,) = empty.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchone()
        described = empty.execute("SELECT name, type, pk, hidden FROM pragma_table_xinfo(?)", (name,)).fetchall()
    return [Column(name, kind, key) for name, kind, key, hidden in described if hidden != _COMPUTED_WHEN_READ]


def _arrange(pages: DatabasePages, rows: Iterator[Row], columns: list[Column]) -> Iterator[Sequence[object]]:
    """The values of each row in the order of the columns: a whole number that is the key is the row's number."""
    keys = sorted((column.key, place) for place, column in enumerate(columns) if column.key)
    first = [place for _, place in keys]
    stored = first + [place for place in range(len(columns)) if place not in first]
    number_at = first[0] if len(first) == 1 and columns[first[0]].type.upper() == "INTEGER" else None
    for number, values in rows:
        missing = [None] * (len(columns) - len(values))
        if pages.has_row_numbers:
            row = values + missing
            if number_at is not None and row[number_at] is None:
                row[number_at] = number
        else:
            by_place = dict(zip(stored, values + missing, strict=False))
            row = [by_place[place] for place in range(len(columns))]
        yield row[: len(columns)]
