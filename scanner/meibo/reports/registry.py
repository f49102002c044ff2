"""How each kind of report is written. Adding one: its module, its golden file, one line here, and one in
``configuration.report_kinds``."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from meibo.inventory.reader import Reader
from meibo.reports.model import ReportError, ReportOptions
from meibo.reports.replacing import replacing

__all__ = ["FORMATS", "ReportError", "ReportFormat", "ReportOptions", "write_report"]

_Write = Callable[[Path, Reader, int, ReportOptions], tuple[Path, ...] | None]


class ReportFormat(msgspec.Struct, frozen=True):
    """One format of report."""

    kind: str
    """Id of a row of ``configuration.report_kinds``."""
    name: str
    """Key of its name in the catalogue."""
    module: str
    """Of this room, imported where such a report is written: each brings a library. Its ``write`` fills the file at a
    path with the report of a scan."""
    is_placing: bool = False
    """It puts its files in place itself, for it reads what lies there, and returns them."""


FORMATS: Final = (
    ReportFormat("xlsx", "format-xlsx", "xlsx"),
    ReportFormat("csv", "format-csv", "csv_file"),
    ReportFormat("jsonl", "format-jsonl", "jsonl"),
    ReportFormat("sarif", "format-sarif", "sarif"),
    ReportFormat("parquet", "format-parquet", "parquet"),
    ReportFormat("html", "format-html", "html_page"),
    ReportFormat("ledger", "format-ledger", "ledger_file", is_placing=True),
    ReportFormat("owner-sheets", "format-owner-sheets", "xlsx_owner_sheet", is_placing=True),
)


def write_report(kind: str, reader: Reader, scan: int, path: Path, options: ReportOptions) -> tuple[Path, ...]:
    """Write a report whole or not at all, readable by its owner only, and return the files that are its own.

    Raises ReportError where the place cannot be written, KeyError for a kind that is not in the table.
    """
    row = {row.kind: row for row in FORMATS}[kind]
    write: _Write = importlib.import_module(f"meibo.reports.{row.module}").write
    if row.is_placing:
        return write(path, reader, scan, options) or ()
    with replacing(path) as fresh:
        write(fresh, reader, scan, options)
    return (path,)
