"""One scan from targets to a finished inventory: crawl, plan, supervise, write."""

from __future__ import annotations

import contextlib
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
from meibo.pipeline.assembly import skipped
from meibo.pipeline.backing_off import BackOff
from meibo.pipeline.carrying import Basis, Carrying
from meibo.pipeline.crawl import Asked, Crawl, Filters, FolderIssue, Listed, Restated, Standing
from meibo.pipeline.model import PartResult, Settings
from meibo.pipeline.observer import Observer
from meibo.pipeline.open_files import Assembling, OpenFile, OpenFiles
from meibo.pipeline.own_paths import find_own_paths
from meibo.pipeline.picture_pass import PicturePass
from meibo.pipeline.planning import Planner
from meibo.pipeline.request import ScanRequest
from meibo.pipeline.rule_set import find_means, rule_set_version
from meibo.pipeline.sieve import KnownSieve, is_below
from meibo.pipeline.supervisor import UNITS_AHEAD, LostPart, Source, Supervisor
from meibo_connectors.model import Audience, Entry
from meibo_connectors.settling import settle

DRAIN_SECONDS: Final = 3.0
"""How long workers may take to finish what they have in hand when the scan is to stop."""
UNSYNCED: Final = "SQLITE_IOERR_FSYNC"
"""The one call that SQLite does not repeat when a signal interrupts it. It takes the last half second back, which is
read and written once more."""


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


class Stoppable(Source, Protocol):
    """A source that can be told to give out no more."""

    def end(self) -> None:
        """No more units."""


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
        self._asked: dict[int, Asked] = {}
        self._moved_times = [0] * len(request.targets)
        self._noted_times = [0] * len(request.targets)
        self._last_asset = writer.max_asset()
        self._scan = self._begin()
        self._targets = [writer.target_id(target.uri) for target in request.targets]
        self._bounds = find_basis(request, self._rule_set, self._secret)
        self._basis = writer.basis_id(*msgspec.structs.astuple(self._bounds))
        self._assembling = Assembling(self._secret, request.examples)
        self._files = OpenFiles(writer, self._targets, self._basis, self._assembling, self._close)
        self._sieve = self._make_sieve()

    def execute(self) -> int:
        """Run to the end."""
        started = time.monotonic()
        self._settled = tuple(settle(target) for target in self._request.targets)
        crawl = Crawl(self._settled, self._filters(), self._request.reach, self._sieve)
        planner = Planner(crawl, self)
        is_whole = False
        try:
            events = self._supervise(planner, self._find_settings(), self._request.file_timeout_s)
            is_stopped = self._drive(events, planner, self._files, lambda: self._observer.tick(crawl))
            if self._request.pictures and not is_stopped:
                is_stopped = self._read_pictures()
            self._tell_moved_times(crawl.moved_times)
            if is_stopped:
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

    def _drive(
        self,
        events: Iterator[PartResult | LostPart | None],
        source: Stoppable,
        files: OpenFiles,
        tick: Callable[[], None],
    ) -> bool:
        """Take what becomes of the units of a source; whether the scan was stopped meanwhile."""
        stopped: float | None = None
        for event in events:
            tick()
            self._take(event, files)
            if stopped is None and self._should_stop():
                stopped = time.monotonic()
                source.end()
            elif stopped is not None and time.monotonic() - stopped > DRAIN_SECONDS:
                break
        return stopped is not None

    def _read_pictures(self) -> bool:
        """The second pass; whether the scan was stopped meanwhile."""
        request, writer = self._request, self._writer
        pictures = PicturePass(
            request, writer, self._scan, self._targets, self._bounds, self._read_bases(),
            lambda asset: asset > self._last_asset or self._sieve.has_listed(asset), self._assembling, self._observer,
        )  # fmt: skip
        with contextlib.closing(pictures):
            if not pictures.is_needed:
                return False
            pictures.begin()
            settings = msgspec.structs.replace(
                self._find_settings(), pictures=request.pictures, limits=request.picture_limits
            )
            events = self._supervise(pictures, settings, request.picture_timeout_s, units_ahead=1)
            is_stopped = self._drive(events, pictures, pictures.files, pictures.tick)
            if not is_stopped:
                pictures.finish()
        return is_stopped

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

    def _read_bases(self) -> dict[int, Basis]:
        return {number: Basis(*values) for number, values in self._writer.known_bases().items()}

    def _make_sieve(self) -> KnownSieve:
        writer, request = self._writer, self._request
        carrying = Carrying(
            scan=self._scan,
            basis=self._bounds,
            bases=self._read_bases(),
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

    def _supervise(
        self, source: Source, settings: Settings, timeout_s: float, units_ahead: int = UNITS_AHEAD
    ) -> Iterator[PartResult | LostPart | None]:
        request = self._request
        back_off = BackOff(lambda slowing: self._observer.slowed(request.targets[slowing.target].uri, slowing))
        tell = self._observer.confined
        return Supervisor(settings, request.workers, timeout_s, back_off, tell, units_ahead).run(source)

    def _find_settings(self) -> Settings:
        """Of workers that read no pictures."""
        request = self._request
        return Settings(
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

    def _take(self, event: PartResult | LostPart | None, files: OpenFiles) -> None:
        if event is None:
            self._note_moved_times()
            self._writer.flush()
        elif isinstance(event, LostPart):
            issue = Issue("extract", event.code, event.detail)
            lost = PartResult(event.part.number, event.part.ordinal, is_read=False, is_whole=False, issues=(issue,))
            self._add(lost, files)
        else:
            self._add(event, files)

    def _add(self, part: PartResult, files: OpenFiles) -> None:
        if files is self._files and part.number in self._asked:
            self._take_answer(self._asked.pop(part.number), part)
            return
        self._moved_times[files.add(part)] += part.moved_times

    def _take_answer(self, item: Asked, answer: PartResult) -> None:
        """Where nobody answered, what was known before still stands, and is asked again next time."""
        if answer.access is not None and answer.access.audience is not Audience.UNKNOWN:
            owner = answer.owner or item.entry.owner
            entry = msgspec.structs.replace(item.entry, owner=owner, access=answer.access)
            self._writer.restate(self._scan, item.version, entry, tell_access(item.entry))

    def _close(self, file: OpenFile, result: FileResult) -> None:
        self._record(file.target, result, tell_access(file.entry))

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
        """A file will come in so many parts."""
        return self._files.expect(number, target, entry, total)

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
