"""The stored positions of a scan as JSON lines, by target and path."""

from __future__ import annotations

from pathlib import Path

from meibo.inventory.reader import Reader
from meibo.reports.findings import Finding, encode_finding
from meibo.reports.json_text import make_inert
from meibo.reports.model import ReportOptions


def write(path: Path, reader: Reader, scan: int, options: ReportOptions) -> None:
    """Write one finding a line."""
    with path.open("wb") as stream:
        for row in reader.positions(scan):
            if options.counts(row.detector, row.score):
                stream.write(make_inert(encode_finding(Finding.of_row(row))) + b"\n")
