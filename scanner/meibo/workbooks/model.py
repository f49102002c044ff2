"""What a workbook that somebody has filled in holds, as far as it is carried over. Rows and columns count from 0."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec

Value = str | int | float | bool | datetime | date | time | timedelta


class Formula(msgspec.Struct, frozen=True):
    """A formula that somebody has typed. It is never calculated here."""

    text: str
    """With its ``=``."""
    shown: str | int | float = 0
    """What it gave when the workbook was last stored."""
    is_array: bool = False


class FilledCell(msgspec.Struct, frozen=True):
    """A cell that holds something."""

    value: Value | Formula
    number_format: str = ""
    """How numbers and dates are shown, in the words of the file format; empty for the ordinary way."""

    @property
    def text(self) -> str:
        """The cell as text, without blanks around it; empty for a formula, which is nobody's answer."""
        if isinstance(self.value, Formula):
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value).strip()


Cells = dict[int, FilledCell]
"""The filled cells of a row, by column."""


class Note(msgspec.Struct, frozen=True):
    """A comment on a cell."""

    row: int
    column: int
    text: str
    author: str
    width: float
    height: float


class Area(msgspec.Struct, frozen=True):
    """Cells of a sheet, the first and the last row and column with them."""

    top: int
    left: int
    bottom: int
    right: int


class EntryRule(msgspec.Struct, frozen=True):
    """What may be entered into cells (a validation), such as a choice in a drop-down."""

    areas: tuple[Area, ...]
    options: dict[str, Any]
    """As XlsxWriter takes them."""


class ColumnLook(msgspec.Struct, frozen=True):
    """How wide a column is, in characters, and whether it is hidden."""

    width: float | None
    is_hidden: bool


class BookError(Exception):
    """A workbook cannot be read; ``code`` is a message of the catalogue, ``detail`` names what it is about."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail
