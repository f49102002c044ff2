"""A clock that jumps, between scans and within one, neither hides a change nor costs a reading."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("night", ["local"], indirect=True)]

DAY_SECONDS = 86_400
DAYS = 40
"""Of a jump; after years, dates of birth in the samples would mean something else."""


class Clock:
    """The wall clock of commands, so many seconds away from the machine's."""

    def __init__(self, folder: Path) -> None:
        library = folder / "clock.so"
        source = Path(__file__).with_name("clock.c")
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, source], check=True)
        self._file = folder / "jump"
        self.environment = {"LD_PRELOAD": str(library), "CLOCK_FILE": str(self._file)}
        self.jump(0)

    def jump(self, seconds: int) -> None:
        """Also for commands that run."""
        beside = self._file.with_suffix(".new")
        beside.write_text(str(seconds))
        beside.rename(self._file)


@pytest.fixture
def clock(tmp_path: Path, night: Any) -> Clock:
    """The clock of the commands of this test."""
    made = Clock(tmp_path)
    night.place.environment.update(made.environment)
    return made


def tell_scans(inventory: Path) -> list[tuple[date, float, int, str]]:
    """Day of the start, seconds, carried files and state of each scan."""
    with contextlib.closing(sqlite3.connect(inventory)) as connection:
        rows = connection.execute("SELECT started, seconds, carried, state FROM scans ORDER BY id").fetchall()
    return [(date.fromisoformat(started[:10]), seconds, carried, state) for started, seconds, carried, state in rows]


def test_jumps_between_scans(night: Any, clock: Clock, dump_inventory: Callable[..., Any]) -> None:
    """Forty days ahead, then as many back: unchanged files are carried over, a changed one is read each time."""
    edited = night.place.folder / "部署1" / "1.txt"
    night.forget("jumps.db")
    seen = []
    for days in (0, DAYS, -DAYS, 0):
        clock.jump(days * DAY_SECONDS)
        before = edited.stat()
        text = edited.read_text("utf-8")
        edited.write_text(text.translate(str.maketrans("12345678", "23456781")), "utf-8")  # as long as before
        os.utime(edited, ns=(before.st_atime_ns, before.st_mtime_ns // 10**9 * 10**9))
        assert night.scan("jumps.db").returncode == 0
        assert night.scan(f"fresh{days}.db").returncode == 0
        said = dump_inventory(night.folder / "jumps.db")
        assert said == dump_inventory(night.folder / f"fresh{days}.db")
        seen.append(said["positions"])
        night.forget(f"fresh{days}.db")
    assert all(one != other for one, other in itertools.pairwise(seen))
    scans = tell_scans(night.folder / "jumps.db")
    files = len(said["assets"])
    assert [carried for _, _, carried, _ in scans] == [0, *[files - 1] * 3]
    assert [(day - scans[0][0]).days for day, *_ in scans] == pytest.approx([0, DAYS, -DAYS, 0], abs=1)


@pytest.mark.parametrize("days", [DAYS, -DAYS])
def test_a_jump_within_a_scan(
    night: Any, clock: Clock, processes: Any, dump_inventory: Callable[..., Any], days: int
) -> None:
    """The scan goes on, ends as any other, and says how long it really took; the next one has nothing to read."""
    for name in ("quiet.db", "jumps.db"):
        night.forget(name)
    assert night.scan("quiet.db").returncode == 0
    scan = night.start("jumps.db")
    processes.wait_until(lambda: processes.workers(scan.pid))
    clock.jump(days * DAY_SECONDS)
    assert night.command.finish(scan).returncode == 0
    assert dump_inventory(night.folder / "jumps.db") == dump_inventory(night.folder / "quiet.db")
    assert night.scan("jumps.db").returncode == 0
    scans = tell_scans(night.folder / "jumps.db")
    assert all(0 < seconds < 60 for _, seconds, _, _ in scans)
    assert scans[1][2:] == (len(dump_inventory(night.folder / "quiet.db")["assets"]), "finished")
