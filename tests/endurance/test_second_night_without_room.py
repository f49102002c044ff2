"""A disk that is full, or closed for writing, when the second night comes: it is said, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("without_coverage"),
    pytest.mark.parametrize("night", ["local"], indirect=True),
]

# In a mount namespace of its own: the disk is gone when the shell ends, whatever happens.
ON_A_DISK = """
disk=$1; keep=$2; how=$3; shift 3
mount -t tmpfs -o size=64m none "$disk" || exit 99
cp "$keep"/night.db "$disk"/meibo.db
case $how in
full) head -c 64m /dev/zero >"$disk"/ballast 2>/dev/null; truncate -s -$ROOM "$disk"/ballast ;;
closed) mount -o remount,ro "$disk" ;;
esac
"$@"; echo "first $?"
"$@"; echo "second $?"
cp "$disk"/meibo.db* "$keep"
mount -o remount,rw "$disk"; rm -f "$disk"/ballast
"$@"; echo "third $?"
cp "$disk"/meibo.db "$keep"/third.db
"""


@pytest.fixture
def changed(night: Any, dump_inventory: Callable[..., Any], change_place: Callable[[Any], None]) -> tuple[Any, Any]:
    """What the first night has found, and what an undisturbed second one finds of the changed place."""
    night.forget("night.db")
    assert night.scan("night.db").returncode == 0
    first = dump_inventory(night.folder / "night.db")
    if not (night.place.folder / "新規").exists():
        change_place(night.place)
    night.copy("night.db", "quiet.db")
    assert night.scan("quiet.db").returncode == 0
    return first, dump_inventory(night.folder / "quiet.db")


@pytest.mark.parametrize(
    ("how", "room", "said"),
    [
        ("full", "0", "the disk is full"),
        ("full", "40k", "the disk is full"),
        ("closed", "0", "EROFS|cannot write|read-only"),
    ],
)
def test_no_room_in_the_second_night(
    night: Any,
    changed: tuple[Any, Any],
    dump_inventory: Callable[..., Any],
    tmp_path: Path,
    how: str,
    room: str,
    said: str,
) -> None:
    """The command ends with 3 each time, the first night can be read meanwhile, and with room the scan completes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = night.command.line(
        "scan", night.place.target, "-i", disk / "meibo.db", "--key-file", night.folder / "shared.key", "--quiet"
    )
    unshare = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    done = subprocess.run(
        [*unshare, "sh", "-c", ON_A_DISK, "sh", disk, night.folder, how, *command],
        capture_output=True, encoding="utf-8", check=True, cwd=night.folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", "ROOM": room},
    )  # fmt: skip
    assert done.stdout.split() == ["first", "3", "second", "3", "third", "0"], done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    for line in lines:
        assert line.startswith("meibo: error: ")
        assert any(words in line for words in said.split("|")), line
        assert "meibo.db" in line
    first, second = changed
    assert dump_inventory(night.folder / "meibo.db", 1)["assets"] == first["assets"]
    assert dump_inventory(night.folder / "third.db") == second
    assert dump_inventory(night.folder / "third.db", 1) == first


def test_an_inventory_that_may_only_be_read(
    night: Any, changed: tuple[Any, Any], dump_inventory: Callable[..., Any]
) -> None:
    """It is named, it can still be listed, and nothing in it has changed."""
    night.copy("night.db", "sealed.db")
    inventory = night.folder / "sealed.db"
    inventory.chmod(0o400)
    before = inventory.read_bytes()
    done = night.command.without_rights(*night.line("sealed.db"))
    assert done.returncode == 3
    assert "sealed.db" in done.stderr
    assert inventory.read_bytes() == before
    assert night.command.without_rights("list", "-i", "sealed.db").returncode == 0
    inventory.chmod(0o600)
    assert night.scan("sealed.db").returncode == 0
    assert dump_inventory(inventory) == changed[1]
