"""Values of other workbooks that a workbook keeps a copy of (ECMA-376 Part 1, 18.14: external links)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_table
from meibo.extraction.office.xml_events import XmlReader, local_name
from meibo.extraction.spreadsheets.cell_values import show_value
from meibo.extraction.spreadsheets.sheet_scan import LAST_COLUMN, column_number
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item
    from meibo.extraction.office.package import Package


def read_external_cells(package: Package, part: str, budget: Budget) -> Iterator[Item]:
    """The copied cells, a table for each sheet that they come from, in their places; raises where it is damaged."""
    copies = _Copies(budget)
    try:
        with package.open(part) as stream:
            XmlReader(copies.start, copies.end, copies.on_text).read(stream, budget)
    finally:
        tables = copies.tables
    for number, rows in sorted(tables.items()):
        name = copies.names[number] if number < len(copies.names) else str(number + 1)
        ordered = ((row, _fill(cells)) for row, cells in sorted(rows.items()))
        yield from cut_table(ordered, budget, Position(sheet=name, container=(part,)))


def _fill(cells: dict[int, str]) -> list[str]:
    return [cells.get(column, "") for column in range(1, max(cells) + 1)]


class _Copies:
    """Gathers cells by sheet, row and column."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.names: list[str] = []
        self.tables: dict[int, dict[int, dict[int, str]]] = {}
        self._sheet = 0
        self._row = 0
        self._column = 0
        self._is_number = False
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "sheetName":
            self.names.append(attributes.get("val", ""))
        elif name == "sheetData":
            self._sheet = _number(attributes.get("sheetId"))
        elif name == "row":
            self._row = _number(attributes.get("r"))
        elif name == "cell":
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = min(column_number(letters), LAST_COLUMN) if letters.isalpha() else 1
            self._is_number = attributes.get("t", "n") == "n"
        elif name == "v":
            self._text = []

    def on_text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if local_name(tag) == "v" and self._text is not None:
            self._budget.take_cells(1)
            value = "".join(self._text)
            row = self.tables.setdefault(self._sheet, {}).setdefault(self._row, {})
            row[self._column] = _show_number(value) if self._is_number else value
            self._text = None


def _show_number(text: str) -> str:
    try:
        return show_value(float(text))
    except ValueError:
        return text


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
