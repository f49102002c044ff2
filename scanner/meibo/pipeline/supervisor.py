"""Keeps worker processes busy, bounds each file's time, and replaces a worker that dies without losing a file.

Each worker has a pipe of its own, read by a thread of its own: no queue is shared between processes, so a worker that
is killed cannot stop the others. When a worker dies, what it had not reported is done again, each part alone; a part
that kills a worker when alone is given up.
"""

from __future__ import annotations

import collections
import contextlib
import multiprocessing
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, Protocol

import msgspec

from meibo.pipeline.backing_off import BackOff
from meibo.pipeline.environment import without_credentials
from meibo.pipeline.model import Part, PartResult, Report, Settings, Unit
from meibo.pipeline.pacing import Gate, Pacer
from meibo.pipeline.worker_start import start

UNITS_AHEAD: Final = 2
"""Units a worker holds: the one at work and the next, so that it never waits for the parent."""
TICK_SECONDS: Final = 0.1
IDLE_SECONDS: Final = 0.005
"""How soon a free worker looks for what the crawl has listed meanwhile."""
END_SECONDS: Final = 2.0
"""How long a killed process may take to end; one that the system holds in a reading that hangs is left to it."""


class LostPart(msgspec.Struct, frozen=True):
    """A part that no worker could finish."""

    part: Part
    code: str
    detail: str


class Source(Protocol):
    """Where units come from."""

    def take(self) -> Unit | None:
        """The next unit, None when there is none yet or no more."""

    def is_exhausted(self) -> bool:
        """Whether no unit will come any more."""


