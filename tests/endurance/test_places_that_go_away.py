"""A server that goes away takes nothing out of the inventory, and the next scan reads only what is missing."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

on_servers = pytest.mark.parametrize("night", ["smb", "s3"], indirect=True)


def count_recorded(inventory: Path, scan: int) -> int:
    """Files that a scan has read so far."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(f"{inventory.as_uri()}?mode=ro", uri=True)) as connection:  # fmt: skip  # noqa: E501
        row = connection.execute("SELECT count(*) FROM readings WHERE read_scan = ?", (scan,)).fetchone()
        return int(row[0])
    return 0


def scan_and_tell(night: Any, name: str) -> dict[str, Any]:
    """The event that closes a scan, in the log that programs read."""
    line = [*night.line(name), "--log-format", "json", "--quiet"]
    done = night.command(*line, env=night._environment())
    events = [json.loads(text) for text in done.stderr.splitlines()]
    return {**events[-1], "said": [event for event in events if event["event"] == "issue"]}


@pytest.fixture
def quiet(night: Any, dump_inventory: Callable[..., Any]) -> Any:
    """What an undisturbed scan finds."""
    assert night.scan("quiet.db").returncode == 0
    return dump_inventory(night.folder / "quiet.db")


@on_servers
@pytest.mark.parametrize("away_s", [5, 60])
def test_away_in_the_middle_of_a_first_scan(
    night: Any, quiet: Any, processes: Any, dump_inventory: Callable[..., Any], away_s: int
) -> None:
    """Waited for, nobody notices; else the files that were not read are named with 3, and only they are read later."""
    night.forget("torn.db")
    scan = night.start("torn.db")
    processes.wait_until(lambda: count_recorded(night.folder / "torn.db", 1) >= 20)
    night.place.go_away()
    assert scan.poll() is None
    time.sleep(away_s)
    night.place.come_back()
    done = night.command.finish(scan, 180)
    read = count_recorded(night.folder / "torn.db", 1)
    if done.returncode == 0:
        assert dump_inventory(night.folder / "torn.db") == quiet
        return
    # How long a lost connection to a bucket is tried again is drawn at random: some five seconds outlast it.
    assert away_s > 5 or night.place.target.startswith("s3:")
    assert done.returncode == 3
    assert "unreachable" in done.stderr
    again = scan_and_tell(night, "torn.db")
    assert again["exit_code"] == 0, again
    assert again["carried"] >= 20, f"{read} were read before"
    assert dump_inventory(night.folder / "torn.db") == quiet


@pytest.mark.parametrize("night", ["local", "smb", "s3"], indirect=True)
def test_away_for_a_whole_night(night: Any, quiet: Any, dump_inventory: Callable[..., Any]) -> None:
    """The target is named and the exit code is 3; no file counts as deleted, and the third night has none to read."""
    night.copy("quiet.db", "torn.db")
    night.place.go_away()
    gone = scan_and_tell(night, "torn.db")
    night.place.come_back()
    files = len(quiet["assets"])
    assert gone["exit_code"] == 3
    assert [event["code"] for event in gone["said"]] in (["unreachable"], ["not-found"])
    assert (gone["listed"], gone["unseen"]) == (0, files)
    third = scan_and_tell(night, "torn.db")
    assert (third["exit_code"], third["listed"], third["carried"]) == (0, files, files)
    assert dump_inventory(night.folder / "torn.db") == quiet == dump_inventory(night.folder / "torn.db", 1)


@on_servers
def test_away_in_the_middle_of_a_second_scan(
    night: Any, quiet: Any, processes: Any, dump_inventory: Callable[..., Any], change_place: Callable[[Any], None]
) -> None:
    """What was found in the first night stands; the third one ends as if the second had not been disturbed."""
    night.copy("quiet.db", "torn.db")
    change_place(night.place)
    night.copy("torn.db", "calm.db")
    assert night.scan("calm.db").returncode == 0
    scan = night.start("torn.db")
    processes.wait_until(lambda: processes.workers(scan.pid))
    night.place.go_away()
    time.sleep(60)
    night.place.come_back()
    assert night.command.finish(scan, 180).returncode in (0, 3)
    night.scan_until_complete("torn.db")
    assert dump_inventory(night.folder / "torn.db") == dump_inventory(night.folder / "calm.db")
    assert dump_inventory(night.folder / "torn.db", 1) == quiet
