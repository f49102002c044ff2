"""Workbooks of Excel (ECMA-376 Part 1, 18)."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from meibo.samples.draft import join, list_cells, mark_line
from meibo.samples.page import Mark, SheetLocation, Value
from meibo.samples.writers.model import WRITTEN_AT, Written, enclose_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.samples.page import Decoy
    from meibo.samples.writers.model import Properties, Sheet, Workbook

_DATES = "yyyy"


def write_xlsx(book: Workbook) -> Written:
    """A workbook with its comments, hidden sheets, headers, footers and properties."""
    from xlsxwriter import Workbook as Target

    content = io.BytesIO()
    marks: list[Mark] = []
    with Target(content, {"in_memory": True, "strings_to_urls": False}) as target:
        target.set_properties(_list_properties(book.properties))
        for number, sheet in enumerate(book.sheets, 1):
            page = target.add_worksheet(sheet.name)
            styles = {column: target.add_format({"num_format": style}) for column, style in sheet.formats.items()}
            for row, column, text, part in _list_filled(sheet):
                _write_cell(page, (row - 1, column - 1), text, part, styles.get(column))
                if part is not None:
                    marks.append(Mark(part, SheetLocation(sheet.name, name_cell(row, column))))
            marks += _write_margins(page, sheet, f"xl/worksheets/sheet{number}.xml")
            marks += _write_comments(page, sheet, f"xl/comments{number}.xml")
            marks += _write_picture(page, sheet)
            if sheet.is_hidden:
                page.hide()
    return Written(content.getvalue(), (*marks, *_mark_properties(book.properties)))


def name_cell(row: int, column: int) -> str:
    """The name of a cell, both counted from 1.

    >>> name_cell(3, 28)
    'AB3'
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def _list_filled(sheet: Sheet) -> Iterator[tuple[int, int, str, Value | Decoy | None]]:
    """Row, column, text and value of each cell that is not empty."""
    for row, cells in enumerate(sheet.list_rows(), 1):
        yield from ((row, column, text, part) for column, text, part in list_cells(cells) if text)


def _write_cell(page: Any, at: tuple[int, int], text: str, part: Value | Decoy | None, style: Any) -> None:
    """A text; a number or a date where the column has a format and the text is one."""
    if style is not None and text.isdigit():
        page.write_number(*at, int(text), style)
    elif style is not None and isinstance(part, Value) and style.num_format.startswith(_DATES):
        page.write_datetime(*at, dt.datetime.fromisoformat(part.normalised), style)
    else:
        page.write_string(*at, text)


def _write_margins(page: Any, sheet: Sheet, member: str) -> Iterator[Mark]:
    """Header and footer, which stand in the middle of their lines."""
    if sheet.header:
        page.set_header(f"&C{join(sheet.header)}")
        yield from mark_line(sheet.header, 1, container=(member,))
    if sheet.footer:
        page.set_footer(f"&C{join(sheet.footer)}")
        yield from mark_line(sheet.footer, 2 if sheet.header else 1, container=(member,))


def _write_picture(page: Any, sheet: Sheet) -> tuple[Mark, ...]:
    """As large as its resolution says, under the last row."""
    if sheet.picture:
        place = {"image_data": io.BytesIO(sheet.picture.content)}
        page.insert_image(sum(1 for _ in sheet.list_rows()) + 1, 0, "image1.png", place)
    return enclose_picture(sheet.picture, "xl/media/image1.png")


def _write_comments(page: Any, sheet: Sheet, member: str) -> Iterator[Mark]:
    for line, comment in enumerate(sheet.comments, 1):
        page.write_comment(comment.row - 1, comment.column - 1, join(comment.parts))
        yield from mark_line(comment.parts, line, container=(member,))


def _list_properties(properties: Properties) -> dict[str, object]:
    return {
        "title": properties.title,
        "author": properties.author.text,
        "company": properties.company,
        "created": WRITTEN_AT.replace(tzinfo=None),
    }


def _mark_properties(properties: Properties) -> Iterator[Mark]:
    """The author stands as who made and who last changed the file, behind the title."""
    for line, label in ((2, "作成者: "), (3, "最終更新者: ")):
        yield from mark_line((label, properties.author), line, container=("docProps/core.xml",))
