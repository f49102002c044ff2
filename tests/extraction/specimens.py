"""One small file of each format that is read, by a writer that others use too, each with the same invented people."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import mailbox
import sqlite3
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from extraction import archive_specimens as by_hand
from extraction.jet_writer import write_jet
from extraction.xlsb_writer import write_xlsb

HEADER = ("氏名", "電話", "住所")
PEOPLE = (
    ("鷹取一葉", "090-7305-2846", "埼玉県川越市脇田町12-3"),
    ("蓮沼稔", "03-5550-1234", "東京都北区赤羽西1-2-3"),
    ("Kisaragi Ren", "080-6612-0975", "大阪府吹田市江坂町4-5"),
)
PLANTED = tuple(value for person in PEOPLE for value in person)
ROWS = (HEADER, *PEOPLE)
LINES = tuple("、".join(person) for person in PEOPLE)
TEXT = "\n".join(("名簿", *LINES, ""))
PASSWORD = "kawagoe2024"  # noqa: S105 - of files that are made here
GOLDEN = Path(__file__).parent / "golden"


class Specimen(NamedTuple):
    """A file and what must be read in it."""

    name: str
    content: bytes
    planted: tuple[str, ...] = PLANTED
    passwords: tuple[str, ...] = ()


def _save(write: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()


def make_text() -> Specimen:
    """Text as Windows wrote it."""
    return Specimen("meibo.txt", TEXT.encode("cp932"))


def make_vcard() -> Specimen:
    """By hand, after RFC 6350."""
    cards = [
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL:{phone}\r\nNOTE:{address}\r\nEND:VCARD\r\n"
        for name, phone, address in PEOPLE
    ]
    return Specimen("meibo.vcf", "".join(cards).encode())


def make_icalendar() -> Specimen:
    """By hand, after RFC 5545."""
    events = [
        f"BEGIN:VEVENT\r\nUID:{phone}\r\nSUMMARY:{name}\r\nCONTACT:{phone}\r\nLOCATION:{address}\r\nEND:VEVENT\r\n"
        for name, phone, address in PEOPLE
    ]
    text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n"
    return Specimen("meibo.ics", text.encode())


def make_empty() -> Specimen:
    """Nothing."""
    return Specimen("empty.txt", b"", ())


def make_xlsx() -> Specimen:
    """By XlsxWriter."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名簿")
        for row, cells in enumerate(ROWS):
            sheet.write_row(row, 0, cells)
        sheet.write_comment(1, 0, "要確認")
    return Specimen("meibo.xlsx", stream.getvalue(), (*PLANTED, "要確認"))


def make_xlsb() -> Specimen:
    """By hand."""
    return Specimen("meibo.xlsb", write_xlsb("名簿", ROWS))


