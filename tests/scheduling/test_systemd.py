"""The units, judged by systemd itself."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from meibo.configuration.schedule import read_schedule
from meibo.scheduling.systemd import spell_calendar, unit_name, write_service, write_timer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from meibo.scheduling.model import Start

NOW = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - local time


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *map(str, arguments)], capture_output=True, text=True, check=False, env={"TZ": "UTC"}
    )


def write_units(start: Start, folder: Path) -> tuple[Path, Path]:
    service = folder / f"meibo-{unit_name(start.job)}.service"
    timer = service.with_suffix(".timer")
    service.write_text(write_service(start), "utf-8")
    timer.write_text(write_timer(start), "utf-8")
    return service, timer


@pytest.mark.parametrize("is_local", [False, True])
def test_systemd_takes_both_units(make_start: Callable[..., Start], tmp_path: Path, is_local: bool) -> None:
    """Without a word, whatever characters a job's name and its paths have."""
    start = make_start(has_servers=not is_local, needs_password=not is_local)
    done = analyze("verify", *write_units(start, tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_service_has_few_rights(make_start: Callable[..., Start], tmp_path: Path) -> None:
    """An exposure of at most 2.5 of 10, as systemd counts it."""
    service, _ = write_units(make_start(), tmp_path)
    done = analyze("security", "--offline=true", "--threshold=25", service)
    assert done.returncode == 0, done.stdout


def test_the_service_writes_its_own_folders_only_and_stops_cleanly(make_start: Callable[..., Start]) -> None:
    """What an administrator looks for, spelled as systemd reads it."""
    lines = write_service(make_start()).splitlines()
    assert {
        "ProtectSystem=strict", 'ReadWritePaths="/srv/名簿 100%%" /srv/reports', "ProtectHome=read-only",
        "NoNewPrivileges=yes", "PrivateTmp=yes", "CapabilityBoundingSet=", "IOSchedulingClass=idle", "Nice=19",
        "MemoryMax=4096M", "OOMPolicy=continue", "TimeoutStopSec=60", "SuccessExitStatus=130", "KillMode=mixed",
        'RequiresMountsFor="/mnt/総務 部"', "LoadCredential=MEIBO_SMB_PASSWORD:/etc/meibo/smb-password",
        'ExecStart=/usr/bin/env run 夜間 --config "/srv/名簿 100%% $$HOME\'s \\"x\\"/meibo.toml"',
    } <= set(lines)  # fmt: skip
    assert not [line for line in lines if "CAP_" in line and not line.startswith("#")]


def test_the_timer_makes_up_missed_starts(make_start: Callable[..., Start]) -> None:
    """And starts at the schedule's times."""
    assert {"OnCalendar=*-*-* 22:00:00", "Persistent=true"} <= set(write_timer(make_start()).splitlines())


@pytest.mark.parametrize(
    "text",
    ["daily 22:00", "weekdays 01:30", "weekly Sunday,Wed 01:00", "monthly 1,31 01:00", "*/20 8-9 * jan,dec *",
     "0 3 25 * mon", "0 3 */2 * mon", "0 3 1 * 0-6", "0 0 29 2 *", "* * * * *"],
)  # fmt: skip
def test_systemd_starts_when_the_schedule_says(text: str) -> None:
    """The next two starts are the same; of a schedule with two kinds of days systemd has two lists."""
    schedule = read_schedule(text)
    theirs = set()
    for event in spell_calendar(schedule):
        done = analyze("calendar", f"--base-time={NOW:%Y-%m-%d %H:%M:%S}", "--iterations=2", event)
        theirs |= set(re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d(?=:00)", done.stdout.partition("Next elapse")[2]))
    ours = [start.strftime("%Y-%m-%d %H:%M") for start in islice(schedule.starts_after(NOW), 2)]
    assert sorted(theirs)[:2] == ours
