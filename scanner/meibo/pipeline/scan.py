"""One scan from targets to a finished inventory: crawl, plan, supervise, write."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol

import msgspec

from meibo import __version__
from meibo.inventory.file_rows import tell_access
from meibo.inventory.files import InventoryError, hold_lock, load_or_make_key
from meibo.inventory.known import KnownFiles
from meibo.inventory.model import FileResult, Issue
from meibo.inventory.writer import Writer
from meibo.pipeline.assembly import assemble, skipped, unite_packed
from meibo.pipeline.backing_off import BackOff, Slowing
from meibo.pipeline.carrying import Basis, Carrying
from meibo.pipeline.crawl import Asked, Crawl, Filters, FolderIssue, Listed, Restated, Standing
from meibo.pipeline.model import PartResult, Settings
from meibo.pipeline.own_paths import find_own_paths
from meibo.pipeline.planning import Planner
from meibo.pipeline.request import ScanRequest
from meibo.pipeline.rule_set import find_means, rule_set_version
from meibo.pipeline.sieve import KnownSieve, is_below
from meibo.pipeline.supervisor import LostPart, Supervisor
from meibo_connectors.model import Audience, Entry
from meibo_connectors.settling import settle

DRAIN_SECONDS: Final = 3.0
"""How long workers may take to finish what they have in hand when the scan is to stop."""
UNSYNCED: Final = "SQLITE_IOERR_FSYNC"
"""The one call that SQLite does not repeat when a signal interrupts it. It takes the last half second back, which is
read and written once more."""
UNITED_EVERY: Final = 8
"""Spans of a large file after which repeated person keys are dropped."""


class Observer(Protocol):
    """Who watches a scan: the terminal, a log."""

    def resumed(self, scan: int) -> None:
        """An interrupted scan goes on."""

    def restarted(self, changes: tuple[str, ...]) -> None:
        """An interrupted scan is not continued, because these changed: targets, options, rule set."""

    def recorded(self, result: FileResult) -> None:
        """A file ended."""

    def carried_over(self, files: int, size_bytes: int) -> None:
        """So many files were read as they are by an earlier scan, or an earlier run of this one."""

    def troubled(self, path: str, code: str, detail: str) -> None:
        """Something was not read."""

    def times_moved(self, target: str, count: int) -> None:
        """Reading has moved the time of access of so many files and folders."""

    def slowed(self, target: str, slowing: Slowing) -> None:
        """The server of a target has slowed down, or is as usual again."""

    def confined(self, layers: tuple[str, ...]) -> None:
        """What confines parsers on this machine; told once, when the first has read a file."""

    def tick(self, crawl: Crawl) -> None:
        """Time passes; the crawl says how much is listed."""


def run_scan(request: ScanRequest, observer: Observer, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Scan into the inventory and return the scan's number.

    ``should_stop`` is asked several times a second. Raises KeyboardInterrupt within 8 seconds after it says yes: what
    workers finish in the first three is kept, those that hang are killed. Raises InventoryError
    where the inventory cannot be written or another scan holds it; either way the same request goes on later where
    this one stopped.
    """
    with hold_lock(request.inventory):
        try:
            return _run_once(request, observer, should_stop)
        except InventoryError as error:
            if error.detail != UNSYNCED:
                raise
        return _run_once(request, observer, should_stop)


def _run_once(request: ScanRequest, observer: Observer, should_stop: Callable[[], bool]) -> int:
    writer = Writer(request.inventory)
    try:
        return _Run(request, writer, observer, should_stop).execute()
    finally:
        writer.close()


