"""The second scan reads what has changed, and says the same of everything as if it had read it all."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import pyzipper

from meibo.configuration.limits import Limits
from meibo.inventory.reader import Reader
from meibo.pipeline.crawl import Filters

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PHONE = "電話 090-2345-6781\n"


@pytest.fixture
def files(share: Path) -> Path:
    """Forty files of one phone number each in four folders, a picture and a link."""
    for number in range(40):
        place = share / f"部署{number % 4}"
        place.mkdir(exist_ok=True)
        (place / f"{number}.txt").write_text(PHONE * (number + 1), "utf-8")
    (share / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (share / "link").symlink_to("picture.png")
    return share


@pytest.fixture
def again(scan: Any, watcher: Any) -> Callable[..., list[str]]:
    """Scans once more and returns the paths that were written down; the others were carried over."""

    def run(*targets: Path, **changes: Any) -> list[str]:
        paths: list[str] = []

        class Eyes(watcher):  # type: ignore[misc]
            def recorded(self, result: Any) -> None:
                paths.append(result.entry.path)

        eyes = Eyes()
        inventory = scan(*targets, watcher=eyes, **changes)
        reader = Reader(inventory)
        summary = reader.summarise(reader.scan_numbers()[-1])
        reader.close()
        assert summary.listed == len(paths) + eyes.files["carried over"]
        assert (summary.carried, summary.state) == (eyes.files["carried over"], "finished")
        return sorted(paths)

    return run


def without_scan(inventory: dict[str, Any]) -> dict[str, Any]:
    """What an inventory says of a scan, without the options, which may differ in words."""
    return {name: rows for name, rows in inventory.items() if name != "state"}


def test_nothing_changed_nothing_is_read(
    scan: Any, again: Any, files: Path, dump_inventory: Callable[..., Any]
) -> None:
    """Every file is carried over, and both scans say the same."""
    first = dump_inventory(scan(files))
    assert again(files) == []
    inventory = scan.key_file.with_name("meibo.db")
    assert dump_inventory(inventory) == first == dump_inventory(inventory, 1)


CHANGES: dict[str, Callable[[Path], object]] = {
    "longer": lambda path: path.write_text(PHONE * 9, "utf-8"),
    "of the same length": lambda path: path.write_text(PHONE.replace("6781", "6799"), "utf-8"),
    "touched": lambda path: os.utime(path, (1_700_000_000, 1_700_000_000)),
    "put back in time": lambda path: (
        (before := path.stat()),
        path.write_text(PHONE.replace("6781", "6799"), "utf-8"),
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns)),
    ),
    "replaced": lambda path: path.rename(path.with_suffix(".old")) and path.write_text("なし\n", "utf-8"),
}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(change, id=name, marks=() if name == "put back in time" else pytest.mark.slow)
        for name, change in CHANGES.items()
    ],
)
def test_what_changed_is_read(
    scan: Any, again: Any, files: Path, dump_inventory: Callable[..., Any], change: Callable[[Path], object]
) -> None:
    """Also where its time was set back; the result is that of a first scan."""
    scan(files)
    change(files / "部署0" / "0.txt")
    read = again(files)
    assert set(read) - {"部署0/0.old"} == {"部署0/0.txt"}
    fresh = dump_inventory(scan(files, name="fresh.db"))
    assert dump_inventory(scan.key_file.with_name("meibo.db")) == fresh


@pytest.mark.slow
def test_gone_new_and_moved_files(scan: Any, again: Any, files: Path, dump_inventory: Callable[..., Any]) -> None:
    """What is gone leaves the view and stays in the older one; what comes is read."""
    scan(files)
    (files / "部署0" / "0.txt").unlink()
    (files / "部署1" / "1.txt").rename(files / "部署2" / "moved.txt")
    (files / "new.txt").write_text(PHONE, "utf-8")
    assert again(files) == ["new.txt", "部署2/moved.txt"]
    inventory = scan.key_file.with_name("meibo.db")
    assert dump_inventory(inventory) == dump_inventory(scan(files, name="fresh.db"))
    assert {row[1] for row in dump_inventory(inventory, 1)["assets"]} >= {"部署0/0.txt", "部署1/1.txt"}
    (files / "部署0" / "0.txt").write_text(PHONE, "utf-8")
    assert again(files) == ["部署0/0.txt"]
    assert dump_inventory(inventory) == dump_inventory(scan(files, name="later.db"))


def test_other_readers_cost_no_reading(scan: Any, again: Any, files: Path, dump_inventory: Callable[..., Any]) -> None:
    """A folder is closed: its files have other readers, the same findings, and are not opened."""
    files.chmod(0o755)
    (files / "部署3").chmod(0o755)
    scan(files)
    (files / "部署3").chmod(0o700)
    assert again(files) == []
    inventory = scan.key_file.with_name("meibo.db")
    assert dump_inventory(inventory) == dump_inventory(scan(files, name="fresh.db"))
    audiences = {row[6] for row in dump_inventory(inventory)["assets"] if row[1].startswith("部署3/")}
    before = {row[6] for row in dump_inventory(inventory, 1)["assets"] if row[1].startswith("部署3/")}
    assert audiences != before


@pytest.mark.slow
def test_full_and_again(scan: Any, again: Any, files: Path) -> None:
    """``--full`` reads everything, a status everything that ended so."""
    scan(files)
    assert len(again(files, is_full=True)) == 41
    assert again(files, again=frozenset({"skipped"})) == ["picture.png"]
    assert again(files) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"detectors": ("email",)},
        *(
            pytest.param(changes, marks=pytest.mark.slow)
            for changes in ({"examples": None}, {"least_score": 30}, {"own_domains": ("a.jp",)})
        ),
    ],
)
def test_other_detection_reads_everything(scan: Any, again: Any, files: Path, changes: dict[str, Any]) -> None:
    """What decides the findings of a content is part of what is compared."""
    scan(files)
    assert len(again(files, **changes)) == 41
    assert again(files, **changes) == []


@pytest.mark.slow
def test_other_filters_read_what_they_let_in(scan: Any, again: Any, files: Path) -> None:
    """A file that was left out is read once it is wanted, and leaves again without a trace of the others."""
    scan(files, filters=Filters(include=("1*.txt",)))
    assert len(again(files)) == 40 - 11 + 1
    too_large = sorted(path.name for path in files.rglob("*.*") if path.is_file() and path.stat().st_size > 200)
    left_out = again(files, filters=Filters(largest_bytes=200))
    assert sorted(path.rpartition("/")[2] for path in left_out) == too_large
    assert again(files) == left_out


@pytest.mark.slow
def test_other_limits_read_what_had_reached_one(scan: Any, again: Any, files: Path) -> None:
    """The rest cannot depend on it."""
    with zipfile.ZipFile(files / "many.zip", "w") as archive:
        for number in range(30):
            archive.writestr(f"{number}.txt", PHONE)
    scan(files, limits=Limits(members=10))
    assert again(files, limits=Limits(members=10)) == []
    assert again(files, limits=Limits(members=100)) == ["many.zip"]
    assert again(files, limits=Limits(members=50)) == []


@pytest.mark.slow
def test_other_passwords_read_what_is_encrypted(scan: Any, again: Any, files: Path) -> None:
    """A password that is known now may open what could not be read."""
    with pyzipper.AESZipFile(files / "closed.zip", "w") as archive:
        archive.setpassword(b"sesame")
        archive.setencryption(pyzipper.WZ_AES)
        archive.writestr("a.txt", PHONE)
    scan(files)
    assert again(files) == []
    assert again(files, passwords=("other",)) == ["closed.zip"]
    assert again(files, passwords=("sesame",)) == ["closed.zip"]
    assert again(files, passwords=("another",)) == []


def test_a_target_that_is_away(scan: Any, again: Any, files: Path, dump_inventory: Callable[..., Any]) -> None:
    """Nothing is taken for deleted, and nothing is read again once it is back."""
    scan(files)
    inventory = scan.key_file.with_name("meibo.db")
    before = dump_inventory(inventory)
    files.rename(files.with_name("away"))
    assert again(files) == []
    away = dump_inventory(inventory)
    assert (away["assets"], len(away["unseen"])) == ([], 42)
    files.with_name("away").rename(files)
    assert again(files) == []
    assert without_scan(dump_inventory(inventory)) == without_scan(before)


def test_a_folder_that_is_left_out_leaves_the_view(scan: Any, again: Any, files: Path) -> None:
    """It comes back when it is wanted again, and is read anew."""
    scan(files)
    assert again(files, filters=Filters(exclude=("部署3",))) == []
    assert again(files) == [f"部署3/{number}.txt" for number in sorted(range(3, 40, 4), key=str)]


@pytest.mark.slow
def test_times_in_whole_seconds_may_hide_a_change(scan: Any, again: Any, files: Path) -> None:
    """A file that was written in the second of its reading is read once more; later its time tells enough."""
    path = files / "部署0" / "0.txt"
    os.utime(path, (4_000_000_000, 4_000_000_000))
    scan(files)
    assert again(files) == ["部署0/0.txt"]
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert again(files) == ["部署0/0.txt"]
    assert again(files) == []


def test_two_targets_one_after_the_other(scan: Any, again: Any, files: Path, tmp_path: Path) -> None:
    """Each is compared with its own last scan, whatever lies between."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text(PHONE, "utf-8")
    scan(files)
    scan(other)
    assert again(files) == []
    assert again(other, files) == []


def test_settings_are_compared_whole() -> None:
    """A new option of a scan must be sorted: it decides findings, bounds, or the listing only."""
    from meibo.pipeline.request import ScanRequest

    named = {
        "targets", "inventory", "key_file", "workers", "detectors", "least_score", "least_scores", "rules", "allow",
        "examples", "filters", "file_timeout_s", "file_memory_bytes", "limits", "own_domains", "passwords", "reports",
        "reach", "is_full", "again", "rate", "is_quiet", "pictures",
    }  # fmt: skip
    assert {field.name for field in msgspec.structs.fields(ScanRequest)} == named
