"""Workbooks that were made to harm whoever reads them back: refused, within bounds of memory and time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from meibo.workbooks.model import BookError
from meibo.workbooks.package import BookLimits
from meibo.workbooks.reading import open_book

SMALL = BookLimits(unpacked_bytes=4 << 20, part_bytes=1 << 20, texts_bytes=1 << 20, elements=20_000, parts=40)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """An ordinary workbook."""
    place = tmp_path / "book.xlsx"
    made = openpyxl.Workbook()
    made.active.append(["a", 1])
    made.save(place)
    return place


def replace_part(place: Path, name: str, content: bytes) -> None:
    """Give a part of the workbook another content."""
    with (
        zipfile.ZipFile(io.BytesIO(place.read_bytes())) as old,
        zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)


def read_all(place: Path) -> list[object]:
    """Everything in the workbook."""
    with open_book(place, SMALL) as book:
        return [row for sheet in book.sheets for row in (*sheet.rows(), *sheet.notes())]


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("xl/worksheets/sheet1.xml", SHEET % (b" " * (5 << 20)), "book-too-large"),
        # 200 MB of this, which the parser looks at anew with each piece, packed into 200 kB kept it busy for minutes
        ("xl/worksheets/sheet1.xml", SHEET % (b'<row x="' + b"a" * 1_300_000 + b'"/>'), "book-too-large"),
        ("xl/sharedStrings.xml", b'<sst x="' + b"a" * 1_300_000 + b'"/>', "book-too-large"),
        ("xl/styles.xml", b"<styleSheet>" + b" " * (2 << 20), "book-too-large"),
        ("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 300_000, "book-too-large"),
        ("xl/worksheets/sheet1.xml", SHEET % (b"<row>" + b"<a/>" * 30_000 + b"</row>"), "book-too-large"),
        ("xl/worksheets/sheet1.xml", b"<a>" * 15_000, "book-damaged"),
        ("xl/worksheets/sheet1.xml", SHEET % b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>', "book-damaged"),
        ("xl/worksheets/sheet1.xml", SHEET % b'<row r="x"/>', "book-damaged"),
        ("xl/workbook.xml", b"not xml", "book-damaged"),
        ("[Content_Types].xml", b"<Types/>", "book-damaged"),
    ],
    ids=[
        "blanks", "long tag", "long tag of texts", "large part", "texts", "elements", "nested", "no such text", "row",
        "no xml", "no types",
    ],
)  # fmt: skip
def test_a_hostile_part_is_refused(part: str, content: bytes, code: str, book: Path) -> None:
    """By its size before it is unpacked, by its elements while it is read, or as damaged."""
    replace_part(book, part, content)
    with pytest.raises(BookError) as caught:
        read_all(book)
    assert caught.value.code == code


def test_entities_are_not_blown_up(book: Path) -> None:
    """A document that grows a thousandfold by its own definitions is not read."""
    levels = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 9))
    text = f'<!DOCTYPE x [<!ENTITY e0 "{"ha" * 50}">{levels}]>'.encode()
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e8;</t></is></c></row>'
    replace_part(book, "xl/worksheets/sheet1.xml", text + SHEET % cell)
    with pytest.raises(BookError) as caught:
        read_all(book)
    assert caught.value.code == "book-damaged"


def test_a_part_that_is_larger_than_it_says(book: Path) -> None:
    """What the package's directory states is a true bound of what is unpacked."""
    replace_part(book, "xl/worksheets/sheet1.xml", SHEET % (b" " * (3 << 20)))
    whole = bytearray(book.read_bytes())
    size = len(SHEET % (b" " * (3 << 20))).to_bytes(4, "little")
    assert whole.count(size) >= 1
    book.write_bytes(bytes(whole).replace(size, (200).to_bytes(4, "little")))
    with pytest.raises(BookError) as caught:
        read_all(book)
    assert caught.value.code == "book-damaged"


def test_too_many_parts(book: Path) -> None:
    """A package of very many files is no workbook."""
    with zipfile.ZipFile(book, "a") as package:
        for number in range(50):
            package.writestr(f"{number}", "")
    with pytest.raises(BookError) as caught:
        read_all(book)
    assert caught.value.code == "book-too-large"
