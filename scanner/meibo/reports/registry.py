"""How each kind of report is written. Adding one: its module, its golden file, one line here, and one in
``configuration.report_kinds``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from meibo.inventory.reader import Reader
from meibo.reports import csv_file, html_page, jsonl, parquet, sarif, xlsx
from meibo.reports.ledger_file import write_ledger
from meibo.reports.model import ReportError, ReportOptions
from meibo.reports.replacing import replacing
from meibo.reports.xlsx_owner_sheet import write_owner_sheets

__all__ = ["FORMATS", "ReportError", "ReportFormat", "ReportOptions", "write_report"]


class ReportFormat(msgspec.Struct, frozen=True):
    """One format of report."""

    kind: str
    """Id of a row of ``configuration.report_kinds``."""
    name: str
    """Key of its name in the catalogue."""
    write: Callable[[Path, Reader, int, ReportOptions], tuple[Path, ...] | None]
    """Fills the file at the path with the report of a scan."""
    is_placing: bool = False
    """It puts its files in place itself, for it reads what lies there, and returns them."""


FORMATS: Final = (
    ReportFormat("xlsx", "format-xlsx", xlsx.write),
    ReportFormat("csv", "format-csv", csv_file.write),
    ReportFormat("jsonl", "format-jsonl", jsonl.write),
    ReportFormat("sarif", "format-sarif", sarif.write),
    ReportFormat("parquet", "format-parquet", parquet.write),
    ReportFormat("html", "format-html", html_page.write),
    ReportFormat("ledger", "format-ledger", write_ledger, is_placing=True),
    ReportFormat("owner-sheets", "format-owner-sheets", write_owner_sheets, is_placing=True),
)


def write_report(kind: str, reader: Reader, scan: int, path: Path, options: ReportOptions) -> tuple[Path, ...]:
    """Write a report whole or not at all, readable by its owner only, and return the files that are its own.

    Raises ReportError where the place cannot be written, KeyError for a kind that is not in the table.
    """
    row = {row.kind: row for row in FORMATS}[kind]
    if row.is_placing:
        return row.write(path, reader, scan, options) or ()
    with replacing(path) as fresh:
        row.write(fresh, reader, scan, options)
    return (path,)
