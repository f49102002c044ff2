"""Rich Text Format: characters in every clothing, tables, stories beside the body, what is embedded."""

from __future__ import annotations

import struct
import time

import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits

_JAPANESE = (
    rb"{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0\fcharset128 MS Mincho;}{\f1\fcharset0 Arial;}{\f2\fcharset204 A;}}"
)


def document(body: bytes, head: bytes = _JAPANESE) -> bytes:
    return head + body + b"}"


def escape(text: str, encoding: str = "cp932") -> bytes:
    """Bytes of a code page, each escaped."""
    return b"".join(b"\\'%02x" % byte for byte in text.encode(encoding))


def unicode(text: str) -> bytes:
    """Characters by their numbers, with the sign that old programs show."""
    units = struct.unpack(f"<{len(text.encode('utf-16-le')) // 2}h", text.encode("utf-16-le"))
    return b"".join(b"\\u%d?" % unit for unit in units)


def read(body: bytes, head: bytes = _JAPANESE) -> dict[tuple[str, ...], list[str]]:
    """The lines of all blocks by their containers."""
    found: dict[tuple[str, ...], list[str]] = {}
    for block in blocks_of(read_content(document(body, head), "a.rtf")):
        found.setdefault(block.position.container, []).extend(line for line in core_of(block).splitlines() if line)
    return found


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (escape("山本　結衣"), "山本　結衣"),
        (escape("髙橋①㈱"), "髙橋①㈱"),
        (b"\\'83A\\'83C\\'83\\'8b", "アイル"),  # the second byte may be written as itself
        (unicode("𠮷野 真理"), "𠮷野 真理"),
        (b"\\uc0\\u55362\\uc1\\u57271?\\u37326?", "𠮷野"),
        (b"{\\uc2 \\u23665\\'8e\\'52\\u26412\\'96\\'7b}", "山本"),
        (b"090-12\\b 34\\b0 -56\r\n78", "090-1234-5678"),
        (b"03\\_1234\\_5678\\tab\\{x\\}\\~\\-y", "03-1234-5678\t{x}\u00a0y"),
        (b"{\\f1 " + escape("山本") + b"}", "山本"),  # a font that claims to be Western
        (b"{\\f1 caf\\'e9 }", "café "),
        (b"{\\f2 " + escape("Иван", "cp1251") + b"}", "Иван"),
    ],
)
def test_characters_come_out_whole(body: bytes, text: str) -> None:
    assert read(body) == {(): [text]}


def test_rows_of_cells_are_tables() -> None:
    def row(*cells: str) -> bytes:
        return (
            b"\\trowd\\cellx100\\cellx200\\pard\\intbl "
            + b"".join(escape(cell) + b"\\cell " for cell in cells)
            + b"\\row"
        )

    body = (
        escape("名簿")
        + b"\\par"
        + row("氏名", "電話")
        + row("森 彩", "090-0000-0001")
        + b"\\pard "
        + escape("以上")
        + b"\\par"
    )
    blocks = blocks_of(read_content(document(body), "a.rtf"))
    assert [core_of(block) for block in blocks] == ["名簿\n", "氏名\t電話\n森 彩\t090-0000-0001\n", "以上\n"]
    assert [(block.position.line, block.position.table) for block in blocks] == [(1, None), (None, 1), (2, None)]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = b"\\pard\\intbl\\itap2 A\\nestcell B\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}"
    body = b"\\trowd\\pard\\intbl outer\\cell " + inner + b"\\pard\\intbl\\itap1 side\\cell\\row\\pard end\\par"
    tables = {block.position.table: core_of(block) for block in blocks_of(read_content(document(body), "a.rtf"))}
    assert tables == {1: "outer\tside\n", 2: "A\tB\n", None: "end\n"}


