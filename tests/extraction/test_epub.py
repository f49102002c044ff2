"""Electronic books: chapters in their order of reading, properties, pictures."""

from __future__ import annotations

import io
import zipfile

import pytest

from extraction.reading import blocks_of, codes_of, read_content, text_of

_CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
_BOOK = """<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>会員の手引き</dc:title>
<dc:creator>高橋 健</dc:creator></metadata><manifest>
<item id="b" href="text/second%20part.xhtml"/><item id="a" href="text/first.xhtml"/><item id="i" href="cover.png"/>
</manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""


def _chapter(text: str) -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{text}</p></body></html>'


def _book(**others: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("OPS/text/second part.xhtml", _chapter("連絡先 090-0000-0001"))
        archive.writestr("OPS/text/first.xhtml", _chapter("はじめに"))
        archive.writestr("OPS/text/extra.xhtml", _chapter("付録 森 彩"))
        archive.writestr("OPS/cover.png", b"\x89PNG\r\n\x1a\n" + bytes(20_000))
        archive.writestr("OPS/style.css", "p { color: red }")
        archive.writestr("OPS/book.opf", _BOOK)
        for name, text in others.items():
            archive.writestr(name.replace("__", "/"), text)
    return target.getvalue()


def test_chapters_come_in_their_order_of_reading_then_the_rest() -> None:
    items = read_content(_book(), "a.epub")
    assert [block.position.container[0] for block in blocks_of(items)] == [
        "OPS/text/first.xhtml",
        "OPS/text/second part.xhtml",
        "OPS/text/extra.xhtml",
        "properties",
    ]
    assert {block.layout.kind for block in blocks_of(items)[:3]} == {"markup"}
    assert "タイトル: 会員の手引き\n作成者: 高橋 健" in text_of(items)
    assert codes_of(items) == ["image-only"]


def test_a_book_whose_list_is_damaged_is_read_in_the_order_of_the_package() -> None:
    text = text_of(read_content(_book().replace(b"OPS/book.opf", b"OPS/lost.opf"), "a.epub"))
    assert text.index("連絡先 090-0000-0001") < text.index("はじめに")


def test_chapters_that_are_encrypted_are_told() -> None:
    listed = '<encryption><CipherReference URI="OPS/text/first.xhtml"/></encryption>'
    items = read_content(_book(**{"META-INF__encryption.xml": listed}), "a.epub")
    assert "encrypted" in codes_of(items)
    assert "はじめに" not in text_of(items)
    assert "連絡先" in text_of(items)


@pytest.mark.parametrize("sixteenths", range(1, 16))
def test_a_book_that_was_cut_ends_in_a_notice(sixteenths: int) -> None:
    content = _book()
    assert codes_of(read_content(content[: len(content) * sixteenths // 16], "a.epub"))
