"""Opens small files side by side where each opening waits for a server, a few ahead of the one that is read."""

from __future__ import annotations

import collections
import functools
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO, Final, NamedTuple

from meibo.pipeline.model import UNIT_BYTES, Part
from meibo.pipeline.paced_reading import Pace
from meibo_connectors.base import Connector
from meibo_connectors.model import Access

MOST_AHEAD_BYTES: Final = 4 * UNIT_BYTES
"""Of the files that wait: a connector may hold what it has opened in memory."""


class Opened(NamedTuple):
    """An open file."""

    stream: BinaryIO
    seconds: float
    """What that took."""


def open_part(connector: Connector, part: Part) -> Opened:
    """Open a part's file; raises ConnectorError."""
    before = time.monotonic()
    stream = connector.open(part.entry.path)
    return Opened(stream, time.monotonic() - before)


class Ahead:
    """Threads that open files for one worker; none is started where nothing is worth opening ahead."""

    def __init__(self, pace: Pace | None = None) -> None:
        self._pace = pace
        self._pool: ThreadPoolExecutor | None = None
        self._threads = 0

    def open(self, connector: Connector, parts: list[Part]) -> Iterator[tuple[Part, Future[Opened] | None]]:
        """The parts in order, each with its opening under way; None for one that its reader is to open itself."""
        admitted = parts if self._pace is None else self._pace.admit(connector, parts)
        if connector.opens_ahead < 2 or len(parts) < 2:
            yield from ((part, None) for part in admitted)
            return
        pool = self._threads_for(connector.opens_ahead)
        waiting: collections.deque[tuple[Part, Future[Opened]]] = collections.deque()
        held_bytes = 0
        try:
            for part in admitted:
                while waiting and (
                    len(waiting) >= connector.opens_ahead or held_bytes + part.entry.size_bytes > MOST_AHEAD_BYTES
                ):
                    held_bytes -= waiting[0][0].entry.size_bytes
                    yield waiting.popleft()
                waiting.append((part, pool.submit(open_part, connector, part)))
                held_bytes += part.entry.size_bytes
            while waiting:
                yield waiting.popleft()
        finally:
            for _, opened in waiting:
                opened.cancel()
                opened.add_done_callback(_close)

    def ask(self, connector: Connector, parts: list[Part]) -> Iterator[tuple[Part, Callable[[], tuple[str, Access]]]]:
        """The parts in order, each with who answers who its owner and readers are; as many at once as are opened."""
        paths = [part.entry.path for part in parts]
        answers: list[Callable[[], tuple[str, Access]]]
        if connector.opens_ahead < 2 or len(parts) < 2:
            answers = [functools.partial(connector.find_readers, path) for path in paths]
        else:
            pool = self._threads_for(connector.opens_ahead)
            answers = [pool.submit(connector.find_readers, path).result for path in paths]
        yield from zip(parts, answers, strict=True)

    def close(self) -> None:
        """End the threads."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _threads_for(self, count: int) -> ThreadPoolExecutor:
        if self._pool is None or self._threads < count:
            self.close()
            self._pool, self._threads = ThreadPoolExecutor(count, thread_name_prefix="meibo-open"), count
        return self._pool


def _close(opened: Future[Opened]) -> None:
    """Let go of a stream that nobody came for."""
    if not opened.cancelled() and opened.exception() is None:
        opened.result().stream.close()
