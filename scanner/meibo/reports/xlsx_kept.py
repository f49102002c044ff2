"""Writes what an officer has put into a workbook into a new one: cells, comments, validations, sheets of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from meibo.reports.cell_text import is_formula_like, spell_for_xlsx
from meibo.reports.ledger_old import OldSheet
from meibo.reports.model import ReportError
from meibo.reports.xlsx_book import Book, Sheet
from meibo.workbooks.model import Area, ColumnLook, EntryRule, FilledCell, Formula, Note

_DATES: Final[tuple[tuple[type, str], ...]] = (
    (datetime, "yyyy-mm-dd hh:mm"), (date, "yyyy-mm-dd"), (time, "hh:mm"), (timedelta, "[h]:mm:ss"),
)  # fmt: skip
"""How times are shown that say nothing of it themselves."""
_NOWHERE: Final = -1
_PADDING: Final = 5 / 7
"""Of a column, in characters: the file format counts it with the width, XlsxWriter adds it."""


def write_kept(book: Book, sheet: Sheet, row: int, column: int, cell: FilledCell, **look: object) -> None:
    """Write a cell as it was read: text as text, whatever it looks like, and only a formula as one."""
    if _write_value(book, sheet, row, column, cell, **look):
        raise ReportError("ledger-cell", sheet.name, xl_rowcol_to_cell(row, column))


def _write_value(book: Book, sheet: Sheet, row: int, column: int, cell: FilledCell, **look: object) -> int:
    """XlsxWriter refuses by a number that is not 0."""
    value = cell.value
    look = {**look, **({"num_format": cell.number_format} if cell.number_format else {})}
    match value:
        case bool():
            refused = sheet.write_boolean(row, column, value, book.format(**look))
        case str():
            guard = {"quote_prefix": True} if is_formula_like(value) else {}
            text = spell_for_xlsx(value) if value.startswith("<r>") else value  # else its line ends are the officer's
            refused = sheet.write_string(row, column, text, book.format(**look, **guard))
        case int() | float():
            refused = sheet.write_number(row, column, value, book.format(**look))
        case Formula(is_array=True):
            refused = sheet.write_array_formula(row, column, row, column, value.text, book.format(**look), value.shown)
        case Formula():
            refused = sheet.write_formula(row, column, value.text, book.format(**look), value.shown)
        case _:
            shown = next(form for kind, form in _DATES if isinstance(value, kind))
            refused = sheet.write_datetime(row, column, value, book.format(**{"num_format": shown, **look}))
    return int(refused)


def write_notes(sheet: Sheet, notes: Iterable[Note]) -> None:
    """Write comments, before any cell: XlsxWriter takes none in rows that it has stored already."""
    for note in notes:
        look = {"author": note.author, "width": note.width, "height": note.height}
        if sheet.write_comment(note.row, note.column, note.text, look):
            raise ReportError("ledger-cell", sheet.name, xl_rowcol_to_cell(note.row, note.column))


def write_rule(sheet: Sheet, rule: EntryRule) -> None:
    """Write a validation."""
    if not rule.areas:
        return
    first, *more = ([one.top, one.left, one.bottom, one.right] for one in rule.areas)
    if sheet.data_validation(*first, {**rule.options, **({"other_cells": more} if more else {})}) == _NOWHERE:
        raise ReportError("ledger-cell", sheet.name, xl_range(*first))


def write_looks(sheet: Sheet, looks: dict[int, ColumnLook]) -> None:
    """Give columns their widths, and hide those that were hidden."""
    for column, look in looks.items():
        width = None if look.width is None else max(look.width - _PADDING, 0)
        sheet.set_column(column, column, width, None, {"hidden": look.is_hidden})


def write_merged(sheet: Sheet, areas: tuple[Area, ...]) -> None:
    """Show cells as one again. XlsxWriter's own way would write them all, in rows that have been stored already."""
    for one in areas:
        sheet.merge.append([one.top, one.left, one.bottom, one.right])


def write_beside(sheet: Sheet, old: OldSheet) -> None:
    """Write validations and merged cells."""
    for rule in old.rules:
        write_rule(sheet, rule)
    write_merged(sheet, old.merged)


def write_own_sheet(book: Book, old: OldSheet) -> None:
    """Write a sheet that the officer has added, as it was."""
    sheet: Any = book.add_plain(old.name)
    write_looks(sheet, old.looks)
    write_notes(sheet, old.notes)
    for row in sorted(old.rows):
        for column, cell in sorted(old.rows[row].items()):
            breaks = {"text_wrap": True} if isinstance(cell.value, str) and "\n" in cell.value else {}
            write_kept(book, sheet, row, column, cell, **breaks)
    write_beside(sheet, old)
    if old.is_hidden:
        sheet.hide()
