"""The inventory as an Excel workbook: summary, files, findings, and what was not read."""

from __future__ import annotations

from pathlib import Path

from meibo.catalogue.report import word
from meibo.inventory.reader import Reader
from meibo.reports.detail_lists import find_positions, find_unread, make_finding_columns, make_unread_columns
from meibo.reports.figures import Figures
from meibo.reports.file_list import make_file_columns
from meibo.reports.model import ReportOptions
from meibo.reports.ranking import rank
from meibo.reports.xlsx_book import open_book
from meibo.reports.xlsx_list import write_list
from meibo.reports.xlsx_summary import write_summary


def write(path: Path, reader: Reader, scan: int, options: ReportOptions) -> None:
    """Write all sheets. The summary stands first and is filled last, with the figures gathered from the files."""
    language = options.language
    summary = reader.summarise(scan)
    figures = Figures(options)
    files = figures.watch(rank(reader.assets(scan), options, path.with_name(path.name + ".ranking")))
    with open_book(path, language) as book:
        cover = book.add_cover(word("sheet-summary", language))
        write_list(
            book, word("sheet-files", language), make_file_columns(summary.findings, options), files,
            options.sheet_rows, frozen=3,
        )  # fmt: skip
        write_list(
            book, word("sheet-findings", language), make_finding_columns(options),
            find_positions(reader, scan, figures.versions_found, options), options.sheet_rows, frozen=1,
        )  # fmt: skip
        write_list(
            book, word("sheet-unread", language), make_unread_columns(options), find_unread(reader, scan),
            options.sheet_rows, frozen=1,
        )  # fmt: skip
        write_summary(book, cover, summary, figures, options)
