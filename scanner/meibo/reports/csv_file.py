"""The file list as CSV: UTF-8 with byte order mark and CRLF, as Japanese spreadsheets open it without asking."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from meibo.assessment.survey import survey_scan
from meibo.inventory.reader import Reader
from meibo.reports.cell_text import is_formula_like, spell_out
from meibo.reports.columns import Cell
from meibo.reports.file_list import make_file_columns
from meibo.reports.model import ReportOptions


def write(path: Path, reader: Reader, scan: int, options: ReportOptions) -> None:
    """Write one file a row, riskiest first."""
    columns = make_file_columns(reader.summarise(scan).findings, options)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\r\n")
        rows.writerow(column.heading for column in columns)
        for file in survey_scan(reader, scan, path.parent, options.least_score, options.rules).ranked():
            rows.writerow(_spell(column.read(file)) for column in columns)


def neutralise(text: str) -> str:
    """The text with every character visible, behind an apostrophe where a spreadsheet could take it for a formula."""
    return "'" + spell_out(text) if is_formula_like(text) else spell_out(text)


def _spell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    return neutralise(cell) if isinstance(cell, str) else cell
