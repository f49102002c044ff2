"""Times whole scans of generated files, with the peak memory of every process.

    python benchmarks/measure_scan.py --files 100000 --shares 50 --roster-mb 60 5000

Three kinds of corpora: many files of 4 KB, a mixed share, and single dense rosters of any size. The count of mail
addresses is compared with what was planted before any time is printed. Results go to standard output as JSON.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from meibo.samples.business_text import business_text
from meibo.samples.roster_stream import dense_roster
from meibo.samples.share import write_share

FILE_BYTES = 4096
FILES_A_FOLDER = 1000
DISTINCT_FILES = 200
ROWS = 100_000
MAIL = re.compile(rb"@[a-z.]*meibo-demo[a-z-]*\.(?:co|ne|ac)\.jp")
"""A whole address of business text: the last one of a file may be cut."""


def make_small_files(folder: Path, count: int) -> int:
    """Write ``count`` files of 4 KB and return how many mail addresses they hold."""
    texts = [business_text(FILE_BYTES, seed) for seed in range(DISTINCT_FILES)]
    mails = [len(MAIL.findall(text)) for text in texts]
    total = 0
    for number in range(count):
        place = folder / f"{number // FILES_A_FOLDER:04d}"
        if number % FILES_A_FOLDER == 0:
            place.mkdir(parents=True)
        (place / f"{number:07d}.txt").write_bytes(texts[number % DISTINCT_FILES])
        total += mails[number % DISTINCT_FILES]
    return total


def make_roster(folder: Path, size_bytes: int) -> int:
    """Write one roster of about this size and return how many mail addresses it holds."""
    head, _, body = b"".join(dense_roster(ROWS, seed=1)).partition(b"\n")
    folder.mkdir(parents=True)
    copies = max(1, size_bytes // len(body))
    with (folder / "roster.csv").open("wb") as stream:
        stream.write(head + b"\n")
        for _ in range(copies):
            stream.write(body)
    return copies * body.count(b"@")


def measure(folder: Path | str, workers: int, expected_mails: int) -> dict[str, object]:
    """Scan a folder with the real command; seconds, rates and memory, after the count was checked."""
    with tempfile.TemporaryDirectory() as place:
        inventory = Path(place) / "bench.db"
        command = [sys.executable, "-m", "meibo", "scan", str(folder), "-i", str(inventory), "--workers", str(workers)]
        started = time.perf_counter()
        process = subprocess.Popen([*command, "--quiet"])
        peaks: dict[int, int] = {}
        while process.poll() is None:
            for pid in _family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), _peak_memory(pid))
            time.sleep(0.05)
        seconds = time.perf_counter() - started
        assert process.returncode == 0, f"the scan ended with {process.returncode}"
        listing = [sys.executable, "-m", "meibo", "list", "-i", str(inventory), "--format", "json"]
        rows = json.loads(subprocess.run(listing, check=True, capture_output=True).stdout)
        found = sum(row["findings"].get("email", 0) for row in rows)
        assert found == expected_mails, f"{found} mail addresses found, {expected_mails} planted"
        size = sum(row["size_bytes"] for row in rows)
        return {
            "files": len(rows),
            "bytes": size,
            "mail_addresses": found,
            "workers": workers,
            "seconds": round(seconds, 2),
            "files_per_s": round(len(rows) / seconds),
            "mb_per_s": round(size / seconds / 1e6, 1),
            "inventory_bytes": inventory.stat().st_size,
            "peak_mb_by_process": sorted((peak // 1024 for peak in peaks.values()), reverse=True),
        }


def _family(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in _family(child))]


def _peak_memory(pid: int) -> int:
    """Kilobytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    match = re.search(r"VmHWM:\s+(\d+)", status)
    return int(match[1]) if match else 0


def make_share(folder: Path, copies: int) -> int:
    """Write a mixed share of text formats so many times and return how many sure mail addresses it holds."""
    with tempfile.TemporaryDirectory() as place:
        share = write_share(Path(place) / "demo", seed=1)
        rows = [json.loads(line) for line in share.key.read_text(encoding="utf-8").splitlines()]
        mails = sum(row.get("detector") == "email" and row.get("confidence") != "low" for row in rows)
        for copy in range(copies):
            shutil.copytree(share.share, folder / f"{copy:04d}")
    return mails * copies


def main() -> None:
    """Make the corpora, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=0, help="small files of 4 KB")
    parser.add_argument("--shares", type=int, default=0, help="copies of a mixed share of 97 files")
    parser.add_argument("--roster-mb", type=int, nargs="*", default=[], help="one roster of each of these sizes")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="meibo-bench-"))
    makers: dict[str, Callable[[Path], int]] = {
        **({"small files": lambda place: make_small_files(place, options.files)} if options.files else {}),
        **({"mixed share": lambda place: make_share(place, options.shares)} if options.shares else {}),
        **{f"roster {size} MB": functools.partial(make_roster, size_bytes=size * 10**6) for size in options.roster_mb},
    }
    try:
        for name, make in makers.items():
            mails = make(folder / "corpus")
            for workers in options.workers:
                print(json.dumps({"corpus": name, **measure(folder / "corpus", workers, mails)}), flush=True)
            shutil.rmtree(folder / "corpus")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
