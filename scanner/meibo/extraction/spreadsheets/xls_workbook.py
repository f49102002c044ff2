"""Excel 97-2003 and Excel 5 workbooks (MS-XLS): records in the stream ``Workbook`` (``Book``) of an OLE file.

Cells are read by python-calamine, which holds all sheets as rectangles at once; the records are looked over before, for
what it does not read, and are read one by one where the rectangles are too large.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_table, cut_text
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Notice
from meibo.extraction.office.ole_end import is_cut
from meibo.extraction.office.ole_object import extract_objects
from meibo.extraction.office.ole_properties import extract_ole_properties
from meibo.extraction.office.ole_streams import open_stream
from meibo.extraction.spreadsheets.calamine_cells import RefusedError, open_sheet, open_workbook, read_cells
from meibo.extraction.spreadsheets.shared_strings import SharedStrings
from meibo.extraction.spreadsheets.sheet_scan import MOST_RECTANGLE
from meibo.extraction.spreadsheets.xls_sheets import XlsRecords, XlsSheet
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from olefile import OleFileIO
    from python_calamine import CalamineWorkbook

    from meibo.extraction.model import Item, Source

_STREAMS = ("Workbook", "Book")


def extract_xls(source: Source) -> Iterator[Item]:
    """The cells of every sheet in their places, then comments, texts and links, properties, embedded objects."""
    import olefile

    with olefile.OleFileIO(source.stream) as ole:
        yield from extract_workbooks(source, ole)
        yield from extract_ole_properties(ole, source.budget)
        yield from extract_objects(ole, source.budget)
        if not _find_workbooks(ole) or is_cut(ole):
            raise EOFError


def extract_workbooks(source: Source, ole: OleFileIO) -> Iterator[Item]:
    """The cells of all workbooks in an OLE file of any kind; those that are embedded name their storage."""
    for path in _find_workbooks(ole):
        yield from _extract_workbook(source, ole, path)


def _find_workbooks(ole: OleFileIO) -> list[list[str]]:
    """The workbook itself, then those that are embedded in it; a file of two versions says the same in both."""
    paths = [path for path in ole.listdir() if path[-1] in _STREAMS]
    storages = dict.fromkeys(tuple(path[:-1]) for path in paths)
    return [next(path for path in paths if tuple(path[:-1]) == storage) for storage in sorted(storages, key=len)]


def _extract_workbook(source: Source, ole: OleFileIO, path: list[str]) -> Iterator[Item]:
    budget = source.budget
    container = tuple(path[:-1])
    raw = budget.read(open_stream(ole, path))
    records = XlsRecords(raw, budget)
    records.look()
    if records.is_encrypted:
        from meibo.extraction.office.encrypted_office import extract

        yield from extract(source)
        return
    if not records.is_whole:
        yield Notice("damaged", detail="records are cut off", container=container)
    hidden = sum(sheet.is_hidden for sheet in records.sheets)
    if hidden:
        yield Notice("hidden-sheet", count=hidden, container=container)
    fast = None if source.attempt or container else _open_fast(source, records)
    strings = SharedStrings(budget.limits.held_bytes)
    if fast is None:
        yield from _load_strings(records, strings, container)
    for sheet in records.sheets:
        yield from _extract_sheet(source, fast, records, sheet, strings, container)
    lines = dict.fromkeys(line.strip() for line in (*(sheet.name for sheet in records.sheets), *records.beside))
    text = "\n".join(line for line in lines if line)
    yield from cut_text(text, budget.limits, Position(line=1, container=tuple(path)))


def _open_fast(source: Source, records: XlsRecords) -> CalamineWorkbook | None:
    """The fast reader with all sheets; None where they span too much, or it refuses the file."""
    spanned = 0
    for sheet in records.sheets:
        (top, left), (bottom, right) = sheet.first, sheet.last
        spanned += max((bottom - top + 1) * (right - left + 1), sheet.claimed_cells)
    if spanned > MOST_RECTANGLE or not records.has_true_counts:
        return None
    try:
        return open_workbook(source.stream)
    except RefusedError:
        return None


def _load_strings(records: XlsRecords, strings: SharedStrings, container: tuple[str, ...]) -> Iterator[Item]:
    try:
        records.read_strings(strings)
    except LimitReachedError as limit:
        yield Notice(limit.code, detail=limit.figure, container=container)
    except Exception as error:  # noqa: BLE001 - numbers and the texts before the damage are still read
        yield Notice("damaged", detail=describe_exception(error), container=container)


def _extract_sheet(
    source: Source,
    fast: CalamineWorkbook | None,
    records: XlsRecords,
    sheet: XlsSheet,
    strings: SharedStrings,
    container: tuple[str, ...],
) -> Iterator[Item]:
    position = Position(sheet=sheet.name, container=container)
    try:
        if fast is not None and sheet.name in fast.sheet_names:
            telling = {at: style.digits for at, style in enumerate(records.styles) if style.digits is not None}
            shows = {
                row: [(column, telling[style].write) for column, style in styled]
                for row, styled in sheet.styled.items()
            }
            rows, first_column = read_cells(open_sheet(fast, sheet.name), shows)
            yield from cut_table(rows, source.budget, position, first_column)
        else:
            yield from cut_table(records.read_rows(sheet, strings), source.budget, position)
    except LimitReachedError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged sheet is an issue, and the others are read
        yield Notice("damaged", detail=describe_exception(error), container=container)
