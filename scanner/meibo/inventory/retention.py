"""Deletes history that nobody wants to keep: older scans, and what only they have seen.

What stays says the same as before: the views of the scans that are kept, and what a next scan knows of every file. Of a
scan whose view is gone but that something kept still names (first seen, last read), the row stays in the state
``pruned`` for its date.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from meibo.inventory.audit import Act, note_act
from meibo.inventory.files import InventoryError, hold_lock
from meibo.inventory.recording import open_sealed
from meibo.inventory.schema import STILL

_KEPT: Final = (
    # The newest scans and those of the last days; and of each target the last one, and the last that was whole.
    "INSERT INTO kept SELECT id FROM scans WHERE state <> 'pruned' AND (id IN ("
    " SELECT id FROM scans WHERE state <> 'pruned' ORDER BY id DESC LIMIT :scans) OR started >= :since OR id IN ("
    " SELECT max(scan_id) FROM scan_targets GROUP BY target_id UNION SELECT max(scan_id) FROM scan_targets"
    " JOIN scans AS whole ON whole.id = scan_id WHERE whole.state = 'finished' GROUP BY target_id))"
)
_UNNEEDED: Final = {
    "versions": "last_scan <> :still AND NOT EXISTS (SELECT 1 FROM kept JOIN scan_targets ON scan_id = kept.id"
    " WHERE kept.id BETWEEN first_scan AND last_scan"
    " AND target_id = (SELECT target_id FROM assets WHERE assets.id = asset_id))",
    "unseen": "scan_id NOT IN (SELECT id FROM kept) OR version_id NOT IN (SELECT id FROM versions)",
    "issues": "scan_id NOT IN (SELECT id FROM kept)",
    "scan_targets": "scan_id NOT IN (SELECT id FROM kept)",
    "readings": "id NOT IN (SELECT reading_id FROM versions)",
    "bases": "id NOT IN (SELECT basis_id FROM readings UNION SELECT basis_id FROM parts)",
}
"""Rows that no kept scan needs, by table, in the order in which they can go."""


class Pruned(msgspec.Struct, frozen=True):
    """What was deleted."""

    scans: tuple[int, ...] = ()
    """Whose views are gone."""
    rows: dict[str, int] = {}
    """By table."""


def prune(
    path: Path, keep_scans: int | None = None, keep_days: float | None = None, key_file: Path | None = None
) -> Pruned:
    """Delete the history of all but the newest scans and those of the last days; with neither number, nothing.

    Deleted rows are overwritten in the file, and its log is emptied. Raises InventoryError, also while a scan runs.
    """
    if not path.is_file():
        raise InventoryError("inventory-missing", str(path))
    if keep_scans is None and keep_days is None:
        return Pruned()
    now = datetime.now(UTC)
    since = now - timedelta(days=keep_days) if keep_days is not None else datetime.max.replace(tzinfo=UTC)
    with hold_lock(path), open_sealed(path, key_file) as inside:
        inside.ask("PRAGMA secure_delete = ON")
        with inside.whole() as connection:
            pruned = _delete(connection, keep_scans or 0, since.isoformat(timespec="seconds"))
            note_act(connection, Act("prune", {"scans": pruned.scans, "rows": pruned.rows}))
        inside.ask("PRAGMA wal_checkpoint(TRUNCATE)")
    return pruned


def _delete(connection: sqlite3.Connection, keep_scans: int, since: str) -> Pruned:
    connection.execute("CREATE TEMP TABLE kept (id INTEGER PRIMARY KEY)")
    values = {"scans": keep_scans, "since": since, "still": STILL}
    connection.execute(_KEPT, values)
    gone = "SELECT id FROM scans WHERE state <> 'pruned' AND id NOT IN (SELECT id FROM kept) ORDER BY id"
    scans = tuple(row[0] for row in connection.execute(gone))
    rows = {}
    if scans:
        for table, condition in _UNNEEDED.items():
            rows[table] = connection.execute(f"DELETE FROM {table} WHERE {condition}", values).rowcount
        rows["assets"] = _delete_unnamed(connection, "assets", "1")
        connection.execute(
            "UPDATE scans SET state = 'pruned', targets = '[]', options = '{}' WHERE id NOT IN (SELECT id FROM kept)"
        )
        rows["scans"] = _delete_unnamed(
            connection, "scans", "state = 'pruned' AND id NOT IN (SELECT read_scan FROM readings)"
        )
    connection.execute("DROP TABLE kept")
    return Pruned(scans, rows)


def _delete_unnamed(connection: sqlite3.Connection, table: str, condition: str) -> int:
    """Delete rows that no other table refers to, whichever tables there are."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for name in names:
        for _, _, parent, column, *_ in connection.execute(f"PRAGMA foreign_key_list({name})").fetchall():
            if parent == table:
                condition += f" AND id NOT IN (SELECT {column} FROM {name} WHERE {column} IS NOT NULL)"
    return connection.execute(f"DELETE FROM {table} WHERE {condition}").rowcount
