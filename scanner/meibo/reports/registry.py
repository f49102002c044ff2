"""Every report format. Adding one: its module, its golden file, one line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from meibo.inventory.reader import Reader
from meibo.reports import csv_file, jsonl, xlsx
from meibo.reports.model import ReportError, ReportOptions
from meibo.reports.replacing import replacing

__all__ = ["FORMATS", "ReportError", "ReportFormat", "ReportOptions", "write_report"]


class ReportFormat(msgspec.Struct, frozen=True):
    """One format of report."""

    kind: str
    """As in the option ``--kind FILE``."""
    name: str
    """Key of its name in the catalogue."""
    write: Callable[[Path, Reader, int, ReportOptions], None]
    """Fills the file at the path with the report of a scan."""


FORMATS: Final = (
    ReportFormat("csv", "format-csv", csv_file.write),
    ReportFormat("jsonl", "format-jsonl", jsonl.write),
    ReportFormat("xlsx", "format-xlsx", xlsx.write),
)


def write_report(kind: str, reader: Reader, scan: int, path: Path, options: ReportOptions) -> None:
    """Write a report whole or not at all, readable by its owner only.

    Raises ReportError where the place cannot be written, KeyError for a kind that is not in the table.
    """
    write = {row.kind: row.write for row in FORMATS}[kind]
    with replacing(path) as fresh:
        write(fresh, reader, scan, options)
