"""OpenDocument spreadsheets (ISO 26300): ``content.xml`` in a zip package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_table
from meibo.extraction.calamine_cells import open_workbook, read_cells
from meibo.extraction.model import Notice
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source


def extract_ods(source: Source) -> Iterator[Item]:
    """The cells of every sheet in their places."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    book = open_workbook(source.stream)
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ != SheetTypeEnum.ChartSheet]
    hidden = sum(sheet.visible != SheetVisibleEnum.Visible for sheet in sheets)
    if hidden:
        yield Notice("hidden-sheet", count=hidden)
    for sheet in sheets:
        rows, first_column = read_cells(book.get_sheet_by_name(sheet.name), {})
        yield from cut_table(rows, source.budget, Position(sheet=sheet.name), first_column)
