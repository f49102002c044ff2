"""Word documents: every part that holds words, in its place, with values whole."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits
from meibo_detectors.model import Block

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, namespace: str = W, prefix: str = "w", **others: str | bytes) -> bytes:
    """A document of this body (its elements have the prefix ``w``), and other parts by name (``__`` for a slash)."""
    document = f'<w:document xmlns:w="{namespace}" xmlns:r="{TYPES}"><w:body>{body}</w:body></w:document>'
    document = document.replace("w:", f"{prefix}:" if prefix else "").replace(":w=", f":{prefix}=" if prefix else "=")
    parts: dict[str, str | bytes] = {"word/document.xml": document}
    parts |= {name.replace("__", "/"): content for name, content in others.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name if "." in name else f"{name}.xml", content)
    return target.getvalue()


def part(root: str, body: str) -> str:
    """Another WordprocessingML part."""
    return f'<w:{root} xmlns:w="{W}" xmlns:r="{TYPES}">{body}</w:{root}>'


def run(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*texts: str) -> str:
    return f"<w:p>{''.join(map(run, texts))}</w:p>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    written = "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{written}</w:tbl>"


def lines(content: bytes) -> list[str]:
    """The lines of the body."""
    body = [block for block in blocks_of(read_content(content, "a.docx")) if not block.position.container]
    return [line for block in body for line in core_of(block).splitlines() if line.strip()]


def by_container(content: bytes) -> dict[tuple[str, ...], str]:
    return {block.position.container: core_of(block) for block in blocks_of(read_content(content, "a.docx"))}


def _written_by_python_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("会員名簿")
    grid = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("氏名", "電話番号", "山本 結衣", "090-0000-0001")):
        grid.cell(at // 2, at % 2).text = text
    document.add_paragraph("以上")
    section = document.sections[0]
    section.header.paragraphs[0].text = "社外秘 人事部"
    section.footer.paragraphs[0].text = "連絡先 03-0000-0002"
    document.core_properties.author = "高橋 健"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_text_and_tables_come_in_their_order_with_their_places() -> None:
    body = [
        block for block in blocks_of(read_content(_written_by_python_docx(), "a.docx")) if not block.position.container
    ]
    assert [core_of(block) for block in body] == ["会員名簿\n", "氏名\t電話番号\n山本 結衣\t090-0000-0001\n", "以上\n"]
    assert [(block.position.line, block.position.table) for block in body] == [(1, None), (None, 1), (2, None)]
    assert body[1].layout.kind == "delimited"


def test_headers_footers_and_properties_name_their_parts() -> None:
    found = by_container(_written_by_python_docx())
    assert found[("word/header1.xml",)].strip() == "社外秘 人事部"
    assert found[("word/footer1.xml",)].strip() == "連絡先 03-0000-0002"
    assert "作成者: 高橋 健" in found[("docProps/core.xml",)]


@pytest.mark.parametrize("prefix", ["w", "ns0", ""])
@pytest.mark.parametrize("namespace", [W, STRICT])
def test_a_value_that_is_split_over_runs_comes_out_whole(namespace: str, prefix: str) -> None:
    split = "<w:p>" + run("090-12") + "<w:proofErr/>" + run("34-56") + "<w:bookmarkStart/>" + run("78") + "</w:p>"
    assert lines(package(split, namespace, prefix)) == ["090-1234-5678"]


def test_tabs_breaks_and_hyphens_stand_for_themselves() -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>電話</w:t><w:tab/><w:t>03</w:t><w:noBreakHyphen/>"
        "<w:t>1234-5678</w:t><w:br/><w:t>山\u00ad本</w:t><w:softHyphen/><w:t>結衣</w:t></w:r></w:p>"
    )
    assert lines(package(body)) == ["電話\t03-1234-5678", "山本結衣"]


def test_readings_stand_behind_the_whole_name() -> None:
    def ruby(base: str, reading: str) -> str:
        return f"<w:r><w:ruby><w:rubyPr/><w:rt>{run(reading)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"

    body = f"<w:p>{run('氏名: ')}{ruby('山本', 'やまもと')}{run('結')}{ruby('衣', 'い')}{run('様 ご来社')}</w:p>"
    assert lines(package(body)) == ["氏名: 山本結衣様（やまもとい） ご来社"]
    assert lines(package(f"<w:p>{ruby('田村', 'たむら')}</w:p>")) == ["田村（たむら）"]


def test_a_merged_cell_has_its_text_at_its_first_place() -> None:
    body = table(
        (cell(paragraph("連絡先"), '<w:gridSpan w:val="2"/>'), cell(paragraph("備考"))),
        (cell(paragraph("山本 結衣"), '<w:vMerge w:val="restart"/>'), cell(paragraph("090-0000-0001")), cell("<w:p/>")),
        (cell("<w:p/>", "<w:vMerge/>"), cell(paragraph("03-0000-0002")), cell(paragraph("自宅"))),
    )
    assert lines(package(body)) == ["連絡先\t\t備考", "山本 結衣\t090-0000-0001", "\t03-0000-0002\t自宅"]


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    body = table(
        (cell(paragraph("区分")), cell(paragraph("氏名"))),
        ("<w:trPr><w:gridBefore w:val='1'/></w:trPr>", cell(paragraph("森 彩"))),
    )
    assert lines(package(body)) == ["区分\t氏名", "\t森 彩"]


def test_paragraphs_of_a_cell_stay_in_the_cell() -> None:
    body = table((cell(paragraph("山本 結衣") + paragraph("やまもと ゆい")), cell(paragraph("営業部"))))
    (block,) = blocks_of(read_content(package(body), "a.docx"))
    assert core_of(block) == '"山本 結衣\nやまもと ゆい"\t営業部\n'


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = table((cell(paragraph("氏名")), cell(paragraph("森 彩"))))
    body = table((cell(paragraph("外") + inner + paragraph("側")), cell(paragraph("右")))) + paragraph("後")
    tables = {block.position.table: core_of(block) for block in blocks_of(read_content(package(body), "a.docx"))}
    assert tables == {1: '"外\n側"\t右\n', 2: "氏名\t森 彩\n", None: "後\n"}


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    box = "<w:txbxContent>" + paragraph("担当 森 彩") + "</w:txbxContent>"
    body = (
        f'<w:p>{run("本文の")}<w:r><mc:AlternateContent xmlns:mc="x"><mc:Choice><a:txbx xmlns:a="y">{box}</a:txbx>'
        f"</mc:Choice><mc:Fallback><w:pict><w:textbox>{box}</w:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        f"{run('続き')}</w:p>{paragraph('次')}"
    )
    assert lines(package(body)) == ["本文の続き", "担当 森 彩", "次"]


def test_an_older_alternative_is_read_where_there_is_no_newer_one() -> None:
    box = f"<w:pict><w:txbxContent>{paragraph('担当 森 彩')}</w:txbxContent></w:pict>"
    old = f'<mc:AlternateContent xmlns:mc="x"><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    assert lines(package(f"<w:p>{run('本文')}<w:r>{old}</w:r></w:p>")) == ["本文", "担当 森 彩"]


def test_deleted_text_stands_apart_with_its_whole_paragraph() -> None:
    body = (
        f'<w:p>{run("電話: ")}<w:del w:author="高橋 健"><w:r><w:delText>090-0000-</w:delText></w:r></w:del>'
        f'<w:del w:author="高橋 健"><w:r><w:delText>0001</w:delText></w:r></w:del>'
        f'<w:ins w:author="森 彩">{run("090-0000-0002")}</w:ins>{run(" まで")}</w:p>'
    )
    content = package(body)
    assert lines(content) == ["電話: 090-0000-0002 まで"]
    found = by_container(content)
    assert found[("deleted",)] == "電話: 090-0000-0001 まで\n"
    assert found[("authors",)].splitlines() == ["作成者: 高橋 健", "作成者: 森 彩"]


def test_fields_show_their_results_and_the_addresses_they_hide() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "mailto:mori@example.co.jp?subject=x"'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("森 彩")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert lines(package(f"<w:p>{field}{run('まで')}</w:p>")) == ["森 彩 <mori@example.co.jp> まで"]
    rels = (
        f'<Relationships xmlns="{RELS}"><Relationship Id="rId7" Type="{TYPES}/hyperlink" TargetMode="External" '
        f'Target="mailto:mori@example.co.jp"/><Relationship Id="rId8" Type="{TYPES}/hyperlink" TargetMode="External" '
        f'Target="file:///S:/人事/山本%20結衣.xlsx"/></Relationships>'
    )
    body = f'<w:p><w:hyperlink r:id="rId7">{run("森 彩")}</w:hyperlink></w:p>'
    content = package(body, **{"word___rels__document.xml.rels": rels})
    assert lines(content) == ["森 彩 <mori@example.co.jp> "]
    assert by_container(content)[("word/_rels/document.xml.rels",)] == "file:///S:/人事/山本%20結衣.xlsx"


def test_forms_show_what_is_chosen_and_what_can_be() -> None:
    def field(properties: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{properties}</w:ffData></w:fldChar></w:r>'
            '<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    ticked = field("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>")
    empty = field("<w:checkBox><w:default w:val='0'/></w:checkBox>")
    chosen = field(
        "<w:ddList><w:result w:val='1'/><w:listEntry w:val='森 彩'/><w:listEntry w:val='田村 翔'/></w:ddList>"
    )
    control = (
        '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="高橋 健" w:value="1"/></w:dropDownList></w:sdtPr>'
        f"<w:sdtContent>{paragraph('未選択')}</w:sdtContent></w:sdt>"
    )
    body = f"<w:p>{ticked}{run('既婚')}{empty}{run('未婚')} {chosen}</w:p>{control}"
    assert lines(package(body)) == ["☑既婚☐未婚田村 翔", "未選択", "高橋 健"]


def test_notes_comments_glossary_settings_and_custom_data_are_read() -> None:
    found = by_container(
        package(
            paragraph("本文"),
            word__footnotes=part("footnotes", f"<w:footnote>{paragraph('脚注 山本 結衣')}</w:footnote>"),
            word__endnotes=part("endnotes", f"<w:endnote>{paragraph('文末脚注')}</w:endnote>"),
            word__comments=part(
                "comments",
                f'<w:comment w:author="高橋 健" w:initials="K">{paragraph("要確認 090-0000-0001")}</w:comment>',
            ),
            word__glossary__document=part("glossaryDocument", f"<w:docPartBody>{paragraph('定型文')}</w:docPartBody>"),
            word__settings=part("settings", '<w:docVars><w:docVar w:name="担当" w:val="森 彩"/></w:docVars>'),
            word__people=part(
                "people", '<w:person w:author="田村 翔"><w:presenceInfo w:userId="S::t@example.jp::1"/></w:person>'
            ),
            customXml__item1="<root><氏名>山本 結衣</氏名><電話>090-0000-0003</電話></root>",
        )
    )
    assert {name[0]: text.strip() for name, text in found.items() if name} == {
        "word/footnotes.xml": "脚注 山本 結衣",
        "word/endnotes.xml": "文末脚注",
        "word/comments.xml": "作成者: 高橋 健\n要確認 090-0000-0001",
        "word/glossary/document.xml": "定型文",
        "word/settings.xml": "担当: 森 彩",
        "word/people.xml": "作成者: 田村 翔\nS t@example.jp 1",
        "customXml/item1.xml": "氏名: 山本 結衣\n電話: 090-0000-0003",
    }


def test_alternative_texts_of_pictures_are_read() -> None:
    picture = '<wp:inline xmlns:wp="x"><wp:docPr id="1" name="図 1" descr="社員証 山本 結衣"/></wp:inline>'
    body = f"<w:p><w:r><w:drawing>{picture}</w:drawing></w:r></w:p>"
    assert lines(package(body)) == ["社員証 山本 結衣"]


def test_charts_are_tables_of_their_values() -> None:
    def values(kind: str, texts: tuple[str, ...]) -> str:
        points = "".join(f'<c:pt idx="{at}"><c:v>{text}</c:v></c:pt>' for at, text in enumerate(texts))
        return f"<c:{kind}><c:strRef><c:f>Sheet1!A1</c:f><c:strCache>{points}</c:strCache></c:strRef></c:{kind}>"

    def series(name: str, *figures: str) -> str:
        return f"<c:ser>{values('tx', (name,))}{values('cat', ('山本 結衣', '森 彩'))}{values('val', figures)}</c:ser>"

    chart = (
        '<c:chartSpace xmlns:c="c" xmlns:a="a"><c:title><c:tx><a:p><a:t>営業成績</a:t></a:p></c:tx></c:title>'
        f"{series('前期', '10', '20')}{series('後期', '30', '40')}</c:chartSpace>"
    )
    items = blocks_of(read_content(package(paragraph("本文"), word__charts__chart1=chart), "a.docx"))
    assert [core_of(block) for block in items[1:]] == ["営業成績\n", "\t前期\t後期\n山本 結衣\t10\t30\n森 彩\t20\t40\n"]


def test_diagrams_are_read_once() -> None:
    words = '<a:p xmlns:a="a"><a:r><a:t>部長 高橋 健</a:t></a:r></a:p>'
    data = f'<dgm:dataModel xmlns:dgm="d"><dgm:pt><dgm:t>{words}</dgm:t></dgm:pt></dgm:dataModel>'
    drawing = f'<dsp:drawing xmlns:dsp="d">{words}</dsp:drawing>'
    content = package(paragraph("本文"), word__diagrams__data1=data, word__diagrams__drawing1=drawing)
    assert text_of(read_content(content, "a.docx")).count("高橋 健") == 1


def test_embedded_files_are_read_with_their_own_extractors() -> None:
    inner = package(paragraph("中の文書 森 彩"))
    content = package(
        paragraph("本文"),
        **{
            "word__embeddings__Document1.docx": inner,
            "word__afchunk1.html": "<html><body>別の部分 田村 翔</body></html>",
            "word__media__image1.png": b"\x89PNG\r\n\x1a\n" + bytes(20_000),
            "word__media__image2.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
        },
    )
    items = read_content(content, "a.docx")
    assert {block.position.container: core_of(block).strip() for block in blocks_of(items)} == {
        (): "本文",
        ("word/embeddings/Document1.docx",): "中の文書 森 彩",
        ("word/afchunk1.html",): "<html><body>別の部分 田村 翔</body></html>",
    }
    assert codes_of(items) == ["image-only", "small-image"]


def test_names_of_parts_may_have_any_case() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("Word/Document.XML", f'<w:document xmlns:w="{W}">{paragraph("山本 結衣")}</w:document>')
    assert lines(target.getvalue()) == ["山本 結衣"]


def _large() -> bytes:
    rows = [(cell(paragraph(f"会員{at:05}")), cell(paragraph(f"090-{at:04}-0000"))) for at in range(3_000)]
    return package(paragraph("名簿") + table(*rows) + paragraph("終わり"))


@pytest.mark.parametrize("sixteenths", range(1, 16))
def test_a_document_that_was_cut_gives_its_text_up_to_the_cut(sixteenths: int) -> None:
    content = _large()
    items = read_content(content[: len(content) * sixteenths // 16], "a.docx")
    assert "damaged" in codes_of(items)
    text = text_of(items)
    last = int(re.findall(r"会員(\d{5})\t", text)[-1])
    assert abs(last - 3_000 * sixteenths / 16) < 300
    assert all(f"会員{at:05}\t090-{at:04}-0000" in text for at in range(last))


@pytest.mark.parametrize("place", range(600, 6_000, 500))
def test_flipped_bytes_end_in_a_notice_and_keep_what_stands_before(place: int) -> None:
    content = bytearray(_large())
    content[place] ^= 0x55
    items = read_content(bytes(content), "a.docx")
    assert codes_of(items)
    assert "会員00000" in text_of(items)


def test_a_damaged_part_leaves_the_others() -> None:
    content = package(paragraph("本文"), word__header1="<w:hdr", word__header2=part("hdr", paragraph("見出し")))
    items = read_content(content, "a.docx")
    assert [notice.container for notice in items if not isinstance(notice, Block)] == [("word/header1.xml",)]
    assert text_of(items).split() == ["本文", "見出し"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(cells=4_000), "cell-limit"),
        (Limits(content_bytes=200_000), "content-limit"),
        (Limits(ratio=2, ratio_from_bytes=100_000), "ratio-limit"),
    ],
)
def test_a_limit_keeps_what_was_read(limits: Limits, code: str) -> None:
    items = read_content(_large(), "a.docx", limits)
    assert codes_of(items) == [code]
    assert "会員00200\t090-0200-0000" in text_of(items)


def test_entities_and_deep_nesting_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:hdr xmlns:w="w">&b;</w:hdr>'
    items = read_content(package(paragraph("本文"), word__header1=bomb), "a.docx")
    assert "damaged" in codes_of(items)
    deep = package(paragraph("上") + "<w:tbl><w:tr><w:tc>" * 5_000)
    items = read_content(deep, "a.docx")
    assert codes_of(items) == ["damaged"]
    assert "上" in text_of(items)


def test_absurd_spans_are_bounded() -> None:
    body = table(tuple(cell(paragraph("広い"), '<w:gridSpan w:val="2000000000"/>') for _ in range(50)))
    items = read_content(package(body), "a.docx", Limits(cells=100_000))
    assert sum(len(block.text) for block in blocks_of(items)) < 1_000_000


def test_an_endless_paragraph_is_given_in_pieces() -> None:
    items = read_content(package(paragraph("あ" * 3_000_000, "090-0000-0001")), "a.docx", Limits(ratio=10_000))
    assert codes_of(items) == []
    text = text_of(items)
    assert text.count("あ") == 3_000_000
    assert "090-0000-0001" in text
