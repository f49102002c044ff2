"""What stands at a place of a document of Office, by openpyxl, python-docx and python-pptx."""

from __future__ import annotations

import functools
import io
from typing import Any

from samples.lines import Location, read_line


@functools.lru_cache(maxsize=2)
def load_workbook(content: bytes) -> Any:
    """A workbook, which is asked for many places."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content))


@functools.lru_cache(maxsize=2)
def load_document(content: bytes) -> Any:
    """A document."""
    import docx

    return docx.Document(io.BytesIO(content))


@functools.lru_cache(maxsize=2)
def load_show(content: bytes) -> Any:
    """Slides."""
    import pptx

    return pptx.Presentation(io.BytesIO(content))


def read_xlsx(content: bytes, container: list[str], location: Location) -> str:
    """Cells as Excel shows them; comments, headers, footers and properties a line each."""
    book = load_workbook(content)
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
    document = load_document(content)
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
    show = load_show(content)
    if container and container[0].startswith("docProps/"):
        return read_line(show_properties(show.core_properties), location)
    slide = show.slides[location["page"] - 1]
    if container:
        assert container[0] == f"ppt/notesSlides/notesSlide{location['page']}.xml"
        return slide.notes_slide.notes_text_frame.text
    tables = (shape.table for shape in slide.shapes if shape.has_table)
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    return "\n".join([shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] + cells)
