"""Rows of a list as XML, straight into the file in which XlsxWriter keeps the rows of a sheet.

XlsxWriter checks, stores and spells each cell in ten calls; a list of 500,000 files has twenty million. It still makes
everything else: formats, headings, filters, charts, the package (ADR 0027).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from xlsxwriter.utility import xl_col_to_name

from meibo.reports.cell_text import is_formula_like, spell_for_xlsx
from meibo.reports.columns import NUMBERS, Cell, Column

Row = TypeVar("Row")
Sheet = Any

_SHARED: Final = 20_000
"""Texts of a sheet that are stored once and named by number; most repeat."""
_ESCAPES: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_CODE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Spreadsheets read ``_x0041_`` as a character's number."""
_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no zone
_FIRST_YEAR: Final = 1900

_Spell = Callable[[Cell, str], str]
"""The XML of a cell at ``r="..."``."""


class RowWriter:
    """Writes the rows below the headings of a sheet, one after the other."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column[Row]], looks: Sequence[tuple[int, int]]) -> None:
        """``looks`` are the numbers of the cell formats of each column: of plain cells, and of text like a formula."""
        self._sheet = sheet
        self._last = 0
        self._texts: dict[str, int] = {}
        self._columns = [
            (column.read, xl_col_to_name(at), self._choose(column, *look))
            for at, (column, look) in enumerate(zip(columns, looks, strict=True))
        ]
        sheet._write_single_row(1)  # the headings

    def write(self, row: Any) -> None:
        """Write the next row; empty cells are left out."""
        self._last += 1
        number = str(self._last + 1)
        cells = [
            spell(value, name + number)
            for read, name, spell in self._columns
            if (value := read(row)) is not None and value != ""
        ]
        self._sheet.row_data_fh.write(f'<row r="{number}">{"".join(cells)}</row>\n')

    def end(self) -> int:
        """Tell the sheet how far it goes; returns the last row."""
        sheet = self._sheet
        if self._last:
            sheet.dim_rowmax, sheet.dim_colmax = self._last, len(self._columns) - 1
            sheet.previous_row = self._last + 1
        return self._last

    def _choose(self, column: Column[Row], plain: int, guarded: int) -> _Spell:
        """How the cells of a column are spelled."""
        head = f'" s="{plain}"'

        def spell(value: Cell, place: str) -> str:
            if isinstance(value, str):
                return self._spell_text(value, place, guarded if is_formula_like(value) else plain)
            if isinstance(value, datetime):
                if value.year < _FIRST_YEAR:
                    return self._spell_text(value.strftime("%Y-%m-%d %H:%M:%S"), place, plain)
                value = (value.replace(tzinfo=None) - _FIRST_DAY).total_seconds() / 86_400
            return f'<c r="{place}{head}><v>{value}</v></c>'

        def spell_number(value: Cell, place: str) -> str:
            return f'<c r="{place}{head}><v>{value}</v></c>'

        return spell_number if column.kind in NUMBERS else spell

    def _spell_text(self, text: str, place: str, look: int) -> str:
        number = self._texts.get(text)
        if number is None and len(self._texts) < _SHARED:
            number = self._sheet.str_table._get_shared_string_index(spell_for_xlsx(text))
            self._texts[text] = number
        if number is not None:
            return f'<c r="{place}" s="{look}" t="s"><v>{number}</v></c>'
        spelled = _CODE.sub("_x005F_", spell_for_xlsx(text)).translate(_ESCAPES)
        space = ' xml:space="preserve"' if spelled != spelled.strip() else ""
        return f'<c r="{place}" s="{look}" t="inlineStr"><is><t{space}>{spelled}</t></is></c>'
