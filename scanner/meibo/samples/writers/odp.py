"""Slides of LibreOffice Impress and others (ISO/IEC 26300, presentation)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.draft import Line, join
from meibo.samples.writers.model import Written
from meibo.samples.writers.opendocument import mark_properties, pack_opendocument, paragraph, table
from meibo.samples.writers.pptx import mark_slide

if TYPE_CHECKING:
    from meibo.samples.writers.model import Slide, SlideShow


def write_odp(show: SlideShow) -> Written:
    """A show of slides with their notes."""
    body = "".join(_write_slide(slide, number) for number, slide in enumerate(show.slides, 1))
    marks = [mark for number, slide in enumerate(show.slides, 1) for mark in mark_slide(slide, number)]
    content = pack_opendocument("presentation", body, show.properties)
    return Written(content, (*marks, *mark_properties(show.properties)))


def _write_slide(slide: Slide, number: int) -> str:
    lines = [block for block in slide.blocks if isinstance(block, Line)]
    shapes = [_box(paragraph(join(slide.title))), *(_box(paragraph(join(line.parts))) for line in lines)]
    shapes += [_frame(table("表", block.rows)) for block in slide.blocks if not isinstance(block, Line)]
    notes = "".join(paragraph(join(line.parts)) for line in slide.notes)
    beside = f"<presentation:notes>{_box(notes)}</presentation:notes>" if notes else ""
    return f'<draw:page draw:name="page{number}" draw:master-page-name="Standard">{"".join(shapes)}{beside}</draw:page>'


def _box(content: str) -> str:
    return _frame(f"<draw:text-box>{content}</draw:text-box>")


def _frame(content: str) -> str:
    return f'<draw:frame svg:width="20cm" svg:height="3cm" svg:x="2cm" svg:y="2cm">{content}</draw:frame>'
