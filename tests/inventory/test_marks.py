"""Marks of files: what counts, what is kept, and that nobody's mark is lost."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from typing import Any

import pytest

from meibo.inventory.marker import store_marks
from meibo.inventory.marks import Mark, MarkKind, NewMark, has_grown
from meibo.inventory.model import Counts
from meibo.inventory.schema import APPLICATION_ID, MIGRATIONS


def mark(store: Any, kind: MarkKind | None, path: str, reason: str = "because") -> None:
    """Say something of a file as it is."""
    (file,) = store.read(lambda reader: reader.marks.find_files(path))
    store_marks(store.path, [NewMark(file.asset, kind, reason, "hanako", file.found)])


def mark_of(store: Any, path: str, scan: int) -> Mark | None:
    """What a scan's view says of a file."""
    marks: dict[str, Mark | None] = store.read(lambda reader: {one.path: one.mark for one in reader.assets(scan)})
    return marks[path]


@pytest.mark.parametrize(
    ("seen", "now", "expected"),
    [
        ({}, {}, False),
        ({"email": (0, 2, 3)}, {"email": (0, 2, 3)}, False),
        ({"email": (0, 2, 3)}, {"email": (0, 2, 2)}, False),
        ({"email": (0, 2, 3)}, {}, False),
        ({"email": (0, 2, 3)}, {"email": (0, 2, 4)}, True),
        ({"email": (0, 2, 3)}, {"email": (1, 2, 3)}, True),
        ({"email": (0, 2, 3)}, {"email": (5, 0, 0)}, False),
        ({"email": (5, 0, 0)}, {"email": (4, 1, 0)}, True),
        ({"email": (0, 2, 3)}, {"email": (0, 2, 3), "jp_phone": (1, 0, 0)}, True),
        ({"sensitive/health": (0, 1, 0)}, {"sensitive/crime": (0, 1, 0)}, True),
    ],
)  # fmt: skip
def test_more_or_surer_findings_are_growth(seen: Any, now: Any, expected: bool) -> None:
    """Of any detector or kind; fewer or less sure ones are none."""
    as_found = [{name: Counts(*row) for name, row in found.items()} for found in (seen, now)]
    assert has_grown(*as_found) is expected


def test_the_last_mark_counts_and_all_are_kept(store: Any) -> None:
    """Also where two were made in the same second, and where one was taken away."""
    scan = store.scan(store.make_result("a.txt"), store.make_result("b.txt"))
    for kind in (MarkKind.NEEDED, MarkKind.DELETE):
        mark(store, kind, "a.txt", kind.value)
    assert mark_of(store, "a.txt", scan).kind is MarkKind.DELETE  # type: ignore[union-attr]
    assert mark_of(store, "b.txt", scan) is None
    mark(store, None, "a.txt")
    assert mark_of(store, "a.txt", scan) is None
    assert store.read(lambda reader: list(reader.marks.marked_files())) == []
    history = store.read(lambda reader: reader.marks.mark_history(store.target_uri, "a.txt"))
    assert [one.kind for one in history] == [None, MarkKind.DELETE, MarkKind.NEEDED]


def test_each_of_many_files_has_its_own(store: Any) -> None:
    """The marks of a scan's files are those of their paths, and survive a file's going and coming back."""
    paths = [f"{number:02}.txt" for number in range(20)]
    store.scan(*map(store.make_result, paths))
    for path in paths[::3]:
        mark(store, MarkKind.MOVE, path, path)
    store.scan()
    scan = store.scan(*map(store.make_result, paths))
    said = store.read(lambda reader: {one.path: one.mark and one.mark.reason for one in reader.assets(scan)})
    assert said == {path: path if path in paths[::3] else None for path in paths}


