"""Checks the seals of an inventory: which rows somebody has altered, added, taken away or put back who had no key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from meibo.inventory.faults import Fault
from meibo.inventory.sealed_tables import SealedTable, find_sealed, has_seals, judge_found
from meibo.inventory.seals import Seals, State, add_weight

LARGE: Final = frozenset({"assets", "versions", "readings"})
"""Tables that grow with the number of files; a quick check only counts their rows."""
_NAMED: Final = 3
"""Rows that are named, of each kind."""
_OF_ASSET: Final = (
    "SELECT uri || '/' || path FROM assets LEFT JOIN targets ON targets.id = target_id WHERE assets.id = ?"
)
_SUBJECTS: Final = {
    "assets": (_OF_ASSET, "id"),
    "marks": (_OF_ASSET, "asset_id"),
    "versions": (_OF_ASSET, "asset_id"),
    "readings": (
        (
            "SELECT uri || '/' || path FROM versions CROSS JOIN assets ON assets.id = asset_id"
            " LEFT JOIN targets ON targets.id = target_id WHERE reading_id = ? ORDER BY versions.id DESC LIMIT 1"
        ),
        "id",
    ),
}
"""How rows that belong to a file are named."""


def check_seals(connection: sqlite3.Connection, key: bytes, *, is_quick: bool = False) -> list[Fault]:
    """What does not verify, by table. Goes over every row; quickly, over all but those of files and findings."""
    seals = Seals(key)
    try:
        return list(_check(connection, seals, is_quick=is_quick))
    except sqlite3.OperationalError:  # text that is no UTF-8, which no writer of ours has stored
        connection.text_factory = replace_letters
        return list(_check(connection, seals, is_quick=is_quick))


def replace_letters(text: bytes) -> str:
    """Text as it may have been altered; takes longer than SQLite's own way."""
    return text.decode("utf-8", "replace")


def _check(connection: sqlite3.Connection, seals: Seals, *, is_quick: bool) -> Iterator[Fault]:
    tables = find_sealed()
    row = connection.execute("SELECT state FROM seals").fetchone()
    if row is None and not has_seals(connection):
        yield Fault("seals-none", "seals")
        return
    state = seals.open(row[0]) if row else None
    if state is None:
        yield Fault("seals-state", "seals")
    if not is_quick:
        yield from _check_found(connection, seals)
    for table in tables:
        if is_quick and table.name in LARGE:
            (rows,) = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()
            if state is not None:
                yield from _compare(table.name, rows, state.get(table.name, (0, 0))[0])
        else:
            yield from _check_table(connection, table, seals, state)
    yield from _check_chain(connection)


def _check_table(
    connection: sqlite3.Connection, table: SealedTable, seals: Seals, state: State | None
) -> Iterator[Fault]:
    there: State = {}
    altered = added = 0
    names: dict[str, list[str]] = {"altered": [], "added": []}
    place = table.columns.index(_find_column(table))
    for seal, *values in connection.execute(f"SELECT CAST(seal AS BLOB), {', '.join(table.columns)} FROM {table.name}"):
        if seal is None:
            added += 1
            _name(connection, table, values[place], names["added"])
            continue
        add_weight(there, table.name, 1, seals.weigh(seal))
        if seals.row(table.name, values) != seal:
            altered += 1
            _name(connection, table, values[place], names["altered"])
    if altered:
        yield Fault("row-altered", table.name, altered, ", ".join(names["altered"]))
    if added:
        code = "marks-unsealed" if table.name == "marks" else "row-added"
        yield Fault(code, table.name, added, ", ".join(names["added"]))
    if state is None:
        return
    stated, found = state.get(table.name, (0, 0)), there.get(table.name, (0, 0))
    yield from _compare(table.name, found[0], stated[0])
    if found[0] == stated[0] and found[1] != stated[1]:
        yield Fault("rows-replaced", table.name)


def _compare(table: str, there: int, stated: int) -> Iterator[Fault]:
    if there < stated:
        yield Fault("rows-missing", table, stated - there)
    elif there > stated:
        yield Fault("rows-surplus", table, there - stated)


def _check_found(connection: sqlite3.Connection, seals: Seals) -> Iterator[Fault]:
    """Findings, positions, people and issues of files, against the seal that their reading has of them."""
    altered = 0
    names: list[str] = []
    readings = SealedTable("readings", ("id",), ("id",))
    for reading, _ in judge_found(connection, seals):
        altered += 1
        _name(connection, readings, reading, names)
    if altered:
        yield Fault("findings-altered", "readings", altered, ", ".join(names))


def _check_chain(connection: sqlite3.Connection) -> Iterator[Fault]:
    last = None
    torn = []
    for number, before, seal in connection.execute("SELECT id, before, seal FROM audit ORDER BY id"):
        if before != last:
            torn.append(str(number))
        last = seal
    if torn:
        yield Fault("audit-torn", "audit", len(torn), ", ".join(torn[:_NAMED]))


def _find_column(table: SealedTable) -> str:
    """The column that a row is named by."""
    return _SUBJECTS.get(table.name, ("", table.columns[0]))[1]


def _name(connection: sqlite3.Connection, table: SealedTable, value: Any, names: list[str]) -> None:
    if len(names) >= _NAMED:
        return
    query = _SUBJECTS.get(table.name, ("", ""))[0]
    row = connection.execute(query, (value,)).fetchone() if query else None
    names.append(
        str(row[0]) if row and row[0] else f"{_find_column(table)} {'?' if isinstance(value, bytes) else value}"
    )
