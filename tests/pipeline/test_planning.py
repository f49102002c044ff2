"""What is listed becomes units of work, or is written down as not read."""

from __future__ import annotations

import time
import tracemalloc
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pytest

from meibo.inventory.files import InventoryError
from meibo.pipeline.crawl import Chunk, Crawl, Filters, FolderIssue, Listed, Restated, Standing
from meibo.pipeline.model import SPAN_BYTES, UNIT_BYTES, UNIT_FILES, Unit
from meibo.pipeline.planning import Planner
from meibo_connectors.model import Access, Audience, Entry
from meibo_connectors.registry import parse_target

if TYPE_CHECKING:
    from pathlib import Path


class Notes:
    """A ledger that only writes down what it is told."""

    def __init__(self, kept: set[int]) -> None:
        self._kept = kept
        self.carried = [0, 0]
        self.expected: dict[str, int] = {}
        self.skipped: dict[str, str | None] = {}
        self.troubles: list[tuple[int, str, str]] = []
        self.restated: list[tuple[str, int]] = []

    def carry_over(self, files: int, size_bytes: int) -> None:
        self.carried = [self.carried[0] + files, self.carried[1] + size_bytes]

    def tell(self, item: Standing) -> None:
        self.troubles.append((0, item.path, item.code))

    def restate(self, item: Restated) -> None:
        self.restated.append((item.entry.path, item.version))

    def expect(self, _number: int, _target: int, entry: Any, total: int) -> frozenset[int]:
        self.expected[entry.path] = total
        return frozenset(self._kept)

    def skip(self, item: Listed) -> None:
        self.skipped[item.entry.path] = item.code

    def trouble(self, item: FolderIssue) -> None:
        self.troubles.append((item.target, item.path, item.code))


class Forgetful:
    """A sieve that lets nothing pass of some names, and of others only that their readers are others now."""

    def __init__(self, done: set[str], restated: dict[str, int]) -> None:
        self._done, self._restated = done, restated

    def sift(self, target: int, items: list[Listed | FolderIssue]) -> Chunk:
        chunk = Chunk([])
        for item in items:
            if isinstance(item, Listed) and item.entry.path in self._done:
                chunk.carried += 1
                chunk.carried_bytes += item.entry.size_bytes
            elif isinstance(item, Listed) and item.entry.path in self._restated:
                chunk.items.append(Restated(target, item.entry, self._restated[item.entry.path]))
            else:
                chunk.items.append(item)
        return chunk


def list_all(crawl: Crawl) -> None:
    """Wait until everything is listed."""
    end = time.monotonic() + 10
    while not crawl.is_listed and time.monotonic() < end:
        time.sleep(0.001)
    assert crawl.is_listed


def plan(
    *targets: Path, filters: Filters = Filters(), sieve: Any = None, kept: set[int] = set()  # noqa: B006, B008
) -> tuple[list[Unit], Notes]:  # fmt: skip
    """All units of the targets, and what the ledger was told."""
    crawl = Crawl([parse_target(str(target)) for target in targets], filters, sieve=sieve)
    list_all(crawl)
    notes = Notes(kept)
    planner = Planner(crawl, notes)
    units = []
    while not planner.is_exhausted():
        if (unit := planner.take()) is not None:
            units.append(unit)
    crawl.stop()
    return units, notes


def make_sparse(path: Path, size_bytes: int) -> None:
    """A file of that size which takes no room."""
    with path.open("wb") as stream:
        stream.truncate(size_bytes)


