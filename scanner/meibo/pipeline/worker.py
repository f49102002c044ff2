"""A worker process: opens, extracts and scans the parts of one unit after another, and reports each part."""

from __future__ import annotations

import collections
import contextlib
import itertools
import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for_all
from multiprocessing.connection import Connection
from typing import Final, NamedTuple

import msgspec

from meibo.inventory.model import Counts, Issue
from meibo.pipeline.allowing import AllowList
from meibo.pipeline.collector import Collector, Found, Terms, split_scan
from meibo.pipeline.confinement.rights import refuse_new_rights
from meibo.pipeline.confinement.secrecy import keep_to_itself
from meibo.pipeline.model import Part, PartResult, Report, Settings, Unit
from meibo.pipeline.opening import Ahead, Opened
from meibo.pipeline.paced_reading import Pace, find_fetched
from meibo.pipeline.priority import lower_priority
from meibo.pipeline.processes import THREAD_BYTES, end_with_parent, limit_memory
from meibo.pipeline.reading import Reader, name_trouble
from meibo.pipeline.silence import fall_silent
from meibo_connectors.base import Connector, ConnectorError
from meibo_connectors.model import Access
from meibo_connectors.registry import connect
from meibo_detectors.engine import Engine, Scan
from meibo_detectors.model import Block
from meibo_detectors.registry import select

JOIN_BYTES: Final = 1 << 20
"""Text of small files is scanned together up to this size: a pass has a fixed cost."""
REPORT_SECONDS: Final = 1.0
"""Finished files are told after so long at the latest: what a slow server gave is not lost with one that hangs."""

LIKE_AN_OPENING_BYTES: Final = 256 << 10
"""Transferring so much takes about as long as all else that opening a file on a server costs: left out of the time
that is told, which says how busy the server is."""

LIBRARY_THREADS: Final = 8
"""Of the libraries that speak with servers."""


