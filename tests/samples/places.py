"""What stands at a place of a document, by libraries that share nothing with what wrote it or with the scanner."""

from __future__ import annotations

import email
import email.policy
import io
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

Location = Mapping[str, Any]
Passwords = tuple[str, ...]
TEXTS = (".csv", ".txt", ".md", ".ics")


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
    if container:
        related = document.part.rels.values()
        part = next(one.target_part for one in related if one.target_part.partname == f"/{container[0]}")
        return read_line("\n".join(list_paragraphs(part.blob)), location)
    if "table" in location:
        table = document.tables[location["table"] - 1]
        return table.cell(location["row"] - 1, location["column"] - 1).text
    return read_line("\n".join(list_paragraphs(document.part.blob)), location)


def list_paragraphs(xml: bytes) -> list[str]:
    """The text of every paragraph outside of tables, one within another after it."""
    from lxml import etree

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    texts = []
    for paragraph in etree.fromstring(xml).iter(f"{space}p"):
        if next(paragraph.iterancestors(f"{space}tc"), None) is None:
            own = (one for one in paragraph.iter(f"{space}t", f"{space}delText"))
            texts.append("".join(one.text for one in own if next(one.iterancestors(f"{space}p")) is paragraph))
    return texts


def read_pptx(content: bytes, container: list[str], location: Location) -> str:
    """All text of a slide or of its notes; a table's cell."""
    import pptx

    show = pptx.Presentation(io.BytesIO(content))
    if container and container[0].startswith("docProps/"):
        return read_line(show_properties(show.core_properties), location)
    slide = show.slides[location.get("page", location.get("table")) - 1]
    if container:
        assert container[0] == f"ppt/notesSlides/notesSlide{location['page']}.xml"
        return slide.notes_slide.notes_text_frame.text
    if "table" in location:
        table = next(shape.table for shape in slide.shapes if shape.has_table)
        return table.cell(location["row"] - 1, location["column"] - 1).text
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


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
        fields = [
            f"{name}: {', '.join(map(str, message[name].addresses))}" for name in ("From", "To", "Cc") if message[name]
        ]
        return read_line("\n".join(fields), location)
    return read_line(message.get_body().get_content(), location)


def open_zip(content: bytes, name: str, passwords: Passwords) -> bytes | None:
    """A member, whose name may be in CP932."""
    with zipfile.ZipFile(io.BytesIO(content), metadata_encoding="cp932") as archive:
        for password in ("", *passwords):
            try:
                return archive.read(name, password.encode() or None)
            except RuntimeError:
                continue
    raise AssertionError(f"no password opens {name}")


def open_attachment(content: bytes, name: str, _passwords: Passwords) -> bytes | None:
    """An attached file."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    files = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    return files.get(name)


READERS: dict[str, Callable[[bytes, list[str], Location], str]] = {
    ".xlsx": read_xlsx,
    ".docx": read_docx,
    ".pptx": read_pptx,
    ".db": read_sqlite,
    ".eml": read_eml,
}
MEMBERS: dict[str, Callable[[bytes, str, Passwords], bytes | None]] = {".zip": open_zip, ".eml": open_attachment}
