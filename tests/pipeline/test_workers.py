"""Worker processes may be many or few, die, hang or run out of memory: no file is lost, and none is told wrong."""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from meibo.inventory.reader import Reader
from meibo.pipeline.model import Part, PartResult, Settings, Unit
from meibo.pipeline.supervisor import LostPart, Supervisor
from meibo_connectors.registry import connect, parse_target

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEGABYTE = 1 << 20


def write_plain(path: Path, size_bytes: int) -> Path:
    """A text that takes a while to read, with one mail address at its end."""
    line = "本日は晴天なり。特に記載することはありません。\n".encode()
    path.write_bytes(line * (size_bytes // len(line)) + "メール hanako@mail.co.jp\n".encode())
    return path


def write_small_files(folder: Path, count: int) -> None:
    """Files of one or two people each, in folders of twenty."""
    draw = random.Random(count)
    for number in range(count):
        place = folder / f"{number // 20:03}"
        place.mkdir(exist_ok=True)
        phones = [f"電話 090-{draw.randrange(1000, 9999)}-{draw.randrange(10000):04}\n" for _ in range(1 + number % 2)]
        (place / f"{number}.txt").write_text("".join(phones) + f"メール user{number}@mail.co.jp\n", "utf-8")


def statuses(inventory: Path) -> dict[str, tuple[str, str | None]]:
    """Status and issue code by path."""
    reader = Reader(inventory)
    try:
        (scan,) = reader.scan_numbers()
        return {asset.path: (asset.status.value, asset.issue_code) for asset in reader.assets(scan)}
    finally:
        reader.close()


@pytest.fixture(scope="module")
def mixed_share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small files, ordinary ones and large ones, some of formats that are not read."""
    folder = tmp_path_factory.mktemp("mixed")
    write_small_files(folder, 200)
    for number in range(4):
        write_plain(folder / f"report-{number}.txt", MEGABYTE * (number + 1) // 2)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))
    (folder / "zeros.bin").write_bytes(bytes(100_000))
    (folder / "empty.txt").touch()
    (folder / "link").symlink_to("report-0.txt")
    return folder


@pytest.mark.slow
def test_the_number_of_workers_changes_nothing(
    scan: Any, mixed_share: Path, sample_share: Path, dump_inventory: Callable[[Path], Any]
) -> None:
    """One worker and three report every file, with the same counts, positions, people and issues."""
    one, three = (
        dump_inventory(scan(mixed_share, sample_share, name=f"{workers}.db", workers=workers)) for workers in (1, 3)
    )
    assert len(one["assets"]) == 208 + sum(path.is_file() for path in sample_share.rglob("*"))
    assert len(one["positions"]) > 1000
    assert one == three


def test_a_killed_worker_loses_nothing(
    scan: Any, share: Path, processes: Any, meanwhile: Any, dump_inventory: Callable[[Path], Any]
) -> None:
    """After a kill -9 in the middle of a file the inventory is the same as without."""
    write_small_files(share, 150)
    large = write_plain(share / "large.txt", 48 * MEGABYTE)
    killed: list[int] = []

    def kill(parent: int) -> None:
        killed.append(processes.wait_for_reader(parent, large))
        os.kill(killed[0], signal.SIGKILL)

    with meanwhile(kill):
        disturbed = dump_inventory(scan(share, name="disturbed.db"))
    assert killed
    assert disturbed == dump_inventory(scan(share, name="quiet.db"))
    assert disturbed["issues"] == []


def test_workers_killed_before_their_first_file_lose_nothing(
    scan: Any, share: Path, processes: Any, meanwhile: Any
) -> None:
    """Processes that die while they start are replaced, and what they were to do is done."""
    write_small_files(share, 100)

    def kill(parent: int) -> None:
        for pid in processes.wait_until(lambda: processes.workers(parent)):
            os.kill(pid, signal.SIGKILL)

    with meanwhile(kill):
        inventory = scan(share)
    assert set(statuses(inventory).values()) == {("complete", None)}
    assert len(statuses(inventory)) == 100


@pytest.mark.slow
def test_a_file_that_always_kills_its_worker_is_given_up(
    scan: Any, share: Path, processes: Any, meanwhile: Any
) -> None:
    """It is tried again once, alone, and then skipped as a crash; all others are complete."""
    write_small_files(share, 100)
    deadly = write_plain(share / "deadly.txt", 60 * MEGABYTE)
    killed: list[int] = []

    def kill(parent: int) -> None:
        for _ in range(2):
            killed.append(processes.wait_for_reader(parent, deadly))
            os.kill(killed[-1], signal.SIGKILL)
            processes.wait_until(lambda: not processes.is_alive(killed[-1]))

    with meanwhile(kill):
        found = statuses(scan(share))
    assert len(set(killed)) == 2
    assert found.pop("deadly.txt") == ("skipped", "crash")
    assert set(found.values()) == {("complete", None)}
    assert len(found) == 100


@pytest.mark.slow
def test_a_worker_that_hangs_is_replaced(scan: Any, share: Path, processes: Any, meanwhile: Any) -> None:
    """Over the time limit the worker is killed, and the file is read after all by another."""
    write_small_files(share, 50)
    slow = write_plain(share / "slow.txt", 24 * MEGABYTE)

    def stop(parent: int) -> None:
        os.kill(processes.wait_for_reader(parent, slow), signal.SIGSTOP)

    with meanwhile(stop):
        found = statuses(scan(share, file_timeout_s=4))
    assert set(found.values()) == {("complete", None)}
    assert len(found) == 51


@pytest.mark.slow
def test_a_file_that_always_hangs_is_given_up(scan: Any, share: Path, processes: Any, meanwhile: Any) -> None:
    """When its second try reaches the time limit too, the file is skipped for that reason."""
    write_small_files(share, 50)
    slow = write_plain(share / "slow.txt", 60 * MEGABYTE)

    def stop(parent: int) -> None:
        for _ in range(2):
            pid = processes.wait_for_reader(parent, slow)
            os.kill(pid, signal.SIGSTOP)
            processes.wait_until(lambda pid=pid: not processes.is_alive(pid))

    with meanwhile(stop):
        found = statuses(scan(share, file_timeout_s=4))
    assert found.pop("slow.txt") == ("skipped", "time-limit")
    assert set(found.values()) == {("complete", None)}


class Endless:
    """One large file, then a small one again and again, until somebody has had enough."""

    def __init__(self, share: Path, large: str, small: str) -> None:
        target = parse_target(str(share))
        entries = {entry.path: entry for entry in connect(target).list(lambda _: False)}
        self.settings = Settings(targets=(target,), detectors=(), secret=bytes(32))
        self._large, self._small = entries[large], entries[small]
        self._number = 0
        self.deadline = time.monotonic() + 25

    def take(self) -> Unit | None:
        if self.is_exhausted():
            return None
        self._number += 1
        return Unit((Part(self._number, 0, self._large if self._number == 1 else self._small),))

    def is_exhausted(self) -> bool:
        return time.monotonic() > self.deadline


@pytest.mark.slow
def test_the_time_limit_holds_while_other_workers_are_busy(share: Path, processes: Any, meanwhile: Any) -> None:
    """A worker that hangs is noticed although results of others keep coming."""
    large = write_plain(share / "large.txt", 8 * MEGABYTE)
    (share / "small.txt").write_text("電話 090-2345-6781\n", "utf-8")
    source = Endless(share, "large.txt", "small.txt")

    def stop(parent: int) -> None:
        os.kill(processes.wait_for_reader(parent, large), signal.SIGSTOP)

    with meanwhile(stop):
        started = time.monotonic()
        for event in Supervisor(source.settings, 2, 4.0).run(source):
            if isinstance(event, PartResult) and event.number == 1:
                source.deadline = 0
    assert source.deadline == 0
    assert time.monotonic() - started < 15


def test_nobody_is_left_when_a_run_ends(share: Path, processes: Any) -> None:
    """Whoever stops listening in the middle leaves no worker behind."""
    write_plain(share / "large.txt", 8 * MEGABYTE)
    (share / "small.txt").touch()
    source = Endless(share, "large.txt", "small.txt")
    supervisor = Supervisor(source.settings, 2, 10)
    events = supervisor.run(source)
    next(event for event in events if event is not None)
    pids = supervisor.worker_pids()
    assert len(pids) == 2
    events.close()  # type: ignore[attr-defined]
    assert supervisor.worker_pids() == ()
    assert not any(processes.is_alive(pid) for pid in pids)


@pytest.mark.slow
def test_a_part_that_no_worker_finishes_is_reported_as_lost(share: Path, processes: Any, meanwhile: Any) -> None:
    """The supervisor yields every part exactly once: its result, or that it was lost and how."""
    write_plain(share / "large.txt", 60 * MEGABYTE)
    (share / "small.txt").touch()
    source = Endless(share, "large.txt", "small.txt")

    def kill(parent: int) -> None:
        for _ in range(2):
            pid = processes.wait_for_reader(parent, share / "large.txt")
            os.kill(pid, signal.SIGKILL)
            processes.wait_until(lambda pid=pid: not processes.is_alive(pid))
        source.deadline = 0

    with meanwhile(kill):
        events = [event for event in Supervisor(source.settings, 2, 30).run(source) if event is not None]
    lost = [event for event in events if isinstance(event, LostPart)]
    assert [(event.part.number, event.code, event.detail) for event in lost] == [(1, "crash", "signal 9")]
    numbers = sorted(event.part.number if isinstance(event, LostPart) else event.number for event in events)
    assert numbers == list(range(1, len(numbers) + 1))


def test_too_much_memory_is_the_files_own_trouble(scan: Any, share: Path) -> None:
    """A file that needs more memory than allowed is told as such; the same worker reads all others."""
    write_small_files(share, 50)
    draw = random.Random(1)
    numbers = (f"090-{draw.randrange(1000, 9999)}-{draw.randrange(10000):04}," for _ in range(400_000))
    (share / "dense.txt").write_text("".join(numbers))
    found = statuses(scan(share, workers=1, file_memory_bytes=32 * MEGABYTE))
    assert found.pop("dense.txt")[1] == "memory-limit"
    assert set(found.values()) == {("complete", None)}
    assert len(found) == 50
