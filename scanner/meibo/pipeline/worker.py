"""A worker process: opens, extracts and scans the parts of one unit after another, and reports each part."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Final

import msgspec

from meibo.inventory.model import Issue
from meibo.pipeline.allowing import AllowList
from meibo.pipeline.collector import Collector, split_scan
from meibo.pipeline.model import Part, PartResult, Settings, Unit
from meibo.pipeline.reading import name_trouble, read_part
from meibo_connectors.base import Connector
from meibo_connectors.registry import connect
from meibo_detectors.engine import Engine
from meibo_detectors.model import Block
from meibo_detectors.registry import select

JOIN_BYTES: Final = 1 << 20
"""Text of small files is scanned together up to this size: a pass has a fixed cost."""


def work(connection: Connection, settings: bytes) -> None:
    """The process's main function: units come in, results go out, until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when work ends
    _end_with_parent()
    told = msgspec.msgpack.decode(settings, type=Settings)
    worker = Worker(told)
    worker.prepare()
    limit_memory(told.file_memory_bytes)
    decode, encode = msgspec.msgpack.Decoder(Unit), msgspec.msgpack.Encoder()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            for result in worker.process(decode.decode(connection.recv_bytes())):
                connection.send_bytes(encode.encode(result))


class Worker:
    """The work itself, without the process around it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._engine = Engine(select(settings.detectors, settings.rules))
        self._allow = AllowList(settings.allow, self._engine.detectors, settings.secret)
        self._connectors: dict[int, Connector] = {}

    def prepare(self) -> None:
        """Map the dictionaries and make the tables, before memory is bounded: they belong to no file."""
        self._engine.scan([Block("氏名 ヤマダ タロウ Taro 様 〒100-0001 東京都千代田区1-1".encode())])

    def process(self, unit: Unit) -> Iterator[PartResult]:
        """A result for each part, in order."""
        waiting: list[tuple[Collector, Block]] = []
        read: list[Collector] = []
        size = 0
        for part in unit.parts:
            collector = Collector(part, self._settings, self._engine.detectors)
            for block in self._read(part, collector):
                waiting.append((collector, block))
                size += len(block.text)
                if size >= JOIN_BYTES:
                    self._detect(waiting)
                    waiting, size = [], 0
            read.append(collector)
            if not waiting:
                yield from (_finish(done) for done in read)
                read = []
        self._detect(waiting)
        yield from (_finish(done) for done in read)

    def _read(self, part: Part, collector: Collector) -> Iterator[Block]:
        connector = self._connectors.get(part.target)
        if connector is None:
            connector = self._connectors[part.target] = connect(self._settings.targets[part.target])
        return read_part(part, connector, self._settings, collector)

    def _detect(self, waiting: list[tuple[Collector, Block]]) -> None:
        """Scan all blocks in one pass; where that fails, each alone, so that the trouble stays with its file."""
        if not waiting:
            return
        waiting.sort(key=lambda item: (item[1].layout.kind, item[1].layout.delimiter))  # each layout is read at once
        try:
            scan = self._engine.scan([block for _, block in waiting], [owner.given_up for owner, _ in waiting])
            allowed_by_block = self._allow.take_out(scan, [owner.part.entry.path for owner, _ in waiting])
            found_by_block = list(split_scan(scan, self._engine.detectors, self._settings.secret))
        except Exception as error:  # noqa: BLE001 - one a stage: trouble with one file never ends the scan
            if len(waiting) == 1:
                waiting[0][0].fail("detect", *name_trouble(error))
                return
            for single in waiting:
                self._detect([single])
            return
        for block, detector in scan.text.given_up:
            waiting[block][0].give_up(detector)
        owners = [owner for owner, _ in waiting]
        for collector, found, allowed in zip(owners, found_by_block, allowed_by_block, strict=True):
            try:
                collector.add(scan, found)
                collector.note_allowed(allowed)
            except Exception as error:  # noqa: BLE001 - as above
                collector.fail("detect", *name_trouble(error))


def _finish(collector: Collector) -> PartResult:
    try:
        return collector.finish()
    except Exception as error:  # noqa: BLE001 - as above; what was gathered is too much to put together
        part = collector.part
        issue = Issue("detect", *name_trouble(error))
        return PartResult(part.number, part.ordinal, is_read=False, is_whole=False, issues=(issue,))


def limit_memory(extra_bytes: int) -> None:
    """Let this process grow by so much over what it holds now; where the platform has no such limit, do nothing."""
    if os.name != "posix" or not os.path.exists("/proc/self/statm"):  # noqa: PTH110 - no path of ours
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as status:  # noqa: PTH123 - no path of ours
        pages = int(status.read().split()[0])
    bound = pages * resource.getpagesize() + extra_bytes
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))


def _end_with_parent() -> None:
    """Leave at once when the parent is gone, even in the middle of a file."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
