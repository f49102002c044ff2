"""An inventory of which a part is lost: it is said to be damaged or is right, and the next scan completes it."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import sqlite3
import subprocess
from typing import TYPE_CHECKING

import pytest

from faults.desks import fits
from faults.failing import spread
from faults.outcomes import Outcome, run_tries, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from faults.desks import Bench, Desk

pytestmark = pytest.mark.usefixtures("without_coverage")

DAMAGE = (
    "inventory-damaged", "inventory-unknown-schema", "inventory-lost", "inventory-not-readable", "inventory-io",
    "inventory-missing",
)  # fmt: skip
"""What may be said of a file that is not whole."""


@pytest.fixture(scope="module")
def torn_night(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What lies there after a loss of power at the end of the second night: all of it is in the log."""
    desk = bench.desk("torn-night")
    with contextlib.closing(sqlite3.connect(desk.inventory)) as held:  # who reads keeps the log from being taken in
        held.execute("BEGIN")
        held.execute("SELECT count(*) FROM scans").fetchone()
        assert desk.scan().returncode == 0
        place = tmp_path_factory.mktemp("torn") / "own"
        shutil.copytree(desk.own, place)
    assert (place / "meibo.db-wal").stat().st_size > 30_000
    return place


def cut_log(bench: Bench, stored: Path, length: int, *, keeps_index: bool) -> Outcome:
    """Cut the log off, and give the command of that night again."""
    what = f"log of {length} bytes{'' if keeps_index else ' without its index'}"
    desk = bench.desk(f"log-{length}-{keeps_index}")
    shutil.rmtree(desk.own)
    shutil.copytree(stored, desk.own)
    with (desk.own / "meibo.db-wal").open("rb+") as log:
        log.truncate(length)
    if not keeps_index:
        (desk.own / "meibo.db-shm").unlink()
    try:
        is_kept = desk.keeps_first_night()
        done = desk.scan()
    except subprocess.TimeoutExpired:
        return Outcome("hung", what)
    loss = desk.find_loss("second") if done.returncode == 0 else f"{done.returncode} {done.stderr}"
    leak = desk.find_leak(done.stdout, done.stderr)
    desk.close()
    if loss or not is_kept:
        return Outcome("lost", f"{what}: {loss or 'the first night was gone'}")
    return Outcome("leaked", f"{what}: {leak}") if leak else Outcome("survived", what)


def try_logs(bench: Bench, stored: Path, lengths: list[int]) -> list[Outcome]:
    """Each length by turns with and without the index, which a loss of power may leave or take."""
    tries = [(length, number % 2 == 0) for number, length in enumerate(lengths)]
    return run_tries(lambda one: cut_log(bench, stored, one[0], keeps_index=one[1]), tries)


def name_lengths(stored: Path, most: int) -> list[int]:
    """Lengths of the log from nothing to all of it, most of them in the middle of a page."""
    size = (stored / "meibo.db-wal").stat().st_size
    return [0, *(number - 1 for number in spread(size + 1, most)[1:-1]), size]


@pytest.mark.slow
def test_a_log_that_is_cut_off(
    bench: Bench, torn_night: Path, positions: int, record_property: Callable[[str, object], None]
) -> None:
    """What stood in the inventory before stands, and the scan that is given again ends as an undisturbed one."""
    settle(try_logs(bench, torn_night, name_lengths(torn_night, positions)), record_property)


def examine_damage(desk: Desk, spoil: Callable[[Path], str]) -> Outcome:
    """Spoil a closed inventory; scan, repair and scan again, each clear, and every file is known at the end."""
    what = spoil(desk.inventory)
    listed = [row[:2] for row in desk.bench.quiet["second"]["assets"]]
    said: list[str] = []
    try:
        before = check(desk)
        hurt = desk.scan()
        mended = desk.run("verify", "--repair", "-i", desk.inventory, "--format", "json")
        again = desk.scan()
        for done in (hurt, mended, again):
            what += f"; {done.returncode} {done.stderr.strip()}"
            said += [done.stdout, done.stderr]
            if done.stderr and not is_of_damage(done.stderr):
                return Outcome("unclear", what)
    except subprocess.TimeoutExpired:
        return Outcome("hung", what)
    if leak := desk.find_leak(*said):
        return Outcome("leaked", f"{what}; {leak}")
    if mended.returncode == 0 and again.returncode == 0:
        left = [fault for fault in json.loads(mended.stdout)["faults"] if fault["class"] != "note"]
        known = [row[:2] for row in desk.bench.dump(desk.inventory)["assets"]]
        is_whole = known == listed and not left and not check(desk)
        return Outcome("survived" if is_whole else "lost", f"{what}; {left}")
    is_beyond_repair = mended.returncode in (2, 3) and bool(mended.stderr) and bool(before)
    return Outcome("survived" if is_beyond_repair else "lost", f"{what}; {before}")


def check(desk: Desk) -> str:
    """What ``meibo verify`` finds, or says."""
    done = desk.run("verify", "-i", desk.inventory)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def is_of_damage(text: str) -> bool:
    """Whether one line says that the inventory is damaged."""
    lines = text.splitlines()
    head = "meibo: error: "
    return len(lines) == 1 and any(fits(code, "en", lines[0].removeprefix(head)) for code in DAMAGE)


def cut_off(length: int) -> Callable[[Path], str]:
    """Leave so many bytes of the inventory."""

    def spoil(inventory: Path) -> str:
        with inventory.open("rb+") as stream:
            stream.truncate(length)
        return f"cut off at {length}"

    return spoil


def change_bytes(seed: int) -> Callable[[Path], str]:
    """Write anything over one to three places of at most a page each."""

    def spoil(inventory: Path) -> str:
        draw = random.Random(seed)
        content = bytearray(inventory.read_bytes())
        places = [draw.randrange(len(content)) for _ in range(1 + draw.randrange(3))]
        for at in places:
            strange = draw.randbytes(draw.choice((1, 16, 512, 4096)))[: len(content) - at]
            content[at : at + len(strange)] = strange
        inventory.write_bytes(content)
        return f"seed {seed}: {len(content)} bytes changed at {places}"

    return spoil


def try_damage(bench: Bench, spoils: list[Callable[[Path], str]]) -> list[Outcome]:
    """Each on a closed copy of the first night, of which nothing is in the log."""

    def run(numbered: tuple[int, Callable[[Path], str]]) -> Outcome:
        number, spoil = numbered
        desk = bench.desk(f"spoilt-{spoil.__qualname__.split('.')[0]}-{number}")
        with contextlib.closing(sqlite3.connect(desk.inventory)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        outcome = examine_damage(desk, spoil)
        desk.close()
        return outcome

    return run_tries(run, enumerate(spoils))


@pytest.mark.slow
def test_an_inventory_that_is_cut_off(
    bench: Bench, positions: int, record_property: Callable[[str, object], None]
) -> None:
    """It is said at every length; what is left is saved, or nothing can be, which is said as well."""
    size = (bench.stored / "meibo.db").stat().st_size
    lengths = [100, *(number - 1 for number in spread(size, positions)[1:])]
    settle(try_damage(bench, [cut_off(length) for length in lengths]), record_property)


@pytest.mark.slow
def test_bytes_that_have_changed(bench: Bench, positions: int, record_property: Callable[[str, object], None]) -> None:
    """No command fails in an unclear way, and after the repair every file of the share is known again."""
    settle(try_damage(bench, [change_bytes(seed) for seed in range(positions)]), record_property)
