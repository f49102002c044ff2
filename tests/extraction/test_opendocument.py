"""OpenDocument texts, presentations and drawings: every part that holds words, in its place."""

from __future__ import annotations

import io
import zipfile

import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits

_NAMES = ("office", "text", "table", "draw", "svg", "dc", "meta", "presentation", "style", "form", "xlink", "manifest")
_XMLNS = " ".join(f'xmlns:{name}="urn:x:{name}"' for name in _NAMES)
_TYPES = {"odt": "text", "odp": "presentation", "odg": "graphics"}


def package(body: str, kind: str = "odt", **others: str | bytes) -> bytes:
    """A document of this body, and other members by name (``__`` for a slash)."""
    content = f"<office:document-content {_XMLNS}><office:body>{body}</office:body></office:document-content>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{_TYPES[kind]}")
        archive.writestr("content.xml", content)
        for name, part in others.items():
            archive.writestr(name.replace("__", "/") if "." in name else name.replace("__", "/") + ".xml", part)
    return target.getvalue()


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{p(text) if text else ''}</table:table-cell>"


def table(*rows: str) -> str:
    written = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f"<table:table><table:table-column/>{written}</table:table>"


def read(content: bytes, name: str = "a.odt") -> dict[tuple[str, ...], list[str]]:
    """The lines of all blocks by their containers."""
    found: dict[tuple[str, ...], list[str]] = {}
    for block in blocks_of(read_content(content, name)):
        found.setdefault(block.position.container, []).extend(line for line in core_of(block).splitlines() if line)
    return found


def lines(body: str) -> list[str]:
    return read(package(body))[()]


def test_spans_spaces_tabs_and_breaks_make_one_text() -> None:
    number = "090-00<text:span>00-</text:span><text:bookmark/>0001"
    body = p(f"{number}<text:s text:c='2'/>山\u00ad本<text:tab/>様<text:line-break/>以上")
    assert lines(f"<text:h>名簿</text:h>{body}") == ["名簿", "090-0000-0001  山本\t様", "以上"]


def test_tables_stand_between_the_lines_around_them() -> None:
    body = p("前") + table(cell("氏名") + cell("電話"), cell("山本 結衣") + cell("090-0000-0001")) + p("後")
    blocks = blocks_of(read_content(package(body), "a.odt"))
    assert [core_of(block) for block in blocks] == ["前\n", "氏名\t電話\n山本 結衣\t090-0000-0001\n", "後\n"]
    assert [(block.position.line, block.position.table) for block in blocks] == [(1, None), (None, 1), (2, None)]


def test_repeated_and_covered_cells_keep_the_columns() -> None:
    spanned = cell("連絡先", "table:number-columns-spanned='2'") + "<table:covered-table-cell/>" + cell("備考")
    repeated = (
        cell("", "table:number-columns-repeated='2'") + cell("自宅") + cell("", "table:number-columns-repeated='16000'")
    )
    assert lines(table(spanned, repeated)) == ["連絡先\t\t備考", "\t\t自宅"]


def test_a_row_that_is_repeated_a_million_times_is_given_once() -> None:
    body = "<table:table><table:table-row table:number-rows-repeated='1000000000'>" + cell("空") + "</table:table-row>"
    body += f"<table:table-row>{cell('末尾')}</table:table-row></table:table>"
    items = read_content(package(body), "a.odt")
    assert codes_of(items) == []
    assert text_of(items).split() == ["空", "末尾"]


def test_notes_annotations_and_boxes_stand_behind_their_paragraph() -> None:
    body = f"<text:note-body>{p('脚注 森 彩')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    who = "<dc:creator>高橋 健</dc:creator><dc:date>2024-01-01</dc:date>"
    annotation = f"<office:annotation>{who}{p('要確認')}</office:annotation>"
    box = f"<draw:frame><draw:text-box>{p('担当 田村 翔')}</draw:text-box><svg:desc>社員証</svg:desc></draw:frame>"
    found = read(package(p(f"山本{note}{annotation}{box} 結衣") + p("次")))
    assert found == {
        (): ["山本 結衣", "脚注 森 彩", "要確認", "担当 田村 翔", "社員証", "次"],
        ("authors",): ["作成者: 高橋 健"],
    }


def test_readings_and_hidden_addresses() -> None:
    ruby = "<text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text>{}</text:ruby-text></text:ruby>"
    body = p(ruby.format("山本", "やまもと") + ruby.format("結衣", "ゆい") + " です")
    link = p(
        "<text:a xlink:href='mailto:mori@example.co.jp'>森 彩</text:a> と <text:a xlink:href='https://example.jp/'>頁</text:a>"
    )
    assert read(package(body + link)) == {
        (): ["山本結衣（やまもとゆい） です", "森 彩 <mori@example.co.jp>  と 頁"],
        ("links",): ["https://example.jp/"],
    }


