"""Stopped, killed or crowded, a scan loses nothing: the same command goes on and ends as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Dump = Any


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, write_plain: Callable[[Path, int], Path]) -> Path:
    """Six hundred small files with one or two people each, two ordinary files, and one that is not read."""
    share = tmp_path_factory.mktemp("share")
    draw = random.Random(6)
    for number in range(600):
        place = share / f"部署{number % 9}"
        place.mkdir(exist_ok=True)
        lines = [f"電話 090-{draw.randrange(1000, 9999)}-{number:04}\n" for _ in range(1 + number % 2)]
        (place / f"{number}.txt").write_text("".join(lines) + f"メール user{number}@mail.co.jp\n", "utf-8")
    write_plain(share / "m-report.txt", 2)
    write_plain(share / "部署4" / "report.txt", 8)
    (share / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    return share


@pytest.fixture(scope="module")
def quiet(module_meibo: Any, files: Path, dump_inventory: Callable[[Path], Dump]) -> tuple[Dump, float]:
    """What an undisturbed scan finds, and the seconds it takes."""
    started = time.monotonic()
    assert module_meibo("scan", files, "--key-file", "shared.key").returncode == 0
    return dump_inventory(module_meibo.folder / "meibo.db"), time.monotonic() - started


def torn(files: Path) -> list[object]:
    return ["scan", files, "-i", "torn.db", "--key-file", "shared.key"]


def test_after_ctrl_c_the_same_command_goes_on(
    meibo: Any, files: Path, processes: Any, quiet: tuple[Dump, float], dump_inventory: Callable[[Path], Dump]
) -> None:
    """Interrupted while a file is read, and continued, the scan ends equal to an undisturbed one."""
    process = meibo.start(*torn(files))
    processes.wait_for_reader(process.pid, files / "部署4" / "report.txt")
    process.send_signal(signal.SIGINT)
    assert meibo.finish(process).returncode == 130
    assert dump_inventory(meibo.folder / "torn.db")["state"][0][0] == "interrupted"
    done = meibo(*torn(files))
    assert done.returncode == 0
    assert "going on with the interrupted scan 1" in done.stderr
    assert dump_inventory(meibo.folder / "torn.db") == quiet[0]


@pytest.mark.slow
@pytest.mark.parametrize("delay_s", [0, 0.04, 0.08, 0.12])
def test_ctrl_c_reaches_the_workers_too_and_nobody_complains(
    meibo: Any, files: Path, processes: Any, delay_s: float
) -> None:
    """A terminal sends the signal to every process; those that are just starting end without a word, too."""
    process = meibo.start(*torn(files))
    processes.wait_until(lambda: processes.workers(process.pid))
    time.sleep(delay_s)
    os.killpg(process.pid, signal.SIGINT)
    done = meibo.finish(process)
    assert done.returncode == 130
    assert done.stderr.splitlines() == ["meibo: interrupted; the same command goes on from here"]
    assert meibo.survivors() == []


@pytest.mark.slow
def test_a_second_ctrl_c_ends_at_once(
    meibo: Any, share: Path, processes: Any, write_plain: Callable[[Path, int], Path]
) -> None:
    """Who presses twice does not wait for the file in hand."""
    large = write_plain(share / "large.txt", 30)
    process = meibo.start("scan", share, "--workers", 1)
    os.kill(processes.wait_for_reader(process.pid, large), signal.SIGSTOP)
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    started = time.monotonic()
    assert meibo.finish(process).returncode == 130
    assert time.monotonic() - started < 5
    assert meibo.survivors() == []


@pytest.mark.slow
def test_changed_options_start_anew_and_say_so(
    meibo: Any, files: Path, processes: Any, dump_inventory: Callable[[Path], Dump]
) -> None:
    """What an interrupted scan has found under other options is not mixed with the new."""
    process = meibo.start(*torn(files))
    processes.wait_for_reader(process.pid, files / "部署4" / "report.txt")
    process.send_signal(signal.SIGINT)
    assert meibo.finish(process).returncode == 130
    done = meibo(*torn(files), "--exclude", "*.png", "--all-locations")
    assert done.returncode == 0
    assert "options" in done.stderr
    assert "as a new scan" in done.stderr
    fresh = meibo("scan", files, "-i", "fresh.db", "--key-file", "shared.key", "--exclude", "*.png", "--all-locations")
    assert fresh.returncode == 0
    assert dump_inventory(meibo.folder / "torn.db") == dump_inventory(meibo.folder / "fresh.db")


@pytest.mark.slow
def test_a_second_scan_of_one_inventory_is_refused(
    meibo: Any, share: Path, processes: Any, write_plain: Callable[[Path, int], Path]
) -> None:
    """It is told that another scan is at work, harms nothing, and the first one ends well."""
    large = write_plain(share / "large.txt", 10)
    first = meibo.start("scan", share, "--workers", 1)
    worker = processes.wait_for_reader(first.pid, large)
    os.kill(worker, signal.SIGSTOP)
    second = meibo("scan", share)
    assert second.returncode == 3
    assert second.stderr.startswith("meibo: error: another scan is using 'meibo.db'")
    assert meibo("list").returncode == 0
    os.kill(worker, signal.SIGCONT)
    assert meibo.finish(first).returncode == 0


def kill_and_resume(
    meibo: Any,
    files: Path,
    moments: list[float],
    quiet: tuple[Dump, float],
    dump_inventory: Callable[[Path], Dump],
    processes: Any,
) -> int:
    """Kill -9 a scan at each moment (a fraction of its time), continue it, compare; returns how many were hit."""
    hits = 0
    for moment in moments:
        process = meibo.start(*torn(files))
        time.sleep(moment * quiet[1])
        process.kill()
        hits += process.wait() == -signal.SIGKILL
        processes.wait_until(lambda: not meibo.survivors(), seconds=5)  # workers go with their parent
        done = meibo(*torn(files))
        assert done.returncode == 0, done.stderr
        assert dump_inventory(meibo.folder / "torn.db") == quiet[0], f"killed at {moment:.3f}"
        for place in meibo.folder.glob("torn.db*"):
            place.unlink()
    return hits


@pytest.mark.slow
def test_kill_9_at_any_moment_loses_nothing(
    meibo: Any,
    files: Path,
    quiet: tuple[Dump, float],
    dump_inventory: Callable[[Path], Dump],
    processes: Any,
) -> None:
    """Killed at three seeded moments and continued, a scan ends equal to an undisturbed one; no worker outlives it."""
    draw = random.Random(9)
    moments = [draw.uniform(low, low + 0.25) for low in (0.2, 0.4, 0.6)]
    assert kill_and_resume(meibo, files, moments, quiet, dump_inventory, processes) >= 1


@pytest.mark.slow
def test_kill_9_at_twenty_moments_loses_nothing(
    meibo: Any,
    files: Path,
    quiet: tuple[Dump, float],
    dump_inventory: Callable[[Path], Dump],
    processes: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The same twenty times, from the first instant to the last."""
    draw = random.Random(20)
    moments = [draw.uniform(0, 1) for _ in range(20)]
    hits = kill_and_resume(meibo, files, moments, quiet, dump_inventory, processes)
    with capsys.disabled():
        print(f"\nkill -9 hit a running scan {hits} times of {len(moments)}")  # noqa: T201 - for who runs --all
    assert hits >= 5


@pytest.mark.slow
def test_workers_go_with_a_killed_parent(meibo: Any, share: Path, processes: Any) -> None:
    """After kill -9 of the command its workers end at once, in the middle of files that would take them far longer."""
    for number in range(2):
        (share / f"{number}.txt").write_bytes(b"090-2345-6781 taro@mail.co.jp\n" * 2_000_000)
    process = meibo.start("scan", share, "--workers", 2)
    processes.wait_for_reader(process.pid, share / "0.txt")
    workers = processes.workers(process.pid)
    process.kill()
    process.wait()
    assert len(workers) == 2
    processes.wait_until(lambda: not meibo.survivors(), seconds=2)


@pytest.mark.slow
def test_a_kill_right_before_the_end_leaves_the_reports_to_do(meibo: Any, share: Path) -> None:
    """A scan that is complete is not resumed: the next command makes a new one."""
    (share / "a.txt").write_text("電話 090-2345-6781\n", "utf-8")
    assert meibo("scan", share).returncode == 0
    done = meibo("scan", share)
    assert done.returncode == 0
    assert "scan 2" in done.stdout
    assert "going on" not in done.stderr
