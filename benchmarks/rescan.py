"""Times the second night: scans of a tree that was scanned before, beside ``find`` over the same tree.

    python benchmarks/rescan.py --files 1000000

A first scan, scans of the unchanged tree by turns with ``find -printf``, and one after a percent of the files was
edited, added, deleted or moved. What each scan has read, carried over and found, and what is gone, is compared with
what was made before any time is printed. Results go to standard output as JSON, one object a line.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from meibo.inventory.model import ScanSummary
from meibo.inventory.reader import Reader

FILES_A_FOLDER = 200
FOLDERS_A_FOLDER = 100
PHONE_EVERY = 10
POLL_SECONDS = 0.02
LISTING = ("-printf", "%p %s %T@ %C@\\n")


class Measured(msgspec.Struct, frozen=True):
    """One scan with the real command."""

    summary: ScanSummary
    seconds: float
    peak_bytes: int
    """Of the process that lists and writes."""
    inventory_bytes: int


class Tree:
    """Small text files, of which every tenth has a phone number; knows what it holds."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self.files = count
        self.phones = 0
        for number in range(count):
            place = self._place(number)
            if number % FILES_A_FOLDER == 0:
                place.parent.mkdir(parents=True)
            self._write(place, number, "議事録")

    def change(self) -> tuple[int, int, int]:
        """Edit, add, delete and move a quarter of a percent each; returns how many are to be carried, read, gone."""
        step, before = 400, self.files
        edited, deleted, moved = (range(start, before, step) for start in (1, 3, 5))
        for number in edited:
            self._write(self._place(number), number, "改訂した議事録")
        for number in deleted:
            self._place(number).unlink()
        for number in moved:
            place = self._place(number)
            place.rename(place.with_name(f"moved-{place.name}"))
        added = len(edited)
        for number in range(added):
            self._write(self._place(number * step).with_name(f"new-{number}.txt"), before + number, "新規")
        self.files = before + added - len(deleted)
        return (
            before - len(edited) - len(deleted) - len(moved),
            len(edited) + added + len(moved),
            len(deleted) + len(moved),
        )

    def _place(self, number: int) -> Path:
        folder = number // FILES_A_FOLDER
        return self._folder / f"部{folder // FOLDERS_A_FOLDER:03d}" / f"課{folder:05d}" / f"議事録-{number:07d}.txt"

    def _write(self, place: Path, number: int, title: str) -> None:
        lines = [f"{title} 第{number}回\n", "本日は晴天なり。特に記載することはありません。\n" * (1 + number % 5)]
        if number % PHONE_EVERY == 0:
            lines.append(f"電話 090-{number // 10_000 % 9000 + 1000:04d}-{number % 10_000:04d}\n")
            self.phones += 1
        place.write_text("".join(lines), "utf-8")


def scan(tree: Path, inventory: Path, workers: int) -> Measured:
    """Run the command to its end."""
    command = [sys.executable, "-m", "meibo", "scan", str(tree), "-i", str(inventory), "--workers", str(workers)]
    started = time.perf_counter()
    process = subprocess.Popen([*command, "--quiet"])
    peak = 0
    while process.poll() is None:
        peak = max(peak, _peak_bytes(process.pid))
        time.sleep(POLL_SECONDS)
    seconds = time.perf_counter() - started
    assert process.returncode == 0, f"the scan ended with {process.returncode}"
    reader = Reader(inventory)
    summary = reader.summarise(reader.scan_numbers()[-1])
    reader.close()
    return Measured(summary, seconds, peak, inventory.stat().st_size)


def find(tree: Path) -> float:
    """Seconds that ``find`` takes to show name, size and times of every file."""
    started = time.perf_counter()
    subprocess.run(["find", str(tree), *LISTING], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def check(measured: Measured, tree: Tree, *, carried: int, read: int) -> None:
    """Raise AssertionError where a scan did not do what the tree asked for."""
    summary = measured.summary
    found = (summary.listed, summary.complete, summary.carried, summary.listed - summary.carried)
    assert found == (tree.files, tree.files, carried, read), f"{found}, wanted {(tree.files, carried, read)}"
    phones = summary.findings["jp_phone"]
    assert phones.high + phones.medium + phones.low == tree.phones, f"{phones}, {tree.phones} planted"


def count_gone(inventory: Path) -> int:
    """Files that no scan sees any more."""
    with contextlib.closing(sqlite3.connect(f"{inventory.as_uri()}?mode=ro", uri=True)) as connection:
        query = "SELECT count(*) FROM (SELECT max(last_scan) AS last FROM versions GROUP BY asset_id) WHERE last < ?"
        return int(connection.execute(query, (1 << 62,)).fetchone()[0])


def tell(name: str, measured: Measured, find_seconds: float) -> None:
    """Print the figures of one scan."""
    summary = measured.summary
    figures = {
        "scan": name,
        "files": summary.listed,
        "read": summary.listed - summary.carried,
        "seconds": round(measured.seconds, 2),
        "files_per_s": round(summary.listed / measured.seconds),
        "find_seconds": round(find_seconds, 2),
        "times_find": round(measured.seconds / find_seconds, 1),
        "inventory_mb": round(measured.inventory_bytes / 1e6, 1),
        "peak_mb": round(measured.peak_bytes / 1e6),
    }
    print(json.dumps(figures), flush=True)


def measure(folder: Path, files: int, rounds: int, workers: int) -> None:
    """Make the tree, scan it, change it, scan it again."""
    place, inventory = folder / "tree", folder / "meibo.db"
    tree = Tree(place, files)
    find_seconds = [find(place)]
    first = scan(place, inventory, workers)
    check(first, tree, carried=0, read=files)
    tell("first", first, find_seconds[0])

    again = []
    for _ in range(rounds):
        find_seconds.append(find(place))
        again.append(scan(place, inventory, workers))
        check(again[-1], tree, carried=files, read=0)
    assert count_gone(inventory) == 0
    again.sort(key=lambda one: one.seconds)
    usual = statistics.median(find_seconds[1:])
    tell("unchanged", again[len(again) // 2], usual)

    carried, read, gone = tree.change()
    third = scan(place, inventory, workers)
    check(third, tree, carried=carried, read=read)
    assert count_gone(inventory) == gone, f"{count_gone(inventory)} gone, wanted {gone}"
    tell("1 % changed", third, usual)


def _peak_bytes(pid: int) -> int:
    with contextlib.suppress(OSError):
        match = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        return int(match[1]) * 1024 if match else 0
    return 0


def main() -> None:
    """Measure in a folder that is removed at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5, help="turns of find and an unchanged scan")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="on the disk to measure; by default where temporary files lie")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="meibo-rescan-", dir=options.folder))
    try:
        measure(folder, options.files, options.rounds, options.workers)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
