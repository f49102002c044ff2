"""A list as sheets: frozen headings with filters, one row an item, further sheets where one is full."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from meibo.assessment.risk import Level
from meibo.catalogue.issues import IssueClass
from meibo.catalogue.report import word
from meibo.reports.columns import NUMBERS, Column, Kind
from meibo.reports.xlsx_book import BAD, DATE_FORMAT, FAINT, LEVEL_COLOURS, LINE, NAVY, PERHAPS, Book, Sheet
from meibo.reports.xlsx_rows import RowWriter

Row = TypeVar("Row")

_LOOKS: Final[dict[Kind, dict[str, object]]] = {
    "text": {"indent": 1},
    "word": {"align": "center"},
    "level": {"align": "center"},
    "class": {"align": "center"},
    "count": {"num_format": '#,##0;-#,##0;"–"'},
    "change": {"num_format": '+#,##0;-#,##0;"–"'},
    "whole": {"num_format": "#,##0"},
    "tenths": {"num_format": '#,##0.0;-#,##0.0;"–"'},
    "yen": {"num_format": '#,##0;-#,##0;"–"'},
    "trigger": {"align": "center"},
    "time": {"indent": 1},
}


def write_list(
    book: Book, name: str, columns: Sequence[Column[Row]], rows: Iterable[Row], sheet_rows: int, frozen: int = 0
) -> None:
    """Write all rows; sheets after the first are called ``name (2)``, ``name (3)`` ..., and ``frozen`` columns stay."""
    waiting = iter(rows)
    first: list[Row] = list(itertools.islice(waiting, 1))
    for number in itertools.count(1):
        page = itertools.chain(first, itertools.islice(waiting, sheet_rows - 1 - len(first)))
        sheet = book.add_list(name if number == 1 else f"{name} ({number})")
        _write_headings(book, sheet, columns, frozen)
        last = _write_rows(book, sheet, columns, page)
        _finish(book, sheet, columns, last)
        first = list(itertools.islice(waiting, 1))
        if not first:
            break


def _write_headings(book: Book, sheet: Sheet, columns: Sequence[Column[Row]], frozen: int) -> None:
    sheet.set_row(0, 44)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width_chars)
        book.write(
            sheet, 0, at, column.heading,
            bold=True, font_color="#FFFFFF", bg_color=NAVY, text_wrap=True, align="center", border=1, border_color=LINE,
        )  # fmt: skip
    sheet.freeze_panes(1, frozen)


def _write_rows(book: Book, sheet: Sheet, columns: Sequence[Column[Row]], rows: Iterator[Row]) -> int:
    looks = []
    for column in columns:
        look = _LOOKS[column.kind]
        if column.kind in NUMBERS:
            look = {"num_format": "#,##0", **look}
        if column.kind == "time":
            look = {"num_format": DATE_FORMAT, "align": "left", **look}
        looks.append((book.number_format(**look), book.number_format(**look, quote_prefix=True)))
    writer = RowWriter(sheet, columns, looks)
    for row in rows:
        writer.write(row)
    return writer.end()


def _finish(book: Book, sheet: Sheet, columns: Sequence[Column[Row]], last: int) -> None:
    if not last:
        book.write(sheet, 1, 0, word("nothing-found", book.language), italic=True, font_color=FAINT)
    last, right = max(last, 1), len(columns) - 1
    sheet.autofilter(0, 0, last, right)
    for at, column in enumerate(columns):
        if column.kind == "level":
            colour_levels(book, sheet, (1, at, last, at))
        if column.kind == "class":
            _colour_words(book, sheet, (1, at, last, at), {f"class-{IssueClass.FAULT}": BAD})
        if column.kind == "trigger":
            _colour_words(book, sheet, (1, at, last, at), {"raised-sure": BAD, "raised-possible": PERHAPS})
    rule = {"type": "formula", "criteria": "=TRUE", "format": book.format(bottom=1, bottom_color=LINE)}
    sheet.conditional_format(1, 0, last, right, rule)  # lines below empty cells too, without writing them


def _colour_words(book: Book, sheet: Sheet, cells: tuple[int, int, int, int], looks: dict[str, dict[str, str]]) -> None:
    for key, look in looks.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{word(key, book.language)}"'}
        sheet.conditional_format(*cells, {**rule, "format": book.format(**look)})


def colour_levels(book: Book, sheet: Sheet, cells: tuple[int, int, int, int]) -> None:
    """Colour the words of levels in a range: first row, first column, last row, last column."""
    for level in Level:
        background, letters = LEVEL_COLOURS[level]
        look = book.format(bg_color=background, font_color=letters, bold=level in (Level.CRITICAL, Level.HIGH))
        rule = {"type": "cell", "criteria": "==", "value": f'"{word(f"level-{level}", book.language)}"'}
        sheet.conditional_format(*cells, {**rule, "format": look})
