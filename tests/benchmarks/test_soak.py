"""The soak finds growth where there is some, and runs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from process_watch import list_sessions
from soak_rules import COLUMNS, Round, fit_growth, judge

ROOT = Path(__file__).parents[2]
STEADY = [
    Round(number=number, seconds=1, listed=9, read=9, inventory_kb=0, **dict.fromkeys(COLUMNS, 0))
    for number in range(1, 11)
]


@pytest.mark.parametrize("name", [name for name in COLUMNS if not name.startswith("left_")])
def test_what_grows_every_round_is_told(name: str) -> None:
    """A twentieth of it from the third round to the last, and more than what it may waver by."""
    large = COLUMNS[name][1] * 100 + 1000
    grown = [msgspec.structs.replace(one, **{name: large + one.number * large // 100}) for one in STEADY]
    assert [line.split()[0] for line in judge(grown)] == [name]
    wavering = [msgspec.structs.replace(one, **{name: large + one.number % 2 * large // 100}) for one in STEADY]
    assert judge(wavering) == []


def test_what_grows_in_the_first_rounds_only_is_not() -> None:
    """The first scan reads everything, and caches fill."""
    first = [msgspec.structs.replace(one, server_kb=90_000 if one.number > 2 else 60_000) for one in STEADY]
    assert judge(first) == []


@pytest.mark.parametrize("name", ["left_files", "left_processes"])
def test_nothing_may_be_left(name: str) -> None:
    """In any round."""
    left = [msgspec.structs.replace(one, **{name: int(one.number == 1)}) for one in STEADY]
    assert judge(left) == [f"round 1: 1 {name}"]


def test_an_inventory_may_be_half_full_but_not_emptier() -> None:
    """What deleted rows leave within pages."""
    told = [msgspec.structs.replace(one, inventory_kb=100_000, used_kb=54_000) for one in STEADY[:1]]
    assert judge([*told, *STEADY[1:]]) == ["round 1: 54000 of 100000 kB of the inventory are used"]
    assert judge([msgspec.structs.replace(one, inventory_kb=100_000, used_kb=56_000) for one in STEADY]) == []


def test_growth_is_that_of_a_line() -> None:
    """From the first value to the last."""
    assert fit_growth([1, 2, 3, 4]) == pytest.approx(3)
    assert fit_growth([5, 5]) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")
def test_what_outlives_its_command_is_found() -> None:
    """And what somebody else runs is not."""
    command = ["sh", "-c", "sleep 60 >/dev/null & echo $!"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        told, _ = process.communicate()
    try:
        assert list_sessions({process.pid}) == [int(told)]
    finally:
        os.kill(int(told), signal.SIGKILL)
    assert list_sessions({process.pid + 1_000_000}) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")
def test_three_nights_of_a_small_share(tmp_path: Path, without_coverage: None) -> None:
    """The real command with a server beside it; counts agree with what was done, and nothing grows."""
    command = [
        sys.executable,
        ROOT / "benchmarks" / "soak.py",
        "--files",
        "2000",
        "--rounds",
        "3",
        "--folder",
        tmp_path,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"^\| (\d+) ", done.stdout, re.MULTILINE) == ["1", "2", "3"]
    assert "nothing grew" in done.stdout
    assert list(tmp_path.iterdir()) == []
