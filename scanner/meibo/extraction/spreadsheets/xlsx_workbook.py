"""Excel workbooks since 2007 (ISO/IEC 29500, SpreadsheetML): a zip package of XML parts; xlsb has binary parts instead.

Cells are read by python-calamine, which holds a sheet as a rectangle. Therefore each sheet is looked over first; one
that is too large or spans too much is read row by row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_table, cut_text
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Notice
from meibo.extraction.office.xml_events import READ_BYTES, XmlReader
from meibo.extraction.spreadsheets.calamine_cells import RefusedError, open_sheet, open_workbook, read_cells
from meibo.extraction.spreadsheets.page_headers import read_page_header
from meibo.extraction.spreadsheets.part_text import PartText
from meibo.extraction.spreadsheets.shared_strings import SharedStrings, read_shared_strings
from meibo.extraction.spreadsheets.sheet_rows import SheetRows
from meibo.extraction.spreadsheets.sheet_scan import SheetScan, scan_sheet
from meibo.extraction.spreadsheets.workbook import Sheet, Workbook, read_workbook
from meibo.extraction.spreadsheets.workbook_parts import HEADER_RULE, SHEET_RULE, extract_parts
from meibo.extraction.spreadsheets.xlsb_sheets import BinaryRows, read_binary_strings
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from python_calamine import CalamineWorkbook

    from meibo.extraction.model import Item, Source
    from meibo.extraction.office.package import Package


def extract_xlsx(source: Source, package: Package) -> Iterator[Item]:
    """Cells sheet by sheet, then names, comments, drawings, properties and all other parts, then the files inside."""
    if package.is_damaged:
        yield Notice("damaged", detail="no directory")
    book = read_workbook(package, source.budget)
    hidden = sum(sheet.is_hidden for sheet in book.sheets)
    if hidden:
        yield Notice("hidden-sheet", count=hidden)
    if not book.names:
        yield Notice("damaged", detail="no sheets", container=(book.part,))
    cells = _Cells(source, package, book)
    for sheet in book.sheets:
        yield from cells.extract(sheet)
    position = Position(line=1, container=(book.part,))
    yield from cut_text("\n".join(book.names), source.budget.limits, position)
    yield from extract_parts(package, source.budget)


class _Cells:
    """Reads the cells of sheets, by the fast reader where that is safe."""

    def __init__(self, source: Source, package: Package, book: Workbook) -> None:
        self._source, self._package, self._book = source, package, book
        self._budget = source.budget
        self._telling = {at: style.digits for at, style in enumerate(book.styles) if style.digits is not None}
        self._is_slow = source.attempt > 0
        self._fast: CalamineWorkbook | None = None
        self._strings: SharedStrings | None = None

    def extract(self, sheet: Sheet) -> Iterator[Item]:
        """The cells of one sheet, and what else its part says; trouble with it is a notice."""
        if sheet.part not in self._package:
            yield Notice("damaged", detail="a sheet is missing", container=(sheet.part or self._book.part,))
            return
        try:
            if self._book.is_binary:
                yield from self._read_binary(sheet)
                return
            scan = self._scan(sheet)
            if scan is not None and scan.is_plain and (rows := self._read_fast(sheet, scan)) is not None:
                yield from rows
                yield from self._extract_around(sheet, scan.around, scan.constants)
            else:
                yield from self._read_slowly(sheet)
        except LimitReachedError:
            raise
        except Exception as error:  # noqa: BLE001 - a damaged sheet is an issue, and the others are read
            yield Notice("damaged", detail=describe_exception(error), container=(sheet.part,))

    def _scan(self, sheet: Sheet) -> SheetScan | None:
        """One look at a sheet; None where it is too large for that."""
        most = self._budget.limits.large_sheet_bytes
        if self._is_slow or self._package.size_bytes(sheet.part) > most:
            return None
        chunks: list[bytes] = []
        size_bytes = 0
        with self._package.open(sheet.part) as stream:
            while chunk := stream.read(READ_BYTES):
                chunks.append(chunk)
                size_bytes += len(chunk)
                if size_bytes > most:
                    return None
        return scan_sheet(b"".join(chunks), self._telling)

    def _read_fast(self, sheet: Sheet, scan: SheetScan) -> Iterator[Item] | None:
        """The cells as the fast reader gives them; None where it refuses the workbook or the sheet."""
        if self._is_slow:
            return None
        try:
            if self._fast is None:
                self._is_slow = not self._has_small_strings()
                if self._is_slow:
                    return None
                self._fast = open_workbook(self._source.stream)
            cells = open_sheet(self._fast, sheet.name)
        except RefusedError:
            return None
        rows, first_column = read_cells(cells, scan.shows)
        return cut_table(rows, self._budget, Position(sheet=sheet.name), first_column)

    def _read_slowly(self, sheet: Sheet) -> Iterator[Item]:
        """The cells row by row, then what stands around them."""
        strings = yield from self._share_strings()
        around = PartText(SHEET_RULE), PartText(HEADER_RULE)
        rows = SheetRows(strings, self._book.styles, around, is_1904=self._book.is_1904)
        try:
            with self._package.open(sheet.part) as stream:
                yield from cut_table(rows.read(stream, self._budget), self._budget, Position(sheet=sheet.name))
        finally:
            lines = _join_around(*around, rows.constants)
        yield from cut_text(lines, self._budget.limits, Position(line=1, container=(sheet.part,)))

    def _read_binary(self, sheet: Sheet) -> Iterator[Item]:
        """The cells of a binary part row by row: there the rows themselves tell what they span, and nothing else."""
        strings = yield from self._share_strings()
        rows = BinaryRows(strings, self._book.styles, is_1904=self._book.is_1904)
        with self._package.open(sheet.part) as stream:
            yield from cut_table(rows.read(stream, self._budget), self._budget, Position(sheet=sheet.name))
        lines = "\n".join(line for line in dict.fromkeys(rows.beside) if line)
        yield from cut_text(lines, self._budget.limits, Position(line=1, container=(sheet.part,)))

    def _extract_around(self, sheet: Sheet, xml: bytes, constants: list[str]) -> Iterator[Item]:
        """What a sheet's part says beside its cells."""
        around = PartText(SHEET_RULE), PartText(HEADER_RULE)
        for text in around:
            XmlReader(text.start, text.end, text.add).feed(xml, is_last=True)
        lines = _join_around(*around, constants)
        yield from cut_text(lines, self._budget.limits, Position(line=1, container=(sheet.part,)))

    def _has_small_strings(self) -> bool:
        """Whether the shared texts are few enough for a reader that holds them all; their real bytes count."""
        part = self._book.strings_part
        if part not in self._package:
            return True
        most = self._budget.limits.large_sheet_bytes
        size_bytes = 0
        with self._package.open(part) as stream:
            while size_bytes <= most and (chunk := stream.read(READ_BYTES)):
                size_bytes += len(chunk)
        return size_bytes <= most

    def _share_strings(self) -> Generator[Item, None, SharedStrings]:
        """The texts that cells share; where they are damaged or too many, those that were read."""
        part = self._book.strings_part
        if self._strings is not None:
            return self._strings
        strings = self._strings = SharedStrings(self._budget.limits.held_bytes)
        if part not in self._package:
            return strings
        try:
            with self._package.open(part) as stream:
                read = read_binary_strings if self._book.is_binary else read_shared_strings
                read(strings, stream, self._budget)
        except LimitReachedError as limit:
            if limit.code != "held-limit":
                raise
            yield Notice(limit.code, detail=limit.figure, container=(part,))
        except Exception as error:  # noqa: BLE001 - numbers and the texts before the damage are still read
            yield Notice("damaged", detail=describe_exception(error), container=(part,))
        return strings


def _join_around(beside: PartText, headers: PartText, constants: Iterable[str]) -> str:
    """The lines of all that stands around cells, each once."""
    lines = [*map(read_page_header, headers.take()), *beside.take(), *constants]
    return "\n".join(line for line in dict.fromkeys(lines) if line)
