"""The cells of an OpenDocument spreadsheet (ISO 26300 Part 1, 9: tables), row by row, as its XML goes by.

A row or cell may stand for many that are equal: what such a count promises is given out up to a bound only.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from meibo.extraction.office.xml_events import XmlReader, local_name
from meibo.extraction.spreadsheets.cell_values import show_value
from meibo.extraction.spreadsheets.sheet_scan import LAST_COLUMN, LAST_ROW
from meibo.extraction.spreadsheets.workbook import find_constants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget

MOST_EQUAL_ROWS = 1_000
"""More equal rows, one below the other, are a way to format a sheet."""
_LEAST_CONSTANT = 4
_CELLS = {"table-cell", "covered-table-cell"}
_SHAPES = {"shapes", "frame", "custom-shape", "rect", "ellipse", "caption", "line", "connector", "polygon", "path"}
_ASIDE = {*_SHAPES, "text-box", "annotation", "help-message", "error-message", "tracked-changes"}
"""What is written beside cells, even where its element stands inside of one."""
_NOT_TEXT = {"ruby-text", "page-number", "page-count", "date", "time", "sheet-name", "file-name", "desc"}
_DIGITS = re.compile(r"[0-9() +‐-]*[0-9]")
_SPAN = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_HOURS_OF_DAY = 24


class OdsRow(NamedTuple):
    """A row of a sheet."""

    sheet_number: int
    """The how-manyth sheet of the file, from 0."""
    sheet: str
    number: int
    cells: list[str]


class OdsReader:
    """Reads ``content.xml``: rows as they come; what stands beside cells is gathered in ``beside``."""

    def __init__(self) -> None:
        self.beside: list[str] = []
        self.names: list[str] = []
        self.hidden = 0
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._rows: list[OdsRow] = []
        self._cells: list[str] = []
        self._row = self._column = self._row_count = self._cell_count = 0
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._text: list[str] = []
        self._aside = 0
        self._is_left_out = 0
        self._depth_of_text = 0

    def read(self, stream: BinaryIO, budget: Budget) -> Iterator[OdsRow]:
        """The rows that hold something; raises as XmlReader, after what was read before."""
        reader = XmlReader(self._start, self._end, self._add)
        try:
            for _ in reader.read_steps(stream, budget):
                yield from self._take()
        except Exception:
            yield from self._take()
            raise
        yield from self._take()

    def _take(self) -> list[OdsRow]:
        rows, self._rows = self._rows, []
        return rows

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name in _CELLS and not self._aside:
            self._attributes = attributes
            self._cell_count = _count(attributes, "table:number-columns-repeated")
            self._paragraphs.clear()
            if formula := attributes.get("table:formula"):
                self.beside.extend(text for text in find_constants(formula) if len(text) >= _LEAST_CONSTANT)
        elif name == "table-row" and not self._aside:
            self._row_count = _count(attributes, "table:number-rows-repeated")
            self._cells, self._column = [], 0
        elif name == "p" or name == "h":
            self._depth_of_text += 1
            self._text.clear()
        elif name == "table" and not self._aside:
            self._start_sheet(attributes)
        elif name in _ASIDE:
            self._aside += 1
        elif name in _NOT_TEXT:
            self._is_left_out += 1
        else:
            self._start_other(name, attributes)

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"tab", "line-break"}:
            self._add("\t" if name == "tab" else "\n")
        elif name == "s":
            self._add(" " * min(_count(attributes, "text:c"), LAST_COLUMN))
        elif name == "a":
            self.beside.append(attributes.get("xlink:href", ""))
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties":
            if attributes.get("table:display") == "false":
                self._hidden_styles.add(self._style)
        elif name == "content-validation":
            self.beside.extend(find_constants(attributes.get("table:condition", "")))
        elif name == "named-expression":
            constants = find_constants(attributes.get("table:expression", ""))
            self.beside.extend(f"{attributes.get('table:name', '')}: {text}" for text in constants)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        self.names.append(attributes.get("table:name", ""))
        self.hidden += attributes.get("table:style-name", "") in self._hidden_styles
        self._row = 0

    def _end(self, tag: str) -> None:
        name = local_name(tag)
        if name in _CELLS and not self._aside:
            self._end_cell()
        elif name == "table-row" and not self._aside:
            self._end_row()
        elif name == "p" or name == "h":
            self._depth_of_text -= 1
            (self.beside if self._aside else self._paragraphs).append("".join(self._text).strip("\n"))
            self._text.clear()
        elif name in _ASIDE:
            self._aside -= 1
        elif name in _NOT_TEXT:
            self._is_left_out -= 1
        elif name == "creator" and self._aside:
            self.beside.append("".join(self._text))
            self._text.clear()

    def _add(self, text: str) -> None:
        if (self._depth_of_text or self._aside) and not self._is_left_out:
            self._text.append(text)

    def _end_cell(self) -> None:
        text = _show(self._attributes, "\n".join(self._paragraphs)) if self._attributes or self._paragraphs else ""
        last = min(self._column + self._cell_count, LAST_COLUMN)
        if text:
            self._cells.extend([""] * (self._column - len(self._cells)))
            self._cells.extend([text] * (last - self._column))
        self._column = last
        self._paragraphs.clear()

    def _end_row(self) -> None:
        if self._cells and self.names:
            for number in range(self._row + 1, min(self._row + self._row_count, LAST_ROW) + 1)[:MOST_EQUAL_ROWS]:
                self._rows.append(OdsRow(len(self.names) - 1, self.names[-1], number, self._cells))
        self._row = min(self._row + self._row_count, LAST_ROW)
        self._cells = []


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return min(int(text[:8]), LAST_ROW) if text.isdecimal() else 1


def _show(attributes: dict[str, str], text: str) -> str:
    """What a cell holds; a number as it is shown where its format adds zeros or hyphens."""
    kind = attributes.get("office:value-type", "string")
    if attributes.get("calcext:value-type") == "error":
        return ""
    if kind == "date":
        return _show_date(attributes.get("office:date-value", ""), text)
    if kind == "time":
        return _show_span(attributes.get("office:time-value", ""), text)
    if kind == "boolean":
        return attributes.get("office:boolean-value", text).upper()
    if kind in {"float", "currency", "percentage"}:
        return _show_number(attributes.get("office:value", ""), text)
    return text or attributes.get("office:string-value", "")


def _show_number(value: str, text: str) -> str:
    try:
        plain = show_value(float(value))
    except ValueError:
        return text
    digits = re.sub("[^0-9]", "", text)
    is_telling = digits != plain or text != digits
    return text if is_telling and _DIGITS.fullmatch(text) and digits.lstrip("0") == plain else plain


def _show_date(value: str, text: str) -> str:
    try:
        return show_value(dt.datetime.fromisoformat(value))
    except ValueError:
        return value.replace("T", " ") or text


def _show_span(value: str, text: str) -> str:
    span = _SPAN.fullmatch(value)
    if span is None:
        return text
    hours, minutes, seconds = (int(part or 0) for part in span.groups())
    if hours < _HOURS_OF_DAY and minutes < 60 and seconds < 60:
        return show_value(dt.time(hours, minutes, seconds))
    return show_value(dt.timedelta(hours=hours, minutes=minutes, seconds=seconds))
