"""Copies an inventory as it is at one moment, also while a scan writes to it."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from pathlib import Path
from typing import Final

from meibo.inventory.audit import Act
from meibo.inventory.files import InventoryError, create_private, default_key_path, own_files
from meibo.inventory.recording import record
from meibo.inventory.schema import MIGRATIONS, UnknownSchemaError, check
from meibo.inventory.snapshots import open_snapshot
from meibo.inventory.sqlite_errors import in_our_words

STEP_PAGES: Final = 4096
"""16 MB; between two steps a signal is heard."""


def back_up(inventory: Path, copy: Path, key_file: Path | None = None, *, with_key: bool = False) -> bool:
    """Make ``copy`` one whole file that says what the inventory says now; an older copy in its place is replaced.

    ``with_key`` copies the key file, too. Both are their owner's alone. Returns whether the inventory could note it,
    which one in a closed folder cannot. Raises InventoryError.
    """
    if not inventory.is_file():
        raise InventoryError("inventory-missing", str(inventory))
    _refuse_place(inventory, copy)
    fresh = copy.with_name(f"{copy.name}.{secrets.token_hex(4)}")
    try:
        create_private(fresh)
        with in_our_words(copy):
            copy_pages(inventory, fresh)
        if with_key:
            _copy_key(key_file or default_key_path(inventory), default_key_path(copy))
        fresh.replace(copy)
        return _note(inventory, key_file, copy, with_key=with_key)
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)


def copy_pages(inventory: Path, fresh: Path) -> None:
    """Copy every page of one snapshot into an empty file, and make it durable.

    A snapshot, held to the end: without one each write of a scan would make SQLite begin again.
    """
    with contextlib.ExitStack() as held:
        with in_our_words(inventory):
            source = held.enter_context(contextlib.closing(open_snapshot(inventory)))
            if not check(source):
                raise UnknownSchemaError
        target = held.enter_context(contextlib.closing(sqlite3.connect(fresh, isolation_level=None)))
        source.backup(target, pages=STEP_PAGES)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, which a folder closed for writing may hold
        with in_our_words(inventory):
            if target.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
    _sync(fresh)


def _note(inventory: Path, key_file: Path | None, copy: Path, *, with_key: bool) -> bool:
    """Note the copy as the inventory's own, so that no scan reads it; not in one of an older schema, which stays so."""
    with contextlib.closing(open_snapshot(inventory)) as connection:
        if check(connection) < len(MIGRATIONS):
            return True
    places = [copy.absolute(), default_key_path(copy).absolute()]
    try:
        record(inventory, key_file, [Act("backup", {"path": str(places[0]), "with_key": with_key})], places)
    except InventoryError:
        return False
    return True


def _refuse_place(inventory: Path, copy: Path) -> None:
    """A backup never takes the place of anything but a backup."""
    if copy.resolve() in {path.resolve() for path in own_files(inventory, default_key_path(inventory))}:
        raise InventoryError("backup-place", str(copy))
    if copy.exists() and (not copy.is_file() or (copy.stat().st_size and not _is_inventory(copy))):
        raise InventoryError("backup-place", str(copy))


def _is_inventory(path: Path) -> bool:
    try:
        with contextlib.closing(open_snapshot(path)) as connection:
            return check(connection) > 0
    except (sqlite3.Error, UnknownSchemaError):
        return False


def _copy_key(key_file: Path, place: Path) -> None:
    try:
        text = key_file.read_bytes()
    except OSError as error:
        raise InventoryError("key-not-readable", str(key_file), type(error).__name__) from None
    create_private(place)
    place.write_bytes(text)
    _sync(place)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
