"""Seals an inventory as it stands: one that never was, or one that was mended after somebody had altered it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from meibo.inventory.sealed_tables import SealedTable, find_sealed, judge_found, spell_values
from meibo.inventory.sealing import Sealing
from meibo.inventory.seals import Seals, State, add_weight

BATCH: Final = 5000


def reseal(connection: sqlite3.Connection, sealing: Sealing) -> dict[str, int]:
    """Seal every row that does not verify; how many there were, by table. Part of the running transaction.

    Goes over all rows: a million files take about half a minute where none was sealed before.
    """
    findings = _reseal_found(connection, sealing)
    _link_entries(connection, sealing)
    state: State = {}
    resealed = {"findings": findings} if findings else {}
    for table in sealing.tables:
        fresh: list[tuple[Any, ...]] = []
        made = 0
        for key, seal, right in _judge(connection, table, sealing.seals):
            add_weight(state, table.name, 1, sealing.seals.weigh(right))
            if seal != right:
                fresh.append((right, *key))
                made += 1
            if len(fresh) >= BATCH:
                _store(connection, table, fresh)
        _store(connection, table, fresh)
        if made:
            resealed[table.name] = made
    sealing.restart(state)
    return resealed


def _link_entries(connection: sqlite3.Connection, sealing: Sealing) -> None:
    """Each entry of the audit log names the seal that the one before it is to have."""
    (table,) = (table for table in sealing.tables if table.name == "audit")
    place = table.columns.index("before")
    last = None
    for number, *values in connection.execute(
        f"SELECT id, {spell_values(table, '')} FROM audit ORDER BY id"
    ).fetchall():
        if values[place] != last:
            connection.execute("UPDATE audit SET before = ? WHERE id = ?", (last, number))
            values[place] = last
        last = sealing.seals.row("audit", values)


def _judge(
    connection: sqlite3.Connection, table: SealedTable, seals: Seals
) -> Iterator[tuple[tuple[Any, ...], bytes | None, bytes]]:
    """Key, seal and right seal of each row."""
    keys = len(table.key)
    row_seal, name = seals.row, table.name
    rows = connection.execute(
        f"SELECT {', '.join(table.key)}, CAST(seal AS BLOB), {spell_values(table, '')} FROM {name}"
    )
    while some := rows.fetchmany(BATCH):
        for row in some:
            yield row[:keys], row[keys], row_seal(name, row[keys + 1 :])


def _store(connection: sqlite3.Connection, table: SealedTable, fresh: list[tuple[Any, ...]]) -> None:
    """The seal is in no index, and changes no place: rows are read on while it is written."""
    this = " AND ".join(f"{column} = ?" for column in table.key)
    connection.executemany(f"UPDATE {table.name} SET seal = ? WHERE {this}", fresh)
    fresh.clear()


def _reseal_found(connection: sqlite3.Connection, sealing: Sealing) -> int:
    """Seal what readings found; of how many that was not sealed so."""
    fresh: list[tuple[Any, ...]] = []
    made = 0
    for reading, right in judge_found(connection, sealing.seals):
        fresh.append((right, reading))
        made += 1
        if len(fresh) >= BATCH:
            connection.executemany("UPDATE readings SET found = ? WHERE id = ?", fresh)
            fresh.clear()
    connection.executemany("UPDATE readings SET found = ? WHERE id = ?", fresh)
    return made


def find_doubted(connection: sqlite3.Connection, seals: Seals) -> Iterator[int]:
    """Readings that do not verify: themselves, what they found, or where they belong."""
    yield from (reading for reading, _ in judge_found(connection, seals))
    of_table = {
        "readings": "SELECT ?",
        "versions": "SELECT reading_id FROM versions WHERE id = ?",
        "assets": "SELECT reading_id FROM versions WHERE asset_id = ?",
    }
    for table in find_sealed():
        if query := of_table.get(table.name):
            for key, seal, right in _judge(connection, table, seals):
                if seal != right:
                    yield from (row[0] for row in connection.execute(query, key))
