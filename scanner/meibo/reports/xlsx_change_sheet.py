"""The sheet of what changed since the scan before."""

from __future__ import annotations

import tempfile

from meibo.assessment.differences import compare_scans
from meibo.assessment.scan_choice import find_before
from meibo.catalogue.report import word
from meibo.reports.change_order import OrderedChanges
from meibo.reports.material import Material
from meibo.reports.xlsx_book import FAINT, Book
from meibo.reports.xlsx_differences import make_change_columns
from meibo.reports.xlsx_list import write_list


def write_changes(book: Book, material: Material) -> None:
    """Every file that differs from the newest finished scan of the same targets; or that there is none."""
    options, reader = material.options, material.reader
    name = word("sheet-differences", options.language)
    before = find_before(reader.scans(), material.scan)
    if before is None:
        sheet = book.add_list(name)
        sheet.set_column(0, 0, 100)
        book.write(sheet, 0, 0, word("differences-first", options.language), italic=True, font_color=FAINT)
        return
    with tempfile.TemporaryFile(dir=material.spool) as spool:
        changes = OrderedChanges(
            compare_scans(reader, before, material.scan, options.least_score, options.rules), spool
        )
        write_list(book, name, make_change_columns(options), changes, options.sheet_rows, frozen=3)
