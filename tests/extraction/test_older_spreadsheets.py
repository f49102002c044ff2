"""Excel 97-2003 and OpenDocument spreadsheets: cells in their places, what stands beside them, and hostile counts."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from extraction.compound_file import write_compound_file
from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.budget import Budget
from meibo.extraction.inside import read_inside
from meibo.extraction.model import Limits, Notice, Source
from meibo.extraction.passwords import Passwords

GOLDEN = Path(__file__).parent / "golden" / "xls" / "people_beside_cells.xls"
ATTEMPTS = pytest.mark.parametrize("attempt", [0, 1], ids=["fast", "record by record"])
BESIDE = (
    "中村 翼まで", "総務部 原田 葵", "社外秘 松井 陸", "三浦 蓮", "上田 凛", "mailto:kubo@example.jp",
    "図形の 石川 蒼", "作成者: 前田 紬", "タイトル: 会員の一覧",
)  # fmt: skip
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text", "style", "draw")
)
BOF, EOF, SHEET, NUMBER, LABEL, DIMENSIONS, SHARED_TEXTS = 0x809, 0x0A, 0x85, 0x203, 0x204, 0x200, 0xFC


def write_ods(tables: str, styles: str = "") -> bytes:
    """A package with these tables."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return stream.getvalue()


def write_table(rows: str) -> str:
    """A table of an OpenDocument spreadsheet."""
    return f'<table:table table:name="表">{rows}</table:table>'


def write_cell(text: str, attributes: str = 'office:value-type="string"') -> str:
    """A cell of one."""
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def write_record(kind: int, content: bytes = b"") -> bytes:
    """A record of Excel 97-2003."""
    return struct.pack("<HH", kind, len(content)) + content


def write_xls(sheets: list[bytes], records: bytes = b"") -> bytes:
    """A workbook of sheets whose records these are, with more records for all of them."""
    names = [f"S{number}".encode() for number in range(len(sheets))]
    globals_bytes = 20 + sum(4 + 8 + len(name) for name in names) + len(records) + 4
    bodies = [write_record(BOF, struct.pack("<HH12x", 0x600, 0x10)) + sheet + write_record(EOF) for sheet in sheets]
    stream = write_record(BOF, struct.pack("<HH12x", 0x600, 0x05))
    start = globals_bytes
    for name, body in zip(names, bodies, strict=True):
        stream += write_record(SHEET, struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name)
        start += len(body)
    return write_compound_file(
        {"Workbook": (stream + records + write_record(EOF) + b"".join(bodies)).ljust(8192, b"\0")}
    )


@ATTEMPTS
def test_xls_cells_are_shown_in_their_places(attempt: int) -> None:
    """From B3 on; a phone number with its zero, a date as a date, a long number without exponent."""
    items = read_content(GOLDEN.read_bytes(), GOLDEN.name, attempt=attempt)
    block = blocks_of(items)[0]
    assert (block.position.sheet, block.position.row) == ("会員", 3)
    at = 2 - (block.position.column or 1)
    rows = [line.split("\t")[at:] for line in core_of(block).split("\n")]
    assert rows[:4] == [
        ["氏名", "携帯電話", "生年月日", "番号"],
        ["久保 智也", "09023456781", "1984-11-14", "123456789012"],
        ["佐野 美咲", "08034567892", "1987-08-11 12:00", "12.5"],
        ["計", "TRUE"],
    ]
    assert [item for item in items if isinstance(item, Notice)] == [Notice("hidden-sheet")]
    assert core_of(blocks_of(items)[1]).strip() == "岡本 湊"


@pytest.mark.parametrize("word", BESIDE)
def test_xls_is_read_beside_its_cells(word: str) -> None:
    """Comments, shapes, headers, lists, links, properties."""
    assert word in text_of(read_content(GOLDEN.read_bytes(), GOLDEN.name))


def test_xls_sheets_that_span_all_rows_and_columns_are_read() -> None:
    """A hundred sheets of 17 million cells each, of which two are filled; they would be 50 GB if they were held."""
    corner = struct.pack("<HHHH", 65535, 255, 0, 2) + b"\0" + b"zz"
    sheet = write_record(NUMBER, struct.pack("<HHHd", 0, 0, 0, 7.0)) + write_record(LABEL, corner)
    items = read_content(write_xls([sheet] * 100), "a.xls")
    assert codes_of(items) == []
    cells = [(block.position.sheet, block.position.row) for block in blocks_of(items)]
    assert cells[:4] == [("S0", 1), ("S0", 65536), ("S1", 1), ("S1", 65536)]
    assert text_of(items).count("zz") == 100