class _Run:
    """The ledger of one run: knows which parts are still to come, and writes each file when it is whole."""

    def __init__(
        self, request: ScanRequest, writer: Writer, observer: Observer, should_stop: Callable[[], bool]
    ) -> None:
        self._should_stop = should_stop
        self._request = request
        self._writer = writer
        self._observer = observer
        self._secret = _take_key(writer, request.key_file)
        self._rule_set = rule_set_version(request.rules, request.allow, request.least_scores)
        self._open: dict[int, _OpenFile] = {}
        self._asked: dict[int, Asked] = {}
        self._moved_times = [0] * len(request.targets)
        self._noted_times = [0] * len(request.targets)
        self._last_asset = writer.max_asset()
        self._scan = self._begin()
        self._targets = [writer.target_id(target.uri) for target in request.targets]
        basis = find_basis(request, self._rule_set, self._secret)
        self._basis = writer.basis_id(*msgspec.structs.astuple(basis))
        self._sieve = self._make_sieve(basis)

    def execute(self) -> int:
        """Run to the end."""
        started = time.monotonic()
        self._settled = tuple(settle(target) for target in self._request.targets)
        crawl = Crawl(self._settled, self._filters(), self._request.reach, self._sieve)
        planner = Planner(crawl, self)
        is_whole = False
        stopped: float | None = None
        try:
            for event in self._supervise(planner):
                self._observer.tick(crawl)
                self._take(event)
                if stopped is None and self._should_stop():
                    stopped = time.monotonic()
                    planner.end()
                elif stopped is not None and time.monotonic() - stopped > DRAIN_SECONDS:
                    break
            self._tell_moved_times(crawl.moved_times)
            if stopped is not None:
                raise KeyboardInterrupt
            is_whole = True
        finally:
            crawl.stop()
            self._sieve.close()
            seconds = time.monotonic() - started
            if not is_whole:
                self._writer.interrupt(self._scan, seconds)
        hidden = {target: crawl.unlisted[number] for number, target in enumerate(self._targets)}
        unlisted = self._sieve.find_unlisted(self._last_asset)
        self._writer.finish(self._scan, seconds, unlisted, lambda target, path: is_below(path, hidden[target]))
        return self._scan

    def _tell_moved_times(self, folders: list[int]) -> None:
        """Say of each target how many times of access have moved by being read, in this run."""
        for number, count in enumerate(folders):
            self._moved_times[number] += count
        self._note_moved_times()
        for number, count in enumerate(self._noted_times):
            if count:
                self._observer.times_moved(self._request.targets[number].uri, count)

    def _note_moved_times(self) -> None:
        """Add what has come to the inventory, which goes on counting when a scan is resumed: a time moves only once."""
        for number, count in enumerate(self._moved_times):
            if more := count - self._noted_times[number]:
                issue = Issue("extract", "access-time-moved", count=more)
                self._writer.record_trouble(self._scan, self._targets[number], "", issue, adds=True)
                self._noted_times[number] = count

    def _make_sieve(self, basis: Basis) -> KnownSieve:
        writer, request = self._writer, self._request
        carrying = Carrying(
            scan=self._scan,
            basis=basis,
            bases={number: Basis(*values) for number, values in writer.known_bases().items()},
            started_ns=writer.known_starts(),
            is_full=request.is_full,
            again=request.again,
        )
        known_targets = frozenset(target for target in self._targets if writer.knows_files(target))
        return KnownSieve(KnownFiles(request.inventory), self._targets, known_targets, carrying)

    def _begin(self) -> int:
        uris = tuple(target.uri for target in self._request.targets)
        options = msgspec.json.encode(self._request.options, order="sorted").decode()
        unfinished = self._writer.find_unfinished()
        if unfinished is not None:
            wanted = {"targets": msgspec.json.encode(uris).decode(), "options": options, "rule-set": self._rule_set}
            known = {
                "targets": unfinished.targets,
                "options": unfinished.options,
                "rule-set": unfinished.rule_set,
            }
            changes = tuple(name for name, value in wanted.items() if known[name] != value)
            if not changes:
                self._writer.resume(unfinished.scan)
                self._observer.resumed(unfinished.scan)
                return unfinished.scan
            self._observer.restarted(changes)
        return self._writer.begin(uris, options, self._rule_set, f"meibo {__version__}")

    def _filters(self) -> Filters:
        paths = (*self._request.own_files, *self._writer.known_reports())
        return msgspec.structs.replace(self._request.filters, own=find_own_paths(self._request.targets, paths))

    def _supervise(self, planner: Planner) -> Iterator[PartResult | LostPart | None]:
        request = self._request
        settings = Settings(
            targets=self._settled,
            detectors=request.detectors,
            secret=self._secret,
            least_score=request.least_score,
            least_scores=request.least_scores,
            rules=request.rules,
            allow=request.allow,
            examples=request.examples,
            limits=request.file_limits,
            passwords=request.passwords,
            own_domains=request.own_domains,
            file_memory_bytes=request.file_memory_bytes,
            reach=request.reach,
            rate=request.rate,
            is_quiet=request.is_quiet,
        )
        back_off = BackOff(lambda slowing: self._observer.slowed(request.targets[slowing.target].uri, slowing))
        tell = self._observer.confined
        return Supervisor(settings, request.workers, request.file_timeout_s, back_off, tell).run(planner)

    def _take(self, event: PartResult | LostPart | None) -> None:
        if event is None:
            self._note_moved_times()
            self._writer.flush()
        elif isinstance(event, LostPart):
            issue = Issue("extract", event.code, event.detail)
            lost = PartResult(event.part.number, event.part.ordinal, is_read=False, is_whole=False, issues=(issue,))
            self._add(lost)
        else:
            self._add(event)

    def _add(self, part: PartResult) -> None:
        if part.number in self._asked:
            self._take_answer(self._asked.pop(part.number), part)
            return
        file = self._open[part.number]
        encoded = msgspec.msgpack.encode(part) if file.total > 1 else b""
        file.take(part)
        self._moved_times[file.target] += part.moved_times
        if len(file.parts) == file.total:
            self._close(part.number)
        else:
            self._writer.keep_part(self._targets[file.target], self._basis, file.entry, part.ordinal, encoded)

    def _take_answer(self, item: Asked, answer: PartResult) -> None:
        """Where nobody answered, what was known before still stands, and is asked again next time."""
        if answer.access is not None and answer.access.audience is not Audience.UNKNOWN:
            owner = answer.owner or item.entry.owner
            entry = msgspec.structs.replace(item.entry, owner=owner, access=answer.access)
            self._writer.restate(self._scan, item.version, entry, tell_access(item.entry))

    def _close(self, number: int) -> None:
        file = self._open.pop(number)
        result = assemble(file.entry, file.parts, self._secret, self._request.examples)
        self._record(file.target, result, tell_access(file.entry))
        if file.total > 1:
            self._writer.drop_parts(self._targets[file.target], file.entry)

    def _record(self, target: int, result: FileResult, told: str) -> None:
        self._writer.record(self._scan, self._targets[target], self._basis, result, told)
        for issue in result.issues:
            self._observer.troubled(result.entry.path, issue.code, issue.detail)
        self._observer.recorded(result)

    # --- what the planner asks

    def carry_over(self, files: int, size_bytes: int) -> None:
        """So many files are known as they are."""
        self._observer.carried_over(files, size_bytes)

    def restate(self, item: Restated) -> None:
        """A file that is known but for its owner or readers."""
        self._writer.restate(self._scan, item.version, item.entry, tell_access(item.entry))

    def tell(self, item: Standing) -> None:
        """A file that still cannot be read."""
        self._observer.troubled(item.path, item.code, "")

    def expect_answer(self, number: int, item: Asked) -> None:
        """Who can read a file is asked under this number."""
        self._asked[number] = item

    def expect(self, number: int, target: int, entry: Entry, total: int) -> frozenset[int]:
        """A file will come in so many parts; takes up those that an earlier run has kept."""
        file = self._open[number] = _OpenFile(target, entry, total)
        if total > 1:
            kept = self._writer.kept_parts(self._targets[target], self._basis, entry)
            for part in kept.values():
                file.take(msgspec.msgpack.decode(part, type=PartResult))
        ordinals = frozenset(part.ordinal for part in file.parts)
        if len(ordinals) == total:
            self._close(number)
        return ordinals

    def skip(self, item: Listed) -> None:
        """A file that is listed and not read."""
        result = skipped(item.entry, item.code or "internal-error", item.detail)
        self._record(item.target, result, tell_access(item.entry))

    def trouble(self, item: FolderIssue) -> None:
        """A folder or target that was not listed."""
        self._writer.record_trouble(
            self._scan, self._targets[item.target], item.path, Issue("list", item.code, item.detail)
        )
        self._observer.troubled(item.path or self._request.targets[item.target].uri, item.code, item.detail)


