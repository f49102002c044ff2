"""What stands at a place of a document, by libraries that share nothing with what wrote it or with the scanner."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

from samples.lines import Location, read_line
from samples.packed_files import Passwords, decompress_zstd, decrypt, open_tar, open_zip
from samples.places_in_mails import open_attachment, open_msg, read_eml, read_mbox_line, read_msg
from samples.places_in_office_files import read_docx, read_pptx, read_xlsx
from samples.places_in_opendocument import read_odp, read_ods, read_odt

TEXTS = (".csv", ".ics", ".json", ".log")


def read_place(content: bytes, name: str, container: list[str], location: Location, passwords: Passwords = ()) -> str:
    """The text that begins at a place; of a cell all of it.

    Members that are files lead to the reader of their own format, others are parts of the file itself.
    """
    suffix = name[name.rfind(".") :].lower()
    if container and suffix in MEMBERS:
        member = MEMBERS[suffix](content, container[0], passwords)
        if member is not None:
            return read_place(member, container[0], container[1:], location, passwords)
    if suffix in TEXTS:
        return read_line(decode(content), location)
    if suffix == ".xlsx" and content.startswith(b"\xd0\xcf"):
        content = decrypt(content, passwords)
    return READERS[suffix](content, container, location)


def decode(content: bytes) -> str:
    """Text in one of the encodings of packed files."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932")


def read_sqlite(content: bytes, container: list[str], location: Location) -> str:
    """A cell of a row, which count from 1."""
    assert not container
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        rows = database.execute(f'SELECT * FROM "{location["table"]}"').fetchall()  # noqa: S608 - the key's own name
    return rows[location["row"] - 1][location["column"] - 1]


def read_pdf(content: bytes, container: list[str], location: Location) -> str:
    """All text of a page with the values of its form, without line breaks; or the document's properties."""
    import pypdfium2
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    document = PDFDocument(PDFParser(io.BytesIO(content)))
    if container:
        title, author = (document.info[0][key].decode("utf-16") for key in ("Title", "Author"))
        return read_line(f"タイトル: {title}\n作成者: {author}", location)
    with closing(pypdfium2.PdfDocument(content)) as printed:
        text = printed[location["page"] - 1].get_textpage().get_text_range()
    fields = resolve1(document.catalog.get("AcroForm", {})).get("Fields", []) if location["page"] == 1 else []
    text = text.replace("\x02", "-").replace("\ufffe", "-")  # how pdfium shows a hyphen at the end of a line
    return "".join([*text.splitlines(), *(resolve1(field)["V"].decode("utf-16") for field in fields)])


def read_rtf(content: bytes, container: list[str], location: Location) -> str:
    """Lines by the number of their paragraph outside of tables, tables by cell; title and author."""
    text = re.sub(rb"(?:\\'[0-9a-f]{2})+", lambda run: bytes.fromhex(run[0].replace(rb"\'", b"").decode()), content)
    _, information, *lines = text.decode("cp932").split("\n")
    if container:
        title, author = re.findall(r"{\\(?:title|author) ([^}]*)}", information)
        return read_line(f"タイトル: {title}\n作成者: {author}", location)
    if "table" in location:
        rows = [line for line in lines if line.startswith("\\trowd")]
        cells = rows[location["row"] - 1].partition("\\intbl ")[2].split("\\cell ")
        return cells[location["column"] - 1]
    paragraphs = [line.removeprefix("\\pard ").removesuffix("\\par") for line in lines if line.startswith("\\pard")]
    return read_line("\n".join(paragraphs), location)


READERS: dict[str, Callable[[bytes, list[str], Location], str]] = {
    ".xlsx": read_xlsx,
    ".ods": read_ods,
    ".docx": read_docx,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".pptx": read_pptx,
    ".odp": read_odp,
    ".pdf": read_pdf,
    ".db": read_sqlite,
    ".sqlite": read_sqlite,
    ".eml": read_eml,
    ".mbox": read_mbox_line,
    ".msg": read_msg,
}


MEMBERS: dict[str, Callable[[bytes, str, Passwords], bytes | None]] = {
    ".zip": open_zip,
    ".eml": open_attachment,
    ".msg": open_msg,
    ".tar": open_tar,
    ".gz": lambda content, _, __: gzip.decompress(content),
    ".bz2": lambda content, _, __: bz2.decompress(content),
    ".xz": lambda content, _, __: lzma.decompress(content),
    ".zst": lambda content, _, __: decompress_zstd(content),
}
