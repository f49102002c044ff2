"""``meibo verify`` says what is wrong with an inventory, and what it was told to do about it."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def desk(module_meibo: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The command in a folder with an inventory of three scans and its key."""
    share = tmp_path_factory.mktemp("share")
    (share / "連絡先.txt").write_text("電話 090-2345-6781\n", "utf-8")
    for number in range(2):
        (share / "退職者.txt").write_text(f"電話 090-2345-{6781 + number}\n", "utf-8")
        assert module_meibo("scan", share, "--quiet").returncode == 0
    (share / "退職者.txt").unlink()
    assert module_meibo("scan", share, "--quiet").returncode == 0
    module_meibo.share = share
    return module_meibo


def test_the_usual_course(desk: Any) -> None:
    """Whole: 0. A copy, mended, pruned and compacted in one go: each is told, and the inventory is whole."""
    done = desk("verify")
    assert (done.returncode, done.stdout) == (0, "the inventory is whole\n")
    arguments = ("--backup", "copy.db", "--with-key", "--repair", "--keep-scans", "2", "--compact", "--format", "json")
    done = desk("verify", *arguments)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["backup"]["path"], said["repair"]["found"], said["pruned"]["scans"]) == ("copy.db", 0, [1])
    assert said["compact"]["bytes_after"] <= said["compact"]["bytes_before"]
    assert said["faults"] == []
    assert (desk.folder / "copy.db.key").read_bytes() == (desk.folder / "meibo.db.key").read_bytes()
    scans = [row["scan"] for row in json.loads(desk("list", "--scans", "--format", "json").stdout)]
    kept = [row["scan"] for row in json.loads(desk("list", "-i", "copy.db", "--scans", "--format", "json").stdout)]
    assert (scans, kept) == ([2, 3], [1, 2, 3])


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE scans SET options = '[1]'",
        "UPDATE versions SET size_bytes = 'many'",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = CAST(x'ff' || sql AS TEXT) WHERE name = 'marks'",
    ],
)
def test_a_command_that_stumbles_over_damage_says_so(desk: Any, script: str) -> None:
    """It is no error inside meibo."""
    shutil.copy(desk.folder / "meibo.db", desk.folder / "spoiled.db")
    with contextlib.closing(sqlite3.connect(desk.folder / "spoiled.db")) as connection:
        connection.executescript(script)
    for command in (("list", "--by", "folder"), ("verify",)):
        done = desk(*command, "-i", "spoiled.db")
        assert done.returncode == 3
        assert "inside meibo" not in done.stderr
        assert ("damaged" if command[0] == "list" else "restore a backup") in done.stdout + done.stderr


def test_faults_end_with_3_and_a_remedy(desk: Any) -> None:
    """Each fault is told with what to do, in the language of choice, and is mended when that is asked."""
    inventory = desk.folder / "meibo.db"
    inventory.chmod(0o640)
    with sqlite3.connect(inventory) as connection:
        connection.execute("INSERT INTO parts VALUES (1, 'x', '', 1, 0, x'00', NULL)")
    connection.close()
    done = desk("verify", "--lang", "ja")
    assert done.returncode == 3
    assert "所有者以外も使える" in done.stdout
    assert "meibo verify --repair" in done.stdout
    mended = desk("verify", "--repair")
    assert mended.returncode == 0, mended.stdout
    assert "the inventory is whole" in mended.stdout
    assert inventory.stat().st_mode & 0o777 == 0o600
    assert len(list(desk.folder.glob("meibo.db.before-repair-*"))) == 1


def test_a_wrong_key_is_noticed_before_a_scan_mixes_two(desk: Any, tmp_path: Path) -> None:
    """Another key, or none where one was: the scan does not begin, and makes no new key."""
    key = desk.folder / "meibo.db.key"
    other = desk("scan", desk.share, "--key-file", "shared.key")
    assert other.returncode == 2
    assert "is not the key of this inventory" in other.stderr
    aside = key.rename(tmp_path / "aside.key")
    missing = desk("scan", desk.share)
    assert missing.returncode == 2
    assert "is missing" in missing.stderr
    assert not key.exists()
    checked = desk("verify", "--format", "json")
    assert checked.returncode == 3
    assert [fault["code"] for fault in json.loads(checked.stdout)["faults"]] == ["key-missing"]
    aside.rename(key)
    assert desk("verify").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [("-i", "none.db"), ("--keep-scans", "0"), ("--keep-days", "-1"), ("--with-key",), ("--backup", "meibo.db")],
    ids=["no inventory", "no scan", "less than no day", "a key without a copy", "the inventory itself"],
)
def test_what_cannot_be_meant_ends_with_2(desk: Any, arguments: tuple[str, ...]) -> None:
    """The command says so and changes nothing."""
    before = (desk.folder / "meibo.db").read_bytes()
    assert desk("verify", *arguments).returncode == 2
    assert (desk.folder / "meibo.db").read_bytes() == before
