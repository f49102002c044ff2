"""dBASE tables (.dbf): a header that describes the fields, then records of fixed width (dBASE III to 7, FoxPro).

Business programs of many years write them; postal codes and maps are handed out in them. A record that is marked as
deleted still lies in the file, and is read. Long texts lie in a file of their own beside it (.dbt, .fpt).
"""

from __future__ import annotations

import datetime as dt
import struct
from typing import TYPE_CHECKING, BinaryIO

from meibo.extraction.data_files.database_table import read_table
from meibo.extraction.data_files.dbase_header import read_header
from meibo.extraction.model import HEAD_BYTES
from meibo.extraction.text.decoding import decode
from meibo.extraction.text.encoding import decide_narrow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.data_files.dbase_header import Field, Header
    from meibo.extraction.model import Item, Source

_RECORDS_AT_ONCE = 256
_END = 0x1A
_USUAL = "cp932"
_ELSEWHERE = "MGPWB"
"""Types of fields that hold the place of a text in the file beside."""
_JULIAN_OF_YEAR_1 = 1_721_425


def extract(source: Source) -> Iterator[Item]:
    """The records, as the one table of the file; a row's number is that of its record."""
    stream = source.stream
    head = stream.read(HEAD_BYTES)
    header = read_header(head)
    encoding = header.encoding or decide_narrow(head[header.header_bytes :]) or _USUAL
    if encoding == "ascii":
        encoding = _USUAL
    names = [_decode(field.name, encoding) for field in header.fields]
    stream.seek(header.header_bytes)
    records = _read_records(stream, header, source.budget)
    rows = ([_read_value(record, field, encoding) for field in header.fields] for record in records)
    yield from read_table(1, names, rows, source.budget)


def _read_records(stream: BinaryIO, header: Header, budget: Budget) -> Iterator[bytes]:
    """The records up to the mark of the end, which count more than the header's number; raises EOFError if fewer."""
    size_bytes = header.record_bytes
    seen = 0
    while chunk := stream.read(_RECORDS_AT_ONCE * size_bytes):
        budget.take_bytes(len(chunk))
        for at in range(0, len(chunk) - size_bytes + 1, size_bytes):
            if chunk[at] == _END:
                return
            yield chunk[at : at + size_bytes]
            seen += 1
    if seen < header.records:
        raise EOFError


def _read_value(record: bytes, field: Field, encoding: str) -> str | float:
    raw = record[field.start : field.end]
    if field.type in _BINARY and len(raw) == _BINARY[field.type].size:
        return _read_binary(raw, field.type)
    if field.type in _ELSEWHERE or field.type == "0":
        return ""
    text = _decode(raw, encoding).strip(" \0")
    if field.type == "D" and len(text) == 8 and text.isdecimal():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return text


_BINARY = {"I": struct.Struct("<i"), "T": struct.Struct("<ii"), "Y": struct.Struct("<q"), "B": struct.Struct("<d")}
"""FoxPro's numbers and times. (B with eight bytes is a number; in files of dBASE it has ten and lies elsewhere.)"""


def _read_binary(raw: bytes, kind: str) -> str | float:
    first, *rest = _BINARY[kind].unpack(raw)
    if kind == "Y":
        return float(first) / 10_000
    if kind != "T":
        return float(first)
    try:
        day = dt.datetime.fromordinal(first - _JULIAN_OF_YEAR_1)
        return str(day + dt.timedelta(milliseconds=rest[0])) if first else ""
    except (ValueError, OverflowError):
        return ""


def _decode(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return decode(raw, encoding).text.decode()
