"""What the records of an Excel 97-2003 workbook say (MS-XLS 2.4): its sheets and cells, and the texts beside them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import msgspec

from meibo.extraction.spreadsheets.biff import (
    BIFF8,
    BOF,
    CONTINUE,
    EOF,
    Record,
    Strings,
    read_records,
    read_rk,
    read_shared_texts,
)
from meibo.extraction.spreadsheets.cell_values import read_serial_date, show_value
from meibo.extraction.spreadsheets.page_headers import read_page_header
from meibo.extraction.spreadsheets.shared_strings import SharedStrings
from meibo.extraction.spreadsheets.workbook import CellStyle, make_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.extraction.budget import Budget

FILE_PASS = 0x2F
_CODE_PAGE, _DATE_MODE, _FORMAT, _OLD_FORMAT, _STYLE, _OLD_STYLE, _SHEET, _SST = (
    0x42, 0x22, 0x41E, 0x1E, 0xE0, 0x43, 0x85, 0xFC,
)  # fmt: skip
_NUMBER, _RK, _MANY_RK, _FORMULA, _LABEL, _RICH_LABEL, _SHARED_LABEL, _BOOL, _RESULT = (
    0x203, 0x27E, 0xBD, 0x06, 0x204, 0xD6, 0xFD, 0x205, 0x207,
)  # fmt: skip
_NOTE, _TEXT_OBJECT, _HEADER, _FOOTER, _LINK, _CACHED, _WRITER, _CHART_TEXT, _VALIDATION = (
    0x1C, 0x1B6, 0x14, 0x15, 0x1B8, 0x5A, 0x5C, 0x100D, 0x1BE,
)  # fmt: skip
_CELL_KINDS = frozenset({_NUMBER, _RK, _MANY_RK, _FORMULA, _LABEL, _RICH_LABEL, _SHARED_LABEL, _BOOL})
_PLACE = struct.Struct("<HHH")
_DOUBLE = struct.Struct("<d")
_DIMENSIONS = 0x200
_TOO_MANY = 1 << 32
_LEAST_TEXT_BYTES = 3
"""An empty text in the table of shared ones."""
_TEXT_TOKEN = b"\x17"
_PLAIN = CellStyle()
_URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_WORKSHEETS = {0, 1}
"""Sheets of cells, and those of old macros."""


class XlsSheet(msgspec.Struct):
    """One sheet, as its records say."""

    name: str
    start: int
    is_hidden: bool
    first: tuple[int, int] = (0, 0)
    last: tuple[int, int] = (-1, -1)
    """Row and column of its outermost cells, from 0."""
    claimed_cells: int = 0
    """How many its own record of dimensions speaks of; the fast reader believes that."""
    styled: dict[int, list[tuple[int, int]]] = {}
    """Row -> column and style of the cells whose format shows more than their number; all from 1, styles from 0."""


class XlsRecords:
    """Looks over all records of a workbook stream once; what is written beside cells is gathered in ``beside``."""

    def __init__(self, raw: bytes, budget: Budget) -> None:
        self._raw, self._budget = raw, budget
        self.sheets: list[XlsSheet] = []
        self.beside: list[str] = []
        self.is_encrypted = False
        self.is_whole = True
        """Whether the records of each part go on to its end."""
        self.styles: list[CellStyle] = []
        self.is_1904 = False
        self._strings = Strings(is_biff8=True, code_page=1200)
        self._codes: dict[int, str] = {}
        self._sst: list[Record] = []
        self._is_biff8 = True

    @property
    def has_true_counts(self) -> bool:
        """Whether the shared texts can be as many as their table says; the fast reader believes that too."""
        if not self._sst:
            return True
        size = sum(end - start for _, start, end in self._sst)
        start = self._sst[0].start
        return int.from_bytes(self._raw[start + 4 : start + 8], "little") <= size // _LEAST_TEXT_BYTES

    def look(self) -> None:
        """Read the globals, then every record of every sheet."""
        self.is_whole = self._read_globals()
        if not self.is_encrypted:
            for sheet in self.sheets:
                self._look_at(sheet)

    def read_rows(self, sheet: XlsSheet, strings: SharedStrings) -> Iterator[tuple[int, list[str]]]:
        """The cells of a sheet row by row, from column A on."""
        row, cells = -1, list[str]()
        for at_row, column, text in self._read_cells(sheet, strings):
            if at_row != row:
                if cells:
                    yield row + 1, cells
                row, cells = at_row, []
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = text
        if cells:
            yield row + 1, cells

    def read_strings(self, strings: SharedStrings) -> None:
        """Fill the texts that cells share."""
        if self._sst:
            for text in read_shared_texts(self._raw, self._sst):
                strings.add(text)

    def _read_globals(self) -> bool:
        """What holds for all sheets; whether it is there to its end."""
        raw = self._raw
        is_in_sst = False
        code_page = 1200
        has_sheets = False
        for kind, start, end in read_records(raw, self._budget):
            if kind == BOF:
                self._is_biff8 = raw[start : start + 2] == BIFF8.to_bytes(2, "little")
                self._strings = Strings(is_biff8=self._is_biff8, code_page=code_page)
            elif kind == EOF:
                return has_sheets
            elif kind == FILE_PASS:
                self.is_encrypted = True
                return True
            elif kind == _CODE_PAGE:
                code_page = int.from_bytes(raw[start : start + 2], "little")
                self._strings = Strings(is_biff8=self._is_biff8, code_page=code_page)
            elif kind == _SST or (kind == CONTINUE and is_in_sst):
                self._sst.append(Record(kind, start, end))
            else:
                self._read_global(kind, start, end)
            has_sheets |= kind == _SHEET
            is_in_sst = kind == _SST or (kind == CONTINUE and is_in_sst)
        return False

    def _read_global(self, kind: int, start: int, end: int) -> None:
        raw = self._raw
        if kind == _SHEET and end - start > 6 and raw[start + 5] in _WORKSHEETS:
            offset = int.from_bytes(raw[start : start + 4], "little")
            name = self._strings.read_short(raw, start + 6, end)
            self.sheets.append(XlsSheet(name, offset, is_hidden=bool(raw[start + 4] & 3)))
        elif kind == _FORMAT:
            number = int.from_bytes(raw[start : start + 2], "little")
            read = self._strings.read_long if self._is_biff8 else self._strings.read_short
            self._codes[number] = read(raw, start + 2, end)
        elif kind in {_STYLE, _OLD_STYLE}:
            number = int.from_bytes(raw[start + 2 : start + 4], "little")
            self.styles.append(make_style(number, self._codes.get(number)))
        elif kind == _DATE_MODE:
            self.is_1904 = raw[start : start + 2] == b"\1\0"
        elif kind in _BESIDE:
            _BESIDE[kind](self, start, end)

    def _look_at(self, sheet: XlsSheet) -> None:
        """Find out which rectangle its cells span, which are styled, and what is written beside them."""
        raw, styles = self._raw, self.styles
        telling = {at for at, style in enumerate(styles) if style.digits is not None}
        self._budget.check_time()
        first_row, first_column, last_row, last_column = 1 << 16, 1 << 16, -1, -1
        depth = 0
        is_text_object = False
        unpack = _PLACE.unpack_from
        for kind, start, end in read_records(raw, self._budget, sheet.start):
            if kind in _CELL_KINDS and end - start >= 6:
                row, column, _ = unpack(raw, start)
                last = int.from_bytes(raw[end - 2 : end], "little") if kind == _MANY_RK else column
                first_row, last_row = min(first_row, row), max(last_row, row)
                first_column, last_column = min(first_column, column), max(last_column, last)
                if telling and depth == 1:
                    self._find_styled(sheet, kind, start, end, telling)
            elif kind == BOF:
                depth += 1
            elif kind == EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif kind == _DIMENSIONS:
                sheet.claimed_cells = max(sheet.claimed_cells, self._measure(start, end))
            elif kind == CONTINUE and is_text_object and end > start:
                self.beside.append(self._strings.read_characters(raw, start, end, end - start))
            elif kind in _BESIDE:
                _BESIDE[kind](self, start, end)
            is_text_object = kind == _TEXT_OBJECT
        else:
            self.is_whole = False
        if last_row >= 0:
            sheet.first, sheet.last = (first_row, first_column), (last_row, last_column)

    def _measure(self, start: int, end: int) -> int:
        """The cells in the rectangle of a record of dimensions (MS-XLS 2.4.90)."""
        layout = "<IIHH" if self._is_biff8 else "<HHHH"
        if end - start < struct.calcsize(layout):
            return _TOO_MANY
        top, bottom, left, right = (int(number) for number in struct.unpack_from(layout, self._raw, start))
        return (bottom - top + 1) * (right - left + 1) if top <= bottom and left <= right else _TOO_MANY

    def _find_styled(self, sheet: XlsSheet, kind: int, start: int, end: int, telling: set[int]) -> None:
        row, column, style = _PLACE.unpack_from(self._raw, start)
        if kind == _MANY_RK:
            styles = [int.from_bytes(self._raw[at : at + 2], "little") for at in range(start + 4, end - 2, 6)]
        else:
            styles = [style]
        for right, style in enumerate(styles, column + 1):
            if style in telling:
                sheet.styled.setdefault(row + 1, []).append((right, style))

    def _read_cells(self, sheet: XlsSheet, strings: SharedStrings) -> Iterator[tuple[int, int, str]]:
        raw = self._raw
        depth = 0
        waiting: tuple[int, int] | None = None
        for kind, start, end in read_records(raw, self._budget, sheet.start):
            if kind in _CELL_KINDS and end - start >= 6 and depth == 1:
                row, column, style = _PLACE.unpack_from(raw, start)
                if kind == _MANY_RK:
                    for right, at in enumerate(range(start + 4, end - 2, 6), column):
                        style = int.from_bytes(raw[at : at + 2], "little")
                        yield row, right, self._show(read_rk(raw, at + 2), style)
                    continue
                text = self._read_cell(kind, start, end, style, strings)
                waiting = (row, column) if text is None else None
                if text:
                    yield row, column, text
            elif kind == _RESULT and waiting is not None:
                yield *waiting, self._strings.read_long(raw, start, end)
                waiting = None
            elif kind == BOF:
                depth += 1
            elif kind == EOF:
                depth -= 1
                if depth <= 0:
                    return

    def _read_cell(self, kind: int, start: int, end: int, style: int, strings: SharedStrings) -> str | None:
        """The text of a cell; None where the next record holds it."""
        raw = self._raw
        if kind == _SHARED_LABEL:
            return strings[int.from_bytes(raw[start + 6 : start + 10], "little")]
        if kind == _NUMBER and end - start >= 14:
            return self._show(_DOUBLE.unpack_from(raw, start + 6)[0], style)
        if kind == _RK and end - start >= 10:
            return self._show(read_rk(raw, start + 6), style)
        if kind in {_LABEL, _RICH_LABEL}:
            return self._strings.read_long(raw, start + 6, end)
        if kind == _BOOL and end - start >= 8:
            return "" if raw[start + 7] else show_value(bool(raw[start + 6]))
        if kind == _FORMULA and end - start >= 14:
            if raw[start + 12 : start + 14] != b"\xff\xff":
                return self._show(_DOUBLE.unpack_from(raw, start + 6)[0], style)
            if raw[start + 6] == 0:
                return None
            return show_value(bool(raw[start + 8])) if raw[start + 6] == 1 else ""
        return ""

    def _show(self, value: float, style_number: int) -> str:
        style = self.styles[style_number] if style_number < len(self.styles) else _PLAIN
        if style.is_date:
            return show_value(read_serial_date(value, is_1904=self.is_1904, is_elapsed=style.is_elapsed))
        return (style.digits.write(value) if style.digits else None) or show_value(value)

    def _add_header(self, start: int, end: int) -> None:
        read = self._strings.read_long if self._is_biff8 else self._strings.read_short
        self.beside.append(read_page_header(read(self._raw, start, end)))

    def _add_note(self, start: int, end: int) -> None:
        """The author of a comment; its text is in a text object, or here in Excel 5."""
        if self._is_biff8:
            self.beside.append(self._strings.read_long(self._raw, start + 8, end))
        else:
            self.beside.append(self._strings.decode(self._raw[start + 6 : end]))

    def _add_link(self, start: int, end: int) -> None:
        """Where a hyperlink leads (MS-OSHARED 2.3.7.1): the address of a URL moniker."""
        at = self._raw.find(_URL_MONIKER, start, end)
        if at >= 0:
            size = int.from_bytes(self._raw[at + 16 : at + 20], "little")
            text = self._raw[at + 20 : min(at + 20 + size, end)].decode("utf-16-le", "replace")
            self.beside.append(text.partition("\0")[0])

    def _add_cached(self, start: int, end: int) -> None:
        """Values of another workbook (MS-XLS 2.4.65), one row."""
        raw, at = self._raw, start + 4
        texts: list[str] = []
        while at < end:
            kind = raw[at]
            if kind == 2:
                texts.append(self._strings.read_long(raw, at + 1, end))
                at += 1 + self._strings.measure_long(raw, at + 1)
                continue
            if kind == 1 and at + 9 <= end:
                texts.append(show_value(_DOUBLE.unpack_from(raw, at + 1)[0]))
            at += 9
        self.beside.append("\t".join(texts))

    def _add_writer(self, start: int, end: int) -> None:
        """Who saved the workbook last (MS-XLS 2.4.349)."""
        read = self._strings.read_long if self._is_biff8 else self._strings.read_short
        name = read(self._raw, start, end).strip()
        if name:
            self.beside.append(f"最終更新者: {name}")

    def _add_validation(self, start: int, end: int) -> None:
        """The hints at a cell and the list to choose from (MS-XLS 2.4.97)."""
        raw, at = self._raw, start + 4
        for _ in range(4):
            self.beside.append(self._strings.read_long(raw, at, end).strip("\0"))
            at += self._strings.measure_long(raw, at)
        if raw[at + 4 : at + 5] == _TEXT_TOKEN:
            self.beside.append(self._strings.read_short(raw, at + 5, end).replace("\0", "\n"))

    def _add_chart_text(self, start: int, end: int) -> None:
        self.beside.append(self._strings.read_short(self._raw, start + 2, end))


_BESIDE: dict[int, Callable[[XlsRecords, int, int], None]] = {
    _HEADER: XlsRecords._add_header,
    _FOOTER: XlsRecords._add_header,
    _NOTE: XlsRecords._add_note,
    _LINK: XlsRecords._add_link,
    _CACHED: XlsRecords._add_cached,
    _WRITER: XlsRecords._add_writer,
    _CHART_TEXT: XlsRecords._add_chart_text,
    _VALIDATION: XlsRecords._add_validation,
}