def _take_key(writer: Writer, place: Path) -> bytes:
    """The inventory's key; fingerprints of two keys in one inventory would never meet."""
    if writer.knows_key() and not place.exists():
        raise InventoryError("key-missing", str(place))
    key = load_or_make_key(place)
    if not writer.accept_key(key):
        raise InventoryError("key-differs", str(place))
    return key


def find_basis(request: ScanRequest, rule_set: str, secret: bytes) -> Basis:
    """What decides what this scan finds in a given content."""

    def spell(value: object) -> str:
        return msgspec.json.encode(value, order="sorted").decode()

    return Basis(rule_set, spell(request.detection), spell(request.bounds), find_means(request.passwords, secret))


class _OpenFile(msgspec.Struct):
    """A file whose parts are still coming in."""

    target: int
    entry: Entry
    total: int
    parts: list[PartResult] = []
    apart: int = 0
    """How many parts still have people of their own."""

    def take(self, part: PartResult) -> None:
        """Take up a part; now and then the people of all parts are united in the first, so that they need room once."""
        self.parts.append(part)
        self.apart += 1
        if self.apart > UNITED_EVERY:
            people = unite_packed([one.person_keys for one in self.parts])
            self.parts = [msgspec.structs.replace(one, person_keys=b"") for one in self.parts]
            self.parts[0] = msgspec.structs.replace(self.parts[0], person_keys=people)
            self.apart = 1
