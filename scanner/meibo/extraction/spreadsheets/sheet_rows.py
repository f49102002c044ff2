"""The cells of a sheet, row by row, in little memory (ECMA-376 Part 1, 18.3.1.4 and 18.3.1.73).

Slower than the reader that holds a sheet, but it bears sheets of any size, cells that lie a million rows apart, and
a sheet that ends in damage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from meibo.extraction.office.xml_events import XmlReader, local_name
from meibo.extraction.spreadsheets.cell_values import read_serial_date, show_value
from meibo.extraction.spreadsheets.sheet_scan import LAST_COLUMN, LAST_ROW, column_number
from meibo.extraction.spreadsheets.workbook import CellStyle, find_constants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.spreadsheets.part_text import PartText
    from meibo.extraction.spreadsheets.shared_strings import SharedStrings

_PLAIN = CellStyle()
_IN_CELLS = {"v", "t", "is", "r", "rPr"}
_LEAST_CONSTANT = 4
_MOST_CONSTANTS = 10_000
_MOST_CELL_CHARS = 1 << 20
"""Excel allows 32,767 characters in a cell."""


class SheetRows:
    """Reads one sheet; ``constants`` are the texts in its formulas, ``around`` gather what stands beside its cells."""

    def __init__(
        self, strings: SharedStrings, styles: list[CellStyle], around: tuple[PartText, ...], *, is_1904: bool
    ) -> None:
        self._strings, self._styles, self._around, self._is_1904 = strings, styles, around, is_1904
        self.constants: dict[str, None] = {}
        self._rows: list[tuple[int, list[tuple[int, str]]]] = []
        self._cells: list[tuple[int, str]] = []
        self._row = self._column = 0
        self._kind = self._style = ""
        self._text: list[str] | None = None
        self._value: list[str] = []
        self._formula: list[str] = []
        self._letters: dict[str, int] = {}

    def read(self, stream: BinaryIO, budget: Budget) -> Iterator[tuple[int, list[str]]]:
        """Rows with their numbers and their cells from column A on, while the XML is read; raises as XmlReader."""
        reader = XmlReader(self._start, self._end, self._on_text)
        try:
            for _ in reader.read_steps(stream, budget):
                yield from self._take()
        except Exception:
            self._finish_row()
            yield from self._take()
            raise
        self._finish_row()
        yield from self._take()

    def _take(self) -> Iterator[tuple[int, list[str]]]:
        """The rows so far; each is spread out only now, for one filled cell may stand behind 16,383 empty ones."""
        rows, self._rows = self._rows, []
        for number, cells in rows:
            spread = [""] * max(cells)[0]
            for column, text in cells:
                spread[column - 1] = text
            yield number, spread

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag if ":" not in tag else local_name(tag)
        if name == "c":
            self._place(attributes.get("r", ""))
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._value.clear()
        elif name in {"v", "t"}:
            self._text = self._value
        elif name == "f":
            self._text = self._formula
        elif name == "row":
            self._finish_row()
            number = attributes.get("r", "")
            self._row = min(int(number), LAST_ROW) if number.isdecimal() else self._row + 1
            self._column = 0
        elif name == "rPh":
            self._text = None
        elif name not in _IN_CELLS:
            for part in self._around:
                part.start(tag, attributes)

    def _end(self, tag: str) -> None:
        name = tag if ":" not in tag else local_name(tag)
        self._text = None
        if name == "c":
            if self._value:
                self._cells.append((self._column, self._show("".join(self._value))))
        elif name == "f" and self._formula:
            if len(self.constants) < _MOST_CONSTANTS:
                found = find_constants("".join(self._formula))
                self.constants.update((text, None) for text in found if len(text) >= _LEAST_CONSTANT)
            self._formula.clear()
        elif name == "row":
            self._finish_row()
        elif name not in _IN_CELLS:
            for part in self._around:
                part.end(tag)

    def _on_text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text[:_MOST_CELL_CHARS])
        else:
            for part in self._around:
                part.add(text)

    def _place(self, reference: str) -> None:
        """Go to a cell; one that does not say where it stands follows the one before."""
        letters = reference.rstrip("0123456789")
        if letters not in self._letters:
            known = letters.isascii() and letters.isalpha() and len(letters) <= 3
            self._letters[letters] = min(column_number(letters), LAST_COLUMN) if known else 0
        self._column = self._letters[letters] or min(self._column + 1, LAST_COLUMN)
        number = reference[len(letters) :]
        if number and int(number[:8]) != self._row:
            self._finish_row()
            self._row = min(int(number[:8]), LAST_ROW)

    def _finish_row(self) -> None:
        if self._cells:
            self._rows.append((self._row, self._cells))
            self._cells = []

    def _show(self, value: str) -> str:
        kind = self._kind
        if kind == "s":
            return self._strings[int(value)] if value.isdecimal() else ""
        if kind == "n":
            return self._show_number(value)
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "d":
            return value.replace("T00:00:00", "").replace("T", " ").removesuffix("Z")
        return "" if kind == "e" else value

    def _show_number(self, text: str) -> str:
        try:
            value = float(text)
        except ValueError:
            return text
        style = (
            self._styles[int(self._style)]
            if self._style.isdecimal() and int(self._style) < len(self._styles)
            else _PLAIN
        )
        if style.is_date:
            return show_value(read_serial_date(value, is_1904=self._is_1904, is_elapsed=style.is_elapsed))
        return (style.digits.write(value) if style.digits else None) or show_value(value)
