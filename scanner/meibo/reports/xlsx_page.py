"""A sheet that reads like a page: full-width lines, tables and tiles, written from top to bottom."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final
from unicodedata import east_asian_width

from meibo.catalogue.report import word
from meibo.reports.columns import Cell
from meibo.reports.model import ReportOptions
from meibo.reports.xlsx_book import FAINT, LINE, NAVY, PALE, Book, Chart, Sheet

FIRST, LAST = 1, 11
"""The page's columns, B to L; A is its margin."""
_WIDTHS: Final = (2, 16, 20, *[12] * 9)
_WIDTH: Final = sum(_WIDTHS[FIRST:])
LINE_HEIGHT, TWO_LINES_HEIGHT = 20, 32
"""Points."""
_CHARACTER_PIXELS: Final = 7


class Page:
    """The sheet and the row that is being written. Cells are named by their first and last column."""

    def __init__(self, book: Book, sheet: Sheet, options: ReportOptions) -> None:
        self.book, self.sheet, self.options = book, sheet, options
        self.row = 0
        for at, width in enumerate(_WIDTHS):
            sheet.set_column(at, at, width)
        sheet.hide_gridlines(2)

    def say(self, key: str, **values: object) -> str:
        """A term in the report's language."""
        return word(key, self.options.language, **values)

    def end_row(self, height: float = LINE_HEIGHT) -> None:
        """Give the row its height and go down to the next."""
        self.sheet.set_row(self.row, height)
        self.row += 1

    def put(self, first: int, last: int, value: Cell, **look: object) -> None:
        """Write a cell with this look only."""
        self.book.write_span(self.sheet, self.row, first, last, value, **look)

    def put_cell(self, first: int, last: int, value: Cell, **look: object) -> None:
        """Write a cell of a table."""
        aside = {"indent": 1} if isinstance(value, str) and "align" not in look else {}
        self.put(first, last, value, **{"bottom": 1, "bottom_color": LINE, **aside, **look})

    def put_fact(self, first: int, middle: int, last: int, label: str, value: Cell, **look: object) -> None:
        """Write a label, and its value from column ``middle`` on."""
        self.put_cell(first, middle - 1, label, bg_color=PALE, font_color=FAINT)
        self.put_cell(middle, last, value, align="left", indent=1, **look)

    def write_section(self, key: str, **values: object) -> None:
        """Write a section's title."""
        self.end_row(12)
        self.put(
            FIRST, LAST, self.say(key, **values), bold=True, font_size=12, font_color=NAVY, bottom=2, bottom_color=NAVY
        )
        self.end_row(24)

    def write_headings(self, *cells: tuple[int, int, str]) -> None:
        """Write a table's headings: first column, last column, term."""
        for first, last, key in cells:
            self.put_heading(first, last, key)
        self.end_row(22)

    def put_heading(self, first: int, last: int, key: str, **look: object) -> None:
        """Write one heading of a table."""
        self.put_cell(first, last, self.say(key), **{"bold": True, "bg_color": PALE, "align": "center", **look})

    def place_chart(self, chart: Chart, top: int, first: int, bottom: int, height: float = LINE_HEIGHT) -> None:
        """Lay a chart over rows of one height, ``top`` to ``bottom``, from column ``first`` to the page's edge."""
        width = sum(_WIDTHS[first:]) * _CHARACTER_PIXELS
        chart.set_size({"width": width, "height": round((bottom - top + 1) * height * 4 / 3)})
        self.sheet.insert_chart(top, first, chart)

    def draw_bars(
        self, top: int, bottom: int, series: Sequence[tuple[int, str]], first: int, points: Sequence[str] = (),
        height: float = LINE_HEIGHT,
    ) -> None:  # fmt: skip
        """A bar beside each row of a table, of the columns and colours of ``series``; ``points`` colour bar by bar."""
        chart = self.book.make_chart("bar", "stacked")
        for at, colour in series:
            more = {"points": [{"fill": {"color": point}} for point in points]} if points else {}
            chart.add_series(
                {"values": [self.sheet.name, top, at, bottom, at], "fill": {"color": colour}, "gap": 60, **more}
            )
        hidden = {"visible": False, "major_gridlines": {"visible": False}}
        chart.set_x_axis({**hidden, "min": 0})
        chart.set_y_axis({**hidden, "reverse": True})
        chart.set_legend({"none": True})
        chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
        chart.set_plotarea({"layout": {"x": 0.02, "y": 0, "width": 0.96, "height": 1}})
        self.place_chart(chart, top, first, bottom, height)

    def write_line(self, text: str) -> None:
        """Write a remark across the page, as high as it needs to be."""
        width = sum(2 if east_asian_width(character) in "FWA" else 1 for character in text)
        self.put(FIRST, LAST, text, text_wrap=True, font_color=FAINT)
        self.end_row(LINE_HEIGHT * math.ceil(width / _WIDTH))

    def write_nothing(self) -> None:
        """Write that a table has no rows."""
        self.put(FIRST, LAST, self.say("nothing-found"), italic=True, font_color=FAINT)
        self.end_row()
