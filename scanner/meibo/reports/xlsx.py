"""The inventory as an Excel workbook: what each reader of it needs on a sheet of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from meibo.catalogue.report import word
from meibo.inventory.reader import Reader
from meibo.reports.detail_lists import find_positions, find_unread, make_finding_columns, make_unread_columns
from meibo.reports.file_list import make_file_columns
from meibo.reports.material import Material, gather
from meibo.reports.model import ReportOptions
from meibo.reports.xlsx_book import Book, open_book
from meibo.reports.xlsx_change_sheet import write_changes
from meibo.reports.xlsx_coverage import write_coverage
from meibo.reports.xlsx_groups import write_folders, write_kinds, write_owners, write_readers
from meibo.reports.xlsx_list import write_list
from meibo.reports.xlsx_mail import write_mail
from meibo.reports.xlsx_summary import write_summary
from meibo.reports.xlsx_terms import write_terms


def write(path: Path, reader: Reader, scan: int, options: ReportOptions) -> None:
    """Write all sheets. The summary stands first and is filled last, with the figures gathered from the files."""
    material = gather(reader, scan, path.parent, options)
    with open_book(path, options.language) as book:
        cover = book.add_cover(word("sheet-summary", options.language))
        for write_sheet in SHEETS:
            write_sheet(book, material)
        write_summary(book, cover, material)


def _write_files(book: Book, material: Material) -> None:
    options = material.options
    columns = make_file_columns(material.summary.findings, options)
    files = material.figures.watch(material.survey.ranked())
    write_list(book, word("sheet-files", options.language), columns, files, options.sheet_rows, frozen=3)


def _write_findings(book: Book, material: Material) -> None:
    options = material.options
    rows = find_positions(material.reader, material.scan, material.figures.versions_found, options)
    name = word("sheet-findings", options.language)
    write_list(book, name, make_finding_columns(options), rows, options.sheet_rows, frozen=1)


def _write_unread(book: Book, material: Material) -> None:
    options = material.options
    rows = find_unread(material.reader, material.scan)
    name = word("sheet-unread", options.language)
    write_list(book, name, make_unread_columns(options), rows, options.sheet_rows, frozen=1)


SHEETS: Final[tuple[Callable[[Book, Material], None], ...]] = (
    _write_files, write_folders, write_owners, write_kinds, write_readers, write_coverage, _write_unread, write_mail,
    write_changes, _write_findings, write_terms,
)  # fmt: skip
"""Behind the summary, in this order. The files come before the findings, which follow their order."""
