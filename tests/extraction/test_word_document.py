"""Word 97-2003 documents: the piece table, tables, stories beside the body, fields, tracked changes."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from extraction.compound_file import write_compound_file
from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits, Notice

GOLDEN = Path(__file__).parent / "golden" / "doc" / "parts.doc"
_TEXT_AT = 2048
_COUNTS, _CLX = 76, 154 + 8 * 33


def word_file(*given: Any, **more: Any) -> bytes:
    """The streams of a document in their container."""
    return write_compound_file(word_streams(*given, **more))


def word_streams(
    pieces: list[tuple[str, bool]], counts: tuple[int, ...] = (), flags: int = 0x200, version: int = 0xC1
) -> dict[str, bytes]:
    """A document of these pieces (text, and whether it is stored in one byte a character), without properties.

    ``counts`` are the characters of the body, footnotes, headers ...; all are in the body where none is given.
    """
    main = bytearray(_TEXT_AT)
    struct.pack_into("<3H", main, 0, 0xA5EC, version, 0)
    struct.pack_into("<H", main, 10, flags)
    numbers, codes = [0], []
    for text, is_narrow in pieces:
        codes.append((len(main) * 2) | 0x40000000 if is_narrow else len(main))
        main += text.encode("cp1252" if is_narrow else "utf-16-le")
        numbers.append(numbers[-1] + len(text.encode("utf-16-le")) // 2)
    struct.pack_into("<8i", main, _COUNTS, *(counts or (numbers[-1],)), *[0] * (8 - max(len(counts), 1)))
    table = struct.pack(f"<{len(numbers)}I", *numbers) + b"".join(struct.pack("<HIH", 0, code, 0) for code in codes)
    clx = b"\x01\x02\0ab" + b"\x02" + struct.pack("<I", len(table)) + table
    struct.pack_into("<2I", main, _CLX, 16, len(clx))
    name = "1Table" if flags & 0x200 else "0Table"
    return {"WordDocument": bytes(main).ljust(5_000, b"\0"), name: bytes(16) + clx}


def lines(content: bytes) -> list[str]:
    body = [block for block in blocks_of(read_content(content, "a.doc")) if not block.position.container]
    return [line for block in body for line in core_of(block).splitlines() if line]


def test_pieces_are_put_in_order_whatever_their_width() -> None:
    content = word_file([("電話 090-", False), ("0000-", True), ("0001 𠮷野\r", False), ("end\r", True)])
    assert lines(content) == ["電話 090-0000-0001 𠮷野", "end"]


def test_the_other_table_stream_is_taken_where_the_one_named_is_not_there() -> None:
    content = bytearray(word_file([("山本 結衣\r", False)]))
    assert lines(bytes(content).replace("1Table".encode("utf-16-le"), "0Table".encode("utf-16-le"))) == ["山本 結衣"]


def test_stories_follow_one_another() -> None:
    texts = ("本文\r", "脚注\r", "社外秘\r", "", "確認\r", "文末\r", "箱\r")
    content = word_file([("".join(texts) + "残り\r", False)], counts=tuple(map(len, texts)))
    found = {block.position.container: core_of(block).strip() for block in blocks_of(read_content(content, "a.doc"))}
    assert found == {
        (): "本文",
        ("footnotes",): "脚注",
        ("headers",): "社外秘",
        ("comments",): "確認",
        ("endnotes",): "文末",
        ("text-boxes",): "箱",
        ("rest",): "残り",
    }


def test_fields_show_their_results_readings_and_hidden_addresses() -> None:
    link = '\x13 HYPERLINK "mailto:mori@example.co.jp" \x14森 彩\x15'
    reading = "\x13 EQ \\* jc2 \\o\\ad(\\s\\up 10(やまもと),山本)\x15結衣様"
    assert lines(word_file([(f"{link}と\x13 PAGE \x14" + f"3\x15頁\r{reading}。\r", False)])) == [
        "森 彩 <mori@example.co.jp> と3頁",
        "山本結衣様（やまもと）。",
    ]


def test_an_instruction_that_never_ends_is_text() -> None:
    assert lines(word_file([("\x13 山本 結衣\r次\r", False)])) == [" 山本 結衣", "次"]


def test_signs_stand_for_what_they_show() -> None:
    assert lines(word_file([("03\x1e1234\x1e5678\t山\x1f本\x0b次\x01\x08\r", False)])) == ["03-1234-5678\t山本", "次"]


def test_cells_without_properties_make_rows_all_the_same() -> None:
    content = word_file([("氏名\x07電話\x07\x07森 彩\x07090-0000-0001\x07\x07後\r", False)])
    blocks = blocks_of(read_content(content, "a.doc"))
    assert [core_of(block) for block in blocks] == ["氏名\t電話\n森 彩\t090-0000-0001\n", "後\n"]


def test_a_document_of_before_unicode_is_read_in_the_code_page_of_its_language() -> None:
    text = "会員 山本 結衣\r090-0000-0001\r".encode("cp932")
    main = bytearray(_TEXT_AT)
    struct.pack_into("<4H", main, 0, 0xA5EC, 0x65, 0, 0x411)
    struct.pack_into("<2I", main, 24, _TEXT_AT, _TEXT_AT + len(text))
    content = write_compound_file({"WordDocument": bytes(main + text).ljust(5_000, b"\0")})
    assert lines(content) == ["会員 山本 結衣", "090-0000-0001"]


def test_documents_and_files_that_are_embedded_are_read() -> None:
    inner = {f"ObjectPool/_1/{name}": raw for name, raw in word_streams([("中の文書 田村 翔\r", False)]).items()}
    dropped = {"ObjectPool/_2/\x01Ole10Native": bytes(4) + "氏名\n森 彩\n".encode("cp932")}
    streams = word_streams([("本文\r", False)]) | inner | dropped
    items = read_content(write_compound_file(streams), "a.doc")
    assert codes_of(items) == []
    assert {block.position.container: core_of(block).split() for block in blocks_of(items)} == {
        (): ["本文"],
        ("ObjectPool", "_1"): ["中の文書", "田村", "翔"],
        ("ObjectPool/_2/\x01Ole10Native",): ["氏名", "森", "彩"],
    }


def test_pictures_are_counted() -> None:
    def blip(kind: int, content: bytes) -> bytes:
        return struct.pack("<HHI", 0x6E0 << 4, kind, 17 + len(content)) + bytes(17) + content

    large, small = b"\x89PNG\r\n\x1a\n" + bytes(20_000), b"\xff\xd8\xff" + bytes(200)
    data = bytes(68) + blip(0xF01E, large) + bytes(9) + blip(0xF01D, small) + b"\x1e\xf0\xff\xff\xff\xff"
    content = write_compound_file(word_streams([("本文\r", False)]) | {"Data": data})
    assert codes_of(read_content(content, "a.doc")) == ["image-only", "small-image"]


def test_an_encrypted_document_inside_says_so() -> None:
    inner = {f"ObjectPool/_1/{name}": raw for name, raw in word_streams([("secret\r", False)], flags=0x300).items()}
    items = read_content(write_compound_file(word_streams([("本文\r", False)]) | inner), "a.doc")
    assert [(item.code, item.container) for item in items if isinstance(item, Notice)] == [
        ("encrypted", ("ObjectPool", "_1"))
    ]
    assert text_of(items).strip() == "本文"


def test_a_document_of_libreoffice_has_all_its_parts() -> None:
    items = read_content(GOLDEN.read_bytes(), "parts.doc")
    found: dict[tuple[object, ...], str] = {}
    for block in blocks_of(items):
        key = (*block.position.container, block.position.table)
        found[key] = found.get(key, "") + core_of(block)
    assert codes_of(items) == []
    assert (
        found[(1,)] == "氏名\tふりがな\t電話番号\n山本 結衣\tやまもと ゆい\t090-0000-0003\n田村 翔\t\t090-0000-0004\n"
    )
    assert found[(2,)] == "住所\t見本市1-2-3\n"
    assert found[(None,)].split("\n")[:2] == ["会員名簿", "電話: 090-0000-0002"]
    assert "森 彩 <mori@example.co.jp>" in found[(None,)]
    assert "𠮷野 真理" in found[(None,)]
    assert found[("deleted", None)] == "電話: 090-0000-0001\n"
    assert found[("headers", None)].split() == ["社外秘", "人事部", "連絡先", "03-0000-0006"]
    assert found[("comments", None)].strip() == "本人に確認 090-0000-0005"
    assert {"作成者: 高橋 健", "作成者: 森 彩", "作成者: 田村 翔"} <= set(found[("authors", None)].splitlines())
    assert found[("properties", None)].splitlines()[:2] == ["タイトル: 会員名簿", "作成者: 高橋 健"]


@pytest.mark.parametrize("count", [0xFFFFFFFF, 0x7FFFFFFF, 0])
def test_absurd_counts_are_bounded(count: int) -> None:
    content = word_file([("山本 結衣\r", False)])
    at = content.index(struct.pack("<2I", 0, 6))
    damaged = content[:at] + struct.pack("<2I", 0, count) + content[at + 8 :]
    items = read_content(damaged, "a.doc", Limits(held_bytes=1 << 20))
    assert sum(len(block.text) for block in blocks_of(items)) < 1 << 20
    assert items


@pytest.mark.parametrize("sixteenths", range(1, 16))
def test_a_document_that_was_cut_ends_in_text_or_a_notice(sixteenths: int) -> None:
    content = GOLDEN.read_bytes()
    items = read_content(content[: len(content) * sixteenths // 16], "a.doc")
    assert codes_of(items) or "山本 結衣" in text_of(items)


def test_a_document_that_lost_its_directory_gives_what_looks_like_text() -> None:
    content = GOLDEN.read_bytes()
    items = read_content(content[: len(content) * 15 // 16], "a.doc")
    assert codes_of(items) == ["damaged"]
    assert "山本 結衣\tやまもと ゆい\t090-0000-0003" in text_of(items)


def test_the_second_attempt_takes_what_looks_like_text() -> None:
    items = read_content(GOLDEN.read_bytes(), "a.doc", attempt=1)
    assert codes_of(items) == []
    assert "山本 結衣\tやまもと ゆい\t090-0000-0003" in text_of(items)
