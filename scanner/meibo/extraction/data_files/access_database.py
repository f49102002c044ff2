"""Microsoft Access databases (.mdb, .accdb; Jet 3 and 4, ACE): pages that hold a catalogue, definitions and rows.

The format is not published; it is known from mdbtools and Jackcess. Read page by page, without a library: the one there
is in Python reads Japanese text wrongly and can be led in circles. Not read: deleted rows, links to other databases,
attachments in fields, and databases that are encrypted with a password.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from meibo.extraction.data_files.access_pages import Pages
from meibo.extraction.data_files.access_table import read_columns, read_row
from meibo.extraction.data_files.database_table import read_table
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.data_files.access_table import Column
    from meibo.extraction.model import Item, Source

_CATALOGUE = 2
"""The page that defines the table of all objects."""
_PAGE_BITS = 0x00FF_FFFF
_TABLE = 1
_SYSTEM = 0x8000_0002
_LOOKED_AT_PAGES = 16
_PAGE_STARTS = {bytes([kind, 1]) for kind in (1, 2, 3, 4, 5)}
_DAMAGE = (EOFError, ValueError, IndexError, KeyError, struct.error, ArithmeticError)


def extract(source: Source) -> Iterator[Item]:
    """The tables that users made; one that is damaged is named, and the others are read."""
    pages = Pages(source.stream, source.budget)
    if not any(pages.read(number)[:2] in _PAGE_STARTS for number in range(1, _LOOKED_AT_PAGES)):
        yield Notice("encrypted")
        return
    owners = pages.list_owners()
    for name, number in _list_tables(pages, owners.get(_CATALOGUE, [])):
        try:
            columns, count = read_columns(pages, number)
            rows = _read_rows(pages, owners.get(number, []), columns, count)
            yield from read_table(name, [column.name for column in columns], rows, source.budget)
        except _DAMAGE as error:
            yield Notice("damaged", detail=describe_exception(error))


def _list_tables(pages: Pages, data: list[int]) -> Iterator[tuple[str, int]]:
    """The names of the tables, and the pages that define them."""
    columns, count = read_columns(pages, _CATALOGUE)
    names = [column.name for column in columns]
    for row in _read_rows(pages, data, columns, count):
        entry = dict(zip(names, row, strict=True))
        number, kind, flags = (entry.get(name) for name in ("Id", "Type", "Flags"))
        if kind == _TABLE and isinstance(number, int) and not (isinstance(flags, int) and flags & _SYSTEM):
            yield str(entry.get("Name")), number & _PAGE_BITS


def _read_rows(pages: Pages, data: list[int], columns: list[Column], count: int) -> Iterator[list[object]]:
    """The rows on the pages of a table; raises EOFError at their end where its definition counts more."""
    seen = 0
    for number in data:
        for row in pages.read_rows(number):
            if row:
                seen += 1
                yield read_row(row, columns, pages)
    if seen < count:
        raise EOFError
