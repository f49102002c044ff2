"""``winmail.dat`` is read with its properties, recipients, bodies and attachments."""

from __future__ import annotations

import struct

import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Notice

MESSAGE, ATTACHED = 1, 2
Value = str | bytes | int


def write_tnef(*attributes: bytes) -> bytes:
    """A stream of attributes."""
    return bytes.fromhex("789f3e220100") + b"".join(attributes)


def write_attribute(level: int, number: int, data: bytes) -> bytes:
    """One attribute with its checksum."""
    return struct.pack("<BHHI", level, number, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def write_properties(properties: dict[int, Value], code_page: str = "utf-16-le") -> bytes:
    """A list of properties; numbers from 0x8000 on are those of named ones."""
    return struct.pack("<I", len(properties)) + b"".join(
        _write_property(number, value, code_page) for number, value in properties.items()
    )


def _write_property(number: int, value: Value, code_page: str) -> bytes:
    name = b""
    if number >= 0x8000:
        name, number = bytes(16) + struct.pack("<II", 0, number), 0x8000
    if isinstance(value, int):
        return struct.pack("<HH", 0x0003, number) + name + struct.pack("<I", value)
    kind = 0x0102 if isinstance(value, bytes) else 0x001F if code_page == "utf-16-le" else 0x001E
    raw = value if isinstance(value, bytes) else (value + "\0").encode(code_page)
    head = struct.pack("<HH", kind, number) + name + struct.pack("<II", 1, len(raw))
    return head + raw + bytes(-len(raw) % 4)


def write_rows(rows: list[dict[int, Value]]) -> bytes:
    """A table of properties."""
    return struct.pack("<I", len(rows)) + b"".join(map(write_properties, rows))


SENT: dict[int, Value] = {0x0037: "名簿の件", 0x0C1A: "佐藤 花", 0x5D01: "hana@example.co.jp", 0x1000: "本文"}
MAIL = write_tnef(
    write_attribute(MESSAGE, 0x9007, struct.pack("<II", 932, 0)),
    write_attribute(MESSAGE, 0x8005, struct.pack("<7H", 2025, 4, 1, 13, 10, 58, 2)),
    write_attribute(
        MESSAGE,
        0x9003,
        write_properties(
            {0x0037: "名簿の件", 0x0C1A: "佐藤 花", 0x5D01: "hana@example.co.jp", 0x1000: "本文"}, "cp932"
        ),
    ),
    write_attribute(MESSAGE, 0x9004, write_rows([{0x3001: "加藤 一", 0x39FE: "kato@example.com", 0x0C15: 2}])),
    write_attribute(ATTACHED, 0x9002, bytes(14)),
    write_attribute(ATTACHED, 0x8010, "MEIBO.CSV\0".encode("cp932")),
    write_attribute(ATTACHED, 0x800F, "氏名,電話\n加藤 一,090-1234-5678\n".encode("cp932")),
    write_attribute(ATTACHED, 0x9005, write_properties({0x3707: "名簿.csv"})),
    write_attribute(ATTACHED, 0x9002, bytes(14)),
    write_attribute(ATTACHED, 0x800F, b"second"),
)


def test_message_with_attachments() -> None:
    """Header in lines, the body, and the attachments under their long names."""
    items = read_content(MAIL, "winmail.dat")
    header, body, table, second = blocks_of(items)
    assert core_of(header).splitlines() == [
        "差出人\t佐藤 花\thana@example.co.jp", "Cc\t加藤 一\tkato@example.com", "件名: 名簿の件",
        "日時: 2025-04-01 13:10",
    ]  # fmt: skip
    assert header.position.container == ("header",)
    assert core_of(body) == "本文"
    assert table.position.container == ("名簿.csv",)
    assert second.position.container == ("attachment 2",)
    assert Notice("outside-recipients", 1) in items


def test_attributes_of_old_writers() -> None:
    """Subject and body stand in attributes of their own where there are no properties."""
    content = write_tnef(
        write_attribute(MESSAGE, 0x8004, "件名\0".encode("cp932")),
        write_attribute(MESSAGE, 0x800C, "本文です\0".encode("cp932")),
    )
    text = text_of(read_content(content, "winmail.dat"))
    assert "件名: 件名" in text
    assert "本文です" in text


def test_named_properties() -> None:
    """A contact's named fields are known by the numbers of their set."""
    content = write_tnef(
        write_attribute(MESSAGE, 0x9003, write_properties({0x001A: "IPM.Contact", 0x3001: "加藤 一", 0x802D: "カトウ"}))
    )
    assert "フリガナ: カトウ" in text_of(read_content(content, "winmail.dat"))


def test_message_inside() -> None:
    """An embedded message is a stream of the same form."""
    inner = bytes(16) + write_tnef(write_attribute(MESSAGE, 0x9003, write_properties({0x1000: "中の本文"})))
    prop = struct.pack("<IHHII", 1, 0x000D, 0x3701, 1, len(inner)) + inner + bytes(-len(inner) % 4)
    content = write_tnef(write_attribute(ATTACHED, 0x9002, bytes(14)), write_attribute(ATTACHED, 0x9005, prop))
    block = blocks_of(read_content(content, "winmail.dat"))[-1]
    assert core_of(block) == "中の本文"
    assert block.position.container == ("attachment 1",)


def test_damaged_streams_are_read_as_far_as_they_go() -> None:
    """Cut off, or with any byte flipped: no exception, and what stands before is there."""
    for part in range(1, 16):
        read_content(MAIL[: len(MAIL) * part // 16], "winmail.dat")
    assert "佐藤 花" in text_of(read_content(MAIL[: len(MAIL) * 3 // 4], "winmail.dat"))
    for at in range(6, len(MAIL)):
        flipped = bytearray(MAIL)
        flipped[at] ^= 0xFF
        items = read_content(bytes(flipped), "winmail.dat")
        assert blocks_of(items) or "damaged" in codes_of(items)


@pytest.mark.parametrize("count", [0xFFFFFFFF, 1 << 28])
def test_absurd_counts_take_no_time(count: int) -> None:
    """Four thousand million properties or recipients end with the bytes."""
    data = struct.pack("<I", count) + struct.pack("<HHI", 0x0003, 0x0C15, 1) * 3
    content = write_tnef(
        write_attribute(MESSAGE, 0x9003, data), write_attribute(MESSAGE, 0x9004, struct.pack("<I", count))
    )
    assert codes_of(read_content(content, "winmail.dat")) == []
