"""What the binary parts of an xlsb workbook say (MS-XLSB 2.4): its sheets, formats, shared texts, cells, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from meibo.extraction.spreadsheets.biff import read_rk
from meibo.extraction.spreadsheets.cell_values import read_serial_date, show_value
from meibo.extraction.spreadsheets.page_headers import read_page_header
from meibo.extraction.spreadsheets.sheet_scan import LAST_COLUMN, LAST_ROW
from meibo.extraction.spreadsheets.workbook import SHEET_KINDS, CellStyle, Sheet, Workbook, make_style
from meibo.extraction.spreadsheets.xlsb_records import read_double, read_records, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.spreadsheets.relations import Relation
    from meibo.extraction.spreadsheets.shared_strings import SharedStrings

_ROW, _RK, _BOOL, _REAL, _TEXT, _SHARED, _RESULT_TEXT, _RESULT, _RESULT_BOOL, _RICH_TEXT = (
    0,
    2,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    62,
)
_SHARED_ITEM, _FORMAT, _XF, _WORKBOOK, _BUNDLE = 19, 44, 47, 153, 156
_HEADER_FOOTER, _LINK, _CELL_FORMATS, _CELL_FORMATS_END, _AUTHOR, _COMMENT = 479, 494, 617, 618, 632, 637
_PLAIN = CellStyle()


def read_binary_workbook(book: Workbook, relations: dict[str, Relation], stream: BinaryIO, budget: Budget) -> None:
    """Add the sheets of the workbook part."""
    for kind, raw in read_records(stream, budget):
        if kind == _WORKBOOK:
            book.is_1904 = bool(raw[0] & 1)
        elif kind == _BUNDLE:
            relation_id, at = read_text(raw, 8)
            if relation_id not in relations:
                relation_id, at = read_text(raw, 12)  # programs before the release of 2007 wrote four bytes more
            name, _ = read_text(raw, at)
            book.names.append(name)
            relation = relations.get(relation_id)
            if relation is None or relation.kind in SHEET_KINDS:
                book.sheets.append(Sheet(name, relation.target if relation else "", is_hidden=bool(raw[0] & 3)))


def read_binary_styles(stream: BinaryIO, budget: Budget) -> list[CellStyle]:
    """The style of each cell format, in their order."""
    codes: dict[int, str] = {}
    styles: list[CellStyle] = []
    is_of_cells = False
    for kind, raw in read_records(stream, budget):
        if kind == _FORMAT:
            codes[int.from_bytes(raw[:2], "little")] = read_text(raw, 2)[0]
        elif kind == _XF and is_of_cells:
            number = int.from_bytes(raw[2:4], "little")
            styles.append(make_style(number, codes.get(number)))
        elif kind in {_CELL_FORMATS, _CELL_FORMATS_END}:
            is_of_cells = kind == _CELL_FORMATS
    return styles


def read_binary_strings(strings: SharedStrings, stream: BinaryIO, budget: Budget) -> None:
    """Add the texts that cells share."""
    for kind, raw in read_records(stream, budget):
        if kind == _SHARED_ITEM:
            strings.add(read_text(raw, 1)[0])


def read_binary_comments(stream: BinaryIO, budget: Budget) -> Iterator[str]:
    """The authors and texts of comments."""
    for kind, raw in read_records(stream, budget):
        if kind == _AUTHOR:
            yield read_text(raw)[0]
        elif kind == _COMMENT:
            yield read_text(raw, 1)[0]


class BinaryRows:
    """Reads one sheet; what it says beside its cells is gathered in ``beside``."""

    def __init__(self, strings: SharedStrings, styles: list[CellStyle], *, is_1904: bool) -> None:
        self._strings, self._styles, self._is_1904 = strings, styles, is_1904
        self.beside: list[str] = []

    def read(self, stream: BinaryIO, budget: Budget) -> Iterator[tuple[int, list[str]]]:
        """Rows with their numbers and their cells from column A on; raises EOFError where the part is cut off."""
        row = 0
        cells: list[str] = []
        try:
            for kind, raw in read_records(stream, budget):
                if kind == _ROW:
                    if cells:
                        yield row, cells
                    row, cells = min(int.from_bytes(raw[:4], "little"), LAST_ROW - 1) + 1, []
                elif kind < _RICH_TEXT + 1:
                    text = self._read_cell(kind, raw)
                    if text:
                        column = min(int.from_bytes(raw[:4], "little"), LAST_COLUMN - 1)
                        cells.extend([""] * (column + 1 - len(cells)))
                        cells[column] = text
                elif kind == _HEADER_FOOTER:
                    self._add_headers(raw)
                elif kind == _LINK:
                    self._add_link(raw)
        except Exception:
            if cells:
                yield row, cells
            raise
        if cells:
            yield row, cells

    def _read_cell(self, kind: int, raw: bytes) -> str:
        if kind == _SHARED:
            return self._strings[int.from_bytes(raw[8:12], "little")]
        if kind == _RK:
            return self._show(read_rk(raw, 8), raw)
        if kind in {_REAL, _RESULT}:
            return self._show(read_double(raw, 8), raw)
        if kind in {_TEXT, _RESULT_TEXT}:
            return read_text(raw, 8)[0]
        if kind == _RICH_TEXT:
            return read_text(raw, 9)[0]
        return show_value(bool(raw[8])) if kind in {_BOOL, _RESULT_BOOL} and len(raw) > 8 else ""

    def _show(self, value: float, raw: bytes) -> str:
        number = int.from_bytes(raw[4:7], "little")
        style = self._styles[number] if number < len(self._styles) else _PLAIN
        if style.is_date:
            return show_value(read_serial_date(value, is_1904=self._is_1904, is_elapsed=style.is_elapsed))
        return (style.digits.write(value) if style.digits else None) or show_value(value)

    def _add_headers(self, raw: bytes) -> None:
        at = 2
        while at + 4 <= len(raw):
            text, at = read_text(raw, at)
            self.beside.append(read_page_header(text))

    def _add_link(self, raw: bytes) -> None:
        """The hint and the text of a hyperlink; where it leads is in the relations of the part."""
        _, at = read_text(raw, 16)
        _, at = read_text(raw, at)
        hint, at = read_text(raw, at)
        self.beside += [hint, read_text(raw, at)[0]]
