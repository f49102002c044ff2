"""SQLite: one file of pages that hold tables, as phones, browsers and small business programs write it (sqlite.org).

Tables are read with SQLite itself, from memory and in the order of their rows. Nothing that a schema can say is run: no
view, trigger, function, virtual table, computed column or extension. Rows that were deleted, and the log beside the
file, are not read.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from meibo.extraction.budget import READ_BYTES, LimitReachedError
from meibo.extraction.database_table import decode_text, read_table
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Notice

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

_VERSIONS = slice(18, 20)
"""Where the header says how the file is written and read: 1 without, 2 with a log beside it."""
_STEPS = 20_000
"""Instructions of SQLite between two looks at the clock."""
_COMPUTED_WHEN_READ = 2
"""What ``table_xinfo`` calls such a column."""
_OWN_NAMES = "sqlite_"
_DAMAGE = (sqlite3.Error, OverflowError)


def extract(source: Source) -> Iterator[Item]:
    """The tables of a database; one that is damaged is named, and the others are read."""
    budget = source.budget
    content = _load(source)
    with contextlib.closing(_open(content, budget)) as connection:
        del content  # the database has a copy
        for table in (yield from _list_tables(connection)):
            try:
                yield from _read(connection, table, budget)
            except _DAMAGE as error:
                budget.check_time()  # which interrupts SQLite too
                yield Notice("damaged", detail=describe_exception(error))


def _load(source: Source) -> bytearray:
    """All bytes of the file; one that is written with a log beside it as one that has none, which a file would need."""
    content = bytearray()
    while chunk := source.stream.read(READ_BYTES):
        source.budget.take_bytes(len(chunk))
        content += chunk
        if len(content) > source.budget.limits.held_bytes:
            raise LimitReachedError("held-limit", f"{source.budget.limits.held_bytes:,} bytes")
    content[_VERSIONS] = b"\1\1"
    return content


def _open(content: bytearray, budget: Budget) -> sqlite3.Connection:
    """The database in memory, for nothing but reading."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.text_factory = decode_text
    connection.deserialize(content)
    for setting in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {setting}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, budget.limits.held_bytes)
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(lambda: _is_late(budget), _STEPS)
    return connection


def _authorize(action: int, first: str | None, _: str | None, __: str | None, inner: str | None) -> int:
    """Whether SQLite may do what a statement asks for; ``inner`` is the view or trigger that asks."""
    is_reading = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    is_setting = action == sqlite3.SQLITE_PRAGMA and first in ("table_xinfo", "writable_schema")
    return sqlite3.SQLITE_OK if inner is None and (is_reading or is_setting) else sqlite3.SQLITE_DENY


def _is_late(budget: Budget) -> bool:
    try:
        budget.check_time()
    except LimitReachedError:
        return True
    return False


def _list_tables(connection: sqlite3.Connection) -> Generator[Notice, None, list[str]]:
    """The names of the tables that hold rows; those that can be told where the schema is damaged."""
    query = "SELECT type, name, rootpage FROM sqlite_master"
    try:
        schema = connection.execute(query).fetchall()
    except sqlite3.DatabaseError as error:
        yield Notice("damaged", detail=describe_exception(error))
        connection.execute("PRAGMA writable_schema = ON")  # which makes SQLite pass over what it cannot read of it
        schema = connection.execute(query).fetchall()
    return [
        name
        for kind, name, page in schema
        if kind == "table" and page and isinstance(name, str) and not name.lower().startswith(_OWN_NAMES)
    ]


def _read(connection: sqlite3.Connection, table: str, budget: Budget) -> Iterator[Item]:
    described = connection.execute(f"PRAGMA table_xinfo({_quote(table)})")
    columns = [name for _, name, _, _, _, _, computed in described if computed != _COMPUTED_WHEN_READ]
    if columns:
        wanted = ", ".join(map(_quote, columns))
        rows = connection.execute(f"SELECT {wanted} FROM main.{_quote(table)} NOT INDEXED")  # noqa: S608 - quoted
        yield from read_table(table, columns, rows, budget)


def _quote(name: str) -> str:
    """A name in grave accents: in double quotes SQLite takes a name that it does not know for a text."""
    return "`" + name.replace("`", "``") + "`"
