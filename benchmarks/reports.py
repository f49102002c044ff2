"""Seconds and memory that each kind of report takes of an inventory, which large_inventory.py makes.

python benchmarks/reports.py INVENTORY [--kinds xlsx,csv] [--folder DIR]

Each report is written by the real command in a process of its own, whose peak memory is that of the command. Rows are
counted in the report before anything is printed: a report that lacks any is no result.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from meibo.catalogue.language import Language
from meibo.catalogue.report import word
from meibo.configuration.report_kinds import REPORT_KINDS
from meibo.inventory.reader import Reader
from meibo_detectors.model import Confidence

Count = Callable[[Path], int]
CHUNK: Final = 1 << 24
LANGUAGES: Final[tuple[Language, ...]] = ("ja", "en")


class Expected(msgspec.Struct, frozen=True):
    """What an inventory holds."""

    files: int
    positions: int


class Measured(msgspec.Struct, frozen=True):
    """What one report took."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    """Of the command's own process and what it started."""
    size_mb: float
    rows: int


def count_matches(path: Path, pattern: bytes) -> int:
    """Occurrences of a pattern within lines, of a file of any size."""
    found, rest = 0, b""
    expression = re.compile(pattern, re.MULTILINE)
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            lines, end, rest_of_line = (rest + chunk).rpartition(b"\n")
            found += len(expression.findall(lines + end))
            rest = rest_of_line
    return found + len(expression.findall(rest))


def count_lines(path: Path) -> int:
    """Lines of a file."""
    return count_matches(path, rb"\n")


def count_sheet_rows(path: Path) -> int:
    """Rows of the file list of a workbook, however many sheets it takes."""
    with zipfile.ZipFile(path) as book, tempfile.TemporaryDirectory() as folder:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        rows = 0
        for number, name in enumerate(names, 1):
            if name.startswith(tuple(word("sheet-files", language) for language in LANGUAGES)):
                part = book.extract(f"xl/worksheets/sheet{number}.xml", folder)
                rows += _count_rows(Path(part)) - 1
        return rows


def _count_rows(part: Path) -> int:
    """A sheet is one line; a tag is never longer than what is kept of the chunk before."""
    found, rest = 0, b""
    with part.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            text = rest + chunk
            found += text.count(b"<row ")
            rest = text[-4:]
    return found


def count_parquet_rows(path: Path) -> int:
    """Rows, as the file itself says."""
    from pyarrow import parquet

    return int(parquet.ParquetFile(path).metadata.num_rows)


COUNTS: Final[dict[str, tuple[Count, str]]] = {
    "csv": (lambda path: count_lines(path) - 1, "files"),
    "xlsx": (count_sheet_rows, "files"),
    "jsonl": (count_lines, "positions"),
    "sarif": (lambda path: count_matches(path, rb'^\{"ruleId":'), "positions"),
    "parquet": (count_parquet_rows, "positions"),
}
"""How to count the rows of a kind, and of what there should be as many; those of another kind are not counted."""


def ask_inventory(path: Path, least_score: int) -> Expected:
    """What the reports of an inventory must hold."""
    reader = Reader(path)
    scan = reader.scan_numbers()[-1]
    expected = Expected(
        files=reader.summarise(scan).listed,
        positions=sum(1 for row in reader.positions(scan) if row.score >= least_score),
    )
    reader.close()
    return expected


def measure(inventory: Path, kind: str, place: Path) -> Measured:
    """Write one report with the command; raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", "meibo", "report", "-i", inventory, f"--{kind}", place, "--quiet"]
    started = time.monotonic()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    wall_s = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    count, _ = COUNTS.get(kind, (lambda _path: 0, ""))
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    return Measured(wall_s, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, size / 1e6, count(place))


def check_rows(kind: str, measured: Measured, expected: Expected) -> None:
    """Raise ValueError where a report holds other than what it should."""
    _, name = COUNTS.get(kind, (None, ""))
    if name and measured.rows != getattr(expected, name):
        raise ValueError(f"{kind}: {measured.rows:,} rows, but {getattr(expected, name):,} {name}")


def main() -> None:
    """Measure, and print a table."""
    known = [kind.id for kind in REPORT_KINDS]
    parser = argparse.ArgumentParser()
    parser.add_argument("inventory", type=Path)
    parser.add_argument("--kinds", default=",".join(known))
    parser.add_argument("--folder", type=Path, help="where reports are written for the time being")
    options = parser.parse_args()
    expected = ask_inventory(options.inventory, int(Confidence.MEDIUM))
    lines = []
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for kind in options.kinds.split(","):
            place = Path(folder) / f"report.{kind}"
            measured = measure(options.inventory, kind, place)
            check_rows(kind, measured, expected)
            rows = f"{measured.rows:,} {COUNTS[kind][1]}" if kind in COUNTS else "not counted"
            lines.append(
                f"| {kind} | {rows} | {measured.wall_s:.1f} | {measured.cpu_s:.1f} | {measured.peak_mb:,.0f} |"
                f" {measured.size_mb:,.0f} |"
            )
    print(f"{options.inventory.name}: {expected.files:,} files, {expected.positions:,} positions that count")
    print("| kind | rows | seconds | CPU seconds | peak MB | MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
