"""Tables of a Jet or ACE database: the definition of their columns, and the values in a row."""

from __future__ import annotations

import codecs
import datetime as dt
import decimal
import struct
import uuid
from typing import TYPE_CHECKING

import msgspec

from meibo.extraction.text.decoding import decode
from meibo.extraction.text.encoding import decide_narrow

if TYPE_CHECKING:
    from collections.abc import Callable

    from meibo.extraction.data_files.access_pages import Pages

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - times in a database are those on the wall
_BOOLEAN, _TEXT, _OLE, _MEMO, _NUMERIC = 1, 10, 11, 12, 16
_FIXED = 1
_COMPRESSED = b"\xff\xfe"
_DEFINITION_PAGE = 2
_DEFINITION_BODY_AT = 8
_MOST_PAGES = 1_000


class Layout(msgspec.Struct, frozen=True):
    """Where the parts of a definition stand; they differ between Jet 3 and all that came later."""

    rows_at: int
    counts_at: int
    """Of columns (2 bytes), of indexes (4), of indexes with pages of their own (4)."""
    body_at: int
    index_bytes: int
    column: struct.Struct
    """Type, number, number among the variable ones, scale, flags, offset."""
    name_length_bytes: int


JET_3 = Layout(12, 25, 43, 8, struct.Struct("<BHH3xB4xBH2x"), 1)
JET_4 = Layout(16, 45, 63, 12, struct.Struct("<B4xHH3xB2xB5xH2x"), 2)


class Column(msgspec.Struct, frozen=True):
    """One column."""

    name: str
    type: int
    number: int
    """Its place in the bits that say which values are there."""
    variable: int
    scale: int
    is_fixed: bool
    offset: int


def read_columns(pages: Pages, number: int) -> tuple[list[Column], int]:
    """The columns of the table that is defined on a page, and how many rows it has.

    Raises ValueError or struct.error where no table is defined there.
    """
    raw = _join_definition(pages, number)
    layout = JET_3 if pages.is_jet_3 else JET_4
    count, _, indexes = struct.unpack_from("<HII", raw, layout.counts_at)
    at = layout.body_at + indexes * layout.index_bytes
    described = [layout.column.unpack_from(raw, at + place * layout.column.size) for place in range(count)]
    at += count * layout.column.size
    columns = []
    for kind, place, variable, scale, flags, offset in described:
        length = int.from_bytes(raw[at : at + layout.name_length_bytes], "little")
        at += layout.name_length_bytes
        name = _read_text(raw[at : at + length], pages)
        at += length
        columns.append(Column(name, kind, place, variable, scale, bool(flags & _FIXED), offset))
    return columns, int.from_bytes(raw[layout.rows_at : layout.rows_at + 4], "little")


def _join_definition(pages: Pages, number: int) -> bytes:
    pieces: list[bytes] = []
    while number and len(pieces) < _MOST_PAGES:
        page = pages.read(number)
        if page[:1] != bytes([_DEFINITION_PAGE]):
            raise ValueError("no definition of a table")
        pieces.append(page[_DEFINITION_BODY_AT:] if pieces else page)
        number = int.from_bytes(page[4:8], "little")
    return b"".join(pieces)


