"""An inventory as it is at one moment, for those who read it; never writes to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from meibo.inventory.schema import migrate


def open_snapshot(path: Path) -> sqlite3.Connection:
    """A snapshot of the inventory; in a folder that is closed for writing, as an archive may be, the file as it is."""
    try:
        return _begin(path, "mode=ro")
    except sqlite3.OperationalError as error:
        log = path.with_name(path.name + "-wal")
        is_closed = error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN"))
        if not is_closed or (log.exists() and log.stat().st_size):
            raise
    return _begin(path, "mode=ro&immutable=1")


def bring_up(old: sqlite3.Connection) -> sqlite3.Connection:
    """A copy of an inventory of an older program, with the newest schema: who reads changes no file."""
    copy = sqlite3.connect("", isolation_level=None)  # a nameless file, which goes with its connection
    try:
        old.backup(copy)
        old.close()
        migrate(copy)
    except BaseException:
        copy.close()
        raise
    return copy


def _begin(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=30, isolation_level=None)
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the snapshot is taken by the first read
    except sqlite3.Error:
        connection.close()
        raise
    return connection
