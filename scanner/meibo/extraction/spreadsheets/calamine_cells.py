"""Cells as python-calamine reads them: fast, with each sheet held as one rectangle."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, BinaryIO

from meibo.extraction.spreadsheets.cell_values import show_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from python_calamine import CalamineSheet, CalamineWorkbook

    Rows = Iterator[tuple[int, list[str]]]
    WriteNumber = Callable[[float], str | None]
    Shows = Mapping[int, Sequence[tuple[int, WriteNumber]]]
    """Row -> column and what its number format writes; both count from 1."""


class RefusedError(Exception):
    """The fast reader cannot read the workbook or the sheet."""


def open_workbook(stream: BinaryIO) -> CalamineWorkbook:
    """The workbook in a stream, from its beginning; raises RefusedError."""
    from python_calamine import CalamineWorkbook

    stream.seek(0)
    with _refusing():
        return CalamineWorkbook.from_filelike(stream)


def open_sheet(book: CalamineWorkbook, name: str) -> CalamineSheet:
    """A sheet of a workbook by its name; raises RefusedError."""
    with _refusing():
        return book.get_sheet_by_name(name)


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    """Turn what the reader raises into one exception; a panic of Rust is no Exception in Python."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, OSError, ValueError) as error:
        raise RefusedError from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError from None


def read_cells(sheet: CalamineSheet, shows: Shows) -> tuple[Rows, int]:
    """The rows of a sheet with their numbers, and the column that their first cells stand in."""
    first_row, first_column = sheet.start or (0, 0)
    return _read_rows(sheet, first_row + 1, first_column + 1, shows), first_column + 1


def _read_rows(sheet: CalamineSheet, first_row: int, first_column: int, shows: Shows) -> Rows:
    for number, cells in enumerate(sheet.to_python(skip_empty_area=True), first_row):
        for column, write in shows.get(number, ()):
            at = column - first_column
            value = cells[at] if 0 <= at < len(cells) else None
            if type(value) is float or type(value) is int:
                cells[at] = write(value) or value
        yield number, show_values(cells)
