"""Binary workbooks (xlsb): every kind of cell, formats, shared texts, comments, headers, and hostile records."""

from __future__ import annotations

import struct

import pytest

from extraction.package_writer import write_package, write_relations
from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits, Notice

ROW, RK, ERROR, BOOL, REAL, TEXT, SHARED, RESULT = 0, 2, 3, 4, 5, 6, 7, 8
SHARED_ITEM, FORMAT, XF, WORKBOOK, SHEET = 19, 44, 47, 153, 156
HEADERS, FORMATS_BEGIN, FORMATS_END, AUTHOR, COMMENT = 479, 617, 618, 632, 637


def write_record(kind: int, content: bytes = b"") -> bytes:
    """A record; both numbers in seven bits a byte."""
    return write_number(kind) + write_number(len(content)) + content


def write_number(number: int) -> bytes:
    """Lowest bits first, with a mark on all bytes but the last."""
    coded = b""
    while number > 0x7F:
        coded += bytes([number & 0x7F | 0x80])
        number >>= 7
    return coded + bytes([number])


def write_text(text: str) -> bytes:
    """A text with its length."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def write_cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    """A cell of the row before it."""
    return write_record(kind, struct.pack("<II", column, style) + value)


def write_row(number: int) -> bytes:
    """The beginning of a row, from 0."""
    return write_record(ROW, struct.pack("<I12x", number))


def write_xlsb(cells: bytes, *, hidden: int = 0, comments: bytes = b"") -> bytes:
    """A workbook of one sheet."""
    formats = write_record(FORMAT, struct.pack("<H", 164) + write_text("00000000000"))
    formats += write_record(FORMATS_BEGIN)
    formats += b"".join(write_record(XF, struct.pack("<HH12x", 0, number)) for number in (0, 164, 14))
    sheet = struct.pack("<II", hidden, 1) + write_text("rId1") + write_text("会員")
    return write_package(
        parts={
            "_rels/.rels": write_relations(("rId1", "officeDocument", "xl/workbook.bin")),
            "xl/_rels/workbook.bin.rels": write_relations(
                ("rId1", "worksheet", "worksheets/sheet1.bin"),
                ("rId2", "styles", "styles.bin"),
                ("rId3", "sharedStrings", "sharedStrings.bin"),
            ),
            "xl/workbook.bin": write_record(WORKBOOK, bytes(12)) + write_record(SHEET, sheet),
            "xl/styles.bin": formats + write_record(FORMATS_END),
            "xl/sharedStrings.bin": write_record(SHARED_ITEM, b"\0" + write_text("久保 智也")),
            "xl/worksheets/sheet1.bin": cells,
            "xl/comments1.bin": comments,
        }
    )


CELLS = (
    write_row(2)
    + write_cell(SHARED, 1, struct.pack("<I", 0))
    + write_cell(REAL, 2, struct.pack("<d", 9023456781.0), style=1)
    + write_cell(REAL, 3, struct.pack("<d", 31000.0), style=2)
    + write_cell(RK, 4, struct.pack("<I", 1234 << 2 | 2))
    + write_cell(RK, 5, struct.pack("<I", 1250 << 2 | 3))
    + write_cell(BOOL, 6, b"\1")
    + write_cell(ERROR, 7, b"\7")
    + write_cell(TEXT, 8, write_text("佐野 美咲"))
    + write_cell(RESULT, 9, write_text("中村 翼") + bytes(8))
)


def test_every_kind_of_cell_is_shown() -> None:
    """In its place, as people see it."""
    block = blocks_of(read_content(write_xlsb(CELLS), "a.xlsb"))[0]
    assert (block.position.sheet, block.position.row, block.position.column) == ("会員", 3, 1)
    shown = ["", "久保 智也", "09023456781", "1984-11-14", "1234", "12.5", "TRUE", "", "佐野 美咲", "中村 翼"]
    assert core_of(block).rstrip("\n").split("\t") == shown


def test_hidden_sheets_comments_and_headers() -> None:
    """As of other workbooks."""
    headers = write_record(HEADERS, b"\0\0" + write_text("&L総務部 原田 葵") + struct.pack("<5I", *[0xFFFF_FFFF] * 5))
    comments = write_record(AUTHOR, write_text("大野 健")) + write_record(COMMENT, b"\0" + write_text("要確認"))
    items = read_content(write_xlsb(CELLS + headers, hidden=2, comments=comments), "a.xlsb")
    assert [item for item in items if isinstance(item, Notice)] == [Notice("hidden-sheet")]
    assert {"総務部 原田 葵", "大野 健", "要確認"} <= set(text_of(items).split("\n"))


@pytest.mark.parametrize("rest", [b"\x05", b"\x05\xff\xff\xff\x7f", write_number(REAL) + b"\x20abc", b"\xff" * 9])
def test_records_that_are_cut_off(rest: bytes) -> None:
    """What stands before them is read."""
    items = read_content(write_xlsb(CELLS + rest), "a.xlsb")
    assert "久保 智也" in text_of(items)
    assert codes_of(items) == ["damaged"]


def test_cells_at_the_ends_of_the_earth() -> None:
    """Rows and columns beyond the last ones, many times: bounded."""
    cell = write_cell(RK, 0xFFFF_FFFF, struct.pack("<I", 7 << 2 | 2))
    rows = b"".join(write_row(number) + cell for number in (0, 1, 0xFFFF_FFFF, *range(2, 99)))
    items = read_content(write_xlsb(rows), "a.xlsb", Limits(cells=500_000))
    assert codes_of(items) == ["cell-limit"]
    assert "7" in text_of(items)