@ATTEMPTS
def test_xls_that_ends_too_early_is_damaged(attempt: int) -> None:
    """What stands before the end is read; nothing at all is no clean file."""
    whole = write_record(NUMBER, struct.pack("<HHHd", 0, 0, 0, 7.0))
    cut = whole + struct.pack("<HH", NUMBER, 0xFFFF)
    items = read_content(write_xls([whole, cut]), "a.xls", attempt=attempt)
    assert codes_of(items) == ["damaged"]
    assert [core_of(block).strip() for block in blocks_of(items) if block.position.sheet] == ["7", "7"]
    assert codes_of(read_content(write_xls([]), "a.xls", attempt=attempt)) == ["damaged"]


def test_xls_without_its_workbook_is_damaged() -> None:
    """Where the directory lost it, nothing read is not clean."""
    content = write_compound_file({"Worksheet": bytes(8192)})
    source = Source(io.BytesIO(content), "a.xls", "xls", Budget(Limits(), len(content)), Passwords())
    assert codes_of(read_inside(source)) == ["damaged"]


@pytest.mark.parametrize("rows", [(0, 0xFFFF_FFFF), (28, 1), (1, 0)])
def test_xls_counts_are_not_believed(rows: tuple[int, int]) -> None:
    """Dimensions of a sheet and numbers of shared texts that would take more memory than there is."""
    cell = write_record(NUMBER, struct.pack("<HHHd", 0, 0, 0, 7.0))
    dimensions = write_record(DIMENSIONS, struct.pack("<IIHHH", *rows, 0, 1, 0))
    content = write_xls([dimensions + cell])
    assert codes_of(read_content(content, "a.xls")) == []
    assert core_of(blocks_of(read_content(content, "a.xls"))[0]) == "7\n"
    texts = write_record(SHARED_TEXTS, struct.pack("<II", 1, 0xFFFF_FFFF) + b"\1\0\0z")
    assert "7" in text_of(read_content(write_xls([cell], texts), "a.xls"))


def test_ods_cells_are_shown_in_their_places() -> None:
    """Numbers as shown where the format adds zeros, dates as dates, times, repeated and empty cells."""
    number = 'office:value-type="float" office:value="{}"'
    row = (
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        + write_cell("09023456781", number.format(9023456781))
        + write_cell("1,234,567", number.format(1234567))
        + write_cell("昭和59年11月14日", 'office:value-type="date" office:date-value="1984-11-14"')
        + write_cell("12:30", 'office:value-type="time" office:time-value="PT12H30M00S"')
        + write_cell("久保 智也", 'office:value-type="string" table:number-columns-repeated="2"')
        + write_cell("#DIV/0!", 'office:value-type="string" calcext:value-type="error"')
        + "</table:table-row>"
    )
    items = read_content(write_ods(write_table('<table:table-row table:number-rows-repeated="4"/>' + row)), "a.ods")
    block = blocks_of(items)[0]
    assert (block.position.sheet, block.position.row, block.position.column) == ("表", 5, 1)
    cells = core_of(block).rstrip("\n").split("\t")
    assert cells == ["", "", "09023456781", "1234567", "1984-11-14", "12:30", "久保 智也", "久保 智也"]


def test_ods_is_read_beside_its_cells() -> None:
    """Comments, shapes, links, hidden sheets; what stands beside a cell does not get into it."""
    annotation = "<office:annotation><text:p>中村 翼まで</text:p></office:annotation>"
    shape = "<table:shapes><draw:custom-shape><text:p>図形の 石川 蒼</text:p></draw:custom-shape></table:shapes>"
    cell = f"<table:table-cell>{annotation}<text:p>久保<text:s/>智也</text:p></table:table-cell>"
    style = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    row = f"<table:table-row>{cell}</table:table-row>"
    table = f'<table:table table:name="控え" table:style-name="h">{shape}{row}</table:table>'
    items = read_content(write_ods(table, style), "a.ods")
    assert core_of(blocks_of(items)[0]).strip() == "久保 智也"
    assert {"中村 翼まで", "図形の 石川 蒼", "控え"} <= set(core_of(blocks_of(items)[1]).split("\n"))
    assert [item for item in items if isinstance(item, Notice)] == [Notice("hidden-sheet")]


@pytest.mark.parametrize("count", ["1048576", "99999999999999999999", "-1", "x"])
def test_ods_counts_are_not_believed(count: str) -> None:
    """A row for a million rows of 16,384 cells: some of them, quickly."""
    cell = write_cell("値", f'office:value-type="string" table:number-columns-repeated="{count}"')
    rows = f'<table:table-row table:number-rows-repeated="{count}">{cell}</table:table-row>'
    items = read_content(write_ods(write_table(rows * 3)), "a.ods", Limits(cells=1_000_000))
    assert "値" in text_of(items)
    assert codes_of(items) in ([], ["cell-limit"])


def test_ods_entities_are_not_expanded() -> None:
    """A billion laughs end as damage."""
    content = write_ods(write_table(""))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        new.writestr("mimetype", old.read("mimetype"))
        new.writestr("content.xml", b'<!DOCTYPE a [<!ENTITY b "c">]>' + old.read("content.xml"))
    assert codes_of(read_content(stream.getvalue(), "a.ods")) == ["damaged"]