def work(connection: Connection, settings: bytes, asks: Connection | None = None) -> None:
    """The process's main function: units come in, results go out, until the parent closes the pipe.

    ``asks`` leads to the parent's bucket, where reading is bound to a rate.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when work ends
    fall_silent()
    multiprocessing.current_process().daemon = False  # one that is may not have the parser's process
    end_with_parent()
    told = msgspec.msgpack.decode(settings, type=Settings)
    keep_to_itself(told.targets)
    if sys.platform == "linux":
        refuse_new_rights()
    if told.is_quiet:
        lower_priority()
    worker = Worker(told, None if told.rate is None or asks is None else Pace(told.rate, asks))
    limit_memory(told.file_memory_bytes + worker.prepare())
    decode, encode = msgspec.msgpack.Decoder(Unit), msgspec.msgpack.Encoder()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            for results in worker.process(decode.decode(connection.recv_bytes())):
                connection.send_bytes(encode.encode(Report(results, worker.take_openings(), worker.layers)))
    worker.close()


Blocks = list[tuple[Collector, Block]]
"""Blocks that are scanned in one pass, each with the part that it belongs to."""


class Batch(NamedTuple):
    """What is scanned in one pass."""

    blocks: Blocks
    ended: list[Collector]
    """Parts of which nothing more comes."""


class Examined(NamedTuple):
    """What one pass found; lists are parallel to its blocks."""

    scan: Scan
    allowed: list[dict[str, Counts]]
    found: list[Found]


Outcome = Examined | Exception
"""An error is a result too, since it must not end other files."""


class Worker:
    """The work itself, without the process around it."""

    def __init__(self, settings: Settings, pace: Pace | None = None) -> None:
        self._settings = settings
        self._engine = Engine(select(settings.detectors, settings.rules))
        self._allow = AllowList(settings.allow, self._engine.detectors, settings.secret)
        self._terms = Terms(settings, self._engine.detectors, self._allow)
        self._connectors: dict[int, Connector] = {}
        self._reader = Reader(settings, pace)
        self._ahead = Ahead(pace)
        self._openings: dict[int, list[float]] = {}

    def prepare(self) -> int:
        """Map the dictionaries, make the tables and load what reaches the targets, before memory is bounded.

        They belong to no file. Returns the bytes of address space that threads will set aside, mostly untouched.
        """
        self._engine.scan([Block("氏名 ヤマダ タロウ Taro 様 〒100-0001 東京都千代田区1-1".encode())])
        most = max(self._connector(target).opens_ahead for target in range(len(self._settings.targets)))
        return 0 if most == 1 else (most + LIBRARY_THREADS) * THREAD_BYTES

    @property
    def layers(self) -> tuple[str, ...] | None:
        """What confines its parser's process; None where it has needed none."""
        return self._reader.layers

    def take_openings(self) -> dict[int, list[float]]:
        """Seconds that files took to open since this was last asked, by target."""
        openings, self._openings = self._openings, {}
        return openings

    def close(self) -> None:
        """End what belongs to the worker."""
        self._ahead.close()
        for connector in self._connectors.values():
            connector.close()
        self._reader.close()

    def process(self, unit: Unit) -> Iterator[list[PartResult]]:
        """The results of the unit's parts in order, as they are finished."""
        if unit.is_question:
            yield from self._answer(unit)
            return
        threads = unit.threads if unit.size_bytes > JOIN_BYTES else 1  # a single pass would have nobody beside it
        for batch, examined in self._examine_all(self._batches(unit), threads):
            if batch.blocks:
                self._take_in(batch.blocks, examined)
            if batch.ended:
                yield self._finish_all(batch.ended)

    def _answer(self, unit: Unit) -> Iterator[list[PartResult]]:
        """Who can read each file of a unit of questions; nothing where nobody answers."""
        for target, parts in itertools.groupby(unit.parts, lambda part: part.target):
            for part, answer in self._ahead.ask(self._connector(target), list(parts)):
                owner: str = ""
                access: Access | None = None
                with contextlib.suppress(ConnectorError, OSError):
                    owner, access = answer()
                yield [PartResult(part.number, 0, is_read=False, is_whole=True, owner=owner, access=access)]

    def _batches(self, unit: Unit) -> Iterator[Batch]:
        """What is scanned in one pass, and the parts that are whole with it."""
        blocks: list[tuple[Collector, Block]] = []
        ended: list[Collector] = []
        size = 0
        began = time.monotonic()
        for part, connector, stream in self._opened(unit):
            collector = Collector(part, self._terms)
            for block in self._reader.read(part, connector, collector, stream):
                blocks.append((collector, block))
                size += len(block.text)
                if size >= JOIN_BYTES:
                    yield Batch(_in_order_of_layout(blocks), ended)
                    blocks, ended, size = [], [], 0
            if collector.open_seconds is not None:
                came = find_fetched(connector, part.entry.size_bytes) / LIKE_AN_OPENING_BYTES
                self._openings.setdefault(part.target, []).append(collector.open_seconds / (1 + came))
            ended.append(collector)
            if time.monotonic() - began > REPORT_SECONDS:
                yield Batch(_in_order_of_layout(blocks), ended)
                blocks, ended, size, began = [], [], 0, time.monotonic()
        yield Batch(_in_order_of_layout(blocks), ended)

    def _examine_all(self, batches: Iterator[Batch], threads: int) -> Iterator[tuple[Batch, Outcome]]:
        """Each batch with what was found in it, in order; the scans run beside each other, the reading does not."""
        ahead: collections.deque[tuple[Batch, Future[Outcome]]] = collections.deque()
        with contextlib.ExitStack() as stack:
            pool = stack.enter_context(ThreadPoolExecutor(threads)) if threads > 1 else None
            for batch in batches:
                ahead.append((batch, self._begin(pool, batch.blocks)))
                if len(ahead) > threads or pool is None:
                    yield self._await(ahead)
            while ahead:
                yield self._await(ahead)

    def _begin(self, pool: ThreadPoolExecutor | None, blocks: Blocks) -> Future[Outcome]:
        """Examine blocks in the pool, or at once where there is none or memory does not even suffice for a thread."""
        if pool is not None:
            with contextlib.suppress(RuntimeError):
                return pool.submit(self._examine, blocks)
        done: Future[Outcome] = Future()
        done.set_result(self._examine(blocks))
        return done

    def _await(self, ahead: collections.deque[tuple[Batch, Future[Outcome]]]) -> tuple[Batch, Outcome]:
        """The first batch and what was found in it."""
        batch, future = ahead.popleft()
        examined = future.result()
        if isinstance(examined, MemoryError) and ahead:  # it may do when nothing else is at work
            wait_for_all([other for _, other in ahead])
            examined = self._examine(batch.blocks)
        return batch, examined

    def _opened(self, unit: Unit) -> Iterator[tuple[Part, Connector, Future[Opened] | None]]:
        """The unit's parts in order, each with its connector, and its stream where it was opened ahead."""
        for target, parts in itertools.groupby(unit.parts, lambda part: part.target):
            connector = self._connector(target)
            for part, stream in self._ahead.open(connector, list(parts)):
                yield part, connector, stream

    def _connector(self, target: int) -> Connector:
        connector = self._connectors.get(target)
        if connector is None:
            connector = self._connectors[target] = connect(self._settings.targets[target], self._settings.reach)
        return connector

    def _examine(self, blocks: Blocks) -> Outcome:
        """What one pass finds."""
        if not blocks:
            return ValueError("nothing to examine")
        try:
            scan = self._engine.scan([block for _, block in blocks], [owner.given_up for owner, _ in blocks])
            allowed = self._allow.take_out(scan, [owner.part.entry.path for owner, _ in blocks])
            return Examined(scan, allowed, list(split_scan(scan, self._engine.detectors, self._settings.secret)))
        except Exception as error:  # noqa: BLE001 - one a stage: trouble with one file never ends the scan
            return error

    def _take_in(self, blocks: Blocks, examined: Outcome) -> None:
        """Hand what was found to its files; where the pass failed, scan each alone, so that trouble stays with one."""
        if isinstance(examined, Exception):
            if len(blocks) == 1:
                blocks[0][0].fail("detect", *name_trouble(examined))
                return
            for single in blocks:
                self._take_in([single], self._examine([single]))
            return
        for block, detector in examined.scan.text.given_up:
            blocks[block][0].give_up(detector)
        for (collector, _), found, allowed in zip(blocks, examined.found, examined.allowed, strict=True):
            try:
                collector.add(examined.scan, found)
                collector.note_allowed(allowed)
            except Exception as error:  # noqa: BLE001 - as above
                collector.fail("detect", *name_trouble(error))

    def _finish_all(self, ended: list[Collector]) -> list[PartResult]:
        """The results of parts; the last one of each target tells what reading has moved there."""
        results = [self._finish(collector) for collector in ended]
        for target, at in {collector.part.target: at for at, collector in enumerate(ended)}.items():
            if moved := self._connector(target).take_moved_times():
                results[at] = msgspec.structs.replace(results[at], moved_times=moved)
        return results

    def _finish(self, collector: Collector) -> PartResult:
        try:
            if collector.matters and collector.part.ordinal == 0:
                collector.access = self._find_access(collector.part) or collector.access
            return collector.finish()
        except Exception as error:  # noqa: BLE001 - as above; what was gathered is too much to put together
            part = collector.part
            issue = Issue("detect", *name_trouble(error))
            return PartResult(part.number, part.ordinal, is_read=False, is_whole=False, issues=(issue,))

    def _find_access(self, part: Part) -> Access | None:
        return self._connector(part.target).find_access(part.entry.path)


def _in_order_of_layout(blocks: Blocks) -> Blocks:
    """Each layout is read at once."""
    return sorted(blocks, key=lambda item: (item[1].layout.kind, item[1].layout.delimiter))
