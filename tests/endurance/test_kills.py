"""Killed at random moments, a scan that is started again ends as if nothing had happened."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("without_coverage")]

KILLS = ("crawl", "writing", "writing", "finish", "SIGTERM", "worker", "parser")
"""Who or what is hit, and when; taken by turns."""
FIRST_NIGHT, SECOND_NIGHT = 14, 7
TRIES = 10
"""Kills in each of three places: 63 in all."""


class Killer:
    """Harms a running scan at moments that a seed decides."""

    def __init__(self, processes: Any, seed: int) -> None:
        self._processes = processes
        self._draw = random.Random(seed)
        self._starting_s = self._working_s = 0.0
        self.hits: Counter[str] = Counter()

    def learn(self, scan: subprocess.Popen[str]) -> None:
        """Watch an undisturbed scan, to know how long it starts and how long its workers are at work."""
        began = time.monotonic()
        self._wait(lambda: self._processes.workers(scan.pid), scan)
        self._starting_s = time.monotonic() - began
        self._wait(lambda: not self._processes.workers(scan.pid), scan)
        self._working_s = time.monotonic() - began - self._starting_s

    def hit(self, kind: str, scan: subprocess.Popen[str]) -> bool:
        """Kill; False where the scan has ended before."""
        if kind == "crawl":
            time.sleep(self._draw.uniform(0, 1.2) * self._starting_s)
        else:
            self._wait(lambda: self._processes.workers(scan.pid), scan)
        if kind == "finish":
            self._wait(lambda: not self._processes.workers(scan.pid), scan)
            time.sleep(self._draw.uniform(0, 0.03))
        elif kind != "crawl":
            time.sleep(self._draw.uniform(0, 0.8) * self._working_s)
        victim = self._find_victim(kind, scan)
        if not victim or scan.poll() is not None:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGTERM if kind == "SIGTERM" else signal.SIGKILL)
            self.hits[kind] += 1
            return True
        return False

    def wait_for_silence(self, night: Any) -> None:
        """Nothing that the scan has started outlives it."""
        self._processes.wait_until(lambda: not night.command.survivors(), seconds=10)

    def _find_victim(self, kind: str, scan: subprocess.Popen[str]) -> int:
        if kind not in ("worker", "parser"):
            return scan.pid
        self._wait(lambda: self._candidates(kind, scan), scan)
        candidates = self._candidates(kind, scan)
        return self._draw.choice(candidates) if candidates else 0

    def _candidates(self, kind: str, scan: subprocess.Popen[str]) -> list[int]:
        workers: list[int] = self._processes.workers(scan.pid)
        return workers if kind == "worker" else [child for one in workers for child in self._processes.children(one)]

    @staticmethod
    def _wait(condition: Callable[[], object], scan: subprocess.Popen[str]) -> None:
        while scan.poll() is None and not condition():
            time.sleep(0.001)


def kill_by_turns(
    night: Any, killer: Killer, count: int, prepare: Callable[[], None], compare: Callable[[str], None]
) -> None:
    """So often: a scan is killed, the same command given until it ends, and the inventory compared."""
    for number in range(count):
        kind = KILLS[number % len(KILLS)]
        is_hit = False
        for _ in range(TRIES):
            prepare()
            scan = night.start("torn.db")
            is_hit = killer.hit(kind, scan)
            night.command.finish(scan)
            if is_hit:
                break
        assert is_hit, f"{TRIES} scans ended before they were hit: {kind}"
        killer.wait_for_silence(night)
        codes = night.scan_until_complete("torn.db")
        compare(f"{kind} {number}, then exit codes {codes}")


def test_a_killed_first_scan_ends_as_if_nothing_had_happened(
    night: Any, processes: Any, dump_inventory: Callable[..., Any], capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:  # fmt: skip
    """Parent, worker or parser, in the listing, the writing or at the very end: the inventory is the same."""
    killer = Killer(processes, 60)
    night.watch("quiet.db", killer.learn)
    quiet = dump_inventory(night.folder / "quiet.db")

    def compare(how: str) -> None:
        assert dump_inventory(night.folder / "torn.db") == quiet, how

    kill_by_turns(night, killer, FIRST_NIGHT, lambda: night.forget("torn.db"), compare)
    tell(night, killer, capsys, record_property)


def test_a_killed_second_scan_of_a_changed_place_ends_as_if_nothing_had_happened(
    night: Any,
    processes: Any,
    dump_inventory: Callable[..., Any],
    change_place: Callable[[Any], None],
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    """What the first night has found stands as it did, and the second is told as by an uninterrupted scan."""
    assert night.scan("night.db").returncode == 0
    first = dump_inventory(night.folder / "night.db")
    change_place(night.place)
    night.copy("night.db", "quiet.db")
    killer = Killer(processes, 61)
    night.watch("quiet.db", killer.learn)
    quiet = dump_inventory(night.folder / "quiet.db")
    assert quiet != first

    def compare(how: str) -> None:
        assert dump_inventory(night.folder / "torn.db") == quiet, how
        assert dump_inventory(night.folder / "torn.db", 1) == first, how

    kill_by_turns(night, killer, SECOND_NIGHT, lambda: night.copy("night.db", "torn.db"), compare)
    tell(night, killer, capsys, record_property)


def tell(
    night: Any, killer: Killer, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    """Say what was hit, here and for the table of docs/reliability.md."""
    record_property("tried", killer.hits.total())
    with capsys.disabled():
        print(f"\n{night.place.target[:5]}: {killer.hits.total()} kills: {dict(killer.hits)}")  # noqa: T201
