"""What a writer stores is what a reader finds, also while the writer is at work or is cut short."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Any

import pytest

from meibo.inventory.files import InventoryError
from meibo.inventory.known import KnownFiles
from meibo.inventory.model import Counts, Issue, Status
from meibo.inventory.writer import Unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_an_asset_comes_back_as_it_was_stored(store: Any) -> None:
    """Entry, status, issue, format, hash, counts and persons of a file survive."""
    result = store.make_result()
    store.scan(result)
    (asset,) = store.read(lambda reader: reader.assets(1))
    entry = result.entry
    assert (asset.target, asset.path, asset.folder) == (store.target_uri, "人事/名簿.csv", "人事")
    assert (asset.size_bytes, asset.modified_ns, asset.owner) == (entry.size_bytes, entry.modified_ns, entry.owner)
    assert (asset.audience, asset.audience_source) == ("groups", "mode 0640")
    assert (asset.status, asset.issue_code, asset.issue_class) == (Status.COMPLETE, "undecodable", "note")
    assert (asset.format, asset.encoding, asset.content_hash) == ("text", "cp932", bytes(range(16)))
    assert (asset.bytes_read, asset.persons_least, asset.persons_most, asset.roster_points) == (120, 1, 2, 7)
    assert asset.counts == {"email": Counts(1, 2, 3), "jp_phone": Counts(0, 1, 0)}


def test_counts_of_kinds_come_back_with_their_files(store: Any) -> None:
    """Files with kinds and without stand beside each other; an older inventory would know none."""
    kinds = {"sensitive": {"medical-history": Counts(0, 1, 4), "union": Counts(1, 0, 0)}}
    store.scan(store.make_result("a"), store.make_result("b", kind_counts=kinds), store.make_result("c"))
    assert [asset.kind_counts for asset in store.read(lambda reader: reader.assets(1))] == [{}, kinds, {}]


def test_what_was_allowed_is_summed_up_by_reason(store: Any) -> None:
    """Over all files of a scan, and for as long as a file is unchanged."""
    files = [store.make_result(name, allowed={"窓口": Counts(0, 1, number)}) for number, name in enumerate("ab")]
    store.scan(*files, store.make_result("c", allowed={"旧": Counts(1, 0, 0)}))
    store.scan(*files)
    assert store.read(lambda reader: reader.summarise(1).allowed) == {"旧": Counts(1, 0, 0), "窓口": Counts(0, 2, 1)}
    assert store.read(lambda reader: reader.summarise(2).allowed) == {"窓口": Counts(0, 2, 1)}


def test_positions_come_back_in_reading_order(store: Any) -> None:
    """Each stored position has all of its parts, ordered by detector and then as they were stored."""
    result = store.make_result()
    first, second = result.positions
    store.scan(store.make_result(positions=(first, second, first)))
    rows = store.read(lambda reader: reader.positions(1))
    assert [row.detector for row in rows] == ["email", "email", "jp_phone"]
    row = rows[2]
    assert (row.path, row.container, row.location) == ("人事/名簿.csv", ["a.zip"], {"line": 2, "column": 30})
    assert (row.start, row.end, row.score, row.evidence) == (29, 42, 70, [])
    assert (row.fingerprint, row.masked) == ("02" * 32, "***-**78")
    (asset,) = store.read(lambda reader: reader.assets(1))
    assert store.read(lambda reader: reader.positions(1, asset.version_id)) == rows


def test_issues_of_files_folders_and_targets(store: Any) -> None:
    """An issue says what it is about: a file, a folder, or the target (empty path)."""
    with store.writing() as writer:
        scan = store.begin(writer)
        scan.record(store.make_result())
        scan.trouble("役員", Issue("list", "permission-denied", "EACCES"))
        scan.trouble("", Issue("list", "not-found", "ENOENT"))
        scan.finish()
    rows = store.read(lambda reader: reader.issues(1))
    assert [(row.path, row.is_asset, row.code, row.kind, row.detail, row.count) for row in rows] == [
        ("", False, "not-found", "fault", "ENOENT", 1),
        ("人事/名簿.csv", True, "undecodable", "note", "cp932", 2),
        ("役員", False, "permission-denied", "fault", "EACCES", 1),
    ]
    assert store.read(lambda reader: reader.issues(1, "役員")) == rows[2:]


def test_the_gravest_issue_stands_for_the_file(store: Any) -> None:
    """Of several issues a fault comes first, then what is by design, then a note."""
    issues = (Issue("extract", "undecodable"), Issue("extract", "grew-while-read"), Issue("detect", "memory-limit"))
    for count, code in ((3, "memory-limit"), (2, "grew-while-read"), (1, "undecodable")):
        store.scan(store.make_result(issues=issues[:count], status=Status.PARTIAL))
        (asset,) = store.read(lambda reader: reader.assets(reader.scan_numbers()[-1]))
        assert asset.issue_code == code


def test_a_summary_adds_up(store: Any) -> None:
    """Listed is the sum of complete, partial and skipped; findings, bytes and issues are sums over all files."""
    skipped = {"status": Status.SKIPPED, "issues": (Issue("list", "link"),), "counts": {}, "bytes_read": 0}
    store.scan(
        *(store.make_result(f"{number}.csv") for number in range(5)),
        store.make_result("p.csv", status=Status.PARTIAL),
        *(store.make_result(f"link-{number}", **skipped) for number in range(3)),
    )
    summary = store.read(lambda reader: reader.summarise(1))
    assert (summary.listed, summary.complete, summary.partial, summary.skipped) == (9, 5, 1, 3)
    assert summary.findings == {"email": Counts(6, 12, 18), "jp_phone": Counts(0, 6, 0)}
    assert (summary.bytes_read, summary.issues) == (720, {"link": 3, "undecodable": 6})
    assert (summary.state, summary.targets, summary.seconds) == ("finished", (store.target_uri,), 1.5)


def test_a_reader_reads_while_a_writer_writes(store: Any) -> None:
    """A reader sees whole files only, more of them each time, and never waits or fails."""
    store.scan()
    written = threading.Event()
    seen: list[tuple[int, int]] = []

    def look() -> None:
        while not written.is_set():
            assets = store.read(lambda reader: reader.assets(2))
            seen.append((len(assets), sum(len(asset.counts) for asset in assets)))

    watcher = threading.Thread(target=look)
    with store.writing() as writer:
        scan = store.begin(writer)
        watcher.start()
        try:
            for at in range(3000):
                scan.record(store.make_result(f"{at}.csv"))
            scan.finish()
        finally:
            written.set()
            watcher.join()
    files = [count for count, _ in seen]
    assert files == sorted(files)
    assert len(set(files)) > 1
    assert all(counts == 2 * count for count, counts in seen)
    assert len(store.read(lambda reader: reader.assets(2))) == 3000


class Interrupting(tuple[Any, ...]):
    """Positions during whose storing the user presses Ctrl-C."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        signal.raise_signal(signal.SIGINT)
        return super().__iter__()


