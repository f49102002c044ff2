"""Who wrote an Office document, where, and about what."""

from __future__ import annotations

import io
import zipfile

from extraction.reading import blocks_of, codes_of, text_of
from meibo.extraction.budget import Budget
from meibo.extraction.model import Limits
from meibo.extraction.office.document_properties import extract_properties
from meibo.extraction.office.package import Package

_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
 <dc:title>会員名簿</dc:title><dc:creator>山本 結衣</dc:creator><cp:lastModifiedBy>高橋 健</cp:lastModifiedBy>
 <cp:keywords>会員
 住所</cp:keywords><dcterms:created>2024-04-01T00:00:00Z</dcterms:created><dc:subject/>
</cp:coreProperties>"""
_APP = """<Properties xmlns="http://purl.oclc.org/ooxml/officeDocument/extendedProperties">
 <Application>Microsoft Office Word</Application><Company>見本商事株式会社</Company><Manager>田村 翔</Manager>
</Properties>"""
_CUSTOM = """<Properties xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">
 <property pid="2" name="担当者"><vt:lpwstr>森 彩</vt:lpwstr></property>
 <property pid="3" name="確認済み"><vt:bool>true</vt:bool></property></Properties>"""


def _read(**parts: str) -> list:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(f"DocProps/{name}.xml", content)
    budget = Budget(Limits(), len(target.getvalue()))
    return list(extract_properties(Package(target, budget), budget))


def test_each_part_is_a_block_of_labelled_lines() -> None:
    items = _read(core=_CORE, app=_APP, custom=_CUSTOM)
    assert text_of(items).splitlines() == [
        "タイトル: 会員名簿",
        "作成者: 山本 結衣",
        "最終更新者: 高橋 健",
        "キーワード: 会員 住所",
        "Application: Microsoft Office Word",
        "会社: 見本商事株式会社",
        "管理者: 田村 翔",
        "担当者: 森 彩",
        "確認済み: true",
    ]
    assert [block.position.container for block in blocks_of(items)] == [
        ("docProps/core.xml",),
        ("docProps/app.xml",),
        ("docProps/custom.xml",),
    ]


def test_a_damaged_part_keeps_what_was_read_and_the_other_parts() -> None:
    items = _read(core=_CORE[: _CORE.index("<cp:keywords>")] + "<", app=_APP)
    assert codes_of(items) == ["damaged"]
    assert "作成者: 山本 結衣" in text_of(items)
    assert "会社: 見本商事株式会社" in text_of(items)
