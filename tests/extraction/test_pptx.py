"""Presentations: slides in their order, with notes, comments, tables and charts."""

from __future__ import annotations

import io
import re
import zipfile

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits, Notice
from meibo_detectors.model import Block

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _write(presentation: pptx.presentation.Presentation) -> bytes:
    target = io.BytesIO()
    presentation.save(target)
    return target.getvalue()


def _slide(presentation: pptx.presentation.Presentation, title: str) -> pptx.slide.Slide:
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = title
    return slide


def _presentation(count: int = 3) -> bytes:
    presentation = pptx.Presentation()
    for number in range(1, count + 1):
        slide = _slide(presentation, f"議題 {number}")
        slide.notes_slide.notes_text_frame.text = f"発表者メモ {number} 090-0000-{number:04}"
    return _write(presentation)


def _edit(content: bytes, changes: dict[str, tuple[str, str]], **new: str) -> bytes:
    """The package with words replaced in parts, and with new parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            text = old.read(name)
            if name in changes:
                before, after = changes[name]
                assert before in text.decode()
                text = text.decode().replace(before, after).encode()
            archive.writestr(name, text)
        for name, text in new.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return target.getvalue()


def _container(item: Block | Notice) -> tuple[str, ...]:
    return item.container if isinstance(item, Notice) else item.position.container


def _slides(content: bytes) -> list[tuple[int | None, str]]:
    """What stands on slides themselves."""
    blocks = blocks_of(read_content(content, "a.pptx"))
    return [(block.position.page, core_of(block).strip()) for block in blocks if not block.position.container]


def test_slides_are_pages_in_the_order_of_the_presentation() -> None:
    content = _presentation()
    order = re.findall(r"<p:sldId [^>]*>", zipfile.ZipFile(io.BytesIO(content)).read("ppt/presentation.xml").decode())
    turned = _edit(content, {"ppt/presentation.xml": ("".join(order), "".join(reversed(order)))})
    assert _slides(turned) == [(1, "議題 3"), (2, "議題 2"), (3, "議題 1")]


def test_notes_stand_on_the_page_of_their_slide() -> None:
    notes = {
        block.position.page: core_of(block).strip()
        for block in blocks_of(read_content(_presentation(), "a.pptx"))
        if block.position.container and "notesSlides" in block.position.container[0]
    }
    assert {page: text.splitlines()[0] for page, text in notes.items()} == {
        page: f"発表者メモ {page} 090-0000-{page:04}" for page in (1, 2, 3)
    }


def test_hidden_slides_are_read() -> None:
    hidden = _edit(_presentation(1), {"ppt/slides/slide1.xml": ("<p:sld ", '<p:sld show="0" ')})
    assert _slides(hidden) == [(1, "議題 1")]


def test_tables_stay_tables_and_split_values_whole() -> None:
    presentation = pptx.Presentation()
    slide = _slide(presentation, "連絡先")
    grid = slide.shapes.add_table(2, 2, Cm(1), Cm(5), Cm(10), Cm(3)).table
    for at, text in enumerate(("氏名", "電話番号", "山本 結衣")):
        grid.cell(at // 2, at % 2).text = text
    runs = grid.cell(1, 1).text_frame.paragraphs[0]
    for text in ("090-00", "00-0001"):
        runs.add_run().text = text
    blocks = [block for block in blocks_of(read_content(_write(presentation), "a.pptx")) if block.position.page]
    assert [core_of(block) for block in blocks] == ["連絡先\n", "氏名\t電話番号\n山本 結衣\t090-0000-0001\n"]
    assert blocks[1].layout.kind == "delimited"


def test_groups_and_alternative_texts_are_read() -> None:
    presentation = pptx.Presentation()
    slide = _slide(presentation, "体制")
    group = slide.shapes.add_group_shape()
    box = group.shapes.add_textbox(Cm(1), Cm(1), Cm(3), Cm(1))
    box.text_frame.text = "部長 高橋 健"
    box._element.nvSpPr.cNvPr.set("descr", "顔写真 高橋 健")
    assert _slides(_write(presentation)) == [(1, "体制\n部長 高橋 健\n顔写真 高橋 健")]


def test_a_link_shows_the_address_it_hides_behind_its_words() -> None:
    presentation = pptx.Presentation()
    run = _slide(presentation, "窓口").shapes.add_textbox(Cm(1), Cm(1), Cm(3), Cm(1)).text_frame.paragraphs[0].add_run()
    run.text = "森 彩"
    run.hyperlink.address = "mailto:mori@example.co.jp"
    assert _slides(_write(presentation)) == [(1, "窓口\n森 彩 <mori@example.co.jp>")]


def test_charts_and_their_workbooks_are_read() -> None:
    presentation = pptx.Presentation()
    data = CategoryChartData()
    data.categories = ["山本 結衣", "森 彩"]
    data.add_series("成績", (10, 20))
    place = (Cm(1), Cm(1), Cm(8), Cm(8))
    _slide(presentation, "成績").shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    items = read_content(_write(presentation), "a.pptx")
    (chart,) = [b for b in blocks_of(items) if b.position.container and "/charts/" in b.position.container[0]]
    assert core_of(chart) == "\t成績\n山本 結衣\t10\n森 彩\t20\n"
    workbook = [item for item in items if any("/embeddings/" in name for name in _container(item))]
    assert workbook


def test_comments_of_both_kinds_are_read_with_their_authors() -> None:
    old = '<p:cmLst xmlns:p="p"><p:cm authorId="0"><p:pos x="1"/><p:text>確認 090-0000-0001</p:text></p:cm></p:cmLst>'
    modern = (
        '<q:cmLst xmlns:q="q" xmlns:a="a"><q:cm authorId="{1}"><q:txBody><a:p><a:r><a:t>至急 </a:t></a:r>'
        "<a:r><a:t>森 彩へ</a:t></a:r></a:p></q:txBody></q:cm></q:cmLst>"
    )
    authors = '<p:cmAuthorLst xmlns:p="p"><p:cmAuthor id="0" name="高橋 健" initials="K"/></p:cmAuthorLst>'
    modern_authors = (
        '<q:authorLst xmlns:q="q"><q:author id="{1}" name="田村 翔" userId="S::t@example.jp::1"/></q:authorLst>'
    )
    link = f'<Relationship Id="rId90" Type="{TYPES}/comments" Target="../comments/comment1.xml"/></Relationships>'
    content = _edit(
        _presentation(1),
        {"ppt/slides/_rels/slide1.xml.rels": ("</Relationships>", link)},
        ppt__comments__comment1=old,
        ppt__comments__modernComment_1=modern,
        ppt__commentAuthors=authors,
        ppt__authors=modern_authors,
    )
    found = {
        block.position.container[0]: (block.position.page, core_of(block).strip())
        for block in blocks_of(read_content(content, "a.pptx"))
        if block.position.container
    }
    assert found["ppt/comments/comment1.xml"] == (1, "確認 090-0000-0001")
    assert found["ppt/comments/modernComment_1.xml"] == (None, "至急 森 彩へ")
    assert found["ppt/commentAuthors.xml"] == (None, "作成者: 高橋 健")
    assert found["ppt/authors.xml"] == (None, "作成者: 田村 翔\nS t@example.jp 1")


def test_masters_give_their_own_words_and_no_prompts() -> None:
    presentation = pptx.Presentation()
    _slide(presentation, "議題")
    box = presentation.slide_master.shapes[0]
    assert box.is_placeholder
    content = _write(presentation)
    words = "<p:txBody><a:p><a:r><a:t>社外秘 人事部</a:t></a:r></a:p></p:txBody>"
    own = f'<p:sp><p:nvSpPr><p:cNvPr id="90" name="x"/></p:nvSpPr>{words}</p:sp>'
    content = _edit(content, {"ppt/slideMasters/slideMaster1.xml": ("</p:spTree>", own + "</p:spTree>")})
    text = text_of(read_content(content, "a.pptx"))
    assert "社外秘 人事部" in text
    assert "Click to edit" not in text


def test_slides_that_the_presentation_does_not_name_are_read() -> None:
    content = _edit(_presentation(2), {"ppt/presentation.xml": ("<p:sldIdLst>", "<p:sldIdLst></x>")})
    items = read_content(content, "a.pptx")
    assert [(page, text) for page, text in _slides(content)] == [(1, "議題 1"), (2, "議題 2")]
    assert not [item for item in codes_of(items) if item != "damaged"]


def test_a_limit_on_pages_keeps_the_slides_before() -> None:
    items = read_content(_presentation(), "a.pptx", Limits(pages=2))
    assert codes_of(items) == ["page-limit"]
    assert "議題 2" in text_of(items)
    assert "議題 3" not in text_of(items)


@pytest.mark.parametrize("sixteenths", range(1, 16))
def test_a_presentation_that_was_cut_ends_in_a_notice(sixteenths: int) -> None:
    content = _presentation()
    assert "damaged" in codes_of(read_content(content[: len(content) * sixteenths // 16], "a.pptx"))
