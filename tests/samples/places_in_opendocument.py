"""What stands at a place of a document of OpenDocument, by odfpy."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from typing import Any

from samples.lines import Location, read_line


@functools.lru_cache(maxsize=2)
def load(content: bytes) -> Any:
    """A document of any kind, which is asked for many places."""
    from odf import opendocument

    return opendocument.load(io.BytesIO(content))


def read_ods(content: bytes, container: list[str], location: Location) -> str:
    """Cells as they are shown; comments, header and footer, and properties a line each."""
    from odf import dc, meta, office, style, table, teletype, text

    book = load(content)
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
    from odf import dc, meta, style, table, teletype, text

    document = load(content)
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
    from odf import dc, draw, meta, teletype

    show = load(content)
    if container == ["meta.xml"]:
        return read_line(show_odf_properties(show, dc, meta, teletype), location)
    return teletype.extractText(show.getElementsByType(draw.Page)[location["page"] - 1])
