"""Writes the smallest workbook of binary parts (xlsb, MS-XLSB): one sheet of texts."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>'
)
_RELATION = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}"/></Relationships>'
)
_BEGIN_SHEET, _END_SHEET, _BEGIN_BOOK, _END_BOOK = 129, 130, 131, 132
_BEGIN_SHEETS, _END_SHEETS, _SHEET = 143, 144, 156
_BEGIN_DATA, _END_DATA, _DIMENSION, _ROW, _TEXT_CELL = 145, 146, 148, 0, 6


def write_xlsb(sheet_name: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook with a sheet of these rows."""
    book = _record(_BEGIN_BOOK) + _record(_BEGIN_SHEETS)
    book += _record(_SHEET, struct.pack("<II", 0, 1) + _text("rId1") + _text(sheet_name))
    book += _record(_END_SHEETS) + _record(_END_BOOK)
    width = max(map(len, rows))
    sheet = _record(_BEGIN_SHEET) + _record(_DIMENSION, struct.pack("<4I", 0, len(rows) - 1, 0, width - 1))
    sheet += _record(_BEGIN_DATA)
    for number, cells in enumerate(rows):
        sheet += _record(_ROW, struct.pack("<IIHBHI", number, 0, 300, 0, 0, 1) + struct.pack("<II", 0, width - 1))
        for column, value in enumerate(cells):
            sheet += _record(_TEXT_CELL, struct.pack("<II", column, 0) + _text(value))
    sheet += _record(_END_DATA) + _record(_END_SHEET)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _RELATION.format(kind="officeDocument", target="xl/workbook.bin"))
        file.writestr("xl/workbook.bin", book)
        file.writestr("xl/_rels/workbook.bin.rels", _RELATION.format(kind="worksheet", target="worksheets/sheet1.bin"))
        file.writestr("xl/worksheets/sheet1.bin", sheet)
    return stream.getvalue()


def _record(number: int, content: bytes = b"") -> bytes:
    """Number and length take seven bits a byte."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    length = len(content)
    while length > 0x7F:
        head += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + bytes([length]) + content


def _text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")
