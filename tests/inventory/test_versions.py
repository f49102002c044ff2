"""What becomes of a file over several scans: each content is a version, and no scan's view of it is lost."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from meibo.inventory.model import Counts, Issue, Status
from meibo_connectors.model import Access, Audience

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def view(store: Any, scan: int) -> list[tuple[str, int]]:
    """Size and number of high e-mail findings of each file as a scan saw it."""
    return [
        (asset.status.value, asset.counts.get("email", Counts()).high)
        for asset in store.read(lambda reader: reader.assets(scan))
    ]


def spans(store: Any, path: str = "人事/名簿.csv") -> list[tuple[int, int]]:
    """First and last scan of each version, newest first."""
    history = store.read(lambda reader: reader.history(store.target_uri, path))
    return [(asset.first_scan, asset.last_scan) for asset in history]


def test_recorded_twice_is_recorded_once(store: Any, dump_inventory: Callable[[Path], Any]) -> None:
    """What a scan says of a file again takes the place of what it said before."""
    result = store.make_result()
    store.scan(result)
    once = dump_inventory(store.path)
    store.path.unlink()
    other = store.make_result(high=9, issues=(Issue("extract", "changed-while-read"),), persons_most=5)
    store.scan(other, result, result)
    assert dump_inventory(store.path) == once
    assert spans(store) == [(1, 1)]


def test_an_unchanged_file_stays_one_version(store: Any) -> None:
    """A file that two scans see alike is stored once and seen by both."""
    store.scan(store.make_result())
    store.scan(store.make_result())
    assert spans(store) == [(1, 2)]
    assert view(store, 1) == view(store, 2) == [("complete", 3)]
    first, second = (store.read(lambda reader, scan=scan: reader.summarise(scan)) for scan in (1, 2))
    assert (first.listed, first.bytes_read, first.findings) == (second.listed, second.bytes_read, second.findings)
    assert first.issues == second.issues == {"undecodable": 1}


def test_changed_content_makes_a_second_version(store: Any) -> None:
    """The first version stays in history, with its counts and positions."""
    store.scan(store.make_result())
    before = store.read(lambda reader: reader.positions(1))
    store.scan(store.make_result(version="1:2:4", high=7, content_hash=bytes(16), positions=()))
    assert spans(store) == [(2, 2), (1, 1)]
    assert (view(store, 1), view(store, 2)) == ([("complete", 3)], [("complete", 7)])
    assert store.read(lambda reader: reader.positions(1)) == before
    assert store.read(lambda reader: reader.positions(2)) == []


def test_a_file_that_is_gone_stays_in_the_older_scans(store: Any) -> None:
    """A deleted file is in the scans that saw it and in no later one, also when it comes back as it was."""
    store.scan(store.make_result())
    store.scan()
    store.scan(store.make_result())
    assert [len(view(store, scan)) for scan in (1, 2, 3)] == [1, 0, 1]
    assert spans(store) == [(3, 3), (1, 1)]


OPENED = Access(Audience.EVERYONE, "mode 0644")


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Status.SKIPPED, "issues": (Issue("list", "excluded"),), "counts": {}, "positions": ()},
        {"content_hash": bytes(16), "counts": {}},
        {"access": OPENED},
    ],
    ids=["left out", "content", "access"],
)
def test_an_older_view_survives_whatever_a_newer_scan_says(store: Any, changes: dict[str, Any]) -> None:
    """With an unchanged listing, too, a scan never rewrites what an older one has said."""
    result = store.make_result()
    access = changes.pop("access", result.entry.access)
    entry = msgspec.structs.replace(result.entry, access=access)
    store.scan(result)
    before = store.read(lambda reader: reader.assets(1))
    store.scan(store.make_result(entry=entry, **changes))
    after = store.read(lambda reader: reader.assets(1))
    assert [msgspec.structs.replace(asset, read_scan=1) for asset in after] == before
    assert store.read(lambda reader: reader.assets(2)) != after
    assert spans(store) == [(2, 2), (1, 1)]


def test_a_file_that_changes_while_a_scan_is_interrupted(store: Any) -> None:
    """Recorded as unchanged, then changed before the scan goes on: the older scan keeps its own version."""
    store.scan(store.make_result())
    with store.writing() as writer:
        scan = store.begin(writer)
        scan.record(store.make_result())
        writer.interrupt(scan.number, 1)
    with store.writing() as writer:
        writer.resume(scan.number)
        scan = type(scan)(writer, scan.number)
        scan.record(store.make_result(version="1:2:4", high=8, content_hash=bytes(16)))
        scan.finish()
    assert (view(store, 1), view(store, 2)) == ([("complete", 3)], [("complete", 8)])
    assert spans(store) == [(2, 2), (1, 1)]


def test_a_resumed_scan_goes_on_counting_and_lists_anew(store: Any) -> None:
    """What its runs counted adds up; a folder that was not listed may be listed now."""
    counted, unlisted = Issue("extract", "access-time-moved", count=3), Issue("list", "unreachable")
    with store.writing() as writer:
        scan = store.begin(writer)
        scan.trouble("", counted, adds=True)
        scan.trouble("", counted, adds=True)
        scan.trouble("人事", unlisted)
        writer.interrupt(scan.number, 1)
        writer.resume(scan.number)
        scan.trouble("", counted, adds=True)
        scan.finish()
    issues = store.read(lambda reader: reader.issues(scan.number))
    assert [(issue.code, issue.count) for issue in issues] == [("access-time-moved", 9)]


def test_other_options_make_another_version(store: Any) -> None:
    """Scans with other detectors or more positions do not share what they found."""
    store.scan(store.make_result())
    store.scan(store.make_result(counts={"email": Counts(1, 2, 3)}), options='{"detectors":["email"]}')
    assert [len(asset.counts) for asset in store.read(lambda reader: reader.assets(1))] == [2]
    assert [len(asset.counts) for asset in store.read(lambda reader: reader.assets(2))] == [1]


def count_rows(store: Any, table: str) -> int:
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names


def test_a_file_that_was_only_touched_keeps_its_findings(store: Any) -> None:
    """Another time, the same content: a second version, and no finding is stored again."""
    store.scan(store.make_result())
    store.scan(store.make_result(version="1:2:9"))
    assert spans(store) == [(2, 2), (1, 1)]
    assert (count_rows(store, "readings"), count_rows(store, "positions")) == (1, 2)
    assert view(store, 1) == view(store, 2) == [("complete", 3)]


def test_what_was_not_seen_is_neither_there_nor_gone(store: Any) -> None:
    """A folder could not be listed: its files are in no view of that scan, and still there when they are seen again."""
    store.scan(store.make_result(), store.make_result("営業/顧客.csv"))
    with store.writing() as writer:
        scan = store.begin(writer)
        scan.record(store.make_result("営業/顧客.csv"))
        scan.trouble("人事", Issue("list", "permission-denied", "EACCES"))
        scan.finish(unlisted="人事/")
    assert [asset.path for asset in store.read(lambda reader: reader.assets(2))] == ["営業/顧客.csv"]
    assert store.read(lambda reader: reader.summarise(2)).unseen == 1
    assert store.read(lambda reader: reader.unseen(2)) == [(store.target_uri, "人事/名簿.csv")]
    store.scan(store.make_result(), store.make_result("営業/顧客.csv"))
    assert len(store.read(lambda reader: reader.assets(3))) == 2
    assert spans(store) == [(1, 3)]
    assert count_rows(store, "readings") == 2


def test_a_target_that_a_scan_did_not_name_is_in_no_view_of_it(store: Any) -> None:
    """Scans of other targets in between change nothing."""
    store.scan(store.make_result())
    with store.writing() as writer:
        number = writer.begin(("file:///other",), "{}", store.rules, "meibo test")
        writer.finish(number, 1, [1], lambda _target, _path: False)
    assert view(store, 2) == []
    store.scan(store.make_result())
    assert [len(view(store, scan)) for scan in (1, 3)] == [1, 1]
    assert spans(store) == [(1, 3)]


def test_a_file_that_vanishes_while_a_scan_is_interrupted(store: Any) -> None:
    """Recorded, then deleted before the scan goes on: that scan has never seen it."""
    with store.writing() as writer:
        scan = store.begin(writer)
        scan.record(store.make_result())
        writer.interrupt(scan.number, 1)
    with store.writing() as writer:
        writer.resume(scan.number)
        type(scan)(writer, scan.number).finish()
    assert view(store, 1) == []
    assert count_rows(store, "readings") == 0