def make_ods() -> Specimen:
    """By odfpy."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table

    document = OpenDocumentSpreadsheet()
    document.spreadsheet.addElement(_fill_table(Table(name="名簿")))
    return Specimen("meibo.ods", _save(document.write))


def make_odt() -> Specimen:
    """By odfpy."""
    from odf.opendocument import OpenDocumentText
    from odf.table import Table
    from odf.text import P

    document = OpenDocumentText()
    document.text.addElement(P(text="名簿"))
    document.text.addElement(_fill_table(Table(name="名簿")))
    return Specimen("meibo.odt", _save(document.write))


def make_odp() -> Specimen:
    """By odfpy."""
    from odf.opendocument import OpenDocumentPresentation

    document = OpenDocumentPresentation()
    _draw(document, document.presentation)
    return Specimen("meibo.odp", _save(document.write))


def make_odg() -> Specimen:
    """By odfpy."""
    from odf.opendocument import OpenDocumentDrawing

    document = OpenDocumentDrawing()
    _draw(document, document.drawing)
    return Specimen("meibo.odg", _save(document.write))


def _fill_table(table: Any) -> Any:
    from odf.table import TableCell, TableRow
    from odf.text import P

    for cells in ROWS:
        row = TableRow()
        for value in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            row.addElement(cell)
        table.addElement(row)
    return table


def _draw(document: Any, body: Any) -> None:
    """A page with a text box."""
    from odf.draw import Frame, Page, TextBox
    from odf.style import MasterPage, PageLayout
    from odf.text import P

    layout = PageLayout(name="L")
    document.automaticstyles.addElement(layout)
    document.masterstyles.addElement(MasterPage(name="M", pagelayoutname=layout))
    page = Page(masterpagename="M", name="1")
    frame = Frame(width="20cm", height="10cm", x="1cm", y="1cm")
    box = TextBox()
    for line in LINES:
        box.addElement(P(text=line))
    frame.addElement(box)
    page.addElement(frame)
    body.addElement(page)


def make_docx() -> Specimen:
    """By python-docx."""
    import docx

    document = docx.Document()
    document.add_paragraph("名簿")
    table = document.add_table(rows=0, cols=len(HEADER))
    for cells in ROWS:
        for cell, value in zip(table.add_row().cells, cells, strict=True):
            cell.text = value
    return Specimen("meibo.docx", _save(document.save))


def make_encrypted_office() -> Specimen:
    """By msoffcrypto."""
    from msoffcrypto.format.ooxml import OOXMLFile

    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(make_docx().content)).encrypt(PASSWORD, stream)
    return Specimen("meibo.docx", stream.getvalue(), passwords=(PASSWORD,))


def make_pptx() -> Specimen:
    """By python-pptx."""
    import pptx

    slides = pptx.Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text = "名簿"
    slide.placeholders[1].text = "\n".join(LINES[:2])
    slide.notes_slide.notes_text_frame.text = LINES[2]
    return Specimen("meibo.pptx", _save(slides.save))


def make_epub() -> Specimen:
    """By hand, after the specification's smallest book."""
    root = '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    root += (
        '<rootfiles><rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    book = '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
    book += '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>名簿</dc:title></metadata>'
    book += '<manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
    book += '<spine><itemref idref="c"/></spine></package>'
    lines = "".join(f"<p>{line}</p>" for line in LINES)
    chapter = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>名簿</title></head><body>{lines}</body></html>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in (("META-INF/container.xml", root), ("a.opf", book), ("c.xhtml", chapter)):
            file.writestr(name, content)
    return Specimen("meibo.epub", stream.getvalue())


def make_rtf() -> Specimen:
    """By hand, with the characters as Word writes them."""
    body = "".join("".join(_escape(character) for character in line) + "\\par\n" for line in ("名簿", *LINES))
    content = "{\\rtf1\\ansi\\ansicpg932\\deff0{\\fonttbl{\\f0\\fnil\\fcharset128 MS Gothic;}}\\uc1\\f0\n" + body + "}"
    return Specimen("meibo.rtf", content.encode("ascii"))


def _escape(character: str) -> str:
    return character if character.isascii() else f"\\u{struct.unpack('<h', character.encode('utf-16-le'))[0]}?"


def make_pdf() -> Specimen:
    """By ReportLab, with one of the fonts that every reader has."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    stream = io.BytesIO()
    page = canvas.Canvas(stream, invariant=1)
    page.setFont("HeiseiKakuGo-W5", 12)
    for place, line in enumerate(LINES):
        page.drawString(72, 720 - 24 * place, line)
    page.save()
    return Specimen("meibo.pdf", stream.getvalue())


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "ren@example.jp", "ichiyo@example.co.jp"
    mail["Subject"] = "名簿の送付"
    mail["Date"] = "Mon, 01 Apr 2024 09:00:00 +0900"
    mail["Message-ID"] = "<1@example.jp>"
    mail.set_content("\n".join(LINES[:2]) + "\n", charset="iso-2022-jp")
    mail.add_attachment(LINES[2].encode("cp932"), maintype="text", subtype="plain", filename="名簿.txt")
    mail.set_boundary("=_boundary")
    return mail


def make_eml() -> Specimen:
    """By the standard library."""
    return Specimen("meibo.eml", _mail().as_bytes(), (*PLANTED, "名簿の送付"))


def make_mbox() -> Specimen:
    """By the standard library."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "mbox"
        box = mailbox.mbox(place)
        for _ in range(2):
            box.add(_mail())
        box.close()
        return Specimen("meibo.mbox", place.read_bytes(), (*PLANTED, "名簿の送付"))


def make_msg() -> Specimen:
    """By hand, after MS-OXMSG."""
    from extraction.outlook_writing import write_msg

    content = write_msg({0x001A: "IPM.Note", 0x0037: "名簿の送付", 0x0C1F: "ren@example.jp", 0x1000: TEXT})
    return Specimen("meibo.msg", content, (*PLANTED, "名簿の送付"))


