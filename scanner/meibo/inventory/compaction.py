"""Gives back the room that deleted rows have left in the file of an inventory."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from meibo.inventory.audit import Act, note_act
from meibo.inventory.files import InventoryError, hold_lock
from meibo.inventory.recording import open_sealed
from meibo.inventory.transactions import Transactions

_SPARE: Final = 1.1
_TEMPORARY: Final = Path("/var/tmp")  # noqa: S108 - where SQLite goes before /tmp; only asked for its room


def compact(path: Path, key_file: Path | None = None) -> tuple[int, int]:
    """Write the file anew without gaps; returns its bytes before and after.

    SQLite builds it in the folder for temporary files, then writes it over the old one through the log beside it.
    Raises InventoryError where either disk has no room for that, before anything is begun, and while a scan runs.
    """
    if not path.is_file():
        raise InventoryError("inventory-missing", str(path))
    with hold_lock(path), open_sealed(path, key_file) as inside:
        before = _measure(inside)
        _refuse_without_room(path, inside)
        inside.ask("PRAGMA secure_delete = ON")
        inside.ask("VACUUM")
        after = _measure(inside)
        with inside.whole() as connection:
            note_act(connection, Act("compact", {"bytes_before": before, "bytes_after": after}))
        inside.ask("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, after


def _measure(inside: Transactions) -> int:
    return int(inside.ask("PRAGMA page_count")[0][0]) * int(inside.ask("PRAGMA page_size")[0][0])


def _refuse_without_room(path: Path, inside: Transactions) -> None:
    free_pages = int(inside.ask("PRAGMA freelist_count")[0][0])
    needed = int(_SPARE * (_measure(inside) - free_pages * int(inside.ask("PRAGMA page_size")[0][0])))
    beside = path.resolve().parent
    temporary = Path(tempfile.gettempdir())
    if temporary == Path("/tmp") and _TEMPORARY.is_dir():  # noqa: S108 - see above
        temporary = _TEMPORARY
    is_one_disk = beside.stat().st_dev == temporary.stat().st_dev
    for place, bytes_needed in {beside: needed * (2 if is_one_disk else 1), temporary: needed}.items():
        if shutil.disk_usage(place).free < bytes_needed:
            raise InventoryError("compact-no-room", str(place), f"{bytes_needed:,}")
