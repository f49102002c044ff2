"""The workbook: its cell formats, how values become cells, and how a page is printed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from meibo import __version__
from meibo.assessment.risk import Level
from meibo.catalogue.language import Language
from meibo.catalogue.report import word
from meibo.reports.cell_text import is_formula_like, spell_for_xlsx
from meibo.reports.columns import Cell
from meibo_detectors.model import Confidence

FONT: Final = "Yu Gothic"
INK, NAVY, PALE, LINE, FAINT = "#1F2937", "#1F3864", "#EEF2F8", "#C9D2E0", "#6B7280"
GREEN, PALE_GREEN = "#1E5E3F", "#F1F8F3"
"""Of columns that people fill in."""
LEVEL_COLOURS: Final = {
    Level.CRITICAL: ("#B42318", "#FFFFFF"),
    Level.HIGH: ("#F7B27A", "#5C2300"),
    Level.MEDIUM: ("#FDE8A5", "#5F4700"),
    Level.LOW: ("#DCEBD3", "#2C4A1E"),
    Level.NONE: ("#F3F4F6", FAINT),
}
"""Background and letters."""
CONFIDENCE_COLOURS: Final = {Confidence.HIGH: "#8FAADC", Confidence.MEDIUM: "#B4C7E7", Confidence.LOW: "#DAE3F3"}
GOOD: Final = {"bg_color": "#E3F1E5", "font_color": "#1E5631"}
PERHAPS: Final = {"bg_color": "#FDF1CF", "font_color": "#6B4E00"}
BAD: Final = {"bg_color": "#FDE7D9", "font_color": "#8A2C0D"}
A3, A4 = 8, 9
DATE_FORMAT: Final = "yyyy-mm-dd hh:mm:ss"
_FIRST_YEAR: Final = 1900
"""Spreadsheets know no earlier dates."""

Format = Any
Sheet = Any
Chart = Any
"""XlsxWriter's objects; it carries no type information."""


class Book:
    """A workbook being written row by row, and its formats, each made once."""

    def __init__(self, workbook: Any, language: Language, title: str = "") -> None:
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self.language = language
        self._title = title or word("title", language)
        workbook.set_properties({"title": self._title, "comments": f"meibo {__version__}"})

    def add_cover(self, name: str) -> Sheet:
        """A new sheet behind the others that prints on pages of its width."""
        sheet = self._add_sheet(name, A4)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        return sheet

    def add_list(self, name: str) -> Sheet:
        """A new sheet behind the others that prints on pages of its full width, its first row on each."""
        sheet = self._add_sheet(name, A3)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def add_plain(self, name: str) -> Sheet:
        """A new sheet behind the others that is printed as the reader likes."""
        return self._workbook.add_worksheet(name)

    def define_name(self, name: str, formula: str) -> None:
        """Give a formula a name that cells of any sheet may use."""
        self._workbook.define_name(name, formula)

    def _add_sheet(self, name: str, paper: int) -> Sheet:
        sheet = self._workbook.add_worksheet(name)
        sheet.set_default_row(18)
        sheet.set_paper(paper)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header(f"&L&9{self._title}&R&9&A")
        sheet.set_footer(f"&C&9{word('page-footer', self.language, page='&P', pages='&N')}")
        return sheet

    def make_chart(self, kind: str, subtype: str) -> Chart:
        """A chart without data, on no sheet yet."""
        return self._workbook.add_chart({"type": kind, "subtype": subtype})

    def format(self, **properties: object) -> Format:
        """The cell format with these properties of XlsxWriter."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format({"valign": "vcenter", "font_color": INK, **properties})
        return self._formats[key]

    def number_format(self, **properties: object) -> int:
        """The number of that format in the workbook."""
        number: int = self.format(**properties)._get_xf_index()
        return number

    def write(self, sheet: Sheet, row: int, column: int, value: Cell, **properties: object) -> None:
        """Write one cell: text always as text, times in the zone they carry; an empty cell only where it has a look."""
        match value:
            case None | "":
                if properties:
                    sheet.write_blank(row, column, None, self.format(**properties))
            case str():
                guard = {"quote_prefix": True} if is_formula_like(value) else {}
                sheet.write_string(row, column, spell_for_xlsx(value), self.format(**properties, **guard))
            case datetime() if value.year < _FIRST_YEAR:
                sheet.write_string(row, column, value.strftime("%Y-%m-%d %H:%M:%S"), self.format(**properties))
            case datetime():
                look = {"num_format": DATE_FORMAT, "align": "left", **properties}
                sheet.write_datetime(row, column, value.replace(tzinfo=None), self.format(**look))
            case int() | float():
                sheet.write_number(row, column, value, self.format(**{"num_format": "#,##0", **properties}))

    def write_span(self, sheet: Sheet, row: int, first: int, last: int, value: Cell, **properties: object) -> None:
        """Write one cell across columns ``first`` to ``last``."""
        if last > first:
            sheet.merge_range(row, first, row, last, "", self.format(**properties))
        self.write(sheet, row, first, value, **properties)


@contextlib.contextmanager
def open_book(path: Path, language: Language, title: str = "") -> Iterator[Book]:
    """A workbook that is stored at ``path`` when the block ends; its temporary files lie beside it."""
    look = {"font_name": FONT, "font_size": 10, "font_family": 3, "font_charset": 128, "font_scheme": False}
    workbook = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_urls": False,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "use_zip64": True,
            "tmpdir": str(path.parent),
            "default_format_properties": look,
        },
    )
    try:
        yield Book(workbook, language, title)
        workbook.close()
    except FileCreateError as error:
        raise error.args[0] from None  # the operating system's own error, which XlsxWriter wraps
    finally:
        for sheet in workbook.worksheets():
            sheet._opt_close()  # rows wait in open files until the workbook is stored