def make_ole_object() -> Specimen:
    """By hand, after MS-OLEDS: a file that was drawn into a document, as a package."""
    from extraction.compound_file import write_compound_file

    raw, name = TEXT.encode("cp932"), "名簿.txt".encode("cp932") + b"\0"
    place = b"C:\\" + name
    body = b"\2\0" + name + place + struct.pack("<HHI", 0, 3, len(place)) + place + struct.pack("<I", len(raw)) + raw
    return Specimen("oleObject1.bin", write_compound_file({"\1Ole10Native": struct.pack("<I", len(body)) + body}))


def make_tnef() -> Specimen:
    """By hand, after MS-OXTNEF: a file that is attached to a message."""

    def attribute(level: int, number: int, content: bytes) -> bytes:
        return struct.pack("<BII", level, number, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)

    content = struct.pack("<IH", 0x223E9F78, 1)
    content += attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
    content += attribute(1, 0x00069007, struct.pack("<II", 932, 0))
    content += attribute(2, 0x00069002, struct.pack("<HIHIHI", 1, 0, 0, 0, 0, 0)[:14])
    content += attribute(2, 0x00018010, "名簿.txt".encode("cp932") + b"\0")
    content += attribute(2, 0x0006800F, TEXT.encode("cp932"))
    return Specimen("winmail.dat", content)


def make_zip() -> Specimen:
    """By the standard library, with a folder and one archive in the other."""
    inner = _save(lambda stream: _zip(stream, "内/名簿.txt"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("書庫/内側.zip", inner)
    return Specimen("meibo.zip", stream.getvalue())


def _zip(stream: io.BytesIO, name: str) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, TEXT.encode("cp932"))


def make_7z() -> Specimen:
    """By py7zr."""
    import py7zr

    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w") as file:
        file.writestr(TEXT.encode("cp932"), "名簿.txt")
    return Specimen("meibo.7z", stream.getvalue())


def make_tar() -> Specimen:
    """By the standard library."""
    stream = io.BytesIO()
    raw = TEXT.encode("cp932")
    with tarfile.open(fileobj=stream, mode="w") as file:
        entry = tarfile.TarInfo("名簿.txt")
        entry.size = len(raw)
        file.addfile(entry, io.BytesIO(raw))
    return Specimen("meibo.tar", stream.getvalue())


def make_gzip() -> Specimen:
    """By the standard library."""
    return Specimen("meibo.txt.gz", gzip.compress(TEXT.encode("cp932"), mtime=0))


def make_bzip2() -> Specimen:
    """By the standard library."""
    return Specimen("meibo.txt.bz2", bz2.compress(TEXT.encode("cp932")))


def make_xz() -> Specimen:
    """By the standard library."""
    return Specimen("meibo.txt.xz", lzma.compress(TEXT.encode("cp932")))


def make_zstd() -> Specimen:
    """By what is the standard library from 3.14 on."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return Specimen("meibo.txt.zst", zstd.compress(TEXT.encode("cp932")))


def make_sqlite() -> Specimen:
    """By SQLite."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE 会員 (氏名 TEXT, 電話 TEXT, 住所 TEXT)")
    connection.executemany("INSERT INTO 会員 VALUES (?, ?, ?)", PEOPLE)
    connection.execute("CREATE TABLE 添付 (本体 BLOB)")
    connection.execute("INSERT INTO 添付 VALUES (?)", (_save(lambda stream: _zip(stream, "名簿.txt")),))
    connection.commit()
    return Specimen("meibo.db", connection.serialize())


def make_access() -> Specimen:
    """By hand."""
    return Specimen("meibo.mdb", write_jet({"会員": (list(HEADER), [list(person) for person in PEOPLE])}))


def _columns() -> Any:
    import pyarrow as pa

    return pa.table({name: [person[place] for person in PEOPLE] for place, name in enumerate(HEADER)})


def make_parquet() -> Specimen:
    """By pyarrow."""
    from pyarrow import parquet

    return Specimen("meibo.parquet", _save(lambda stream: parquet.write_table(_columns(), stream)))


