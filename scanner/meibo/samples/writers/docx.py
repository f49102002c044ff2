"""Documents of Word (ECMA-376 Part 1, 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from meibo.samples.draft import Line, count_lines, join, list_cells, mark_blocks, mark_line
from meibo.samples.writers.model import WRITTEN_AT, Written, enclose_picture
from meibo.samples.writers.office_parts import RELATIONS, mark_properties, pack_office, relate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from meibo.samples.draft import Row
    from meibo.samples.page import Mark, Part
    from meibo.samples.writers.model import TextDocument

_SPACES: Final = (
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{RELATIONS}" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_BY: Final = f'w:author="総務部" w:date="{WRITTEN_AT:%Y-%m-%dT%H:%M:%SZ}"'
_KIND: Final = "officedocument.wordprocessingml"
_PICTURE: Final = "word/media/image1.png"
_PICTURE_ID: Final = "rId90"
_EMU: Final = 36_000
"""Units of drawings in a millimetre."""
_BESIDE: Final = {"header": "hdr", "footer": "ftr", "comments": "comments", "footnotes": "footnotes"}
"""The members beside the body, and their root elements."""


def write_docx(document: TextDocument) -> Written:
    """A document; each line of the body is cut into runs, as Word cuts them when somebody edits."""
    beside = {
        "header": (document.header, _paragraph(document.header)),
        "footer": (document.footer, _paragraph(document.footer)),
        "comments": (document.comment, f'<w:comment w:id="0" {_BY}>{_paragraph(document.comment)}</w:comment>'),
        "footnotes": (document.footnote, f'<w:footnote w:id="2">{_paragraph(document.footnote)}</w:footnote>'),
    }
    used = {name: (parts, content) for name, (parts, content) in beside.items() if parts}
    members = {f"word/{name}.xml": (f"{_KIND}.{name}+xml", _root(_BESIDE[name], used[name][1])) for name in used}
    targets = {f"rId{number}": (name, f"{name}.xml") for number, name in enumerate(used, 1)}
    body = _write_body(document, {name: key for key, (name, _) in targets.items()})
    pictures = {}
    if document.picture:
        pictures[_PICTURE] = document.picture.content
        targets[_PICTURE_ID] = ("image", _PICTURE.removeprefix("word/"))
    content = pack_office(
        {
            "word/document.xml": (f"{_KIND}.document.main+xml", _root("document", f"<w:body>{body}</w:body>")),
            "word/_rels/document.xml.rels": ("", relate(targets)),
            **members,
        },
        document.properties,
        "word/document.xml",
        pictures,
    )
    marks = [*_mark_body(document)]
    for name, (parts, _) in used.items():
        line = 2 if name == "comments" else 1  # behind the line that says who wrote it
        marks += mark_line(parts, line, container=(f"word/{name}.xml",))
    marks += enclose_picture(document.picture, _PICTURE)
    return Written(content, (*marks, *mark_properties(document.properties)))


def _write_body(document: TextDocument, keys: dict[str, str]) -> str:
    """Paragraphs and tables, what was deleted, and a last line on which comment, footnote and text box hang."""
    blocks = (
        _paragraph(block.parts) if isinstance(block, Line) else _write_table(block.rows) for block in document.blocks
    )
    anchors = ""
    if document.comment:
        anchors += '<w:r><w:t>確認済</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    if document.footnote:
        anchors += '<w:r><w:footnoteReference w:id="2"/></w:r>'
    if document.box:
        anchors += (
            '<w:r><w:pict><v:shape style="width:200pt;height:40pt"><v:textbox><w:txbxContent>'
            f"{_paragraph(document.box)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    if document.picture:
        anchors += _write_picture(*document.picture.size)
    deleted = ""
    if document.deleted:
        text = escape(join(document.deleted))
        deleted = (
            f'<w:p><w:del w:id="9" {_BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del></w:p>'
        )
    margins = "".join(
        f'<w:{name}Reference w:type="default" r:id="{keys[name]}"/>' for name in ("header", "footer") if name in keys
    )
    return f"{''.join(blocks)}{deleted}<w:p>{anchors}</w:p><w:sectPr>{margins}</w:sectPr>"


def _write_picture(width: float, height: float) -> str:
    """A run with the picture at its size in millimetres."""
    size = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent {size}/>'
        f'<wp:docPr id="1" name="図 1"/><a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="image1.png"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{_PICTURE_ID}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _mark_body(document: TextDocument) -> Iterator[Mark]:
    yield from mark_blocks(document.blocks)
    line = count_lines(document.blocks)
    yield from mark_line(document.deleted, 1, container=("deleted",))
    yield from mark_line(document.box, line + (3 if document.deleted else 2))


def _root(name: str, content: str) -> str:
    return f"<w:{name}{_SPACES}>{content}</w:{name}>"


def _paragraph(parts: Iterable[Part]) -> str:
    return f"<w:p>{''.join(map(_run, _cut(join(parts))))}</w:p>"


def _cut(text: str) -> Iterator[str]:
    """A text in two runs, cut in its middle, where as a rule some value stands."""
    middle = len(text) // 2
    yield from filter(None, (text[:middle], text[middle:]))


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _write_table(rows: Iterable[Row]) -> str:
    texts = [[text for _, text, _ in list_cells(cells)] for cells in rows]
    lines = (f"<w:tr>{''.join(f'<w:tc>{_paragraph((text,))}</w:tc>' for text in cells)}</w:tr>" for cells in texts)
    grid = "<w:gridCol/>" * max(map(len, texts))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
