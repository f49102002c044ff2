"""A share that exists only as a table of files, and scans of it through the real sieve, writer and reader."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from meibo.inventory.file_rows import tell_access
from meibo.inventory.known import KnownFiles
from meibo.inventory.model import Counts, FileResult, Issue, Status
from meibo.inventory.reader import Reader
from meibo.inventory.writer import Writer
from meibo.pipeline.assembly import skipped
from meibo.pipeline.carrying import Basis, Carrying
from meibo.pipeline.crawl import FolderIssue, Listed, Restated
from meibo.pipeline.sieve import KnownSieve, is_below
from meibo_connectors.model import Access, Audience, Entry
from meibo_detectors.model import PersonKey
from meibo_detectors.person_sets import FIRST_BIT, KIND_BITS, pack, unite

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

BASIS = Basis("rules-1", "{}", "{}", "")
LONG_AGO_NS = 1_700_000_000_000_000_001


class File(msgspec.Struct, frozen=True):
    """A file of the share."""

    text: str = "x"
    """Decides the content's hash; empty for an empty file."""
    people: int = 0
    audience: Audience = Audience.GROUPS
    source: str = "mode 0640"
    owner: str = "taro"
    status: Status = Status.COMPLETE
    issues: tuple[str, ...] = ()
    findings: int | None = None
    """As many as there are people unless given."""
    detector: str = "jp_my_number"
    modified: int = 0
    """Nanoseconds after LONG_AGO_NS."""
    who: Sequence[int] = ()
    """Numbers of its people, whose keys are then kept, in place of ``people``."""
    size: int | None = None
    """That of the text unless given."""
    kinds: tuple[str, ...] = ()
    """Detectors that found as much as ``detector`` did."""


class Share:
    """Files by path, or by target and path, and an inventory of their scans."""

    def __init__(self, inventory: Path) -> None:
        self.inventory = inventory

    def scan(
        self,
        files: Mapping[str, File],
        *,
        uri: str = "file:///share",
        failing: frozenset[str] = frozenset(),
        excluded: frozenset[str] = frozenset(),
        options: str = "{}",
        others: tuple[str, ...] = (),
        is_finished: bool = True,
        rule_set: str = "rules-1",
    ) -> int:
        """Scan once. ``failing`` folders cannot be listed, ``excluded`` folders and files are not wanted.

        ``others`` are more targets, which hold nothing.
        """
        writer = Writer(self.inventory)
        last_asset = writer.max_asset()
        number = writer.begin((uri, *others), options, rule_set, "meibo test")
        target, basis = writer.target_id(uri), writer.basis_id(rule_set, "{}", "{}", "")
        sieve = self._make_sieve(writer, target, number, rule_set)
        unlisted: set[str] = set()
        for item in sieve.sift(0, list(_list(files, failing, excluded))).items:
            if isinstance(item, FolderIssue):
                writer.record_trouble(number, target, item.path, Issue("list", item.code, item.detail))
                unlisted |= {item.path} if item.code != "excluded" else set()
            elif isinstance(item, Restated):
                writer.restate(number, item.version, item.entry, tell_access(item.entry))
            elif isinstance(item, Listed):
                result = skipped(item.entry, item.code) if item.code else _read(files[item.entry.path], item.entry)
                writer.record(number, target, basis, result, tell_access(item.entry))
        sieve.close()
        if is_finished:
            writer.finish(number, 1.0, sieve.find_unlisted(last_asset), lambda _target, path: is_below(path, unlisted))
        else:
            writer.interrupt(number, 1.0)
        writer.close()
        return number

    def _make_sieve(self, writer: Writer, target: int, number: int, rule_set: str) -> KnownSieve:
        bases = {key: Basis(*values) for key, values in writer.known_bases().items()}
        basis = msgspec.structs.replace(BASIS, rule_set=rule_set)
        carrying = Carrying(scan=number, basis=basis, bases=bases, started_ns=writer.known_starts())
        known = frozenset({target} if writer.knows_files(target) else ())
        return KnownSieve(KnownFiles(self.inventory), [target], known, carrying)


def _list(
    files: Mapping[str, File], failing: frozenset[str], excluded: frozenset[str]
) -> Iterator[Listed | FolderIssue]:
    """What a listing shows: nothing below a folder that fails or is not wanted."""
    hidden = dict.fromkeys(failing, "permission-denied") | dict.fromkeys(excluded - files.keys(), "excluded")
    shown = [path for path in sorted(hidden) if not _is_below(path, hidden)]
    for path in shown:
        yield FolderIssue(0, path, hidden[path])
    for number, (path, file) in enumerate(sorted(files.items())):
        if not _is_below(path, hidden):
            access = Access(file.audience, file.source)
            state = f"{file.text}{file.people}{file.who}{file.findings}{file.status}{file.issues}{file.modified}"
            size = len(file.text) if file.size is None else file.size
            entry = Entry(path, size, LONG_AGO_NS + file.modified, state, file.owner, access)
            yield Listed(0, entry, "excluded" if path in excluded else None, str(number))


def _is_below(path: str, folders: Mapping[str, str]) -> bool:
    while path:
        path = path.rpartition("/")[0]
        if path in folders:
            return True
    return False


def _read(file: File, entry: Entry) -> FileResult:
    is_whole = file.status is Status.COMPLETE
    people = len(file.who) or file.people
    count = people if file.findings is None else file.findings
    is_read = file.status is not Status.SKIPPED
    return FileResult(
        entry=entry,
        status=file.status,
        issues=tuple(Issue("extract", code) for code in file.issues),
        content_hash=hashlib.blake2b(file.text.encode(), digest_size=16).digest() if is_whole else b"",
        bytes_read=entry.size_bytes,
        counts={name: Counts(0, 0, count) for name in (file.detector, *file.kinds)} if count and is_read else {},
        person_keys=pack_people(file.who) if is_read else b"",
        persons_least=people if is_read else 0,
        persons_most=people if is_read else 0,
        roster_points=people * 2 if is_read else 0,
    )


def pack_people(who: Sequence[int]) -> bytes:
    """The keys of people with an e-mail address each, as a scan would store them."""
    halves = [hashlib.blake2b(f"person {number}".encode(), digest_size=16).digest() for number in who]
    keys = np.array([np.frombuffer(half, ">u8") for half in halves], np.uint64).reshape(-1, 2)
    keys[:, 1] &= ~np.uint64(KIND_BITS | FIRST_BIT)
    keys[:, 1] |= np.uint64(PersonKey.EMAIL | FIRST_BIT)
    return pack(unite([keys]))


@pytest.fixture
def file() -> type[File]:
    """Makes a file of a share."""
    return File


@pytest.fixture
def share(tmp_path: Path) -> Share:
    """A share whose inventory does not exist yet."""
    return Share(tmp_path / "meibo.db")


@pytest.fixture
def open_reader(share: Share) -> Iterator[object]:
    """Opens the share's inventory for reading; each reader is closed when the test ends."""
    readers: list[Reader] = []

    def open_one(inventory: Path | None = None) -> Reader:
        readers.append(Reader(inventory or share.inventory))
        return readers[-1]

    yield open_one
    for reader in readers:
        reader.close()
