"""Where there is no room, or no right to write, the command says so, and goes on later as if nothing had happened."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("without_coverage")

# In a mount namespace of its own: the disk is gone when the shell ends, whatever happens.
ON_A_SMALL_DISK = """
disk=$1; size=$2; keep=$3; shift 3
mount -t tmpfs -o "size=$size" none "$disk" || exit 99
"$@"; echo "first $?"
"$@"; echo "second $?"
mount -o remount,size=64m "$disk"
"$@"; echo "third $?"
cp "$disk"/meibo.db* "$keep"
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand small files, whose inventory is larger than half a megabyte."""
    share = tmp_path_factory.mktemp("share")
    for number in range(1000):
        place = share / f"部署{number % 10}"
        place.mkdir(exist_ok=True)
        (place / f"{number}.txt").write_text(f"電話 090-2345-{number:04}\nメール user{number}@mail.co.jp\n", "utf-8")
    return share


@pytest.fixture(scope="module")
def quiet(module_meibo: Any, files: Path, dump_inventory: Callable[[Path], Any]) -> Any:
    """What a scan finds that has room."""
    assert module_meibo("scan", files, "--key-file", "shared.key").returncode == 0
    return dump_inventory(module_meibo.folder / "meibo.db")


def can_mount() -> bool:
    """Whether this user may mount a disk that only the own process sees."""
    return (
        subprocess.run(
            [*unshare(), "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
        ).returncode
        == 0
    )


def unshare() -> list[str]:
    return ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]


@pytest.mark.parametrize("size", ["12k", *(pytest.param(size, marks=pytest.mark.slow) for size in ("100k", "500k"))])
def test_a_full_disk_is_told_and_the_scan_goes_on_later(
    meibo: Any, tmp_path: Path, files: Path, quiet: Any, size: str, dump_inventory: Callable[[Path], Any]
) -> None:
    """On a disk of any size too small the command ends with 3; with more room the same command completes."""
    if not can_mount():
        pytest.skip("this user may not mount: test_a_limit_of_file_size_is_told covers the same")
    disk, keep = tmp_path / "disk", tmp_path / "keep"
    disk.mkdir()
    keep.mkdir()
    command = meibo.line("scan", files, "-i", disk / "meibo.db", "--key-file", meibo.folder / "shared.key", "--quiet")
    done = subprocess.run(
        [*unshare(), "sh", "-c", ON_A_SMALL_DISK, "sh", disk, size, keep, *command],
        capture_output=True, encoding="utf-8", check=True, cwd=meibo.folder, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.stdout.split() == ["first", "3", "second", "3", "third", "0"]
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    for line in lines:
        assert line.startswith("meibo: error: the disk is full: cannot write")
        assert "meibo.db" in line
    assert dump_inventory(keep / "meibo.db") == quiet


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [20, 300])
def test_a_limit_of_file_size_is_told(
    meibo: Any, files: Path, quiet: Any, kilobytes: int, dump_inventory: Callable[[Path], Any]
) -> None:
    """The same where a quota ends the file instead of the disk."""
    arguments = ("scan", files, "-i", "meibo.db", "--key-file", "shared.key")
    limited = meibo(*arguments, prefix=("prlimit", f"--fsize={kilobytes * 1024}"))
    assert limited.returncode == 3
    assert limited.stderr.startswith("meibo: error: reading or writing 'meibo.db' failed (SQLITE_IOERR_")
    assert meibo(*arguments).returncode == 0
    assert dump_inventory(meibo.folder / "meibo.db") == quiet


@pytest.mark.slow
def test_a_report_without_room_leaves_the_scan_whole(meibo: Any, files: Path) -> None:
    """The report is named, nothing of it is left behind, and it can be written later."""
    assert meibo("scan", files, "--quiet").returncode == 0
    done = meibo("report", "--csv", "a.csv", "--jsonl", "b.jsonl", prefix=("prlimit", f"--fsize={40 * 1024}"))
    assert done.returncode == 3
    assert "a.csv" in done.stderr
    assert sorted(path.name for path in meibo.folder.iterdir() if not path.name.startswith("meibo.db")) == [
        "shared.key"
    ]
    assert meibo("report", "--csv", "a.csv").returncode == 0


@pytest.mark.slow
def test_a_folder_that_may_not_be_written(meibo: Any, files: Path, tmp_path: Path) -> None:
    """The place is named with the reason, and another can be chosen."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    done = meibo.without_rights("scan", files, "-i", closed / "meibo.db")
    assert done.returncode == 3
    assert str(closed) in done.stderr
    assert "EACCES" in done.stderr
    assert "-i" in done.stderr
    assert meibo.without_rights("scan", files, "-i", tmp_path / "missing" / "meibo.db").returncode == 3
    assert meibo.without_rights("scan", files, "-i", closed).returncode == 3
    report = meibo.without_rights("scan", files, "--csv", closed / "a.csv", "--quiet")
    assert report.returncode == 3
    assert "a.csv" in report.stderr


@pytest.mark.slow
def test_an_inventory_in_a_closed_folder_can_be_read(meibo: Any, files: Path, tmp_path: Path) -> None:
    """An archived inventory is listed without writing anything beside it."""
    archive = tmp_path / "archive"
    archive.mkdir()
    assert meibo("scan", files, "-i", archive / "meibo.db", "--quiet").returncode == 0
    for companion in (*archive.glob("meibo.db-*"), archive / "meibo.db.lock"):
        companion.unlink(missing_ok=True)
    (archive / "meibo.db").chmod(0o400)
    archive.chmod(0o555)
    done = meibo.without_rights("list", "-i", archive / "meibo.db", "--path", "*/7.txt")
    archive.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "7.txt" in done.stdout
