"""Workbooks of LibreOffice Calc and others (ISO/IEC 26300, spreadsheet)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from meibo.samples.draft import join, list_cells, mark_line
from meibo.samples.page import Mark, SheetLocation, Value
from meibo.samples.writers.model import Written
from meibo.samples.writers.opendocument import DATE, mark_properties, pack_opendocument, paragraph
from meibo.samples.writers.xlsx import name_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.samples.draft import Row
    from meibo.samples.page import Decoy
    from meibo.samples.writers.model import Sheet, Workbook

_HIDDEN = "hidden"
_STYLES = (
    f'<style:style style:name="{_HIDDEN}" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def write_ods(book: Workbook) -> Written:
    """A workbook; header and footer are those of its first sheet."""
    first = book.sheets[0]
    body = "".join(map(_write_sheet, book.sheets))
    content = pack_opendocument("spreadsheet", body, book.properties, _STYLES, first.header, first.footer)
    marks = [mark for sheet in book.sheets for mark in _mark_sheet(sheet)]
    comments = (comment for sheet in book.sheets for comment in sheet.comments)
    for line, comment in enumerate(comments, len(book.sheets) + 1):  # behind the names of the sheets
        marks += mark_line(comment.parts, line, container=("content.xml",))
    margins = [parts for parts in (first.header, first.footer) if parts]
    for line, parts in enumerate(margins, 1):
        marks += mark_line(parts, line, container=("styles.xml",))
    return Written(content, (*marks, *mark_properties(book.properties)))


def _write_sheet(sheet: Sheet) -> str:
    rows = "".join(_write_row(sheet, number, row) for number, row in enumerate(sheet.list_rows(), 1))
    style = f' table:style-name="{_HIDDEN}"' if sheet.is_hidden else ""
    return f"<table:table table:name={quoteattr(sheet.name)}{style}><table:table-column/>{rows}</table:table>"


def _write_row(sheet: Sheet, number: int, row: Row) -> str:
    comments = {(comment.row, comment.column): comment for comment in sheet.comments}
    cells = []
    for column, text, part in list_cells(row):
        comment = comments.get((number, column))
        note = f"<office:annotation>{DATE}{paragraph(join(comment.parts))}</office:annotation>" if comment else ""
        kind = _tell_type(text, part, sheet.formats.get(column, ""))
        content = f"{note}{paragraph(text)}" if text else ""
        cells.append(f"<table:table-cell{kind}>{content}</table:table-cell>")
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _tell_type(text: str, part: Value | Decoy | None, style: str) -> str:
    """The type of a cell and its value, beside the text that it shows."""
    if style and text.isdigit():
        return f' office:value-type="float" office:value="{int(text)}"'
    if style.startswith("yyyy") and isinstance(part, Value):
        return f' office:value-type="date" office:date-value="{escape(part.normalised)}"'
    return ' office:value-type="string"' if text else ""


def _mark_sheet(sheet: Sheet) -> Iterator[Mark]:
    for number, row in enumerate(sheet.list_rows(), 1):
        for column, _, part in list_cells(row):
            if part is not None:
                yield Mark(part, SheetLocation(sheet.name, name_cell(number, column)))
