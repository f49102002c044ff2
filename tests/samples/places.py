"""What stands at a place of a document, by libraries that share nothing with what wrote it or with the scanner."""

from __future__ import annotations

import bz2
import contextlib
import email
import email.policy
import gzip
import io
import lzma
import mailbox
import re
import sqlite3
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any

Location = Mapping[str, Any]
Passwords = tuple[str, ...]
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


def read_line(text: str, location: Location) -> str:
    """What stands from a line and column on."""
    return text.splitlines()[location["line"] - 1][location["column"] - 1 :]


def read_xlsx(content: bytes, container: list[str], location: Location) -> str:
    """Cells as Excel shows them; comments, headers, footers and properties a line each."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    if not container:
        return show_cell(book[location["sheet"]][location["cell"]])
    if container[0].startswith("docProps/"):
        return read_line(show_properties(book.properties), location)
    sheet = book.worksheets[int("".join(filter(str.isdigit, container[0]))) - 1]
    if "comments" in container[0]:
        comments = [cell.comment.text for row in sheet for cell in row if cell.comment]
        return read_line("\n".join(comments), location)
    margins = [sheet.oddHeader.center.text, sheet.oddFooter.center.text]
    return read_line("\n".join(filter(None, margins)), location)


def show_cell(cell: Any) -> str:
    """A cell under its number format, of which only leading zeros and dates are known here."""
    if cell.is_date:
        return f"{cell.value:%Y/%m/%d}"
    if isinstance(cell.value, int):
        return str(cell.value).zfill(cell.number_format.count("0"))
    return str(cell.value)


def show_properties(properties: Any) -> str:
    """Title, author and last author, as the three lines that they are read as."""
    lines = [f"タイトル: {properties.title}", f"作成者: {getattr(properties, 'creator', None) or properties.author}"]
    by = getattr(properties, "lastModifiedBy", None) or getattr(properties, "last_modified_by", None)
    return "\n".join([*lines, f"最終更新者: {by}"] if by else lines)


def read_docx(content: bytes, container: list[str], location: Location) -> str:
    """Paragraphs of the body by number, deleted text and text boxes in their place; tables by cell."""
    import docx

    document = docx.Document(io.BytesIO(content))
    if container and container[0].startswith("docProps/"):
        return read_line(show_properties(document.core_properties), location)
    if container and container != ["deleted"]:
        related = document.part.rels.values()
        part = next(one.target_part for one in related if one.target_part.partname == f"/{container[0]}")
        return read_line("\n".join(list_paragraphs(part.blob)), location)
    if "table" in location:
        table = document.tables[location["table"] - 1]
        return table.cell(location["row"] - 1, location["column"] - 1).text
    kinds = ("delText",) if container else ("t",)
    lines = list_paragraphs(document.part.blob, kinds)
    return read_line("\n".join(filter(None, lines) if container else lines), location)


def list_paragraphs(xml: bytes, kinds: tuple[str, ...] = ("t",)) -> list[str]:
    """The text of every paragraph outside of tables, one within another after it; comments behind their author."""
    from lxml import etree

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    texts = []
    for paragraph in etree.fromstring(xml).iter(f"{space}p"):
        if next(paragraph.iterancestors(f"{space}tc"), None) is None:
            own = paragraph.iter(*(f"{space}{kind}" for kind in kinds))
            texts.append("".join(one.text for one in own if next(one.iterancestors(f"{space}p")) is paragraph))
    return [*etree.fromstring(xml).xpath("//@*[local-name() = 'author' and not(../*[local-name() = 'r'])]"), *texts]


def read_pptx(content: bytes, container: list[str], location: Location) -> str:
    """All text of a slide or of its notes; a table's cell."""
    import pptx

    show = pptx.Presentation(io.BytesIO(content))
    if container and container[0].startswith("docProps/"):
        return read_line(show_properties(show.core_properties), location)
    slide = show.slides[location["page"] - 1]
    if container:
        assert container[0] == f"ppt/notesSlides/notesSlide{location['page']}.xml"
        return slide.notes_slide.notes_text_frame.text
    tables = (shape.table for shape in slide.shapes if shape.has_table)
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    return "\n".join([shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] + cells)


