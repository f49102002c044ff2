"""Containers that are written by hand hold what was put into them, whatever its size; drafts keep lines and tables."""

from __future__ import annotations

import io
import re
import zipfile

import olefile
import openpyxl.utils
import pypdfium2
import pytest
from PIL import Image

from meibo.samples.companies import HOME
from meibo.samples.draft import Draft, Line, Table, fill, list_cells, mark_line
from meibo.samples.page import Location, Spread, Value
from meibo.samples.writers.compound_file import write_compound_file
from meibo.samples.writers.model import Bitmap, File, Print, Properties, Written
from meibo.samples.writers.pdf import write_pdf
from meibo.samples.writers.png import write_png
from meibo.samples.writers.xlsx import name_cell
from meibo.samples.writers.zip_file import pack, write_zip

AUTHOR = Value("jp_name", "甲 乙", "甲乙", "P0001")


def test_compound_file_keeps_streams_of_every_size() -> None:
    """Empty, small, just below and above the limit of small streams, in storages of storages."""
    sizes = (0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 70_000)
    streams = {("外", f"内{size % 3}", f"stream{size}"): bytes([size % 251]) * size for size in sizes}
    streams[("top",)] = b"x"
    with olefile.OleFileIO(io.BytesIO(write_compound_file(streams))) as ole:
        assert {tuple(path): ole.openstream(path).read() for path in ole.listdir()} == streams
        assert ole.parsing_issues == []


def test_compound_file_of_many_sectors() -> None:
    """The table of sectors has several sectors itself."""
    streams = {(f"s{number:02}",): bytes([number]) * 40_000 for number in range(30)}
    with olefile.OleFileIO(io.BytesIO(write_compound_file(streams))) as ole:
        assert all(ole.openstream(list(path)).read() == content for path, content in streams.items())


@pytest.mark.parametrize("password", ["", "ab12"])
@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_zip_is_read_by_the_standard_library(encoding: str, password: str) -> None:
    """Names in both encodings, with and without a password; a wrong one is refused."""
    files = {"名簿.csv": "氏名\n甲".encode() * 50, "空.txt": b"", "mimetype": b"application/epub+zip"}
    members = pack(files.items(), encoding, password)
    with zipfile.ZipFile(io.BytesIO(members), metadata_encoding="cp932") as archive:
        assert archive.namelist() == list(files)
        archive.setpassword(password.encode() or None)
        assert {name: archive.read(name) for name in files} == files
        assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        if password:
            with pytest.raises((RuntimeError, zipfile.BadZipFile, zipfile.zlib.error)):  # type: ignore[attr-defined]
                archive.read("名簿.csv", b"wrong")


def test_members_lead_to_their_values() -> None:
    """Each file that encloses another puts its name before the places inside."""
    inner = Written(b"", tuple(mark_line(("一", AUTHOR), 1)))
    archive = write_zip((File("外.zip", write_zip((File("内.txt", inner),))),))
    assert [(mark.container, mark.location) for mark in archive.marks] == [(("外.zip", "内.txt"), Location(1, 2))]


def test_pdf_offsets_lead_to_objects() -> None:
    """The table at the end of the file says where each object begins; a long table goes on on further pages."""
    rows = (("氏名", "番号"), *((AUTHOR, str(number)) for number in range(200)))
    written = write_pdf(Print((Line(("名簿",)), Table(rows)), Properties("名簿", AUTHOR)))
    content = written.content
    start = int(re.findall(rb"startxref\n(\d+)", content)[0])
    offsets = [int(row) for row in re.findall(rb"(\d{10}) 00000 n", content[start:])]
    assert all(content[at:].startswith(b"%d 0 obj" % number) for number, at in enumerate(offsets, 1))
    document = pypdfium2.PdfDocument(content)
    pages = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    assert sum(page.count("甲 乙") for page in pages) == 200
    assert len(pages) == max(getattr(mark.location, "page", 1) for mark in written.marks) > 2


def test_picture_keeps_its_dots() -> None:
    """Another reader of PNG sees the same grey."""
    picture = Bitmap(3, bytes([0, 128, 255, 1, 2, 3]))
    with Image.open(io.BytesIO(write_png(picture).content)) as image:
        assert (image.size, image.tobytes()) == ((3, 2), picture.pixels)


@pytest.mark.parametrize("column", [1, 26, 27, 52, 53, 702, 703, 16_384])
def test_cells_are_named_as_excel_does(column: int) -> None:
    """Columns beyond Z have two letters, beyond ZZ three."""
    assert name_cell(7, column) == f"{openpyxl.utils.get_column_letter(column)}7"


def test_draft_keeps_lines_and_tables_apart() -> None:
    """Rows that follow each other are one table, line breaks end lines, and what is between the breaks stays parts."""
    page = Draft()
    page.write_line("題名\n", AUTHOR)
    page.write_table([["甲", "乙"], [Spread(AUTHOR, ("甲", "乙"))]], delimiter="\t", quote='"')
    page.write("終わり")
    page.end_line()
    assert page.blocks == [
        Line(("題名",)),
        Line((AUTHOR,)),
        Table((("甲", "乙"), (Spread(AUTHOR, ("甲", "乙")),))),
        Line(("終わり",)),
    ]


def test_template_becomes_lines() -> None:
    """A blank line is a line without parts, and values are parts of theirs."""
    assert fill("\n{company}\n\n氏名 {name}様", company=HOME.name, name=AUTHOR) == (
        Line((HOME.name,)),
        Line(()),
        Line(("氏名 ", AUTHOR, "様")),
    )


def test_a_spread_value_begins_in_its_first_cell() -> None:
    """It takes as many columns as it has cells."""
    cells = list(list_cells(("1", Spread(AUTHOR, ("甲", "乙")), "終")))
    assert cells == [(1, "1", None), (2, "甲", AUTHOR), (3, "乙", None), (4, "終", None)]
