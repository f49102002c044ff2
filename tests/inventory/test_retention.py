"""History that is deleted takes nothing of what is kept with it."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meibo.inventory.checks import check_inventory
from meibo.inventory.compaction import compact
from meibo.inventory.files import InventoryError, hold_lock
from meibo.inventory.known import KnownFiles
from meibo.inventory.model import Issue
from meibo.inventory.reader import Reader
from meibo.inventory.retention import prune

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = ("人事/a", "人事/b", "営業/c", "d")
TARGETS = ("file:///share", "file:///other")

night = st.fixed_dictionaries(
    {
        "target": st.sampled_from(TARGETS),
        "files": st.dictionaries(st.sampled_from(FILES), st.integers(0, 2)),  # which content each has
        "end": st.sampled_from(["whole", "whole", "whole", "cut", "closed"]),
    }
)


def run_night(store: Any, plan: dict[str, Any]) -> None:
    """One scan of a random night: whole, cut short, or with a folder that could not be listed."""
    with store.writing() as writer:
        scan = store.begin(writer, target=plan["target"])
        for path, content in sorted(plan["files"].items()):
            if plan["end"] == "closed" and path.startswith("人事/"):
                continue
            scan.record(store.make_result(path, f"1:2:{content}", high=content + 2, content_hash=bytes([content]) * 16))
        if plan["end"] == "cut":
            writer.interrupt(scan.number, 1)
            return
        if plan["end"] == "closed":
            scan.trouble("人事", Issue("list", "permission-denied", "EACCES"))
        scan.finish(unlisted="人事/" if plan["end"] == "closed" else None)


def view(path: Path, scan: int) -> Any:
    """All that the reader says of a scan."""
    with contextlib.closing(Reader(path)) as reader:
        kinds = (reader.assets, reader.positions, reader.issues, reader.unseen)
        return reader.summarise(scan), *(list(ask(scan)) for ask in kinds)


def scans_of(path: Path) -> tuple[int, ...]:
    with contextlib.closing(Reader(path)) as reader:
        return reader.scan_numbers()


def present(path: Path) -> list[Any]:
    """What the next scan knows of each file that is there."""
    known = KnownFiles(path)
    found = [known.find(target, FILES) for target in (1, 2)]
    known.close()
    return [{name: file for name, file in files.items() if file.version} for files in found]


@settings(max_examples=8)
@given(nights=st.lists(night, min_size=2, max_size=7), keep=st.integers(1, 4), later=night)
def test_what_is_kept_says_the_same(make_store: Callable[[Path], Any], nights: Any, keep: int, later: Any) -> None:
    """Of any history: views that stay are equal, the next scan knows the same, and its view is the same."""
    with tempfile.TemporaryDirectory() as folder:
        store, other = make_store(Path(folder) / "meibo.db"), make_store(Path(folder) / "whole.db")
        for plan in nights:
            run_night(store, plan)
        shutil.copy(store.path, other.path)
        before = {scan: view(store.path, scan) for scan in scans_of(store.path)}
        known = present(store.path)
        pruned = prune(store.path, keep_scans=keep)
        kept = scans_of(store.path)
        assert set(kept) | set(pruned.scans) == set(before)
        assert set(sorted(before)[-keep:]) <= set(kept)
        assert {scan: view(store.path, scan) for scan in kept} == {scan: before[scan] for scan in kept}
        assert present(store.path) == known
        assert {fault.code for fault in check_inventory(store.path, Path(folder) / "no.key")} == {"key-missing"}
        for one in (store, other):
            run_night(one, later)
        last = scans_of(store.path)[-1]
        ours, theirs = view(store.path, last), view(other.path, last)
        assert [(row.path, row.counts, row.status) for row in ours[1]] == [
            (row.path, row.counts, row.status) for row in theirs[1]
        ]


def test_the_newest_are_kept(store: Any) -> None:
    """Older scans, their versions, findings and issues are gone; a date that something still names stays."""
    store.scan(store.make_result("stays"), store.make_result("goes", high=9))
    store.scan(store.make_result("stays"))
    store.scan(store.make_result("stays"))
    pruned = prune(store.path, keep_scans=2)
    assert pruned.scans == (1,)
    assert store.read(lambda reader: reader.scan_numbers()) == (2, 3)
    (asset,) = store.read(lambda reader: reader.assets(2))
    assert (asset.path, asset.first_scan) == ("stays", 1)
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("SELECT path FROM assets").fetchall() == [("stays",)]
        assert connection.execute("SELECT id, state, targets FROM scans WHERE id = 1").fetchall() == [
            (1, "pruned", "[]")
        ]
    assert prune(store.path, keep_scans=2).scans == ()


def test_days_and_numbers_add_up(store: Any) -> None:
    """A scan stays that either asks to keep; the last whole scan of a target always does."""
    for _ in range(4):
        store.scan(store.make_result())
    with contextlib.closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("UPDATE scans SET started = '2020-01-01T00:00:00+00:00' WHERE id < 3")
    assert prune(store.path).scans == ()
    assert prune(store.path, keep_scans=3, keep_days=30).scans == (1,)
    assert prune(store.path, keep_days=30).scans == (2,)
    assert prune(store.path, keep_scans=1).scans == (3,)
    assert store.read(lambda reader: reader.scan_numbers()) == (4,)


def test_marked_assets_stay(store: Any) -> None:
    """What somebody has said of a file outlives the file."""
    store.scan(store.make_result("marked"), store.make_result("other"))
    store.scan()
    with contextlib.closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute(
            "INSERT INTO marks (asset_id, mark, reason, person, made, counts)"
            " SELECT id, 'delete', '退職', '人事', '2026', '{}' FROM assets WHERE path = 'marked'"
        )
    prune(store.path, keep_scans=1)
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("SELECT path FROM assets").fetchall() == [("marked",)]


def test_nothing_of_what_was_deleted_lingers(store: Any) -> None:
    """Neither the file nor its log holds deleted names, masks or fingerprints."""
    secret = store.make_result("退職者リスト.csv", counts={}, positions=())
    store.scan(*(store.make_result(f"file-{number}") for number in range(50)), secret)
    store.scan(store.make_result("file-1"))
    prune(store.path, keep_scans=1)
    for path in store.path.parent.iterdir():
        assert "退職者リスト".encode() not in path.read_bytes()


def test_compacting_gives_room_back(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file shrinks and says the same; without room for that, nothing is begun."""
    store.scan(*(store.make_result(f"file-{number}") for number in range(300)))
    store.scan(store.make_result("file-1"))
    prune(store.path, keep_scans=1)
    before, size = view(store.path, 2), store.path.stat().st_size
    usage = shutil.disk_usage(store.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(InventoryError, match="compact-no-room"):
        compact(store.path)
    monkeypatch.undo()
    assert compact(store.path) == (size, store.path.stat().st_size)
    assert store.path.stat().st_size < size / 2
    assert view(store.path, 2) == before


@pytest.mark.parametrize("change", [lambda path: prune(path, keep_scans=1), compact], ids=["prune", "compact"])
def test_never_while_a_scan_runs(store: Any, change: Any) -> None:
    """The lock of a scan keeps both out."""
    store.scan(store.make_result())
    with hold_lock(store.path), pytest.raises(InventoryError, match="inventory-in-use"):
        change(store.path)
