"""Databases of SQLite: one file that holds tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from meibo.samples.draft import list_cells, mark_table
from meibo.samples.writers.model import Written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meibo.samples.draft import Table


def write_sqlite(tables: Mapping[str, Table]) -> Written:
    """A database of named tables, whose first rows are the names of their columns and do not count."""
    with closing(sqlite3.connect(":memory:")) as database:
        for name, table in tables.items():
            header, *rows = ([text for _, text, _ in list_cells(row)] for row in table.rows)
            columns = ", ".join(f'"{column}" TEXT' for column in header)
            database.execute(f'CREATE TABLE "{name}" ({columns})')
            slots = ", ".join("?" * len(header))
            database.executemany(f'INSERT INTO "{name}" VALUES ({slots})', rows)  # noqa: S608 - names are ours
        database.commit()
        content = database.serialize()
    return Written(content, tuple(mark for name, table in tables.items() for mark in mark_table(table.rows[1:], name)))