def test_a_mark_is_outdated_where_more_is_found(store: Any) -> None:
    """In the view of the scan that found more, not in that of one before; and not where it has shrunk again."""
    first = store.scan(store.make_result("a.txt", high=3))
    mark(store, MarkKind.FALSE_POSITIVE, "a.txt")
    second = store.scan(store.make_result("a.txt", version="2", high=4, content_hash=b"2"))
    third = store.scan(store.make_result("a.txt", version="3", high=2, content_hash=b"3"))
    assert [mark_of(store, "a.txt", scan).is_dismissing for scan in (first, second, third)] == [True, False, True]  # type: ignore[union-attr]
    assert [store.read(lambda reader, scan=scan: reader.summarise(scan).dismissed) for scan in (1, 2, 3)] == [1, 0, 1]


def test_a_moved_file_is_offered_the_mark(store: Any) -> None:
    """Only where the marked file is gone, the content is the same, and nobody has marked the other one."""
    store.scan(store.make_result("old.txt"), store.make_result("copy.txt"))
    mark(store, MarkKind.DELETE, "old.txt")
    assert store.read(lambda reader: reader.marks.moved_marks()) == []
    mark(store, MarkKind.NEEDED, "copy.txt")
    other = store.make_result("other.txt", content_hash=b"\2" * 16)
    store.scan(store.make_result("new.txt"), store.make_result("copy.txt"), other)
    (offer,) = store.read(lambda reader: reader.marks.moved_marks())
    assert (offer.old_path, offer.path, offer.mark.kind) == ("old.txt", "new.txt", MarkKind.DELETE)
    store_marks(store.path, [offer.mark])
    assert store.read(lambda reader: reader.marks.moved_marks()) == []
    assert mark_of(store, "new.txt", 2).moved_from == "old.txt"  # type: ignore[union-attr]


def test_marks_find_their_way_between_the_writes_of_a_scan(store: Any) -> None:
    """A scan that writes without a pause lets a mark in within moments, and loses nothing itself."""
    store.scan(store.make_result("a.txt"))
    ended, longest, paths = threading.Event(), [0.0], []

    def write() -> None:
        with store.writing() as writer:
            under_way = store.begin(writer)
            while not ended.is_set():
                paths.append(f"{len(paths)}.txt")
                under_way.record(store.make_result(paths[-1]))
            under_way.record(store.make_result("a.txt"))
            under_way.finish()

    scan = threading.Thread(target=write)
    scan.start()
    try:
        for _ in range(3):
            started = time.monotonic()
            mark(store, MarkKind.NEEDED, "a.txt")
            longest[0] = max(longest[0], time.monotonic() - started)
    finally:
        ended.set()
        scan.join()
    assert longest[0] < 10
    assert len(store.read(lambda reader: reader.marks.mark_history(store.target_uri, "a.txt"))) == 3
    assert store.read(lambda reader: reader.summarise(2)).listed == len(paths) + 1


def test_two_people_at_the_same_time_lose_nothing(store: Any) -> None:
    """Each says ten things of one file; all twenty are kept."""
    store.scan(store.make_result("a.txt"))
    people = [threading.Thread(target=lambda: [mark(store, MarkKind.MOVE, "a.txt") for _ in range(10)]) for _ in "ab"]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(store.read(lambda reader: reader.marks.mark_history(store.target_uri, "a.txt"))) == 20


def test_marks_of_an_older_schema_are_kept(store: Any) -> None:
    """In the order in which they were made."""
    older = 4
    with contextlib.closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        for number in range(older):
            connection.executescript(MIGRATIONS[number])
        connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {older};")
        connection.execute("INSERT INTO targets VALUES (1, 'file:///share')")
        connection.execute("INSERT INTO assets VALUES (1, 1, 'a.txt', '')")
        for row in ((1, "delete", "new", "taro", "2026-02-02"), (1, "needed", "old", "taro", "2026-01-01")):
            connection.execute("INSERT INTO marks VALUES (?, ?, ?, ?, ?)", row)
    history = store.read(lambda reader: reader.marks.mark_history("file:///share", "a.txt"))
    assert [(one.kind, one.reason, one.made) for one in history] == [
        (MarkKind.DELETE, "new", "2026-02-02"),
        (MarkKind.NEEDED, "old", "2026-01-01"),
    ]