def read_sqlite(content: bytes, container: list[str], location: Location) -> str:
    """A cell of a row, which count from 1."""
    assert not container
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        rows = database.execute(f'SELECT * FROM "{location["table"]}"').fetchall()  # noqa: S608 - the key's own name
    return rows[location["row"] - 1][location["column"] - 1]


def read_eml(content: bytes, container: list[str], location: Location) -> str:
    """A line of the body, or of the header fields that name people."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    if container:
        labels = {"From": "差出人", "To": "宛先", "Cc": "Cc"}
        named = [(label, message[name].addresses) for name, label in labels.items() if message[name]]
        return read_line("\n".join(f"{label}: {one}" for label, addresses in named for one in addresses), location)
    return read_line(message.get_body().get_content(), location)


def read_mbox_line(content: bytes, container: list[str], location: Location) -> str:
    """A line of one of the messages, which are numbered."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        with closing(mailbox.mbox(file.name)) as box:
            message = bytes(box[int(container[0].removeprefix("message ")) - 1])
    return read_eml(message, container[1:], location)


def read_msg(content: bytes, container: list[str], location: Location) -> str:
    """A line of the body, or of the people whom the message names."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as ole:

        def read(*path: str) -> str:
            return ole.openstream([*path[:-1], f"__substg1.0_{path[-1]}001F"]).read().decode("utf-16-le")

        if not container:
            return read_line(read("1000"), location)
        sender = f"差出人: {read('0042')} <{read('0065')}>"
        recipients = sorted({path[0] for path in ole.listdir() if path[0].startswith("__recip")})
        lines = [f"宛先: {read(one, '3001')} <{read(one, '39FE')}>" for one in recipients]
    return read_line("\n".join([sender, *lines]), location)


def open_msg(content: bytes, name: str, _passwords: Passwords) -> bytes | None:
    """An attached file."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        for storage in {path[0] for path in ole.listdir() if path[0].startswith("__attach")}:
            if ole.openstream([storage, "__substg1.0_3707001F"]).read().decode("utf-16-le") == name:
                return ole.openstream([storage, "__substg1.0_37010102"]).read()
    return None


def read_ods(content: bytes, container: list[str], location: Location) -> str:
    """Cells as they are shown; comments, header and footer, and properties a line each."""
    from odf import dc, meta, office, opendocument, style, table, teletype, text

    book = opendocument.load(io.BytesIO(content))
    if container == ["meta.xml"]:
        return read_line(show_odf_properties(book, dc, meta, teletype), location)
    if container == ["styles.xml"]:
        margins = [*book.getElementsByType(style.Header), *book.getElementsByType(style.Footer)]
        return read_line("\n".join(map(teletype.extractText, margins)), location)
    if container:
        sheets = [sheet.getAttribute("name") for sheet in book.getElementsByType(table.Table)]
        notes = book.getElementsByType(office.Annotation)
        comments = [teletype.extractText(note.getElementsByType(text.P)[0]) for note in notes]
        return read_line("\n".join([*sheets, *comments]), location)
    sheet = next(one for one in book.getElementsByType(table.Table) if one.getAttribute("name") == location["sheet"])
    column, row = split_cell(location["cell"])
    cell = sheet.getElementsByType(table.TableRow)[row - 1].getElementsByType(table.TableCell)[column - 1]
    return teletype.extractText(next(one for one in cell.childNodes if one.qname[1] == "p"))


def show_odf_properties(document: Any, *modules: Any) -> str:
    """Title and author as the lines that they are read as."""
    dc, meta, teletype = modules
    title, author = (document.meta.getElementsByType(kind)[0] for kind in (dc.Title, meta.InitialCreator))
    return f"タイトル: {teletype.extractText(title)}\n作成者: {teletype.extractText(author)}"


