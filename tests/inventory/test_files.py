"""The files beside an inventory: who may read them, the key, and the lock."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from meibo.inventory.files import (
    InventoryError,
    create_private,
    default_key_path,
    hold_lock,
    load_key,
    load_or_make_key,
    own_files,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def open_umask() -> Iterator[None]:
    """A umask that would let everybody read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("open_umask")
def test_all_files_are_the_owners_alone(store: Any) -> None:
    """Database, write-ahead log, shared memory, key and lock are 0600 while a scan writes, whatever the umask."""
    load_or_make_key(default_key_path(store.path))
    with hold_lock(store.path), store.writing() as writer:
        store.begin(writer).record(store.make_result())
        writer.flush()
        modes = {path.name: mode_of(path) for path in store.path.parent.iterdir()}
    names = {"meibo.db", "meibo.db-wal", "meibo.db-shm", "meibo.db.key", "meibo.db.lock"}
    assert modes == dict.fromkeys(names, 0o600)


def test_a_file_that_is_wider_is_narrowed(tmp_path: Path) -> None:
    """An inventory that others may read is theirs no longer once a scan opens it."""
    path = tmp_path / "meibo.db"
    path.touch(0o666)
    path.chmod(0o666)
    create_private(path)
    assert mode_of(path) == 0o600


def test_key_is_made_once_and_kept(tmp_path: Path) -> None:
    """The first use makes a random key of 64 hex digits, every later use reads the same."""
    path = tmp_path / "meibo.db.key"
    key = load_or_make_key(path)
    stored = path.read_bytes()
    assert len(key) == 32
    assert bytes.fromhex(stored.decode("ascii")) == key
    assert load_or_make_key(path) == key
    assert path.read_bytes() == stored
    assert load_or_make_key(tmp_path / "other.key") != key


DAMAGED = {"empty": b"", "short": b"00" * 31, "long": b"00" * 33, "no hex": b"zz" * 32, "kanji": "零".encode() * 22}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_key_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    """A key file that holds anything but 64 hex digits is an error, never replaced: all fingerprints depend on it."""
    path = tmp_path / "meibo.db.key"
    path.write_bytes(content)
    with pytest.raises(InventoryError) as caught:
        load_or_make_key(path)
    assert (caught.value.code, caught.value.subject) == ("key-damaged", str(path))
    assert path.read_bytes() == content


def test_a_key_in_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    """Where the key cannot be made, the error names its place."""
    path = tmp_path / "gone" / "meibo.key"
    with pytest.raises(InventoryError) as caught:
        load_or_make_key(path)
    assert (caught.value.subject, caught.value.detail) == (str(path), "ENOENT")


def test_two_processes_make_one_key(tmp_path: Path) -> None:
    """Scans that start together with one key file all use the same key."""
    path = tmp_path / "shared.key"
    code = (
        "import sys, pathlib; from meibo.inventory.files import load_or_make_key;"
        "sys.stdin.read(1); print(load_or_make_key(pathlib.Path(sys.argv[1])).hex())"
    )
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for maker in makers:  # all are waiting for this, so they start together
        assert maker.stdin
        maker.stdin.write("x")
        maker.stdin.flush()
    keys = {maker.communicate()[0].strip() for maker in makers}
    assert keys == {path.read_text("ascii").strip()}
    assert [item.name for item in tmp_path.iterdir()] == ["shared.key"]


def test_lock_keeps_a_second_holder_out(tmp_path: Path) -> None:
    """While one process holds an inventory another is refused; afterwards it is free again."""
    path = tmp_path / "meibo.db"
    code = (
        "import sys, pathlib; from meibo.inventory.files import hold_lock, InventoryError\n"
        "try:\n    with hold_lock(pathlib.Path(sys.argv[1])): print('held')\n"
        "except InventoryError as error: print(error.code)"
    )

    def try_elsewhere() -> str:
        return subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
        ).stdout.strip()

    with hold_lock(path):
        assert try_elsewhere() == "inventory-in-use"
        with pytest.raises(InventoryError, match="inventory-in-use"), hold_lock(path):
            pass
    assert try_elsewhere() == "held"


def test_a_link_to_an_inventory_is_that_inventory(tmp_path: Path) -> None:
    """Behind a link, key, lock and SQLite's own files are those beside the file that it names."""
    real = tmp_path / "store" / "real.db"
    real.parent.mkdir()
    real.touch()
    link = tmp_path / "meibo.db"
    link.symlink_to(real)
    assert default_key_path(link) == default_key_path(real) == real.with_name("real.db.key")
    suffixes = ("", "-wal", "-shm", "-journal", ".key", ".lock")
    assert {path.resolve() for path in own_files(link, default_key_path(link))} == {
        real.with_name("real.db" + suffix) for suffix in suffixes
    }
    with hold_lock(link), pytest.raises(InventoryError, match="inventory-in-use"), hold_lock(real):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_in_place_of_the_key_is_no_key(tmp_path: Path) -> None:
    """Nothing waits for somebody to write to it."""
    path = tmp_path / "meibo.db.key"
    os.mkfifo(path, 0o600)
    with pytest.raises(InventoryError) as refused:
        load_key(path)
    assert refused.value.code == "key-damaged"
