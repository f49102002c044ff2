"""A copy of an inventory is whole, private and equal, also while a scan writes."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from typing import TYPE_CHECKING, Any

import pytest

from meibo.inventory import backup
from meibo.inventory.backup import back_up
from meibo.inventory.files import InventoryError, default_key_path, load_or_make_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_copy_says_the_same(store: Any, tmp_path: Path, dump_inventory: Callable[[Path], Any]) -> None:
    """One file, its owner's alone, without the key; an older copy in its place is replaced."""
    store.scan(store.make_result())
    load_or_make_key(default_key_path(store.path))
    copy = tmp_path / "copies" / "meibo.db"
    copy.parent.mkdir()
    back_up(store.path, copy)
    store.scan(store.make_result(), store.make_result("new"))
    back_up(store.path, copy)
    assert dump_inventory(copy) == dump_inventory(store.path)
    assert [path.name for path in copy.parent.iterdir()] == ["meibo.db"]
    assert copy.stat().st_mode & 0o777 == 0o600


def test_no_scan_reads_a_copy(store: Any, tmp_path: Path) -> None:
    """It is noted among the inventory's own files."""
    store.scan(store.make_result())
    back_up(store.path, tmp_path / "copy.db")
    own = store.read(lambda reader: reader.known_reports())
    assert set(own) == {tmp_path / "copy.db", tmp_path / "copy.db.key"}


def test_the_key_comes_along_where_that_is_asked(store: Any, tmp_path: Path) -> None:
    """Beside the copy, and as private."""
    store.scan(store.make_result())
    key = default_key_path(store.path)
    load_or_make_key(key)
    back_up(store.path, tmp_path / "copy.db", key, with_key=True)
    assert default_key_path(tmp_path / "copy.db").read_bytes() == key.read_bytes()
    assert default_key_path(tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_while_a_scan_writes(store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy is of one moment: what the scan commits meanwhile neither tears it nor makes it begin again."""
    store.scan(*(store.make_result(f"file-{number}") for number in range(300)))
    monkeypatch.setattr(backup, "STEP_PAGES", 5)
    done, began = threading.Event(), threading.Event()
    committed = 0

    def write() -> None:
        nonlocal committed
        with store.writing() as writer:
            scan = store.begin(writer)
            began.set()
            while not done.is_set():
                scan.record(store.make_result(f"late-{committed}"))
                writer.flush()
                committed += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        began.wait()
        back_up(store.path, tmp_path / "copy.db")
    finally:
        done.set()
        thread.join()
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        (copied,) = connection.execute("SELECT count(*) FROM assets WHERE path LIKE 'late-%'").fetchone()
        (first,) = connection.execute("SELECT count(*) FROM versions WHERE first_scan = 1").fetchone()
    assert first == 300
    assert copied <= committed


def test_only_a_backup_is_replaced(store: Any, tmp_path: Path) -> None:
    """A document, another program's database, the inventory itself and its key keep their content."""
    store.scan(store.make_result())
    notes, accounts = tmp_path / "notes.txt", tmp_path / "accounts.sqlite"
    notes.write_text("no copy")
    with contextlib.closing(sqlite3.connect(accounts)) as connection:
        connection.execute("CREATE TABLE accounts (id INTEGER)")
    for place in (notes, accounts, store.path, default_key_path(store.path), tmp_path):
        before = place.read_bytes() if place.is_file() else None
        with pytest.raises(InventoryError, match="backup-place"):
            back_up(store.path, place)
        assert (place.read_bytes() if place.is_file() else None) == before


def test_where_there_is_no_place_that_is_said(store: Any, tmp_path: Path) -> None:
    """A folder that is missing, an inventory that is missing; nothing is left behind."""
    store.scan(store.make_result())
    with pytest.raises(InventoryError, match="inventory-not-writable"):
        back_up(store.path, tmp_path / "gone" / "copy.db")
    with pytest.raises(InventoryError, match="inventory-missing"):
        back_up(tmp_path / "none.db", tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))
