"""What commands other than a scan write: entries of the audit log, and where reports were written."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from meibo.inventory.audit import Act, note_act
from meibo.inventory.files import InventoryError, default_key_path, load_key, state_check
from meibo.inventory.schema import MIGRATIONS, check
from meibo.inventory.snapshots import open_snapshot
from meibo.inventory.sqlite_errors import in_our_words
from meibo.inventory.transactions import Transactions


@contextlib.contextmanager
def open_sealed(inventory: Path, key_file: Path | None, *, may_lack_key: bool = False) -> Iterator[Transactions]:
    """An inventory to write to; what is written is sealed where the inventory is. Raises InventoryError.

    ``key_file`` is the default one where it is None. One that was never sealed stays so until the next scan. Where the
    key is missing from its default place, and that may be, rows are written without seals.
    """
    inside = Transactions(inventory)
    try:
        if inside.ask("SELECT 1 FROM seals"):
            place = key_file or default_key_path(inventory)
            if may_lack_key and key_file is None and not place.exists():
                inside.do_without_key()
                yield inside
                return
            key = load_key(place)
            if inside.ask("SELECT 1 FROM key_check WHERE value <> ?", (state_check(key),)):
                raise InventoryError("key-differs", str(place))
            inside.seal(key)
        yield inside
    finally:
        inside.close()


def record(inventory: Path, key_file: Path | None, acts: Sequence[Act], reports: Sequence[Path] = ()) -> None:
    """Add entries to the audit log, and note reports so that no scan reads them.

    Waits for no more than a moment of a scan.
    An older inventory has no log, and is brought up to date only to note reports.
    """
    if not reports:
        with in_our_words(inventory), contextlib.closing(open_snapshot(inventory)) as connection:
            if check(connection) < len(MIGRATIONS):
                return
    with open_sealed(inventory, key_file) as inside, inside.whole() as connection:
        note_reports(connection, reports)
        for act in acts:
            note_act(connection, act)


def note_reports(connection: sqlite3.Connection, places: Sequence[Path]) -> None:
    """Note files as the inventory's own, as part of the running transaction."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.executemany(
        "INSERT INTO reports (path, written) VALUES (?, ?) ON CONFLICT DO UPDATE SET written = excluded.written",
        [(str(place), now) for place in places],
    )
