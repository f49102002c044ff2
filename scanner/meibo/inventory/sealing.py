"""Seals what a connection writes: triggers that only it has make the seal of every row, and keep count.

No writer need think of seals, and none can forget them. A row that did not verify before it was changed does not verify
afterwards: whatever writes to an inventory, a row that somebody else has altered stays altered.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from meibo.inventory.sealed_tables import SealedTable, find_sealed, spell_values
from meibo.inventory.seals import Seals, State, add_weight

BROKEN: Final = b""
"""The seal of a row that was altered before a writer changed it."""


class Sealing:
    """What a connection needs to write rows with their seals; ``load`` and ``store`` frame each transaction."""

    def __init__(self, connection: sqlite3.Connection, seals: Seals) -> None:
        self.seals = seals
        self.tables = find_sealed()
        self._connection = connection
        self._state: State | None = None
        connection.create_function("seal_found", 1, seals.found)
        connection.create_function("seal_of", -1, lambda table, *values: seals.row(table, values))
        connection.create_function("seal_new", -1, self._seal_new)
        connection.create_function("seal_changed", -1, self._seal_changed)
        connection.create_function("seal_gone", 2, self._seal_gone)
        for table in self.tables:
            for statement in _spell_triggers(table):
                connection.execute(statement)

    def load(self) -> bool:
        """Begin a transaction; False where the inventory has never been sealed.

        A state that this key has not made is let be: the check goes on to say so.
        """
        row = self._connection.execute("SELECT state FROM seals").fetchone()
        self._state = self.seals.open(row[0]) if row else None
        return row is not None

    def restart(self, state: State) -> None:
        """From here on this is what the tables hold."""
        self._state = state
        self._connection.execute("DELETE FROM seals")
        self._connection.execute("INSERT INTO seals VALUES (?)", (self.seals.lock(state),))

    def store(self) -> None:
        """End a transaction."""
        if self._state is not None:
            self._connection.execute("UPDATE seals SET state = ?", (self.seals.lock(self._state),))

    def _seal_new(self, table: str, *values: object) -> bytes:
        seal = self.seals.row(table, values)
        self._note(table, 1, seal)
        return seal

    def _seal_changed(self, table: str, before: bytes | None, *values: object) -> bytes:
        """``values`` are the columns of the row as it was, and then as it is."""
        half = len(values) // 2
        was_whole = self.seals.row(table, values[:half]) == before
        seal = self.seals.row(table, values[half:]) if was_whole else BROKEN
        self._seal_gone(table, before)
        self._note(table, 1, seal)
        return seal

    def _seal_gone(self, table: str, seal: bytes | None) -> None:
        """A row that never had a seal was never counted."""
        if seal is not None:
            self._note(table, -1, seal)

    def _note(self, table: str, rows: int, seal: bytes) -> None:
        if self._state is not None:
            add_weight(self._state, table, rows, rows * self.seals.weigh(seal))


def leave_unsealed(connection: sqlite3.Connection) -> None:
    """For connections without a key, which may write to inventories that were never sealed."""
    connection.create_function("seal_found", 1, lambda _: None)
    for name in ("seal_new", "seal_of"):
        connection.create_function(name, -1, lambda *_: None)


def _spell_triggers(table: SealedTable) -> Iterator[str]:
    name, old, new = table.name, spell_values(table, "OLD."), spell_values(table, "NEW.")
    this = " AND ".join(f"{column} = NEW.{column}" for column in table.key)
    begin = "CREATE TEMP TRIGGER sealing_{0}_{1} AFTER {2} ON main.{1} BEGIN "
    yield (
        begin.format("new", name, "INSERT").replace(" BEGIN ", " WHEN NEW.seal IS NULL BEGIN ")
        + f"UPDATE {name} SET seal = seal_new('{name}', {new}) WHERE {this}; END"
    )  # fmt: skip
    yield (
        begin.format("changed", name, f"UPDATE OF {', '.join(table.columns)}")
        + f"UPDATE {name} SET seal = seal_changed('{name}', OLD.seal, {old}, {new}) WHERE {this}; END"
    )
    yield begin.format("gone", name, "DELETE") + f"SELECT seal_gone('{name}', OLD.seal); END"
