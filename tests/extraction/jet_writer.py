"""Writes the smallest Jet 4 (Access 2000) database that another reader takes for one: a catalogue and tables of texts.

Pages of 4 KB: the first is the header, a definition tells the columns of a table, data pages hold rows from their end.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

PAGE_BYTES = 4096
_NUMBER, _TEXT, _MEMO, _OLE = 4, 10, 12, 11
_FIXED, _MAY_BE_NULL = 1, 2
_CATALOGUE = 2

Column = tuple[str, int]
Value = str | int | bytes | None


def write_jet(tables: dict[str, tuple[list[str], list[list[str | bytes | None]]]]) -> bytes:
    """A database of tables, each the names of its columns and its rows; bytes are put into columns of objects."""
    pages = [_write_header(), bytes(PAGE_BYTES), b""]
    catalogue: list[list[Value]] = [[_CATALOGUE, "MSysObjects", 1, -0x80000000]]
    for name, (columns, rows) in tables.items():
        catalogue.append([len(pages), name, 1, 0])
        kinds = [_OLE if any(isinstance(row[place], bytes) for row in rows) else _TEXT for place in range(len(columns))]
        definition = len(pages)
        pages.append(_write_definition(list(zip(columns, kinds, strict=True)), len(rows)))
        pages += _write_data(definition, [_write_row([], list(row)) for row in rows])
    described = [("Id", _NUMBER), ("Name", _TEXT), ("Type", _NUMBER), ("Flags", _NUMBER)]
    pages[_CATALOGUE] = _write_definition(described, len(catalogue))
    rows = [_write_row([row[0], row[2], row[3]], [row[1]], bits=0b1111) for row in catalogue]  # type: ignore[list-item]
    return b"".join(pages + _write_data(_CATALOGUE, rows))


def mask(key: bytes, content: bytes) -> bytes:
    """RC4."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = []
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _write_header() -> bytes:
    hidden = mask(b"\xc7\xda\x39\x6b", bytes(128))
    return (b"\0\1\0\0Standard Jet DB\0" + struct.pack("<I", 1) + hidden).ljust(PAGE_BYTES, b"\0")


def _write_definition(columns: Sequence[Column], rows: int) -> bytes:
    variable = fixed = 0
    described = b""
    for number, (_, kind) in enumerate(columns):
        is_fixed = kind == _NUMBER
        described += struct.pack(
            "<BIHHH4xBxIHH", kind, 0, number, variable, number, _MAY_BE_NULL | is_fixed, 0, fixed if is_fixed else 0, 4
        )
        variable += not is_fixed
        fixed += 4 * is_fixed
    names = b"".join(struct.pack("<H", len(raw := name.encode("utf-16-le"))) + raw for name, _ in columns)
    body = described + names
    head = struct.pack("<BBHI", 2, 1, 0, 0) + struct.pack("<III20x", 63 + len(body), 0, rows)
    head += struct.pack("<BHHHIIII", 0x4E, len(columns), variable, len(columns), 0, 0, 0, 0)
    return (head + body).ljust(PAGE_BYTES, b"\0")


def _write_row(numbers: Sequence[int], texts: Sequence[str | bytes | None], bits: int | None = None) -> bytes:
    """Numbers, then texts; ``bits`` say which columns are there, of those that hold texts alone where it is None."""
    count = len(numbers) + len(texts)
    row = struct.pack("<H", count) + b"".join(struct.pack("<i", number) for number in numbers)
    offsets = [len(row)]
    for text in texts:
        row += _write_value(text)
        offsets.append(len(row))
    row += b"".join(struct.pack("<H", offset) for offset in reversed(offsets)) + struct.pack("<H", len(texts))
    if bits is None:
        bits = sum(1 << place for place, text in enumerate(texts) if text is not None)
    return row + bits.to_bytes((count + 7) // 8, "little")


def _write_value(value: str | bytes | None) -> bytes:
    if isinstance(value, bytes):  # an object, in place
        return struct.pack("<III", len(value) | 1 << 31, 0, 0) + value
    return (value or "").encode("utf-16-le")


def _write_data(definition: int, rows: list[bytes]) -> list[bytes]:
    pages: list[bytes] = []
    held: list[bytes] = []
    for row in [*rows, None]:
        if row is None or sum(map(len, held)) + len(row) + 2 * len(held) + 16 > PAGE_BYTES:
            end = PAGE_BYTES
            offsets = [end := end - len(one) for one in held]
            head = struct.pack("<BBHIIH", 1, 1, 0, definition, 0, len(held))
            head += b"".join(struct.pack("<H", offset) for offset in offsets)
            pages.append(head.ljust(end, b"\0") + b"".join(reversed(held)))
            held = []
        if row is not None:
            held.append(row)
    return pages