def read_row(row: bytes, columns: list[Column], pages: Pages) -> list[object]:
    """The values of a row in the order of the columns; raises struct.error or IndexError where it is damaged."""
    head_bytes = 1 if pages.is_jet_3 else 2
    count = int.from_bytes(row[:head_bytes], "little")
    mask_at = len(row) - (count + 7) // 8
    offsets = (_read_offsets_jet_3 if pages.is_jet_3 else _read_offsets)(row, mask_at)
    values: list[object] = []
    for column in columns:
        is_there = column.number < count and bool(row[mask_at + column.number // 8] >> column.number % 8 & 1)
        if column.type == _BOOLEAN:
            values.append(is_there)
        elif not is_there:
            values.append(None)
        elif column.is_fixed:
            values.append(_read_value(row[head_bytes + column.offset : mask_at], column, pages))
        elif column.variable + 1 < len(offsets):
            start, end = offsets[column.variable : column.variable + 2]
            values.append(_read_value(row[start:end], column, pages))
        else:
            values.append(None)
    return values


def _read_offsets(row: bytes, mask_at: int) -> list[int]:
    """Where the variable values begin, and the last one ends: written backwards from the end of the row."""
    count = int.from_bytes(row[mask_at - 2 : mask_at], "little")
    return [int.from_bytes(row[at : at + 2], "little") for at in range(mask_at - 4, mask_at - 6 - 2 * count, -2)]


def _read_offsets_jet_3(row: bytes, mask_at: int) -> list[int]:
    """The same in single bytes, with a list of the values from which on another 256 are to be added."""
    count = row[mask_at - 1]
    jumps = (len(row) - 1) // 256
    first = mask_at - 2 - jumps
    if (first - count) // 256 < jumps:
        jumps -= 1
    offsets = []
    passed = 0
    for place in range(count + 1):
        while passed < jumps and row[mask_at - 2 - passed] == place:
            passed += 1
        offsets.append(row[first - place] + 256 * passed)
    return offsets


def _read_value(raw: bytes, column: Column, pages: Pages) -> object:
    if column.type == _TEXT:
        return _read_text(raw, pages)
    if column.type == _MEMO:
        return _read_text(pages.read_long(raw), pages)
    if column.type == _OLE:
        return pages.read_long(raw)
    if column.type == _NUMERIC:
        sign, *parts = struct.unpack_from("<B4I", raw)
        digits = sum(part << 32 * place for place, part in enumerate(reversed(parts)))
        return decimal.Decimal(-digits if sign else digits).scaleb(-column.scale)
    read = _PLAIN.get(column.type)
    return read(raw) if read else raw


def _read_text(raw: bytes, pages: Pages) -> str:
    if pages.is_jet_3:
        return _decode(raw, pages.code_page)
    if not raw.startswith(_COMPRESSED):
        return raw.decode("utf-16-le", "replace")
    # In turns one byte a character and two; a zero byte changes from one to the other.
    parts: list[str] = []
    is_narrow, at = True, len(_COMPRESSED)
    while at < len(raw):
        if is_narrow:
            end = raw.find(b"\0", at)
            end = len(raw) if end < 0 else end
            parts.append(raw[at:end].decode("latin-1"))
        else:
            end = at
            while end < len(raw) and raw[end]:
                end += 2
            parts.append(raw[at:end].decode("utf-16-le", "replace"))
        is_narrow, at = not is_narrow, end + 1
    return "".join(parts)


def _decode(raw: bytes, code_page: int) -> str:
    try:
        return raw.decode(codecs.lookup(f"cp{code_page}").name)
    except (LookupError, UnicodeDecodeError):
        return decode(raw, decide_narrow(raw) or "cp932").text.decode()


def _read_time(raw: bytes) -> object:
    (days,) = struct.unpack_from("<d", raw)
    try:
        return _EPOCH + dt.timedelta(days=round(days * 86_400) / 86_400)
    except (OverflowError, ValueError):
        return days


_PLAIN: dict[int, Callable[[bytes], object]] = {
    2: lambda raw: raw[0],
    3: lambda raw: struct.unpack_from("<h", raw)[0],
    4: lambda raw: struct.unpack_from("<i", raw)[0],
    5: lambda raw: decimal.Decimal(struct.unpack_from("<q", raw)[0]).scaleb(-4).normalize(),
    6: lambda raw: struct.unpack_from("<f", raw)[0],
    7: lambda raw: struct.unpack_from("<d", raw)[0],
    8: _read_time,
    15: lambda raw: uuid.UUID(bytes_le=raw[:16]),
    18: lambda raw: struct.unpack_from("<i", raw)[0],
    19: lambda raw: struct.unpack_from("<q", raw)[0],
}
"""The types whose values need nothing else."""
