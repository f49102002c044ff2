"""PowerPoint 97-2003 presentations: slides in their order, tables, notes, masters, links, objects, older edits."""

from __future__ import annotations

import struct
import zlib

import pytest

from extraction.compound_file import write_compound_file
from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits

_DOCUMENT, _SLIDE, _NOTES, _MASTER = 0x03E8, 0x03EE, 0x03F0, 0x03F8
_LIST, _PERSIST, _CHARS, _BYTES, _STRING = 0x0FF0, 0x03F3, 0x0FA0, 0x0FA8, 0x0FBA
_GROUP, _SHAPE, _ANCHOR, _OPTIONS, _TEXT_BOX = 0xF003, 0xF004, 0xF00F, 0xF122, 0xF00D


def record(kind: int, body: bytes, instance: int = 0, *, is_container: bool = False) -> bytes:
    return struct.pack("<HHI", instance << 4 | (0xF if is_container else 0), kind, len(body)) + body


def container(kind: int, *parts: bytes, instance: int = 0) -> bytes:
    return record(kind, b"".join(parts), instance, is_container=True)


def text(value: str) -> bytes:
    return record(_CHARS, value.encode("utf-16-le"))


def persist(identifier: int, slide_id: int = 0) -> bytes:
    return record(_PERSIST, struct.pack("<5I", identifier, 0, 0, slide_id, 0))


def shape(*parts: bytes) -> bytes:
    return container(_SHAPE, *parts)


def text_shape(value: str) -> bytes:
    return shape(container(_TEXT_BOX, text(value)))


def cell(left: int, top: int, value: str) -> bytes:
    return shape(record(_ANCHOR, struct.pack("<4i", left, top, left + 9, top + 9)), container(_TEXT_BOX, text(value)))


def table(*cells: bytes) -> bytes:
    first = shape(record(_OPTIONS, struct.pack("<HI", 0x039F, 1), instance=1))
    return container(_GROUP, first, *cells)


def presentation(objects: dict[int, bytes], document: bytes, *, token: int = 0xE391C05F, **streams: bytes) -> bytes:
    """A presentation whose objects lie where the directory of its only edit says."""
    data = b""
    places = {}
    for identifier, content in {1: document, **objects}.items():
        places[identifier] = len(data)
        data += content
    directory_at = len(data)
    entries = b"".join(struct.pack("<2I", identifier | 1 << 20, offset) for identifier, offset in places.items())
    data += record(0x1772, entries)
    edit_at = len(data)
    data += record(0x0FF5, struct.pack("<7I", 0, 0, 0, directory_at, 1, 0, 0))
    user = record(0x0FF6, struct.pack("<3I", 0x14, token, edit_at))
    return write_compound_file({"PowerPoint Document": data.ljust(5_000, b"\0"), "Current User": user, **streams})


def _example() -> bytes:
    document = container(
        _DOCUMENT,
        container(_LIST, persist(10, 256), persist(11, 257), instance=0),
        container(_LIST, persist(12), instance=1),
        container(_LIST, persist(13), instance=2),
        container(
            0x0FD7,
            record(_STRING, "窓口".encode("utf-16-le")),
            record(_STRING, "mailto:mori@example.co.jp".encode("utf-16-le")),
        ),
    )
    rows = table(cell(0, 0, "氏名"), cell(50, 0, "電話"), cell(50, 20, "090-0000-0001"), cell(0, 20, "森 彩"))
    return presentation(
        {
            11: container(_SLIDE, container(_GROUP, text_shape("二枚目"), record(_BYTES, b"03-0000-0002"))),
            10: container(_SLIDE, container(_GROUP, text_shape("一枚目\r次の行"), rows)),
            12: container(
                _MASTER, text_shape("社外秘"), shape(record(0x0BC3, bytes(8)), container(_TEXT_BOX, text("題名を入力")))
            ),
            13: container(_NOTES, record(0x03F1, struct.pack("<2I", 257, 0)), text_shape("発表者メモ")),
        },
        document,
    )


def test_slides_are_pages_in_the_order_of_the_presentation() -> None:
    found = [(b.position.container, b.position.page, core_of(b)) for b in blocks_of(read_content(_example(), "a.ppt"))]
    assert found == [
        ((), 1, "一枚目\n次の行\n"),
        ((), 1, "氏名\t電話\n森 彩\t090-0000-0001\n"),
        ((), 2, "二枚目\n03-0000-0002\n"),
        (("notes",), 2, "発表者メモ\n"),
        (("masters",), None, "社外秘\n"),
        (("links",), None, "窓口\nmori@example.co.jp\n"),
    ]


def test_text_that_the_outline_holds_is_given_once() -> None:
    document = container(_DOCUMENT, container(_LIST, persist(10, 256), text("題名"), text("本文")))
    content = presentation({10: container(_SLIDE, text_shape("題名"), text_shape("図の説明"))}, document)
    assert text_of(read_content(content, "a.ppt")).split() == ["題名", "本文", "図の説明"]


def test_embedded_documents_are_members() -> None:
    inner = write_compound_file({"\x01Ole10Native": bytes(4) + "氏名\n森 彩\n".encode("cp932")})
    stored = record(0x1011, struct.pack("<I", len(inner)) + zlib.compress(inner), instance=1)
    document = container(
        _DOCUMENT, container(_LIST), container(0x0FCC, record(0x0FC3, struct.pack("<6I", 0, 0, 0, 0, 20, 0)))
    )
    items = read_content(presentation({20: stored}, document), "a.ppt")
    assert "森 彩" in text_of(items)
    assert blocks_of(items)[0].position.container[0] == "object1"


def test_pictures_are_counted() -> None:
    pictures = record(0xF01E, bytes(17) + b"\x89PNG\r\n\x1a\n" + bytes(20_000), instance=0x6E0)
    content = presentation({}, container(_DOCUMENT, container(_LIST)), Pictures=pictures)
    assert codes_of(read_content(content, "a.ppt")) == ["image-only"]


def test_a_presentation_without_directory_gives_all_its_text_and_says_so() -> None:
    content = _example().replace(struct.pack("<HHI", 0, 0x0FF5, 28), struct.pack("<HHI", 0, 0x0AAA, 28))
    items = read_content(content, "a.ppt")
    assert codes_of(items) == ["damaged"]
    assert {"一枚目", "森 彩", "二枚目", "発表者メモ"} <= set(text_of(items).split("\n"))


def test_the_second_attempt_takes_the_plain_way() -> None:
    items = read_content(_example(), "a.ppt", attempt=1)
    assert codes_of(items) == []
    assert "090-0000-0001" in text_of(items)


def test_a_limit_on_pages_keeps_the_slides_before() -> None:
    items = read_content(_example(), "a.ppt", Limits(pages=1))
    assert codes_of(items) == ["page-limit"]
    assert "一枚目" in text_of(items)
    assert "二枚目" not in text_of(items)


def test_edits_that_lead_in_a_circle_and_deep_records_end() -> None:
    deep = b""
    for _ in range(500):
        deep = container(_GROUP, deep, text("底"))
    document = container(_DOCUMENT, container(_LIST, persist(10, 256)))
    items = read_content(presentation({10: container(_SLIDE, deep)}, document), "a.ppt")
    assert "底" in text_of(items)


@pytest.mark.parametrize("sixteenths", range(1, 16))
def test_a_presentation_that_was_cut_ends_in_text_or_a_notice(sixteenths: int) -> None:
    content = _example()
    items = read_content(content[: len(content) * sixteenths // 16], "a.ppt")
    assert codes_of(items) or "森 彩" in text_of(items)