class _Worker:
    """A process, its pipe, and what it has been given."""

    def __init__(
        self,
        settings: bytes,
        events: queue.SimpleQueue[tuple[_Worker, bytes | None]],
        pacer: Pacer | None,
        *,
        reaches_servers: bool,
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe: Connection
        self._pipe, theirs = context.Pipe()
        self._gate = None if pacer is None else Gate(pacer)
        asks = None if self._gate is None else self._gate.theirs
        self.process = context.Process(target=start, args=(theirs, settings, asks), daemon=True, name="meibo-worker")
        with without_credentials(reaches_servers=reaches_servers):
            _start_undisturbed(self.process)
        theirs.close()
        if asks is not None:
            asks.close()
        self.units: collections.deque[tuple[Unit, bool]] = collections.deque()
        """Units given and not finished, with whether each is a second try."""
        self.reported = 0
        """Parts of the first unit that were reported."""
        self._busy_since = self._began = time.monotonic()
        self._waited_before = 0.0
        self.rests_until = 0.0
        self.killed_at: float | None = None
        self.end_code = "crash"
        self._reader = threading.Thread(target=self._read, args=(events,), daemon=True)
        self._reader.start()

    def _read(self, events: queue.SimpleQueue[tuple[_Worker, bytes | None]]) -> None:
        try:
            while True:
                events.put((self, self._pipe.recv_bytes()))
        except (EOFError, OSError):
            events.put((self, None))

    def give(self, unit: Unit, is_second_try: bool) -> bool:
        """Send a unit; False when the process is already gone."""
        if not self.units:
            self._began = time.monotonic()
            self.note_progress()
        try:
            self._pipe.send_bytes(msgspec.msgpack.encode(unit))
        except OSError:
            return False
        self.units.append((unit, is_second_try))
        return True

    def note_progress(self) -> None:
        """It has begun with a part, or finished one."""
        self._busy_since = time.monotonic()
        self._waited_before = self._waited_s()

    def busy_seconds(self) -> float:
        """How long it has been at its part, without the time that it was told to wait."""
        return time.monotonic() - self._busy_since - (self._waited_s() - self._waited_before)

    def finish_unit(self) -> float:
        """Its first unit is done; returns the seconds that took."""
        self.units.popleft()
        self.reported = 0
        began, self._began = self._began, time.monotonic()
        return self._began - began

    def _waited_s(self) -> float:
        return 0.0 if self._gate is None else self._gate.waited_s()

    def extra_seconds(self) -> float:
        """What a file of several spans may take beyond the time of others, a second a megabyte: where it is no text,
        all of it is read with its first span."""
        part = self.units[0][0].parts[self.reported]
        return part.entry.size_bytes / 1e6 if part.total > 1 and part.ordinal == 0 else 0.0

    def kill(self, code: str = "crash") -> None:
        """End the process at once; ``code`` says why its file was not finished."""
        if self.killed_at is None:
            self.end_code, self.killed_at = code, time.monotonic()
            self.process.kill()

    def bury(self, seconds: float = END_SECONDS) -> str:
        """Wait for the dead process and describe its end."""
        self.process.join(seconds)
        if self.process.exitcode is None:
            return "held by the system"
        self._reader.join()  # it sees the end of the pipe, and must have let go of it
        self._pipe.close()
        status = self.process.exitcode or 0
        return f"signal {-status}" if status < 0 else f"exit {status}"


def _start_undisturbed(process: BaseProcess) -> None:
    """Start a process that Ctrl-C in the terminal never reaches: the parent decides when work ends."""
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # started by the first process, it would let signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # inherited
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Supervisor:
    """Runs units on worker processes and yields what becomes of each part."""

    def __init__(
        self,
        settings: Settings,
        workers: int,
        file_timeout_s: float,
        back_off: BackOff | None = None,
        tell_layers: Callable[[tuple[str, ...]], None] | None = None,
        units_ahead: int = UNITS_AHEAD,
    ) -> None:
        """``tell_layers`` is called once, with what confines the first parser that reads a file."""
        self._units_ahead = units_ahead
        self._pacer = None if settings.rate is None else Pacer(settings.rate)
        self._back_off = back_off or BackOff()
        self._tell_layers = tell_layers
        self._settings = msgspec.msgpack.encode(settings)
        self._reaches_servers = any(not target.uri.startswith("file://") for target in settings.targets)
        self._wanted = workers
        self._timeout_s = file_timeout_s
        self._workers: list[_Worker] = []
        self._events: queue.SimpleQueue[tuple[_Worker, bytes | None]] = queue.SimpleQueue()
        self._again: collections.deque[tuple[Unit, bool]] = collections.deque()
        self._decode = msgspec.msgpack.Decoder(Report).decode

    def run(self, source: Source) -> Iterator[PartResult | LostPart | None]:
        """Results as they come, None now and then when there is none; ends when the source and all workers are done."""
        try:
            while True:
                self._feed(source)
                if not self._again and source.is_exhausted() and not any(worker.units for worker in self._workers):
                    return
                yield from self._listen()
        finally:
            self.stop()

    def worker_pids(self) -> tuple[int, ...]:
        """Process numbers of the workers that live now."""
        return tuple(worker.process.pid or 0 for worker in self._workers)

    def stop(self) -> None:
        """End all workers at once; what they had not reported is not lost, since nobody has recorded it."""
        for worker in self._workers:
            worker.kill()
        until = time.monotonic() + END_SECONDS
        for worker in self._workers:
            with contextlib.suppress(KeyboardInterrupt):  # a second Ctrl-C: they are killed, and we leave anyway
                worker.bury(max(0.0, until - time.monotonic()))
        self._workers = []

    def _feed(self, source: Source) -> None:
        busy = self._back_off.count_workers(self._wanted)
        for depth in range(
            self._units_ahead if self._back_off.share == 1 else 1
        ):  # all have one before anybody has two
            for slot in range(busy):
                worker = self._workers[slot] if slot < len(self._workers) else None
                if worker is not None and (len(worker.units) > depth or worker.rests_until > time.monotonic()):
                    continue
                unit, is_second_try = self._again.popleft() if self._again else (source.take(), False)
                if unit is None:
                    return
                if worker is None:
                    worker = _Worker(self._settings, self._events, self._pacer, reaches_servers=self._reaches_servers)
                    self._workers.append(worker)
                if not worker.give(
                    msgspec.structs.replace(unit, threads=self._count_spare(source, worker)), is_second_try
                ):
                    self._again.appendleft((unit, is_second_try))
                    return  # its end is among the events

    def _count_spare(self, source: Source, worker: _Worker) -> int:
        """Processors for a worker's next unit: also those of workers that nothing is left for."""
        if self._again or not source.is_exhausted():
            return 1
        busy = sum(1 for other in self._workers if other.units and other is not worker)
        return 1 if worker.units else max(1, self._wanted // (busy + 1))

    def _listen(self) -> Iterator[PartResult | LostPart | None]:
        self._watch_time()  # not only in quiet moments: others may be busy while one hangs
        try:
            worker, message = self._events.get(timeout=TICK_SECONDS if self._is_busy() else IDLE_SECONDS)
        except queue.Empty:
            yield None
            return
        if message is None:
            yield from self._replace(worker)
        else:
            yield from self._accept(worker, message)

    def _is_busy(self) -> bool:
        busy = self._back_off.count_workers(self._wanted)
        return len(self._workers) >= busy and all(worker.units for worker in self._workers[:busy])

    def _accept(self, worker: _Worker, message: bytes) -> list[PartResult]:
        """The next parts of a worker's first unit."""
        report = self._decode(message)
        worker.note_progress()
        if self._tell_layers is not None and report.layers is not None:
            self._tell_layers(report.layers)
            self._tell_layers = None
        parts = worker.units[0][0].parts
        for part, result in zip(parts[worker.reported :], report.results, strict=False):
            if any(issue.code == "throttled" for issue in result.issues):
                self._back_off.note(part.target, [], is_throttled=True)
        for target, openings in report.openings.items():
            self._back_off.note(target, openings)
        worker.reported += len(report.results)
        if worker.reported == len(parts):
            rest = self._back_off.find_rest(self._wanted, worker.finish_unit())
            worker.rests_until = time.monotonic() + rest if rest else 0.0
        return report.results

    def _watch_time(self) -> None:
        for worker in self._workers:
            if worker.killed_at is not None and time.monotonic() - worker.killed_at > END_SECONDS:
                self._events.put((worker, None))  # the system holds it: others go on in its place
            elif worker.units and worker.busy_seconds() > self._timeout_s + worker.extra_seconds():
                worker.kill("time-limit")

    def _replace(self, worker: _Worker) -> Iterator[LostPart]:
        """A worker has ended: its file in flight is tried once more alone, everything else simply goes on."""
        if worker not in self._workers:
            return
        self._workers.remove(worker)
        since = 0.0 if worker.killed_at is None else time.monotonic() - worker.killed_at
        detail = worker.bury(max(0.0, END_SECONDS - since))
        for at, (unit, is_second_try) in enumerate(worker.units):
            left = unit.parts[worker.reported :] if at == 0 else unit.parts
            if at == 0 and is_second_try:
                yield LostPart(left[0], worker.end_code, detail)
            elif at == 0:
                self._again.extend((Unit((part,)), True) for part in left)
            else:
                self._again.append((unit, is_second_try))
