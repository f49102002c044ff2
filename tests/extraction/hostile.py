"""Files made to exhaust who reads them: small on the disk, endless, enormous or bottomless inside.

``python tests/extraction/hostile.py NAME`` writes one to its output. All are made in little memory where that can be.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sqlite3
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

GIGABYTE = 1_000_000_000
_ZEROS = b"0" * (1 << 20)


class Bomb(NamedTuple):
    """A hostile file."""

    name: str
    make: Callable[[], bytes]
    ends: str = ""
    """The codes one of which its reading ends with; none where all that it says is read."""
    is_slow: bool = False
    """Whether making or reading it takes long."""


def _zip(*members: tuple[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return stream.getvalue()


def make_zip_of_zips(depth: int = 6, width: int = 16) -> bytes:
    """Sixteen archives in each archive, six deep: sixteen million files of a megabyte."""
    content = bytes(1_000_000)
    for level in range(depth):
        content = _zip(*((f"{number}.zip" if level else f"{number}.csv", content) for number in range(width)))
    return content


def make_deep_zip(depth: int = 300) -> bytes:
    """An archive in an archive, as one that holds itself would be."""
    content = b"x"
    for _ in range(depth):
        content = _zip(("r.zip", content))
    return content


def make_zip_of_zeros(size_bytes: int = 10 * GIGABYTE) -> bytes:
    """Ten billion times the digit zero in an archive of ten megabytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("0.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(size_bytes // len(_ZEROS)):
            member.write(_ZEROS)
    return stream.getvalue()


def make_overlapping_zip(members: int = 60_000) -> bytes:
    """Many entries of a directory for the same bytes (the zip of D. Fifield)."""
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = raw.compress(b"a," * 5_000_000) + raw.flush()
    checksum = zlib.crc32(b"a," * 5_000_000)
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, checksum, len(packed), 10_000_000, 1, 0)
    local = b"PK\x03\x04" + fields + b"a" + packed
    rows = b"".join(
        b"PK\x01\x02" + struct.pack("<H", 20) + fields[:-4] + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"a"
        for _ in range(members)
    )
    return local + rows + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, members, members, len(rows), len(local), 0)


