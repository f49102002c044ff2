"""The header of dBASE tables: what the fields are called, where they lie in a record, how texts are encoded."""

from __future__ import annotations

import struct

import msgspec

_START = struct.Struct("<B3BIHH")
_DESCRIPTIONS = {True: (68, 48, "<32scBB"), False: (32, 32, "<11sc4xBB")}
"""Where the fields are described, in how many bytes each, and as what: at level 7, and before it."""
_END = 0x0D
_CODE_PAGE_AT = 29
_LEAST_BYTES = 65
_VERSIONS = {0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8C, 0xCB, 0xE5, 0xF5, 0xFB}
_LEVEL, _LEVEL_7 = 0x07, 0x04
_FIELD_TYPES = b"CNFDLMGBPITYVWQ@O+0"
_CODE_PAGES = {
    **dict.fromkeys((0x13, 0x7B), "cp932"),
    **dict.fromkeys((0x4D, 0x7A), "gbk"),
    **dict.fromkeys((0x4E, 0x79), "cp949"),
    **dict.fromkeys((0x4F, 0x78), "cp950"),
    **dict.fromkeys((0x26, 0x65), "cp866"),
    0xC9: "cp1251",
}
"""Those that a program sets on purpose; the western ones often stand in files of other languages."""


class Field(msgspec.Struct, frozen=True):
    """One field of a record."""

    name: bytes
    type: str
    start: int
    """In the record, whose first byte is the mark of deletion."""
    end: int


class Header(msgspec.Struct, frozen=True):
    """What the header says."""

    records: int
    header_bytes: int
    record_bytes: int
    encoding: str | None
    fields: tuple[Field, ...]
    is_level_7: bool


def read_header(head: bytes) -> Header:
    """The header that a file begins with; raises ValueError where it is none."""
    if len(head) < _LEAST_BYTES:
        raise ValueError("too short")
    version, _, month, day, records, header_bytes, record_bytes = _START.unpack_from(head)
    is_level_7 = version & _LEVEL == _LEVEL_7
    fields = _read_fields(head[:header_bytes], is_level_7)
    if version not in _VERSIONS or month > 12 or day > 31 or not fields or fields[-1].end != record_bytes:
        raise ValueError("no dBASE header")
    return Header(records, header_bytes, record_bytes, _CODE_PAGES.get(head[_CODE_PAGE_AT]), fields, is_level_7)


def _read_fields(header: bytes, is_level_7: bool) -> tuple[Field, ...]:
    at, size_bytes, layout = _DESCRIPTIONS[is_level_7]
    fields: list[Field] = []
    start = 1
    while at + size_bytes <= len(header) and header[at] != _END:
        name, kind, length, decimals = struct.unpack_from(layout, header, at)
        if kind not in _FIELD_TYPES or not name.strip(b"\0 "):
            return ()
        if kind == b"C" and not is_level_7:
            length += decimals << 8  # so long texts are told
        fields.append(Field(name.partition(b"\0")[0], kind.decode(), start, start + length))
        start += length
        at += size_bytes
    return tuple(fields)