def test_small_files_travel_together(share: Path) -> None:
    """A unit holds at most 256 small files and little more than a megabyte; every file is in one unit, in order."""
    for number in range(550):
        make_sparse(share / f"{number:03}", 100)
    for number in range(550, 560):
        make_sparse(share / f"{number:03}", UNIT_BYTES // 5)
    units, _ = plan(share)
    assert [len(unit.parts) for unit in units] == [UNIT_FILES, UNIT_FILES, 38 + 5, 5]
    paths = [part.entry.path for unit in units for part in unit.parts]
    assert paths == [f"{number:03}" for number in range(560)]
    assert [part.number for unit in units for part in unit.parts] == list(range(560))


def test_a_unit_fits_the_buffer_of_a_pipe(share: Path) -> None:
    """Whatever the names are: giving a unit to a worker that hangs must not stop the parent."""
    folder = share.joinpath(*["棚" * 80] * 4)
    folder.mkdir(parents=True)
    for number in range(300):
        make_sparse(folder / f"{number:03}", 1)
    units, _ = plan(share)
    assert sum(len(unit.parts) for unit in units) == 300
    assert max(len(msgspec.msgpack.encode(unit)) for unit in units) < 1 << 16


def test_ordinary_files_travel_alone(share: Path) -> None:
    """A file of a quarter megabyte or more is a unit, up to a whole span."""
    for name, size in (("a", UNIT_BYTES // 4), ("b", UNIT_BYTES), ("c", SPAN_BYTES)):
        make_sparse(share / name, size)
    units, notes = plan(share)
    assert [(unit.parts[0].entry.path, unit.parts[0].span) for unit in units] == [("a", None), ("b", None), ("c", None)]
    assert notes.expected == {"a": 1, "b": 1, "c": 1}


def test_large_files_are_split_where_nothing_but_their_size_says(share: Path) -> None:
    """Spans of 64 MB, the last one open, so that they do not depend on the number of workers."""
    make_sparse(share / "large", 2 * SPAN_BYTES + 1)
    make_sparse(share / "two", 2 * SPAN_BYTES)
    units, notes = plan(share)
    spans = [(unit.parts[0].entry.path, unit.parts[0].ordinal, unit.parts[0].span) for unit in units]
    assert [(path, ordinal, span and (span.start, span.end)) for path, ordinal, span in spans] == [
        ("large", 0, (0, SPAN_BYTES)),
        ("large", 1, (SPAN_BYTES, 2 * SPAN_BYTES)),
        ("large", 2, (2 * SPAN_BYTES, None)),
        ("two", 0, (0, SPAN_BYTES)),
        ("two", 1, (SPAN_BYTES, None)),
    ]
    assert notes.expected == {"large": 3, "two": 2}


def test_a_file_of_holes_takes_no_memory() -> None:
    """Anybody may make a file of eight exabytes, which fills no disk but some file systems can't hold: as listed."""
    entry = Entry("holes.csv", (1 << 63) - 1, 0, "", "", Access(Audience.UNKNOWN, ""))

    class Listing:
        is_over = True
        chunks = [Chunk([Listed(0, entry)])]  # noqa: RUF012 - taken from by one test

        def take(self) -> Chunk | None:
            return self.chunks.pop() if self.chunks else None

    tracemalloc.start()
    planner = Planner(cast("Crawl", Listing()), cast("Any", Notes(set())))
    units = [planner.take() for _ in range(1000)]
    most_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [unit.parts[0].ordinal for unit in units if unit is not None] == list(range(1000))
    assert most_bytes < 2 << 20
    assert not planner.is_exhausted()


def test_a_file_that_no_disk_holds_is_told() -> None:
    """Nobody waits for it, unless its size was asked for."""
    entry = Entry("holes.csv", 16_000_000_000_001, 0, "", "", Access(Audience.UNKNOWN, ""))
    assert Filters().judge(0, entry) == "size-limit"
    assert Filters().judge(0, msgspec.structs.replace(entry, size_bytes=16_000_000_000_000)) is None
    assert Filters(largest_bytes=1 << 62).judge(0, entry) is None


def test_what_is_known_is_not_planned(share: Path) -> None:
    """Neither files that are known nor spans that are kept are read again."""
    for name in ("done", "new", "opened"):
        make_sparse(share / name, 10)
    make_sparse(share / "large", 3 * SPAN_BYTES)
    units, notes = plan(share, sieve=Forgetful({"done"}, {"opened": 7}), kept={0, 2})
    assert [(part.entry.path, part.ordinal) for unit in units for part in unit.parts] == [("large", 1), ("new", 0)]
    assert set(notes.expected) == {"large", "new"}
    assert (notes.carried, notes.restated) == ([1, 10], [("opened", 7)])


def _all(code: str, *paths: str) -> dict[str, str]:
    return dict.fromkeys(paths, code)


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(include=("*.csv",)), {"a.txt": "excluded", "sub/c.log": "excluded", "sub/deep/d.txt": "excluded"}),
        (Filters(exclude=("*.csv",)), {"b.csv": "excluded"}),
        (Filters(exclude=("sub/*.log",)), {"sub/c.log": "excluded"}),
        (Filters(include=("sub/*",)), {"a.txt": "excluded", "b.csv": "excluded"}),
        (Filters(include=("*.txt",), exclude=("d.*",)), _all("excluded", "b.csv", "sub/c.log", "sub/deep/d.txt")),
        (Filters(largest_bytes=9), {"b.csv": "size-limit"}),
        (Filters(largest_bytes=10), {}),
        (Filters(own=(frozenset({"b.csv", "sub/deep/d.txt"}),)), _all("own-inventory", "b.csv", "sub/deep/d.txt")),
        (Filters(own=(frozenset({"b.csv"}),), exclude=("b*",)), {"b.csv": "own-inventory"}),
    ],
)  # fmt: skip
def test_filters_name_the_reason(share: Path, filters: Filters, wanted: dict[str, str]) -> None:
    """A pattern with a slash is compared with the whole path, any other with the name; every file is told."""
    (share / "sub" / "deep").mkdir(parents=True)
    for path, size in (("a.txt", 1), ("b.csv", 10), ("sub/c.log", 2), ("sub/deep/d.txt", 3)):
        make_sparse(share / path, size)
    units, notes = plan(share, filters=filters)
    read = {part.entry.path for unit in units for part in unit.parts}
    assert notes.skipped == wanted
    assert read | set(wanted) == {"a.txt", "b.csv", "sub/c.log", "sub/deep/d.txt"}
    assert not read & set(wanted)


