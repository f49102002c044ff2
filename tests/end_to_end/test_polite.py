"""A scan gives way: it keeps to a rate, to hours and to a priority, spares a slow server, and stops when asked."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import platform
import signal
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from meibo.pipeline.priority import IDLE
from servers.faulty_proxy import FaultyProxy
from servers.samba import PASSWORD, USER, Samba

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEGABYTE = 1 << 20
PHONE = "電話番号 090-2345-6781\n"


def events(text: str, name: str) -> list[dict[str, Any]]:
    """The events of one name in a JSON log."""
    return [row for row in map(json.loads, text.splitlines()) if row["event"] == name]


def local_time(clock: str) -> dict[str, Any]:
    """Settings of a command for which it is a certain time of the day when it starts."""
    hour, minute, second = map(int, clock.split(":"))
    now = time.gmtime()
    ahead = (hour - now.tm_hour) * 3600 + (minute - now.tm_min) * 60 + second - now.tm_sec
    west = (-ahead + 43_200) % 86_400 - 43_200  # POSIX counts what is to be added to come to UTC
    sign, rest = "-" if west < 0 else "", abs(west)
    zone = f"TST{sign}{rest // 3600}:{rest // 60 % 60:02}:{rest % 60:02}"
    return {"env": {**os.environ, "LC_ALL": "C.UTF-8", "TZ": zone}}


# --- a rate


@pytest.mark.slow
def test_bytes_a_second_of_small_and_large_files(meibo: Any, share: Path, write_plain: Callable[..., Path]) -> None:
    """Two workers together keep within the rate."""
    write_plain(share / "large.txt", 3)
    for number in range(100):
        (share / f"{number}.txt").write_text(PHONE * 300, "utf-8")
    done = meibo("scan", share, "--workers", 2, "--rate-limit", "2M", "--log-format", "json")
    assert done.returncode == 0
    (end,) = events(done.stderr, "scan-finished")
    assert end["complete"] == 101
    assert end["bytes_read"] > 3.9e6
    assert end["bytes_read"] / end["seconds"] < 1.1 * 2e6


@pytest.mark.slow
def test_files_a_second(meibo: Any, share: Path) -> None:
    """Also where the configuration says so."""
    for number in range(300):
        (share / f"{number}.txt").write_text(PHONE, "utf-8")
    (meibo.folder / "meibo.toml").write_text('[scan]\nrate-limit = ",30"\n')
    done = meibo("scan", share, "--log-format", "json")
    (end,) = events(done.stderr, "scan-finished")
    assert end["complete"] == 300
    assert 0.7 * 30 < 300 / end["seconds"] < 1.1 * 30


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 3])
def test_the_rate_over_any_ten_seconds(
    meibo: Any, share: Path, processes: Any, write_plain: Callable[..., Path], workers: int
) -> None:
    """What the kernel counts for all workers and parsers: within 10 % of the rate, spans of 64 MB included."""
    write_plain(share / "large.txt", 200)
    process = meibo.start("scan", share, "--workers", workers, "--rate-limit", "8M", "--file-timeout", "15")
    processes.wait_for_reader(process.pid, share / "large.txt")
    time.sleep(2)
    counts = []
    for _ in range(14):
        counts.append(sum(_read_bytes(pid) for pid in processes.workers(process.pid)))
        time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert meibo.finish(process).returncode == 130
    rates = [(later - before) / 10 / 8e6 for before, later in zip(counts, counts[10:], strict=False)]
    assert all(0.9 < rate < 1.1 for rate in rates), rates


def _read_bytes(pid: int) -> int:
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/io").read_text().split()[1])
    return 0


@pytest.mark.parametrize(("option", "value"), [("--rate-limit", "fast"), ("--hours", "8-9")])
def test_what_is_no_rate_and_no_hours(meibo: Any, share: Path, option: str, value: str) -> None:
    """It is named, with examples; in the configuration the key is."""
    done = meibo("scan", share, option, value)
    assert done.returncode == 2
    assert f"'{value}'" in done.stderr
    assert "such as" in done.stderr
    (meibo.folder / "meibo.toml").write_text(f'[scan]\n{option[2:]} = "{value}"\n')
    done = meibo("scan", share)
    assert done.returncode == 2
    assert f"scan.{option[2:]}" in done.stderr


# --- hours


def test_outside_of_the_hours_a_scan_says_so_and_waits(meibo: Any, share: Path, processes: Any) -> None:
    """It neither lists nor opens an inventory; a plan does not wait, and Ctrl-C ends the waiting."""
    (share / "a.txt").write_text(PHONE, "utf-8")
    settings = local_time("12:30:00")
    assert meibo("scan", share, "--hours", "20:00-06:00", "--plan", **settings).returncode == 0
    process = meibo.start("scan", share, "--hours", "20:00-06:00", **settings)
    line = process.stderr.readline()
    assert line == "meibo: outside of the hours for scanning: waiting until 20:00\n"
    assert not (meibo.folder / "meibo.db").exists()
    assert processes.workers(process.pid) == []
    process.send_signal(signal.SIGTERM)
    assert meibo.finish(process, 3).returncode == 130


@pytest.mark.slow
def test_the_hours_begin(meibo: Any, share: Path) -> None:
    """Whoever waits begins by itself."""
    (share / "a.txt").write_text(PHONE, "utf-8")
    done = meibo("scan", share, "--hours", "20:00-06:00", "--log-format", "json", **local_time("19:59:57"))
    assert done.returncode == 0
    (waited,) = events(done.stderr, "waiting-for-hours")
    assert "T20:00:00" in waited["until"]


@pytest.mark.slow
def test_the_end_of_the_hours_interrupts_and_the_next_night_goes_on(
    meibo: Any, share: Path, write_plain: Callable[..., Path]
) -> None:
    """What is finished is kept; the command says from when on it goes on, and does."""
    for number in range(20):
        write_plain(share / f"{number:02}.txt", 1)
    line = ["scan", share, "--hours", "20:00-06:00", "--workers", 1]
    cut = meibo(*line, "--rate-limit", "2M", **local_time("05:59:57"))
    assert cut.returncode == 130
    assert cut.stderr == "meibo: the hours for scanning are over: interrupted; the same command goes on from 20:00\n"
    done = meibo(*line, "--log-format", "json", **local_time("20:00:00"))
    assert done.returncode == 0
    (end,) = events(done.stderr, "scan-finished")
    assert (end["complete"], end["scan"]) == (20, 1)
    assert events(done.stderr, "scan-resumed")


# --- priority


@pytest.mark.slow
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the number of the system call is that of one processor")
def test_nice_is_the_lowest_priority_of_processor_and_disk(
    meibo: Any, share: Path, processes: Any, write_plain: Callable[..., Path]
) -> None:
    """Of the command, its workers and their parsers."""
    large = write_plain(share / "large.txt", 4)
    (share / "page.eml").write_text(f"Subject: a\nMIME-Version: 1.0\nContent-Type: text/plain\n\n{PHONE}", "utf-8")
    process = meibo.start("scan", share, "--nice", "--workers", 1, "--rate-limit", "3M")
    worker = processes.wait_for_reader(process.pid, large)
    os.kill(worker, signal.SIGSTOP)
    found = {pid: _priorities(pid) for pid in (process.pid, worker)}
    os.kill(worker, signal.SIGCONT)
    parser = processes.wait_until(lambda: processes.children(worker), 30)[0]
    found[parser] = processes.wait_until(lambda: _priorities(parser))
    assert set(found.values()) == {(19, IDLE)}
    process.send_signal(signal.SIGINT)
    assert meibo.finish(process).returncode == 130


def _priorities(pid: int) -> tuple[int, int]:
    """Of the processor, and of the disk: ioprio_get(2)."""
    nice = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[16])
    return nice, ctypes.CDLL(None).syscall(252, 1, pid)


# --- a slow server


@pytest.fixture(scope="module")
def slow_samba(write_plain: Callable[..., Path]) -> Iterator[tuple[FaultyProxy, Samba, dict[str, Any]]]:
    """A share behind a proxy that may hold up its answers, with who may log in."""
    with tempfile.TemporaryDirectory(prefix="meibo-") as folder:
        share = Path(folder) / "share"
        for number in range(6000):
            place = share / f"{number // 200:02}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number:04}.txt").write_text(PHONE, "utf-8")
        large = Path(folder) / "large"
        large.mkdir()
        write_plain(large / "0.txt", 70)
        for number in range(1, 60):
            write_plain(large / f"{number:02}.txt", 1)
        for path in (Path(folder), share, *share.rglob("*"), large, *large.iterdir()):
            path.chmod(0o755)
        server = Samba(Path(folder) / "state", {"files": share, "large": large}).start()
        proxy = FaultyProxy(server.port)
        login = {"MEIBO_SMB_USERNAME": USER, "MEIBO_SMB_PASSWORD": PASSWORD}
        yield proxy, server, {"env": {**os.environ, "LC_ALL": "C.UTF-8", **login}}
        proxy.close()
        server.stop()


@pytest.mark.slow
def test_a_listing_that_hangs_is_left_behind(
    meibo: Any,
    slow_samba: tuple[FaultyProxy, Samba, dict[str, Any]],
    processes: Any,
    list_files: Callable[..., Any],
) -> None:
    """The server stops answering: a SIGTERM ends the scan within ten seconds, and what was read is kept."""
    proxy, _, settings = slow_samba
    target = f"smb://127.0.0.1:{proxy.port}/files"
    proxy.delay_seconds = 0.3  # a listing of half a minute
    process = meibo.start("scan", target, "--workers", 1, **settings)
    processes.wait_until(lambda: processes.workers(process.pid))
    time.sleep(6)
    proxy.delay_seconds = 3600
    time.sleep(1)
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    try:
        done = meibo.finish(process, 15)
    finally:
        proxy.delay_seconds = 0
        proxy.cut()
    assert done.returncode == 130
    assert time.monotonic() - started < 10
    assert meibo.survivors() == []
    assert json.loads(meibo("list", "--scans", "--format", "json").stdout)[0]["state"] == "interrupted"
    assert list_files()


@pytest.mark.slow
def test_the_rate_on_the_line_to_a_server(
    meibo: Any, slow_samba: tuple[FaultyProxy, Samba, dict[str, Any]], processes: Any
) -> None:
    """What a server sends in ten seconds is within 10 % of the rate: a large file beside files of a megabyte."""
    proxy, _, settings = slow_samba
    target = f"smb://127.0.0.1:{proxy.port}/large"
    process = meibo.start("scan", target, "--workers", 2, "--rate-limit", "5M", **settings)
    processes.wait_until(lambda: len(processes.workers(process.pid)) == 2)
    time.sleep(4)
    proxy.seen = bytearray()
    counts = []
    for _ in range(14):
        counts.append(len(proxy.seen))
        time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert meibo.finish(process).returncode == 130
    proxy.seen = None
    rates = [(later - before) / 10 / 5e6 for before, later in zip(counts, counts[10:], strict=False)]
    assert all(0.9 < rate < 1.1 for rate in rates), rates


@pytest.mark.slow
def test_a_server_that_slows_down_is_spared(
    meibo: Any, slow_samba: tuple[FaultyProxy, Samba, dict[str, Any]], processes: Any
) -> None:
    """The load goes down, which the log says with figures, and up again when the server has recovered."""
    proxy, _, settings = slow_samba
    target = f"smb://127.0.0.1:{proxy.port}/files"
    process = meibo.start("scan", target, "--workers", 2, "--rate-limit", ",120", "--log-format", "json", **settings)
    processes.wait_until(lambda: processes.workers(process.pid))
    time.sleep(9)
    proxy.delay_seconds = 0.15
    time.sleep(20)
    proxy.delay_seconds = 0
    done = meibo.finish(process, 120)
    assert done.returncode == 0
    slowed, recovered = events(done.stderr, "back-off"), events(done.stderr, "back-off-ended")
    assert slowed[0]["share"] == 0.5
    assert slowed[0]["now_ms"] > 4 * slowed[0]["usual_ms"]
    assert recovered[-1]["share"] == 1


# --- workers that hang


@pytest.mark.slow
def test_workers_that_hang_do_not_hold_up_a_stop(
    meibo: Any, share: Path, processes: Any, write_plain: Callable[..., Path], list_files: Callable[..., Any]
) -> None:
    """The one that hangs is killed after a few seconds; what others finished meanwhile is kept."""
    hanging = write_plain(share / "large.txt", 30)
    (share / "z.txt").write_text(PHONE, "utf-8")
    process = meibo.start("scan", share, "--workers", 2)
    os.kill(processes.wait_for_reader(process.pid, hanging), signal.SIGSTOP)
    time.sleep(2)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    done = meibo.finish(process, 15)
    assert done.returncode == 130
    assert time.monotonic() - started < 8
    assert meibo.survivors() == []
    assert list(list_files()) == ["z.txt"]