def test_headers_notes_comments_and_properties_stand_apart() -> None:
    body = (
        b"{\\info{\\author "
        + escape("高橋 健")
        + b"}{\\upr{\\title ??}{\\*\\ud{\\title "
        + unicode("会員名簿")
        + b"}}}}"
        b"{\\stylesheet{\\s0 Normal;}}{\\header\\pard " + escape("社外秘") + b"\\par}{\\*\\unknown secret}"
        b"\\pard A{\\footnote\\pard " + escape("脚注 森 彩") + b"}B"
        b"{\\*\\annotation{\\*\\atnauthor x}\\pard "
        + escape("確認")
        + b"}{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt box\\par}}}\\par"
    )
    assert read(body) == {
        (): ["AB"],
        ("headers",): ["社外秘"],
        ("footnotes",): ["脚注 森 彩"],
        ("authors",): ["x"],
        ("comments",): ["確認"],
        ("text-boxes",): ["box"],
        ("properties",): ["作成者: 高橋 健", "タイトル: 会員名簿"],
    }


def test_deleted_text_stands_apart_with_its_paragraph() -> None:
    body = b"\\pard tel {\\deleted 090-0000-0001}{\\revised 090-0000-0002} end\\par"
    assert read(body) == {(): ["tel 090-0000-0002 end"], ("deleted",): ["tel 090-0000-0001 end"]}


def test_links_show_the_address_they_hide() -> None:
    link = b'{\\field{\\*\\fldinst{ HYPERLINK "mailto:mori@example.co.jp" }}{\\fldrslt{' + escape("森 彩") + b"}}}"
    assert read(link + escape("まで")) == {(): ["森 彩 <mori@example.co.jp> まで"]}


def test_pictures_are_counted_and_embedded_files_read() -> None:
    native = b"\x02\0" + b"list.csv\0" + b"C:\\list.csv\0" + b"\0\0\x03\0" + struct.pack("<I", 4) + b"C:\\\0"
    content = "氏名,電話\n森 彩,090-0000-0001\n".encode("cp932")
    native += struct.pack("<I", len(content)) + content

    def text(value: bytes) -> bytes:
        return struct.pack("<I", len(value) + 1) + value + b"\0"

    ole = struct.pack("<2I", 0x501, 2) + text(b"Package") + struct.pack("<2I", 0, 0)
    ole += struct.pack("<I", len(native)) + native
    picture = (b"\x89PNG\r\n\x1a\n" + bytes(10_000)).hex().encode()
    body = (
        b"{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata " + ole.hex().encode() + b"}{\\result shown}}"
        b"{\\pict\\pngblip{\\*\\blipuid 00ff}\r\n" + picture + b"}\\par"
    )
    items = read_content(document(body), "a.rtf")
    assert "森 彩,090-0000-0001" in text_of(items)
    assert [block.position.container for block in blocks_of(items)] == [(), ("list.csv",)]
    assert codes_of(items) == ["image-only"]


@pytest.mark.parametrize("sixteenths", range(1, 16))
def test_a_document_that_was_cut_gives_its_text_up_to_the_cut(sixteenths: int) -> None:
    content = document(b"".join(b"\\pard{" + escape(f"会員{at:04}") + b"}\\par\n" for at in range(500)))
    items = read_content(content[: len(content) * sixteenths // 16], "a.rtf")
    assert "damaged" in codes_of(items)
    assert text_of(items).count("会員") >= 500 * sixteenths // 16 - 6


def test_binary_data_is_passed_over() -> None:
    assert read(b"A{\\pict\\bin5 \\}}{x}B\\par") == {(): ["AB"]}


@pytest.mark.parametrize(
    "body",
    [
        b"{" * 100_000,
        b"\\bin999999999999 x",
        b"\\u99999999 x\\u-99999 y",
        b"\\cell\\row\\nestrow" * 5_000,
        b"}" * 1_000,
    ],
)
def test_hostile_input_ends_soon(body: bytes) -> None:
    began = time.monotonic()
    read_content(document(body), "a.rtf", Limits(cells=1_000_000))
    assert time.monotonic() - began < 10
