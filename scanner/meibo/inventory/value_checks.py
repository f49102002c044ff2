"""Checks that columns hold what they are declared to hold: SQLite stores any value anywhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from meibo.inventory.faults import Fault
from meibo.inventory.shape import Column, fresh_shape

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
    for table, columns in fresh_shape().tables.items():
        tests = [_make_test(table, column) for column in columns]
        (count,) = connection.execute(f'SELECT count(*) FROM "{table}" WHERE {" OR ".join(tests)}').fetchone()
        if count:
            yield Fault("values-wrong", table, count)


def _make_test(table: str, column: Column) -> str:
    """What is true of a row where a column holds something else."""
    needed = column.is_required or column.key_place
    allowed = _KINDS[column.kind] if needed else f"{_KINDS[column.kind]}, 'null'"
    test = f'typeof("{column.name}") NOT IN ({allowed})'
    shape = _JSON.get((table, column.name))
    if shape is None:
        return test
    wrong = f'CASE WHEN json_valid("{column.name}") THEN json_type("{column.name}") <> \'{shape}\' ELSE 1 END'
    return f"{test} OR ({wrong})"
