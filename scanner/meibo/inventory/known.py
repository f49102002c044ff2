"""What an inventory knows of files that are being listed, looked up many at a time."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from meibo.inventory.schema import STILL
from meibo.inventory.sqlite_errors import READING, in_our_words


class Known(msgspec.Struct, frozen=True, array_like=True):
    """The present version of a file and what reading it gave."""

    asset: int
    version: int = 0
    """0 for a file that was known once and is no more; then the rest says nothing."""
    size_bytes: int = 0
    modified_ns: int = 0
    state: str = ""
    """``Entry.version`` as it was listed."""
    readers_state: str = ""
    """``Entry.readers_state`` as it was listed."""
    told: str = ""
    """See ``file_rows.tell_access``."""
    is_as_told: bool = False
    """Owner and readers are those that the listing told; nothing was asked beside it."""
    read_scan: int = 0
    basis: int = 0
    is_opened: bool = False
    status: str = ""
    issue_code: str | None = None
    reading: int = 0


class KnownFiles:
    """Looks up files in an inventory that a scan is writing, through a connection of its own, in any one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def find(self, target: int, paths: Sequence[str]) -> dict[str, Known]:
        """What is known of files, by path; raises InventoryError. Sees what is committed."""
        ((rows,),) = self._ask(_SELECT, (msgspec.json.encode(paths).decode(), target, STILL))
        return {paths[place]: known for place, known in _ROWS.decode(rows)}

    def find_mattering(self, readings: Sequence[int]) -> set[int]:
        """Those in which something was found, or of which something was not read: who can read them matters."""
        if not readings:
            return set()
        return {row[0] for row in self._ask(_SELECT_MATTERING, (msgspec.json.encode(readings).decode(),))}

    def _ask(self, query: str, values: tuple[object, ...]) -> list[Any]:
        with in_our_words(self._path, READING):
            if self._connection is None:
                address = f"{self._path.absolute().as_uri()}?mode=ro"
                self._connection = sqlite3.connect(
                    address, uri=True, timeout=30, isolation_level=None, check_same_thread=False
                )
            return self._connection.execute(query, values).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


_ROWS: Final = msgspec.json.Decoder(list[tuple[int, Known]], strict=False)
"""Lax, as SQLite's truth values are numbers."""

# One row holds all, so that the lock of the interpreter changes hands once and not for each file.
# CROSS JOIN: SQLite would rather take every file of the target and look for it in the list.
_SELECT: Final = (
    "SELECT json_group_array(json_array(listed.key, CASE WHEN versions.id IS NULL THEN json_array(assets.id)"
    " ELSE json_array(assets.id, versions.id, size_bytes, modified_ns, version, readers_state, told,"
    " told = audience || '|' || audience_source || '|' || owner, read_scan, basis_id, is_opened, status, issue_code,"
    " reading_id) END))"
    " FROM json_each(?1) AS listed CROSS JOIN assets ON target_id = ?2 AND assets.path = listed.value"
    " LEFT JOIN versions ON asset_id = assets.id AND last_scan = ?3 LEFT JOIN readings ON readings.id = reading_id"
)

_SELECT_MATTERING: Final = (
    "SELECT readings.id FROM readings JOIN json_each(?) AS asked ON readings.id = asked.value"
    " WHERE status <> 'complete' OR EXISTS (SELECT 1 FROM counts WHERE reading_id = readings.id)"
)
