"""Outlook's stores are read folder by folder; the library that opens them is played, since nothing here writes them."""

from __future__ import annotations

import io
import struct
import sys
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

STORE = b"!BDN" + bytes(508)
Properties = dict[int, str | bytes | int]


@dataclass
class Entry:
    """A property as libpff gives it."""

    entry_type: int
    value_type: int
    data: bytes


@dataclass
class RecordSet:
    """The properties of an item."""

    entries: list[Entry]


@dataclass
class Item:
    """A message, or what is attached to one."""

    record_sets: list[RecordSet]
    attachments: Sequence[Item] = ()
    recipients: object = None
    sub_items: Sequence[Item] = ()
    content: bytes = b""
    at: int = 0

    number_of_record_sets = property(lambda self: len(self.record_sets))
    number_of_attachments = property(lambda self: len(self.attachments))
    number_of_sub_items = property(lambda self: len(self.sub_items))

    def get_attachment(self, number: int) -> Item:
        return self.attachments[number]

    def get_sub_item(self, number: int) -> Item:
        return self.sub_items[number]

    def seek_offset(self, offset: int) -> None:
        self.at = offset

    def read_buffer(self, size: int) -> bytes:
        piece = self.content[self.at : self.at + size]
        self.at += len(piece)
        return piece


@dataclass
class Folder:
    """A folder."""

    name: str | None
    messages: Sequence[Item | None] = ()
    folders: list[Folder] = field(default_factory=list)

    identifier = property(id)
    number_of_sub_messages = property(lambda self: len(self.messages))
    number_of_sub_folders = property(lambda self: len(self.folders))

    def get_sub_message(self, number: int) -> Item:
        message = self.messages[number]
        if message is None:
            raise OSError("damaged: 佐藤 花")
        return message

    def get_sub_folder(self, number: int) -> Folder:
        return self.folders[number]


@dataclass
class File:
    """An opened store."""

    root: Folder
    orphans: Sequence[Item] = ()
    names: bytes = b""

    number_of_orphan_items = property(lambda self: len(self.orphans))
    name_to_id_map = property(lambda self: SimpleNamespace(record_sets=[RecordSet([Entry(3, 0x0102, self.names)])]))

    def open_file_object(self, stream: io.BytesIO) -> None:
        assert stream.read(4) == b"!BDN"

    def get_root_folder(self) -> Folder:
        return self.root

    def get_orphan_item(self, number: int) -> Item:
        return self.orphans[number]

    def close(self) -> None:
        pass


def make_records(properties: Properties, charset: str = "utf-16-le") -> RecordSet:
    """Properties as they are stored."""
    entries = []
    for number, value in properties.items():
        if isinstance(value, int):
            entries.append(Entry(number, 0x0003, struct.pack("<I", value)))
        elif isinstance(value, bytes):
            entries.append(Entry(number, 0x0102, value))
        else:
            entries.append(Entry(number, 0x001F if charset == "utf-16-le" else 0x001E, value.encode(charset)))
    return RecordSet(entries)


def make_item(
    properties: Properties, recipients: Sequence[Properties] = (), charset: str = "utf-16-le", **more: object
) -> Item:
    """An item with recipients."""
    people = SimpleNamespace(recipients=[make_records(each, charset) for each in recipients])
    return Item([make_records(properties, charset)], recipients=people, **more)  # type: ignore[arg-type]


def read_store(monkeypatch: pytest.MonkeyPatch, file: File) -> list[object]:
    """What is found in a store that the library opens as this file."""
    pypff = pytest.importorskip("pypff")
    monkeypatch.setattr(pypff, "file", lambda: file)
    return list(read_content(STORE, "mail.pst"))


@pytest.mark.parametrize("charset", ["utf-16-le", "cp932"])
def test_items_in_their_folders(monkeypatch: pytest.MonkeyPatch, charset: str) -> None:
    """Each item stands in the chain of its folders; its subject loses the mark of its prefix."""
    mail = make_item(
        {
            0x0037: "\x01\x05RE: 名簿",
            0x0C1A: "佐藤 花",
            0x0C1F: "hana@example.co.jp",
            0x1000: "本文 03-1234-5678",
            0x3FFD: 932,
        },
        [{0x3001: "加藤 一", 0x39FE: "kato@example.com", 0x0C15: 1}],
        charset,
        attachments=[
            Item([make_records({0x3707: "名簿.txt", 0x3701: b"unused"})], content="氏名: 加藤 一".encode("cp932"))
        ],
    )
    root = Folder(
        None, folders=[Folder("受信トレイ", folders=[Folder("2025", [mail])]), Folder("削除済みアイテム", [mail])]
    )
    items = read_store(monkeypatch, File(root))
    blocks = blocks_of(items)  # type: ignore[arg-type]
    place = ("受信トレイ", "2025", "message 1")
    assert [block.position.container for block in blocks[:3]] == [(*place, "header"), place, (*place, "名簿.txt")]
    assert core_of(blocks[0]).splitlines() == [
        "差出人\t佐藤 花\thana@example.co.jp", "宛先\t加藤 一\tkato@example.com", "件名: RE: 名簿",
    ]  # fmt: skip
    assert blocks[-1].position.container == ("削除済みアイテム", "message 1", "名簿.txt")
    assert Notice("outside-recipients", 1, container=place) in items


def test_contact_with_named_properties(monkeypatch: pytest.MonkeyPatch) -> None:
    """Named properties have the numbers that the store's map gives them."""
    names = struct.pack("<IHH", 0x802D, 4, 0) + struct.pack("<IHH", 0, 5, 1) + struct.pack("<IHH", 0x8083, 4, 2)
    contact = make_item(
        {0x001A: "IPM.Contact", 0x3001: "加藤 一", 0x8000: "カトウ", 0x8001: "word", 0x8002: "kato@example.com"}
    )
    text = text_of(read_store(monkeypatch, File(Folder(None, [contact]), names=names)))  # type: ignore[arg-type]
    assert "フリガナ: カトウ" in text
    assert "メール: kato@example.com" in text


def test_messages_inside_and_without_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """An attached message and one that lost its folder are read too."""
    inner = make_item({0x0037: "中", 0x1000: "中の本文"})
    outer = make_item({0x1000: "外の本文"}, attachments=[Item([make_records({0x3705: 5})], sub_items=[inner])])
    items = read_store(monkeypatch, File(Folder(None), orphans=[outer]))
    places = {core_of(block): block.position.container for block in blocks_of(items)}  # type: ignore[arg-type]
    assert places["外の本文"] == ("orphans", "message 1")
    assert places["中の本文"] == ("orphans", "message 1", "中.msg")


def test_damaged_items_are_said_and_others_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the library cannot read is an issue without its words; a folder inside itself ends."""
    root = Folder("top", [None, make_item({0x1000: "本文"})])
    root.folders.append(root)
    items = read_store(monkeypatch, File(root))
    assert codes_of(items) == ["damaged"]  # type: ignore[arg-type]
    assert "佐藤" not in repr(items)
    assert text_of(items) == "本文"  # type: ignore[arg-type]


def test_files_that_are_no_store() -> None:
    """The real library refuses them, and that is an issue."""
    pytest.importorskip("pypff")
    assert codes_of(read_content(STORE, "mail.pst")) == ["damaged"]


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is missing, it is said which."""
    monkeypatch.setitem(sys.modules, "pypff", None)
    assert read_content(STORE, "mail.pst") == [
        Notice("format-not-read", detail="outlook-store: pip install 'meibo[pst]'")
    ]