def make_gzip_of_zeros() -> bytes:
    """Ten billion times the digit zero, as gzip: parts in one row, which are one file."""
    return gzip.compress(b"0" * (GIGABYTE // 10), mtime=0) * 100


def make_bzip2_of_zeros() -> bytes:
    """The same by bzip2, in a few kilobytes."""
    return bz2.compress(b"0" * (GIGABYTE // 10)) * 100


def make_xz_of_zeros() -> bytes:
    """The same by xz."""
    return lzma.compress(b"0" * (GIGABYTE // 10)) * 100


def make_tar_of_members(members: int = 1_000_000) -> bytes:
    """A million files without content, packed."""
    entry = tarfile.TarInfo("a")
    return gzip.compress(entry.tobuf(tarfile.USTAR_FORMAT) * members, 1, mtime=0)


_SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def _workbook(sheet: str, strings: str = "") -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "x")
    output = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            replaced = {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings}.get(name)
            new.writestr(name, replaced or old.read(name))
    return output.getvalue()


def make_workbook_of_corners() -> bytes:
    """Two cells, at both ends of a sheet of seventeen billion."""
    return _workbook(
        _SHEET + '<dimension ref="A1:XFD1048576"/><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>名簿</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>末尾</t></is></c></row></sheetData></worksheet>'
    )


def make_workbook_of_cells(rows: int = 400_000) -> bytes:
    """Millions of cells that all show one long text."""
    row = "<row>" + '<c t="s"><v>0</v></c>' * 50 + "</row>"
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + "あ" * 30_000
        + "</t></si></sst>"
    )
    return _workbook(_SHEET + "<sheetData>" + row * rows + "</sheetData></worksheet>", strings)


_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _document(xml: str) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName='
        '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
        '+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>'
    )
    return _zip(("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", xml))


def make_laughing_document() -> bytes:
    """Entities of entities: a hundred billion words in a few lines."""
    return _document(
        f"{_LAUGHS}<w:document {_WORD}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>"
    )


def make_laughing_sheet() -> bytes:
    """The same in a workbook."""
    return _workbook(
        _LAUGHS
        + _SHEET[21:]
        + '<sheetData><row><c t="inlineStr"><is><t>&a11;</t></is></c></row></sheetData></worksheet>'
    )


def make_prying_document() -> bytes:
    """An entity that is a file of the reader's machine."""
    head = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return _document(f"{head}<w:document {_WORD}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")


def make_document_of_tables(depth: int = 1_000_000) -> bytes:
    """A table in a table in a table."""
    return _document(f"<w:document {_WORD}><w:body>" + "<w:tbl><w:tr><w:tc>" * depth)


def make_long_document(size_bytes: int = 2 * GIGABYTE) -> bytes:
    """One paragraph without end."""
    stream = io.BytesIO(_document("x"))
    with zipfile.ZipFile(stream) as old:
        parts = [(name, old.read(name)) for name in old.namelist() if name != "word/document.xml"]
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as file:
        for part in parts:
            file.writestr(*part)
        with file.open("word/document.xml", "w", force_zip64=True) as member:
            member.write(f"<w:document {_WORD}><w:body><w:p>".encode())
            run = b"<w:r><w:t>" + b"a" * 1000 + b"</w:t></w:r>"
            for _ in range(size_bytes // (len(run) * 1000)):
                member.write(run * 1000)
    return output.getvalue()


_OPEN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
)


def _open_document(kind: str, body: str) -> bytes:
    mime_type = f"application/vnd.oasis.opendocument.{kind}"
    return _zip(("mimetype", mime_type), ("content.xml", f"{_OPEN}{body}</office:body></office:document-content>"))


def make_repeating_sheet() -> bytes:
    """One cell, said to stand in every column of every row."""
    text = "<text:p>名簿</text:p>"
    cell = (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="16384">{text}</table:table-cell>'
    )
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return _open_document(
        "spreadsheet", f'<office:spreadsheet><table:table table:name="a">{row}</table:table></office:spreadsheet>'
    )


def make_repeating_spaces() -> bytes:
    """A tag that stands for two billion spaces."""
    spaces = '<text:p>a<text:s text:c="2000000000"/>b</text:p>'
    return _open_document("text", f"<office:text>{spaces * 50}</office:text>")


def make_deep_json() -> bytes:
    """Ten million brackets."""
    return b"[" * 10_000_000


def _pdf(objects: list[bytes], catalogue: int = 1) -> bytes:
    content = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    content += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, catalogue, start)
    return bytes(content)


def make_pdf_of_objects(count: int = 1_000_000) -> bytes:
    """A million pages, all alike."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    tree = b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, kids)
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * count])


def make_deep_pdf(depth: int = 5_000_000) -> bytes:
    """Arrays in arrays."""
    tree = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Deep " + b"[" * depth + b"]" * depth + b">>"
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, page])


def make_ring_of_pages() -> bytes:
    """A tree of pages whose branches are its root."""
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R 2 0 R]/Parent 2 0 R>>"])


def make_packed_pdf(size_bytes: int = 2 * GIGABYTE) -> bytes:
    """A page whose content unpacks to two billion bytes, of letters that are drawn."""
    packer = zlib.compressobj(9)
    line = b"BT /F1 9 Tf 1 1 Td (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n" * 10_000
    packed = b"".join(packer.compress(line) for _ in range(size_bytes // len(line))) + packer.flush()
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed)
    tree = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, stream, font])


def make_hostile_database() -> bytes:
    """A view that never ends under the name of a table, a trigger that deletes, a column that fills the memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE real_ (x TEXT)")
    connection.execute("INSERT INTO real_ VALUES ('名簿')")
    connection.execute("CREATE TABLE bomb (x)")
    connection.execute("INSERT INTO bomb (x) VALUES (1)")
    connection.execute("ALTER TABLE bomb ADD COLUMN y AS (hex(zeroblob(400000000))) VIRTUAL")
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    connection.execute(f"CREATE VIEW endless AS {endless}")
    connection.execute("CREATE TRIGGER t INSTEAD OF INSERT ON endless BEGIN DELETE FROM real_; END")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_master SET type = 'table', rootpage = 2 WHERE name = 'endless'")
    return connection.serialize()


def make_ring_of_sectors() -> bytes:
    """A compound file all of whose sectors lead to themselves."""
    from extraction.specimens import make_msg

    content = bytearray(make_msg().content)
    first = struct.unpack_from("<I", content, 76)[0]
    at = 512 + 512 * first
    content[at : at + 512] = b"".join(struct.pack("<I", number) for number in range(128))
    return bytes(content)


_MAIL = b"From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\n"


def make_deep_mail(depth: int = 1000) -> bytes:
    """A mail in a mail in a mail."""
    return (_MAIL + b"Content-Type: message/rfc822\r\n\r\n") * depth + b"From: a@example.jp\r\n\r\nx"


def make_mail_of_parts(parts: int = 500_000) -> bytes:
    """A mail of so many parts."""
    return _MAIL + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * parts + b"--b--\r\n"


def make_mailbox_of_one_line(size_bytes: int = 200_000_000) -> bytes:
    """A mailbox whose first mail has one line."""
    return b"From a@example.jp Mon Apr  1 09:00:00 2024\nSubject: x\n\n" + b"a" * size_bytes


def make_deep_html() -> bytes:
    """Elements in elements, as a mail's body."""
    return _MAIL + b"Content-Type: text/html\r\n\r\n" + b"<div><table><tr><td>" * 1_000_000


def make_deep_rtf() -> bytes:
    """Groups in groups."""
    return b"{\\rtf1" + b"{\\b" * 5_000_000


def make_repeating_parquet(rows: int = 100_000_000) -> bytes:
    """A hundred million rows of one value, in a few bytes."""
    import pyarrow as pa
    from pyarrow import parquet

    stream = io.BytesIO()
    ones = pa.DictionaryArray.from_arrays(pa.array(bytes(1_000_000), pa.int8()), pa.array(["名簿" * 50_000]))
    with parquet.ParquetWriter(stream, pa.schema([("x", ones.type)])) as writer:
        for _ in range(rows // len(ones)):
            writer.write_batch(pa.RecordBatch.from_arrays([ones], ["x"]))
    return stream.getvalue()


BOMBS: dict[str, Bomb] = {
    "zip of zips": Bomb("a.zip", make_zip_of_zips, "time-limit member-limit ratio-limit", is_slow=True),
    "deep zip": Bomb("r.zip", make_deep_zip, "depth-limit"),
    "zip of zeros": Bomb("0.zip", make_zip_of_zeros, "ratio-limit", is_slow=True),
    "overlapping zip": Bomb("o.zip", make_overlapping_zip, "ratio-limit damaged", is_slow=True),
    "gzip of zeros": Bomb("0.gz", make_gzip_of_zeros, "ratio-limit", is_slow=True),
    "bzip2 of zeros": Bomb("0.bz2", make_bzip2_of_zeros, "ratio-limit", is_slow=True),
    "xz of zeros": Bomb("0.xz", make_xz_of_zeros, "ratio-limit", is_slow=True),
    "tar of members": Bomb("m.tar.gz", make_tar_of_members, "time-limit member-limit ratio-limit", is_slow=True),
    "workbook of corners": Bomb("a.xlsx", make_workbook_of_corners),
    "workbook of cells": Bomb("a.xlsx", make_workbook_of_cells, "time-limit cell-limit ratio-limit", is_slow=True),
    "laughing document": Bomb("a.docx", make_laughing_document, "damaged"),
    "laughing sheet": Bomb("a.xlsx", make_laughing_sheet, "damaged"),
    "prying document": Bomb("a.docx", make_prying_document, "damaged"),
    "document of tables": Bomb("a.docx", make_document_of_tables, "damaged"),
    "long document": Bomb("a.docx", make_long_document, "ratio-limit memory-limit time-limit", is_slow=True),
    "repeating sheet": Bomb("a.ods", make_repeating_sheet, is_slow=True),
    "repeating spaces": Bomb("a.odt", make_repeating_spaces),
    "deep json": Bomb("a.json", make_deep_json),
    "pdf of objects": Bomb("a.pdf", make_pdf_of_objects, "page-limit", is_slow=True),
    "deep pdf": Bomb("a.pdf", make_deep_pdf, is_slow=True),
    "ring of pages": Bomb("a.pdf", make_ring_of_pages, "damaged"),
    "packed pdf": Bomb(
        "a.pdf", make_packed_pdf, "time-limit memory-limit ratio-limit held-limit damaged", is_slow=True
    ),
    "hostile database": Bomb("a.db", make_hostile_database, "damaged"),
    "ring of sectors": Bomb("a.msg", make_ring_of_sectors),
    "deep mail": Bomb("a.eml", make_deep_mail, "depth-limit"),
    "mail of parts": Bomb("a.eml", make_mail_of_parts, is_slow=True),
    "mailbox of one line": Bomb("a.mbox", make_mailbox_of_one_line, is_slow=True),
    "deep html": Bomb("a.eml", make_deep_html),
    "deep rtf": Bomb("a.rtf", make_deep_rtf),
    "repeating parquet": Bomb("a.parquet", make_repeating_parquet, "ratio-limit cell-limit time-limit", is_slow=True),
}
"""By what they are."""


if __name__ == "__main__":
    sys.stdout.buffer.write(BOMBS[sys.argv[1]].make())
