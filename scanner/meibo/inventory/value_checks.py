"""Checks that columns hold what they are declared to hold: SQLite stores any value anywhere."""

from __future__ import annotations

import contextlib
import itertools
import operator
import sqlite3
from collections.abc import Iterator
from typing import Final

from meibo.inventory.faults import Fault
from meibo.inventory.schema import make_fresh

_KINDS: Final = {
    "INTEGER": "'integer'",
    "REAL": "'real', 'integer'",
    "TEXT": "'text'",
    "BLOB": "'blob'",
}
"""What SQLite says of a value of each declared type."""
_JSON: Final = {
    ("scans", "targets"): "array",
    ("scans", "options"): "object",
    ("positions", "container"): "array",
    ("positions", "location"): "object",
    ("positions", "evidence"): "array",
    ("marks", "counts"): "object",
}
"""Columns that hold JSON, and of which kind."""


def check_values(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Tables with values of another type than their column's, or text that is no JSON where it must be. Each table is
    read once: a second for a million positions."""
    with contextlib.closing(make_fresh()) as fresh:
        declared = fresh.execute(
            'SELECT tables.name, columns.name, columns.type, "notnull" OR pk FROM sqlite_schema AS tables'
            " JOIN pragma_table_info(tables.name) AS columns"
            " WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' ORDER BY tables.rowid"
        ).fetchall()
    for table, columns in itertools.groupby(declared, operator.itemgetter(0)):
        tests = [_make_test(table, name, kind, may_lack=not needed) for _, name, kind, needed in columns]
        (count,) = connection.execute(f'SELECT count(*) FROM "{table}" WHERE {" OR ".join(tests)}').fetchone()
        if count:
            yield Fault("values-wrong", table, count)


def _make_test(table: str, column: str, kind: str, *, may_lack: bool) -> str:
    """What is true of a row where a column holds something else."""
    allowed = f"{_KINDS[kind]}, 'null'" if may_lack else _KINDS[kind]
    test = f'typeof("{column}") NOT IN ({allowed})'
    shape = _JSON.get((table, column))
    if shape is None:
        return test
    wrong = f'CASE WHEN json_valid("{column}") THEN json_type("{column}") <> \'{shape}\' ELSE 1 END'
    return f"{test} OR ({wrong})"
