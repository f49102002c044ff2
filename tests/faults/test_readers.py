"""Many who read an inventory hold no scan up, and none of them gets half an answer."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from faults.outcomes import Outcome, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.desks import Bench, Desk

pytestmark = pytest.mark.usefixtures("without_coverage")

READERS = 50
SHOWN = "部署0/3.txt"


def ask(desk: Desk, number: int) -> subprocess.CompletedProcess[str]:
    """List, report or show the first night, by turns; a report is given back as if it had been printed."""
    kind = ("list", "report", "show")[number % 3]
    if kind == "list":
        return desk.run("list", "-i", desk.inventory, "--scan", 1, "--format", "json")
    if kind == "show":
        return desk.run("show", SHOWN, "-i", desk.inventory, "--scan", 1, "--format", "json")
    place = desk.reports / f"{number}.csv"
    done = desk.run("report", "-i", desk.inventory, "--scan", 1, "--csv", place)
    if done.returncode == 0:
        done.stdout = place.read_text("utf-8-sig")
    return done


def read(desk: Desk, number: int, wanted: str) -> Outcome:
    """The answer is what it was before; of one file, whose history grows, it is whole."""
    try:
        done = ask(desk, number)
    except subprocess.TimeoutExpired:
        return Outcome("hung", str(number))
    if done.returncode or done.stderr:
        return Outcome("unclear", f"{number}: {done.returncode} {done.stderr}")
    if number % 3 == 2:
        is_same = json.loads(done.stdout)["positions"] == json.loads(wanted)["positions"]
    else:
        is_same = done.stdout == wanted
    return Outcome("survived" if is_same else "lost", f"{number}: {done.stdout}")


def read_beside_a_scan(bench: Bench, count: int) -> list[Outcome]:
    """So many readers and the scan of the second night, all at once; it ends as one that nobody disturbs."""
    desk = bench.desk(f"readers-{count}")
    wanted = [ask(desk, number).stdout for number in range(3)]
    assert all(wanted)
    with ThreadPoolExecutor(count + 1) as pool:
        writer = pool.submit(desk.scan)
        readers = [pool.submit(read, desk, number, wanted[number % 3]) for number in range(count)]
        outcomes = [reader.result() for reader in readers]
        done = writer.result()
    loss = desk.find_loss("second") if done.returncode == 0 else f"{done.returncode} {done.stderr}"
    return [*outcomes, Outcome("lost" if loss else "survived", loss)]


@pytest.mark.slow
def test_fifty_readers(bench: Bench, record_property: Callable[[str, object], None]) -> None:
    """Fifty at once, and the scan itself."""
    settle(read_beside_a_scan(bench, READERS), record_property)


@pytest.mark.slow
def test_some_readers(bench: Bench) -> None:
    """Three of them."""
    assert [outcome.what for outcome in read_beside_a_scan(bench, 3) if outcome.fate != "survived"] == []
