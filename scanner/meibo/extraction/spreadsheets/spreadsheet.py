"""Spreadsheets: Excel's packages (xlsx, xlsm, xlsb), Excel 97-2003 (xls) and OpenDocument (ods)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.office.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source


def extract(source: Source) -> Iterator[Item]:
    """The cells of every sheet in their places, then what is written outside of cells, then the files inside."""
    if source.format == "xls":
        from meibo.extraction.spreadsheets.xls_workbook import extract_xls

        return extract_xls(source)
    if source.format == "ods":
        from meibo.extraction.spreadsheets.ods_workbook import extract_ods

        return extract_ods(source, Package(source.stream, source.budget))
    from meibo.extraction.spreadsheets.xlsx_workbook import extract_xlsx

    return extract_xlsx(source, Package(source.stream, source.budget))
