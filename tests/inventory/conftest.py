"""Results of files to store, and inventories to store them in."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest

from meibo.inventory.file_rows import tell_access
from meibo.inventory.files import default_key_path, load_or_make_key
from meibo.inventory.model import Counts, FileResult, Issue, Status, StoredPosition
from meibo.inventory.reader import Reader
from meibo.inventory.writer import Writer
from meibo_connectors.model import Access, Audience, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TARGET = "file:///share"
RULES = "rules-1"


def make_entry(path: str = "人事/名簿.csv", version: str = "1:2:3", size_bytes: int = 120) -> Entry:
    """A file as listed."""
    return Entry(path, size_bytes, 1_700_000_000_000_000_001, version, "taro", Access(Audience.GROUPS, "mode 0640"))


def make_result(path: str = "人事/名簿.csv", version: str = "1:2:3", high: int = 3, **changes: Any) -> FileResult:
    """A file that was read, with something of everything."""
    facts: dict[str, Any] = {
        "entry": make_entry(path, version),
        "status": Status.COMPLETE,
        "issues": (Issue("extract", "undecodable", "cp932", 2),),
        "format": "text",
        "encoding": "cp932",
        "content_hash": bytes(range(16)),
        "bytes_read": 120,
        "counts": {"email": Counts(1, 2, high), "jp_phone": Counts(0, 1, 0)},
        "positions": (
            StoredPosition("email", {"line": 2, "column": 5}, 4, 20, 92, ("label:mail",), b"\1" * 32, "t***@a.jp"),
            StoredPosition("jp_phone", {"line": 2, "column": 30}, 29, 42, 70, (), b"\2" * 32, "***-**78", ("a.zip",)),
        ),
        "person_keys": bytes(32),
        "persons_least": 1,
        "persons_most": 2,
        "roster_points": 7,
    }  # fmt: skip
    return FileResult(**{**facts, **changes})


class Scan:
    """A scan under way, of one target."""

    def __init__(self, writer: Writer, number: int, options: str = "{}", target: str = TARGET) -> None:
        self.number = number
        self.target = writer.target_id(target)
        self.basis = writer.basis_id(RULES, options, "{}", "")
        self._writer = writer
        self._paths: set[str] = set()

    def record(self, result: FileResult) -> None:
        """A file that was read."""
        self._paths.add(result.entry.path)
        self._writer.record(self.number, self.target, self.basis, result, tell_access(result.entry))

    def trouble(self, path: str, issue: Issue, *, adds: bool = False) -> None:
        """A folder that was not listed, or what was counted of a target."""
        self._writer.record_trouble(self.number, self.target, path, issue, adds=adds)

    def finish(self, seconds: float = 1.5, unlisted: str | None = None) -> None:
        """The end: what was not recorded is gone, or was not seen below a folder."""

        rows = self._writer._inside.ask("SELECT id, path FROM assets")
        assets = [asset for asset, path in rows if path not in self._paths]

        def is_hidden(_: int, path: str) -> bool:
            return unlisted is not None and path.startswith(unlisted)

        self._writer.finish(self.number, seconds, assets, is_hidden)


class Store:
    """An inventory, and short ways to write a scan into it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.make_result = make_result
        self.make_entry = make_entry
        self.target_uri = TARGET
        self.rules = RULES

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """A writer; it seals where the inventory has a key."""
        writer = Writer(self.path)
        try:
            if (key := default_key_path(self.path)).exists():
                writer.accept_key(load_or_make_key(key))
            yield writer
        finally:
            writer.close()

    def begin(self, writer: Writer, options: str = "{}", target: str = TARGET) -> Scan:
        """A scan under way."""
        return Scan(writer, writer.begin((target,), options, RULES, "meibo test"), options, target)

    def scan(self, *results: FileResult, options: str = "{}") -> int:
        """A whole scan that finds these files and no others; returns its number."""
        with self.writing() as writer:
            under_way = self.begin(writer, options)
            for result in results:
                under_way.record(result)
            under_way.finish()
        return under_way.number

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader."""
        reader = Reader(self.path)
        try:
            yield reader
        finally:
            reader.close()

    def read(self, question: Callable[[Reader], Any]) -> Any:
        """One answer of a reader."""
        with self.reading() as reader:
            answer = question(reader)
            return list(answer) if hasattr(answer, "__next__") else answer


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An inventory that does not exist yet."""
    return Store(tmp_path / "meibo.db")


@pytest.fixture(scope="session")
def make_store() -> type[Store]:
    """Makes inventories in any place."""
    return Store
