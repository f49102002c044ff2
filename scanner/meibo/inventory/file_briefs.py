"""Files of a scan in brief: what copies, retention and a migration are judged by, without what was found in each.

A full row (``Asset``) takes two thousand bytes of memory and 25 us, one of these two hundred and 3 us.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from meibo.inventory import mark_rows
from meibo.inventory.marks import has_grown
from meibo.inventory.seen import OF_SCAN
from meibo.inventory.sqlite_errors import READING, in_our_words


class FileBrief(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file in the view of one scan."""

    version: int
    reading: int
    target: str
    path: str
    folder: str
    size_bytes: int
    modified_ns: int
    audience: str
    status: str
    issue_code: str | None
    content_hash: bytes
    """Empty where the file was not read to its end."""
    persons_least: int
    persons_most: int


_COLUMNS: Final = (
    "SELECT versions.id, readings.id, uri, path, folder, size_bytes, modified_ns, audience, status, issue_code,"
    " content_hash, persons_least, persons_most"
)
_WITH_PEOPLE: Final = (  # the order of the tables is forced: most files hold nobody
    f"{_COLUMNS} FROM readings CROSS JOIN versions ON versions.reading_id = readings.id"
    " CROSS JOIN assets ON assets.id = asset_id CROSS JOIN targets ON targets.id = assets.target_id"
    f" WHERE persons_most > 0 AND {OF_SCAN} ORDER BY readings.id"
)
_OF_TARGET: Final = (
    f"{_COLUMNS} FROM targets CROSS JOIN assets ON assets.target_id = targets.id"
    " CROSS JOIN versions ON versions.asset_id = assets.id CROSS JOIN readings ON readings.id = reading_id"
    f" WHERE uri = ?2 AND path >= ?3 AND path < ?4 AND {OF_SCAN} ORDER BY path"
)
_DISMISSED: Final = f"SELECT versions.id, {mark_rows.SELECT_DISMISSED.removeprefix('SELECT ')}{OF_SCAN}"
_KINDS: Final = (
    "SELECT reading_id, detector FROM counts CROSS JOIN readings ON readings.id = reading_id"
    " WHERE persons_most > 0 AND medium + high > 0 ORDER BY reading_id"
)
_PEOPLE_OF: Final = (
    "SELECT reading_id, keys FROM json_each(?1) AS wanted CROSS JOIN person_keys ON reading_id = wanted.value"
)
_LAST_CHARACTER: Final = "\U0010ffff"


class FileBriefs:
    """Asks an inventory for files in brief; raises InventoryError where it can no longer be read."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._connection = path, connection

    def _ask(self, query: str, values: tuple[object, ...] = ()) -> Iterator[Any]:
        with in_our_words(self._path, READING):
            yield from self._connection.execute(query, values)

    def with_people(self, scan: int) -> Iterator[FileBrief]:
        """Files in which people were counted, but for false positives, in the order of their readings."""
        dismissed = frozenset(
            version
            for version, seen, now in self._ask(_DISMISSED, (scan,))
            if not has_grown(mark_rows.decode_found(seen), mark_rows.decode_found(now))
        )
        for row in self._ask(_WITH_PEOPLE, (scan,)):
            if row[0] not in dismissed:
                yield FileBrief(*row)

    def below(self, scan: int, target: str, folder: str = "") -> Iterator[FileBrief]:
        """Files of a target at or below a folder (empty: all), by path."""
        least, most = (f"{folder}/", f"{folder}0") if folder else ("", _LAST_CHARACTER)
        for row in self._ask(_OF_TARGET, (scan, target, least, most)):
            yield FileBrief(*row)

    def kinds(self) -> Iterator[tuple[int, str]]:
        """Every reading that holds people, and each detector of medium confidence or above, by reading."""
        return self._ask(_KINDS)

    def people(self, readings: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """The packed person keys of readings, in their order; those that hold none are left out."""
        return self._ask(_PEOPLE_OF, (msgspec.json.encode(readings).decode(),))

    def key_check(self) -> bytes:
        """What tells the inventory's key from any other; empty where it knows none yet."""
        return next((bytes(row[0]) for row in self._ask("SELECT value FROM key_check")), b"")
