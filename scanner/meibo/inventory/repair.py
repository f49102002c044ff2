"""Mends an inventory, or saves what can be read of a damaged one; what it was before is kept beside it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from meibo.inventory.backup import copy_pages
from meibo.inventory.checks import check_inventory
from meibo.inventory.faults import Fault
from meibo.inventory.file_checks import find_key
from meibo.inventory.files import PRIVATE, InventoryError, create_private, hold_lock, own_files
from meibo.inventory.mending import Mending, mend
from meibo.inventory.own_links import follow_own_links
from meibo.inventory.salvage import salvage
from meibo.inventory.schema import MIGRATIONS, check, migrate
from meibo.inventory.snapshots import open_snapshot
from meibo.inventory.sqlite_errors import in_our_words

_LOG_SUFFIXES: Final = ("-wal", "-shm", "-journal")
_OF_FILES: Final = ("file-", "key-", "schema-older", "seals-none")
"""How faults begin that no table has."""


class Repair(msgspec.Struct, frozen=True):
    """What was done."""

    found: list[Fault]
    left: list[Fault]
    """What is wrong still."""
    kept: Path | None = None
    """The inventory as it was; None where its tables were whole."""
    saved: dict[str, int] | None = None
    """Rows by table that were saved from a damaged file."""


def repair(inventory: Path, key_file: Path) -> Repair:
    """Mend what can be mended; raises InventoryError, also while a scan holds the inventory."""
    if not inventory.is_file():
        raise InventoryError("inventory-missing", str(inventory))
    with hold_lock(inventory):
        found = check_inventory(inventory, key_file)
        _narrow(inventory, key_file)
        kept, saved = None, None
        if any(not fault.code.startswith(_OF_FILES) for fault in found):
            kept = _name_kept(inventory)
            is_broken = any(fault.code in ("pages-damaged", "schema-damaged") for fault in found)
            counts: dict[str, int] = {}
            for fault in found:
                counts[fault.code] = counts.get(fault.code, 0) + fault.count
            mending = Mending(counts, kept, _find_key(inventory, key_file))
            with in_our_words(inventory):
                if is_broken:
                    saved = _save(inventory, mending)
                else:
                    _mend_copied(inventory, mending)
        return Repair(found, check_inventory(inventory, key_file), kept, saved)


def _find_key(inventory: Path, key_file: Path) -> bytes | None:
    """The key to seal with what was mended; None for an inventory that was never sealed. Raises InventoryError."""
    try:
        with contextlib.closing(open_snapshot(inventory)) as connection:
            if check(connection) < len(MIGRATIONS) or not connection.execute("SELECT 1 FROM seals").fetchone():
                return None
            stated = connection.execute("SELECT value FROM key_check").fetchone()
    except sqlite3.DatabaseError:  # so much is damaged that it is sealed anew, with the key that there is
        return find_key(key_file, None)
    key = find_key(key_file, stated[0] if stated else None)
    if key is None:
        raise InventoryError("seals-need-key", str(inventory))
    return key


def _narrow(inventory: Path, key_file: Path) -> None:
    for path in own_files(inventory, key_file):
        with contextlib.suppress(OSError):  # none, or another user's: the check says so
            _narrow_file(follow_own_links(path))


def _narrow_file(place: Path) -> None:
    """By a descriptor that no link leads to: else who may write to the folder would choose whose rights are changed."""
    if os.name != "posix":
        return
    descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        state = os.fstat(descriptor)
        if stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid():
            os.fchmod(descriptor, state.st_mode & PRIVATE)
    finally:
        os.close(descriptor)


def _name_kept(inventory: Path) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    real = inventory.resolve()
    return real.with_name(f"{real.name}.before-repair-{moment}")


def _name_twice(real: Path, kept: Path) -> None:
    """Give the file a second name, so that at no moment a scan finds no inventory and begins an empty one."""
    try:
        kept.hardlink_to(real)
    except OSError:  # a file system without hard links
        real.rename(kept)


def _mend_copied(inventory: Path, mending: Mending) -> None:
    kept = mending.kept
    create_private(kept)
    try:
        copy_pages(inventory, kept)
    except BaseException:
        kept.unlink()
        raise
    with contextlib.closing(sqlite3.connect(inventory, isolation_level=None, timeout=30)) as connection:
        migrate(connection)
        mend(connection, mending)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _save(inventory: Path, mending: Mending) -> dict[str, int]:
    """A fresh file of what can be read takes the place of the damaged one, which gets another name."""
    kept = mending.kept
    real = inventory.resolve()
    fresh = kept.with_name(f"{kept.name}.fresh")
    create_private(fresh)
    try:
        saved = salvage(real, fresh)
        if not saved.get("scans") and not saved.get("assets"):
            raise InventoryError("inventory-lost", str(inventory))
        with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            migrate(connection)
            mend(connection, mending)
        _name_twice(real, kept)
        for suffix in _LOG_SUFFIXES:
            log = real.with_name(real.name + suffix)
            if log.exists():
                log.rename(kept.with_name(kept.name + suffix))
        fresh.replace(real)
    except sqlite3.DatabaseError:
        raise InventoryError("inventory-lost", str(inventory)) from None
    finally:
        fresh.unlink(missing_ok=True)
    return saved