def split_cell(name: str) -> tuple[int, int]:
    """Column and row of a cell's name."""
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    letters, row = coordinate_from_string(name)
    return column_index_from_string(letters), row


def read_odt(content: bytes, container: list[str], location: Location) -> str:
    """Paragraphs of the body in their order, deleted ones apart; tables by cell."""
    from odf import dc, meta, opendocument, style, table, teletype, text

    document = opendocument.load(io.BytesIO(content))
    if container == ["meta.xml"]:
        return read_line(show_odf_properties(document, dc, meta, teletype), location)
    if container == ["styles.xml"]:
        margins = [*document.getElementsByType(style.Header), *document.getElementsByType(style.Footer)]
        return read_line("\n".join(map(teletype.extractText, margins)), location)
    if "table" in location:
        rows = document.getElementsByType(table.Table)[location["table"] - 1].getElementsByType(table.TableRow)
        return teletype.extractText(
            rows[location["row"] - 1].getElementsByType(table.TableCell)[location["column"] - 1]
        )
    outside = {"table-cell": False, "deletion": container == ["deleted"]}
    lines = [
        "".join(collect_own_text(paragraph))
        for paragraph in document.text.getElementsByType(text.P)
        if all(is_inside(paragraph, name) == wanted for name, wanted in outside.items())
    ]
    return read_line("\n".join(lines), location)


def is_inside(element: Any, name: str) -> bool:
    """Whether an element of this name is around another."""
    while element := element.parentNode:
        if getattr(element, "qname", ("", ""))[1] == name:
            return True
    return False


def collect_own_text(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph without that of paragraphs in it and of notes' signs and dates."""
    for child in paragraph.childNodes:
        if child.nodeType == child.TEXT_NODE:
            yield str(child.data)
        elif child.qname[1] not in ("annotation", "note", "frame"):
            yield from collect_own_text(child)


def read_odp(content: bytes, container: list[str], location: Location) -> str:
    """All text of a slide, notes included."""
    from odf import dc, draw, meta, opendocument, teletype

    show = opendocument.load(io.BytesIO(content))
    if container == ["meta.xml"]:
        return read_line(show_odf_properties(show, dc, meta, teletype), location)
    return teletype.extractText(show.getElementsByType(draw.Page)[location["page"] - 1])


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


def decrypt(content: bytes, passwords: Passwords) -> bytes:
    """The document that one of the passwords opens."""
    import msoffcrypto

    for password in passwords:
        document = msoffcrypto.OfficeFile(io.BytesIO(content))
        opened = io.BytesIO()
        try:
            document.load_key(password=password, verify_password=True)
            document.decrypt(opened)
        except msoffcrypto.exceptions.InvalidKeyError:
            continue
        return opened.getvalue()
    raise AssertionError("no password opens it")


def decompress_zstd(content: bytes) -> bytes:
    """What Zstandard packed."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.decompress(content)


def open_tar(content: bytes, name: str, _passwords: Passwords) -> bytes | None:
    """A member."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        file = archive.extractfile(name)
        assert file is not None
        return file.read()


def open_zip(content: bytes, name: str, passwords: Passwords) -> bytes | None:
    """A member, whose name may be in CP932."""
    import pyzipper

    for reader in (zipfile.ZipFile, pyzipper.AESZipFile):
        with reader(io.BytesIO(content)) as archive:
            raw_name = next(one for one in archive.namelist() if name in (one, read_cp932(one)))
            for password in ("", *passwords):
                with contextlib.suppress(RuntimeError, NotImplementedError):
                    return archive.read(raw_name, password.encode() or None)
    raise AssertionError(f"no password opens {name}")


def read_cp932(name: str) -> str:
    """A member's name that was taken for CP437."""
    try:
        return name.encode("cp437").decode("cp932")
    except UnicodeError:
        return name


def open_attachment(content: bytes, name: str, _passwords: Passwords) -> bytes | None:
    """An attached file."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    files = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    return files.get(name)


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
