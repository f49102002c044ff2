"""Slides of PowerPoint (ECMA-376 Part 1, 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from meibo.samples.draft import Line, Table, join, list_cells
from meibo.samples.page import Mark, PageLocation, Spread
from meibo.samples.writers.model import Written
from meibo.samples.writers.office_parts import RELATIONS, mark_properties, pack_office, relate
from meibo.samples.writers.theme import THEME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from meibo.samples.draft import Row
    from meibo.samples.page import Cell, Part
    from meibo.samples.writers.model import Slide, SlideShow

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACES: Final = (
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    f' xmlns:a="{_DRAWING}/main" xmlns:r="{RELATIONS}"'
)
_KIND: Final = "officedocument.presentationml"
_GROUP: Final = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_COLOURS: Final = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"'
    ' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def write_pptx(show: SlideShow) -> Written:
    """A show of slides with their notes, on one master and one layout that are empty."""
    parts = {"ppt/presentation.xml": (f"{_KIND}.presentation.main+xml", _write_presentation(show)), **_write_masters()}
    targets = {"rId1": ("slideMaster", "slideMasters/slideMaster1.xml"),
               "rId2": ("notesMaster", "notesMasters/notesMaster1.xml")}  # fmt: skip
    for number, slide in enumerate(show.slides, 1):
        targets[f"rId{number + 2}"] = ("slide", f"slides/slide{number}.xml")
        parts |= _write_slide(slide, number)
    parts["ppt/_rels/presentation.xml.rels"] = ("", relate(targets))
    marks: list[Mark] = []
    for number, slide in enumerate(show.slides, 1):
        marks += mark_slide(slide, number, notes=(f"ppt/notesSlides/notesSlide{number}.xml",))
    content = pack_office(parts, show.properties, "ppt/presentation.xml")
    return Written(content, (*marks, *mark_properties(show.properties)))


def _write_presentation(show: SlideShow) -> str:
    slides = "".join(f'<p:sldId id="{256 + at}" r:id="rId{at + 3}"/>' for at in range(len(show.slides)))
    return (
        f'<p:presentation{_SPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst>{slides}</p:sldIdLst>'
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )


def _write_masters() -> dict[str, tuple[str, str]]:
    """The master of slides with its layout, and that of notes, without which PowerPoint opens nothing."""
    layouts = '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'
    theme = "officedocument.theme+xml"
    return {
        "ppt/slideMasters/slideMaster1.xml": (
            f"{_KIND}.slideMaster+xml", _root("sldMaster", _tree("") + _COLOURS + layouts)),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": ("", relate({
            "rId1": ("slideLayout", "../slideLayouts/slideLayout1.xml"), "rId2": ("theme", "../theme/theme1.xml")})),
        "ppt/slideLayouts/slideLayout1.xml": (f"{_KIND}.slideLayout+xml", _root("sldLayout", _tree(""))),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": ("", relate({
            "rId1": ("slideMaster", "../slideMasters/slideMaster1.xml")})),
        "ppt/notesMasters/notesMaster1.xml": (f"{_KIND}.notesMaster+xml", _root("notesMaster", _tree("") + _COLOURS)),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": ("", relate({"rId1": ("theme", "../theme/theme2.xml")})),
        "ppt/theme/theme1.xml": (theme, THEME),
        "ppt/theme/theme2.xml": (theme, THEME),
    }  # fmt: skip


def _write_slide(slide: Slide, number: int) -> dict[str, tuple[str, str]]:
    """A slide: its title, its lines in one shape, its tables; and its notes."""
    shapes = [_shape(2, '<p:ph type="title"/>', (slide.title,))]
    lines = tuple(block.parts for block in slide.blocks if isinstance(block, Line))
    shapes += [_shape(3, "", lines)] if lines else []
    tables = (block.rows for block in slide.blocks if isinstance(block, Table))
    shapes += [_table(at, rows) for at, rows in enumerate(tables, 4)]
    targets = {"rId1": ("slideLayout", "../slideLayouts/slideLayout1.xml")}
    parts = {f"ppt/slides/slide{number}.xml": (f"{_KIND}.slide+xml", _root("sld", _tree("".join(shapes))))}
    if slide.notes:
        name = f"notesSlide{number}.xml"
        targets["rId2"] = ("notesSlide", f"../notesSlides/{name}")
        notes = _shape(2, '<p:ph type="body" idx="1"/>', tuple(line.parts for line in slide.notes))
        parts[f"ppt/notesSlides/{name}"] = (f"{_KIND}.notesSlide+xml", _root("notes", _tree(notes)))
        parts[f"ppt/notesSlides/_rels/{name}.rels"] = ("", relate({
            "rId1": ("notesMaster", "../notesMasters/notesMaster1.xml"),
            "rId2": ("slide", f"../slides/slide{number}.xml")}))  # fmt: skip
    return {**parts, f"ppt/slides/_rels/slide{number}.xml.rels": ("", relate(targets))}


def mark_slide(slide: Slide, number: int, notes: tuple[str, ...] = ()) -> Iterator[Mark]:
    """Where the values of a slide stand: its title, its lines, its tables, and its notes, which may be a member."""
    yield from _mark_page(slide.title, number)
    for block in slide.blocks:
        if isinstance(block, Line):
            yield from _mark_page(block.parts, number)
    for block in slide.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from _mark_page(row, number)
    for line in slide.notes:
        yield from _mark_page(line.parts, number, notes)


def _mark_page(cells: Iterable[Cell], number: int, container: tuple[str, ...] = ()) -> Iterator[Mark]:
    """By slide alone: where on it something stands is not told."""
    for cell in cells:
        part = cell.value if isinstance(cell, Spread) else cell
        if not isinstance(part, str):
            yield Mark(part, PageLocation(number), container)


def _root(name: str, content: str) -> str:
    return f"<p:{name}{_SPACES}>{content}</p:{name}>"


def _tree(shapes: str) -> str:
    return f"<p:cSld><p:spTree>{_GROUP}{shapes}</p:spTree></p:cSld>"


def _shape(number: int, place: str, lines: Iterable[tuple[Part, ...]]) -> str:
    paragraphs = "".join(map(_paragraph, map(join, lines)))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{number}"/><p:cNvSpPr/><p:nvPr>{place}</p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="457200" y="{number * 500000}"/><a:ext cx="8229600" cy="1200000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )


def _paragraph(text: str) -> str:
    return f'<a:p><a:r><a:rPr lang="ja-JP"/><a:t>{escape(text)}</a:t></a:r></a:p>' if text else "<a:p/>"


def _table(number: int, rows: Iterable[Row]) -> str:
    texts = [[text for _, text, _ in list_cells(cells)] for cells in rows]
    lines = "".join(
        '<a:tr h="370840">'
        + "".join(f"<a:tc><a:txBody><a:bodyPr/>{_paragraph(text)}</a:txBody><a:tcPr/></a:tc>" for text in cells)
        + "</a:tr>"
        for cells in texts
    )
    width = max(map(len, texts))
    grid = f'<a:gridCol w="{8229600 // width}"/>' * width
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="{number}"/><p:cNvGraphicFramePr/><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="457200" y="{number * 700000}"/><a:ext cx="8229600" cy="370840"/>'
        f'</p:xfrm><a:graphic><a:graphicData uri="{_DRAWING}/table"><a:tbl><a:tblPr/><a:tblGrid>{grid}</a:tblGrid>'
        f"{lines}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
