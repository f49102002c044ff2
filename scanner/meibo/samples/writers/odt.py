"""Documents of LibreOffice Writer and others (ISO/IEC 26300, text)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.draft import Line, count_lines, join, mark_blocks, mark_line
from meibo.samples.writers.model import Written
from meibo.samples.writers.opendocument import DATE, mark_properties, pack_opendocument, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.samples.page import Mark
    from meibo.samples.writers.model import TextDocument


def write_odt(document: TextDocument) -> Written:
    """A document with all that a word processor keeps beside its text."""
    body = "".join(
        paragraph(join(block.parts)) if isinstance(block, Line) else table(f"表{number}", block.rows)
        for number, block in enumerate(document.blocks, 1)
    )
    content = pack_opendocument(
        "text",
        _write_changes(document) + body + _write_anchors(document),
        document.properties,
        header=document.header,
        footer=document.footer,
    )
    return Written(content, (*_mark(document), *mark_properties(document.properties)))


def _write_changes(document: TextDocument) -> str:
    """What was struck out stands before the text, which says only where it was."""
    if not document.deleted:
        return ""
    return (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>'
        f"<dc:creator>総務部</dc:creator>{DATE}</office:change-info>{paragraph(join(document.deleted))}"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )


def _write_anchors(document: TextDocument) -> str:
    """The last line, on which comment, footnote and text box hang."""
    pieces = ["確認済"]
    if document.deleted:
        pieces.append('<text:change text:change-id="c1"/>')
    if document.comment:
        note = paragraph(join(document.comment))
        pieces.append(f"<office:annotation><dc:creator>総務部</dc:creator>{DATE}{note}</office:annotation>")
    if document.footnote:
        pieces.append(
            '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            f"<text:note-body>{paragraph(join(document.footnote))}</text:note-body></text:note>"
        )
    if document.box:
        pieces.append(
            '<draw:frame text:anchor-type="paragraph" svg:width="8cm" svg:height="2cm">'
            f"<draw:text-box>{paragraph(join(document.box))}</draw:text-box></draw:frame>"
        )
    return f"<text:p>{''.join(pieces)}</text:p>"


def _mark(document: TextDocument) -> Iterator[Mark]:
    yield from mark_blocks(document.blocks)
    line = count_lines(document.blocks)
    hanging = [parts for parts in (document.comment, document.footnote, document.box) if parts]
    for further, parts in enumerate(hanging, line + 2):
        yield from mark_line(parts, further)
    yield from mark_line(document.deleted, 1, container=("deleted",))
    margins = [parts for parts in (document.header, document.footer) if parts]
    for further, parts in enumerate(margins, 1):
        yield from mark_line(parts, further, container=("styles.xml",))