def test_tracked_deletions_stand_apart() -> None:
    change = "<office:change-info><dc:creator>森 彩</dc:creator><dc:date>2024-01-01</dc:date></office:change-info>"
    deleted = f"<text:deletion>{change}{p('電話: 090-0000-0001')}</text:deletion>"
    body = f"<text:tracked-changes><text:changed-region>{deleted}</text:changed-region></text:tracked-changes>" + p(
        "本文"
    )
    assert read(package(body)) == {
        ("deleted",): ["電話: 090-0000-0001"],
        (): ["本文"],
        ("authors",): ["作成者: 森 彩"],
    }


def test_forms_and_fields_are_read() -> None:
    body = (
        "<form:form><form:textarea form:name='住所欄' form:current-value='東京都見本区1-2-3'/></form:form>"
        "<text:user-field-decl text:name='担当' office:string-value='森 彩'/>"
    )
    assert lines(body + p("本文")) == ["住所欄: 東京都見本区1-2-3", "担当: 森 彩", "本文"]


def test_headers_properties_and_objects_name_their_members() -> None:
    styles = (
        f"<office:document-styles {_XMLNS}><style:master-page><style:header>{p('社外秘')}</style:header>"
        f"<draw:frame presentation:class='title'><draw:text-box>{p('題名を入力')}</draw:text-box></draw:frame>"
        f"<style:footer>{p('連絡先 03-0000-0002')}</style:footer></style:master-page></office:document-styles>"
    )
    meta = (
        f"<office:document-meta {_XMLNS}><office:meta><meta:initial-creator>高橋 健</meta:initial-creator>"
        "<dc:creator>森 彩</dc:creator><meta:user-defined meta:name='部署'>人事部</meta:user-defined></office:meta>"
        "</office:document-meta>"
    )
    inner = f"<office:document-content {_XMLNS}>{table(cell('会員') + cell('10'))}</office:document-content>"
    found = read(
        package(p("本文"), styles=styles, meta=meta, **{"Object 1__content.xml": inner, "settings.xml": "<x>y</x>"})
    )
    assert found == {
        (): ["本文"],
        ("styles.xml",): ["社外秘", "連絡先 03-0000-0002"],
        ("Object 1/content.xml",): ["会員\t10"],
        ("meta.xml",): ["作成者: 高橋 健", "最終更新者: 森 彩", "部署: 人事部"],
    }


@pytest.mark.parametrize("kind", ["odp", "odg"])
def test_pages_are_counted_with_their_tables_and_notes(kind: str) -> None:
    def page(text: str) -> str:
        frame = f"<draw:frame><draw:text-box>{p(text)}</draw:text-box></draw:frame>"
        box = f"<draw:frame><draw:text-box>{p(f'メモ {text}')}</draw:text-box></draw:frame>"
        notes = f"<presentation:notes>{box}</presentation:notes>"
        return f"<draw:page>{frame}<draw:frame>{table(cell(f'表 {text}'))}</draw:frame>{notes}</draw:page>"

    blocks = blocks_of(read_content(package(page("一") + page("二"), kind), f"a.{kind}"))
    assert [(block.position.page, core_of(block).strip()) for block in blocks] == [
        (1, "一"),
        (1, "表 一"),
        (1, "メモ 一"),
        (2, "二"),
        (2, "表 二"),
        (2, "メモ 二"),
    ]
    limited = read_content(package(page("一") + page("二"), kind), f"a.{kind}", Limits(pages=1))
    assert codes_of(limited) == ["page-limit"]
    assert "メモ 一" in text_of(limited)


def test_pictures_are_counted_and_previews_passed_over() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(20_000)
    members = {
        "Pictures__a.png": picture,
        "Thumbnails__thumbnail.png": picture,
        "ObjectReplacements__Object 1.x": picture,
    }
    items = read_content(package(p("本文"), **members), "a.odt")
    assert codes_of(items) == ["image-only"]


def test_an_encrypted_document_says_so() -> None:
    manifest = (
        f"<manifest:manifest {_XMLNS}><manifest:file-entry manifest:full-path='content.xml'>"
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    assert codes_of(read_content(package("", **{"META-INF__manifest.xml": manifest}), "a.odt")) == ["encrypted"]


@pytest.mark.parametrize("sixteenths", range(1, 16))
def test_a_document_that_was_cut_gives_its_text_up_to_the_cut(sixteenths: int) -> None:
    content = package("".join(p(f"会員{at:05} 090-{at:04}-0000") for at in range(3_000)))
    items = read_content(content[: len(content) * sixteenths // 16], "a.odt")
    assert "damaged" in codes_of(items)
    assert abs(text_of(items).count("会員") - 3_000 * sixteenths / 16) < 300