def test_excluded_folders_are_told_and_not_entered(share: Path) -> None:
    """The folder is one line of what was left out; nothing below it is listed."""
    (share / "node_modules" / "deep").mkdir(parents=True)
    make_sparse(share / "node_modules" / "deep" / "a.txt", 1)
    make_sparse(share / "b.txt", 1)
    units, notes = plan(share, filters=Filters(exclude=("node_modules",)))
    assert [part.entry.path for unit in units for part in unit.parts] == ["b.txt"]
    assert notes.troubles == [(0, "node_modules", "excluded")]
    assert notes.skipped == {}


def test_what_is_no_regular_file_is_skipped_with_its_reason(share: Path) -> None:
    """Links are one file each in the listing, never followed."""
    make_sparse(share / "a.txt", 1)
    (share / "link").symlink_to("a.txt")
    (share / "loop").symlink_to(".")
    units, notes = plan(share)
    assert [part.entry.path for unit in units for part in unit.parts] == ["a.txt"]
    assert notes.skipped == {"link": "link", "loop": "link"}


def test_a_missing_target_does_not_stop_the_others(tmp_path: Path, share: Path) -> None:
    """Targets are listed one after another, and one that is not there is told by its number."""
    make_sparse(share / "a.txt", 1)
    single = tmp_path / "single.txt"
    make_sparse(single, 1)
    units, notes = plan(share, tmp_path / "gone", single)
    assert [(part.target, part.entry.path) for unit in units for part in unit.parts] == [
        (0, "a.txt"),
        (2, "single.txt"),
    ]
    assert notes.troubles == [(1, "", "not-found")]


class Failing:
    """A sieve whose inventory cannot be read any more."""

    def sift(self, *_: Any) -> Chunk:
        raise InventoryError("inventory-damaged", "meibo.db")


def test_a_sieve_that_fails_ends_the_crawl(share: Path) -> None:
    """Whoever takes what is listed is told; nothing waits for ever."""
    make_sparse(share / "a", 1)
    with pytest.raises(InventoryError):
        plan(share, sieve=Failing())


def test_a_crawl_can_be_stopped(share: Path) -> None:
    """A listing that nobody takes from any more ends when it is told to."""
    for number in range(300):
        make_sparse(share / str(number), 1)
    crawl = Crawl([parse_target(str(share))], Filters())
    crawl.stop()
    assert not crawl._thread.is_alive()


def test_a_crawl_says_how_much_there_is_to_read(share: Path) -> None:
    """Files count when they are listed, their bytes only where they are to be read."""
    for name, size in (("a.txt", 100), ("b.txt", 20), ("c.log", 5)):
        make_sparse(share / name, size)
    crawl = Crawl([parse_target(str(share))], Filters(exclude=("*.log",)))
    list_all(crawl)
    assert (crawl.files, crawl.size_bytes, crawl.is_over) == (3, 120, False)
    crawl.stop()