@pytest.fixture
def interruptible() -> Iterator[None]:
    """SIGINT raises, also where the tests were started in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_interruption_never_leaves_half_a_file(store: Any, interruptible: None) -> None:
    """A signal between two statements takes back the file that was being stored, so that it is done again."""
    with store.writing() as writer:
        scan = store.begin(writer)
        scan.record(store.make_result("first.csv"))
        writer.flush()
        interrupting = Interrupting(store.make_result().positions)
        with pytest.raises(KeyboardInterrupt):
            scan.record(store.make_result("second.csv", positions=interrupting))
        writer.interrupt(scan.number, 1)
    known = KnownFiles(store.path).find(scan.target, ["first.csv", "second.csv"])
    assert known.keys() == {"first.csv"}
    with store.writing() as writer:
        assert writer.find_unfinished() == Unfinished(scan.number, f'["{store.target_uri}"]', "{}", store.rules)


def test_only_the_last_scan_can_be_unfinished(store: Any) -> None:
    """A scan that was given up for a newer one is never taken up again."""
    with store.writing() as writer:
        assert writer.find_unfinished() is None
        store.begin(writer)
    store.scan()
    with store.writing() as writer:
        assert writer.find_unfinished() is None


def test_parts_of_a_large_file_are_kept_until_it_is_whole(store: Any) -> None:
    """Spans come back by ordinal, for this very version of the file and what decides its findings."""
    entry = store.make_entry()
    with store.writing() as writer:
        scan = store.begin(writer)
        place = scan.target, scan.basis, entry
        writer.keep_part(*place, 1, b"one")
        writer.keep_part(*place, 0, b"zero")
        writer.keep_part(*place, 1, b"one again")
        assert writer.kept_parts(*place) == {0: b"zero", 1: b"one again"}
        assert writer.kept_parts(scan.target, scan.basis, store.make_entry(version="9:9:9")) == {}
        assert writer.kept_parts(scan.target, scan.basis + 1, entry) == {}
        writer.drop_parts(scan.target, entry)
        assert writer.kept_parts(*place) == {}


def test_a_second_writer_is_told_that_the_inventory_is_in_use(store: Any) -> None:
    """Should the lock ever fail, the database still refuses a second writer, and says why."""
    store.scan()
    with store.writing() as first, store.writing() as second:
        second._inside.connection.execute("PRAGMA busy_timeout = 50")
        scan = store.begin(first)
        other = type(scan)(second, scan.number)
        scan.record(store.make_result())  # its transaction is still open
        with pytest.raises(InventoryError) as caught:
            other.record(store.make_result())
    assert caught.value.code == "inventory-in-use"