def make_arrow() -> Specimen:
    """By pyarrow."""
    from pyarrow import feather

    return Specimen("meibo.feather", _save(lambda stream: feather.write_feather(_columns(), stream)))


def make_avro() -> Specimen:
    """By fastavro."""
    import fastavro

    fields = [{"name": name, "type": "string"} for name in HEADER]
    schema = {"type": "record", "name": "Member", "fields": fields}
    records = [dict(zip(HEADER, person, strict=True)) for person in PEOPLE]
    mark = b"0123456789abcdef"
    return Specimen(
        "meibo.avro", _save(lambda stream: fastavro.writer(stream, schema, records, "deflate", sync_marker=mark))
    )


def make_dbf() -> Specimen:
    """By hand."""
    widths = (20, 15, 40)
    head = struct.pack("<B3BIHH17xB2x", 3, 124, 4, 1, len(PEOPLE), 32 + 32 * 3 + 1, 1 + sum(widths), 0x13)
    for name, width in zip(HEADER, widths, strict=True):
        head += struct.pack("<11sc4xBB14x", name.encode("cp932"), b"C", width, 0)
    records = b"".join(
        b" " + b"".join(value.encode("cp932").ljust(width) for value, width in zip(person, widths, strict=True))
        for person in PEOPLE
    )
    return Specimen("meibo.dbf", head + b"\r" + records + b"\x1a")


def _write_by_hand(name: str, write: Callable[[bytes], bytes], content: bytes | None = None) -> Callable[[], Specimen]:
    """A text in an archive or packed."""
    return lambda: Specimen(name, write(TEXT.encode("cp932") if content is None else content))


def _find_golden(format_id: str) -> Callable[[], Specimen]:
    """A file that other programs wrote; what must be read in it stands beside it."""

    def make() -> Specimen:
        place = min(place for place in (GOLDEN / format_id).iterdir() if place.suffix not in (".txt", ".md"))
        words = place.with_suffix(".txt").read_text("utf-8").split()
        return Specimen(place.name, place.read_bytes(), tuple(words))

    return make


SPECIMENS: dict[str, Callable[[], Specimen]] = {
    "text": make_text, "empty": make_empty, "vcard": make_vcard, "icalendar": make_icalendar,
    "xlsx": make_xlsx, "ods": make_ods, "xls": _find_golden("xls"), "xlsb": make_xlsb,
    "encrypted-office": make_encrypted_office, "docx": make_docx, "pptx": make_pptx,
    "odt": make_odt, "odp": make_odp, "odg": make_odg, "epub": make_epub,
    "doc": _find_golden("doc"), "ppt": _find_golden("ppt"), "rtf": make_rtf, "pdf": make_pdf,
    "eml": make_eml, "mbox": make_mbox, "msg": make_msg, "tnef": make_tnef, "ole": make_ole_object,
    "pkcs7-signed": _write_by_hand("smime.p7m", by_hand.write_signed, _mail().as_bytes()),
    "zip": make_zip, "7z": make_7z, "tar": make_tar, "rar": _write_by_hand("a.rar", by_hand.write_rar),
    "lzh": _write_by_hand("a.lzh", by_hand.write_lzh), "cab": _write_by_hand("a.cab", by_hand.write_cab),
    "cpio": _write_by_hand("a.cpio", by_hand.write_cpio), "rpm": _write_by_hand("a.rpm", by_hand.write_rpm),
    "ar": _write_by_hand("a.a", by_hand.write_ar), "iso9660": _write_by_hand("a.iso", by_hand.write_iso),
    "self-extractor": _write_by_hand("a.exe", by_hand.write_program),
    "lzma": _write_by_hand("a.lzma", by_hand.write_lzma), "lzip": _write_by_hand("a.lz", by_hand.write_lzip),
    "lz4": _write_by_hand("a.lz4", by_hand.write_lz4), "compress": _write_by_hand("a.Z", by_hand.write_compress),
    "gzip": make_gzip, "bzip2": make_bzip2, "xz": make_xz, "zstd": make_zstd,
    "sqlite": make_sqlite, "access": make_access, "parquet": make_parquet, "arrow": make_arrow, "avro": make_avro,
    "dbf": make_dbf,
}  # fmt: skip
"""By format."""

NOT_WRITTEN = {
    "outlook-store": "nothing but Outlook writes it",
}
"""Formats without a specimen, and why."""
