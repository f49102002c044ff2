"""Writes the draft of a preliminary report as a Word document: a table an item, the blanks in yellow."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from meibo.catalogue.preliminary import BLANK
from meibo.reports.cell_text import spell_out
from meibo.reports.leak_model import ToldLeak
from meibo.reports.model import ReportError
from meibo.reports.preliminary import Draft, Part, Row, Write, compose
from meibo.reports.replacing import replacing

_FONT: Final = "Yu Gothic"
_LABEL_CM, _TEXT_CM = 4.2, 12.8
_TOGETHER: Final = 8
"""Lines of a row that no page break should part."""
_LABEL_FILL, _BLANK_FILL = "E8EDF3", "FFF6CC"


def find_docx_writer(path: Path) -> Write:
    """What writes the document; raises ReportError where python-docx is missing, before any work is done."""
    if find_spec("docx") is None:
        raise ReportError("draft-library", str(path))
    return write_docx


def write_docx(told: ToldLeak, path: Path) -> None:
    """Write the draft; raises ReportError."""
    draft = compose(told)
    with replacing(path) as fresh:
        _build(draft).save(str(fresh))


def _build(draft: Draft) -> Any:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = docx.Document()
    _lay_out(document)
    document.core_properties.title, document.core_properties.author = draft.title, "meibo"
    document.core_properties.comments = ""
    title = document.add_paragraph(draft.title, style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for note in draft.notes:
        document.add_paragraph(spell_out(note), style="List Bullet")
    for number, part in enumerate(draft.parts):
        heading = document.add_heading(spell_out(part.title), 1)
        heading.paragraph_format.page_break_before = number > 1  # what stands before the items shares the first page
        _add_items(document, part, is_explained=draft.is_explained)
    return document


def _lay_out(document: Any) -> None:
    """A4 with narrow margins, one font for both scripts, and the page's number at its foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name, size, space in (
        ("Normal", 10, 0), ("List Bullet", 9, 2), ("Title", 18, 8), ("Heading 1", 13, 6), ("Heading 2", 11, 3),
    ):  # fmt: skip
        style = document.styles[name]
        _set_font(style)
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0x1F, 0x2A, 0x3C)
        style.paragraph_format.space_after = Pt(space)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(16)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(10)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(foot, "PAGE")
    foot.add_run(" / ")
    _add_field(foot, "NUMPAGES")


def _set_font(style: Any) -> None:
    """The font of a style, also of Japanese characters, whose own Word looks up elsewhere."""
    from docx.oxml.ns import qn

    style.font.name = _FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FONT)


def _add_field(paragraph: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _add_items(document: Any, part: Part, *, is_explained: bool) -> None:
    from docx.shared import Cm

    for item in part.items:
        if item.title:
            document.add_heading(spell_out(item.title), 2)
        if is_explained and item.explanation:
            _add_explanation(document, item.explanation)
        table = document.add_table(0, 2, style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, (_LABEL_CM, _TEXT_CM), strict=True):
            column.width = Cm(width)
        _soften(table)
        for row in item.rows:
            _add_row(table, row)


def _add_explanation(document: Any, text: str) -> None:
    from docx.shared import Pt, RGBColor

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(text)
    run.italic = True
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor(0x55, 0x5F, 0x6E)


def _add_row(table: Any, row: Row) -> None:
    from docx.shared import Cm

    label, text = table.add_row().cells
    label.width, text.width = Cm(_LABEL_CM), Cm(_TEXT_CM)
    _add_line(label.paragraphs[0], row.label, is_bold=True)
    _fill_cell(label, _LABEL_FILL)
    for number, line in enumerate(row.lines):
        _add_line(text.paragraphs[0] if number == 0 else text.add_paragraph(), line)
    if any(BLANK in line for line in row.lines):
        _fill_cell(text, _BLANK_FILL)
    if len(row.lines) <= _TOGETHER:
        _keep_together(table.rows[-1])


def _add_line(paragraph: Any, line: str, *, is_bold: bool = False) -> None:
    """A line of a cell; the sign of a blank is bold."""
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    for number, part in enumerate(line.split(BLANK)):
        if number:
            paragraph.add_run(BLANK).bold = True
        if part:
            paragraph.add_run(spell_out(part)).bold = is_bold


def _soften(table: Any) -> None:
    """Thin grey lines in place of black ones."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "A9B4C2")):
            line.set(qn(name), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _fill_cell(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _keep_together(row: Any) -> None:
    """No page break inside of a row."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
