"""What a server's listing shows, byte by byte: stubs, links, names that are no Unicode. No server makes them all."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from meibo_connectors import smb_messages
from meibo_connectors.base import ConnectorError
from meibo_connectors.names import escape
from meibo_connectors.smb_entries import entry_of, judge, parse_entries
from meibo_connectors.smb_wire import name_of, wire_of

if TYPE_CHECKING:
    from collections.abc import Callable

ARCHIVE, FOLDER, OFFLINE, REPARSE, ON_OPEN, ON_ACCESS = 0x20, 0x10, 0x1000, 0x400, 0x40000, 0x400000


def listed(
    name: str, attributes: int, tag: int = 0, size: int = 100, allocated: int = 4096, *, is_last: bool = True
) -> bytes:
    """An entry as [MS-FSCC] 2.4.17 has it."""
    wire = name.encode("utf-16-le", "surrogatepass")
    padding = -(104 + len(wire)) % 8
    next_at = 0 if is_last else 104 + len(wire) + padding
    fixed = struct.pack(
        "<IIQQQQQQIIIBB24sHQ", next_at, 0, 1, 2, 133_000_000_000_000_000, 4, size, allocated, attributes,
        len(wire), tag, 0, 0, b"", 0, 77,
    )  # fmt: skip
    return fixed + wire + bytes(padding)


@pytest.mark.parametrize(
    ("attributes", "tag", "allocated", "code", "detail"),
    [
        (ARCHIVE, 0, 4096, None, ""),
        (ARCHIVE, 0xA000000C, 4096, None, ""),  # the size of extended attributes, as it is no reparse point
        (ARCHIVE | OFFLINE, 0, 4096, "offline-stub", "OFFLINE"),
        (ARCHIVE | ON_OPEN, 0, 4096, "offline-stub", "RECALL_ON_OPEN"),
        (ARCHIVE | ON_ACCESS | REPARSE, 0x9000001A, 0, "offline-stub", "RECALL_ON_DATA_ACCESS"),
        (ARCHIVE | REPARSE, 0x9000001A, 0, "offline-stub", "CLOUD"),
        (ARCHIVE | REPARSE, 0x9000701A, 0, "offline-stub", "CLOUD"),
        (ARCHIVE | REPARSE, 0x9000601A, 4096, None, ""),  # all of it lies here
        (ARCHIVE | REPARSE, 0xC0000004, 4096, "offline-stub", "tag 0xC0000004"),
        (ARCHIVE | REPARSE, 0x80000006, 4096, "offline-stub", "tag 0x80000006"),
        (ARCHIVE | REPARSE, 0x80000015, 4096, "offline-stub", "tag 0x80000015"),
        (ARCHIVE | REPARSE, 0x00000010, 4096, "offline-stub", "tag 0x00000010"),  # of a product for archives
        (ARCHIVE | REPARSE, 0x80000013, 4096, None, ""),  # deduplicated
        (ARCHIVE | REPARSE, 0x80000017, 4096, None, ""),  # compressed
        (ARCHIVE | REPARSE, 0xA000000C, 0, "link", "symlink"),
        (FOLDER | REPARSE, 0xA0000003, 0, "link", "junction"),
        (FOLDER | REPARSE, 0x20001234, 0, "link", "tag 0x20001234"),
        (FOLDER | REPARSE, 0x8000000A, 0, None, ""),  # DFS, which is followed
        (FOLDER | REPARSE, 0x9000301A, 0, None, ""),
        (FOLDER | ON_OPEN | REPARSE, 0x9000301A, 0, "offline-stub", "RECALL_ON_OPEN"),
        (ARCHIVE | REPARSE, 0x80000024, 0, "special-file", "fifo"),
    ],
)  # fmt: skip
def test_attributes_and_tags_say_what_is_left_alone(
    attributes: int, tag: int, allocated: int, code: str | None, detail: str
) -> None:
    """Nothing is opened that would be recalled from elsewhere, nor what stands for something else."""
    (found,) = parse_entries(listed("a.xlsx", attributes, tag, allocated=allocated))
    verdict = judge(found)
    assert (verdict and verdict.code, verdict.detail if verdict else "") == (code, detail)


def test_stub_is_an_entry_with_its_size_and_its_obstacle() -> None:
    """A stub is listed like a file, so that it is counted."""
    (found,) = parse_entries(listed("a.xlsx", ARCHIVE | OFFLINE, size=5))
    entry = entry_of("a.xlsx", found)
    assert (entry.size_bytes, entry.obstacle, entry.obstacle_detail) == (5, "offline-stub", "OFFLINE")
    assert entry.modified_ns // 10**9 == 133_000_000_000_000_000 // 10**7 - 11_644_473_600


@pytest.mark.parametrize("name", ["\ud800", "a\udfffb", "\udc00\ud800", "名\ud83d簿", "😀", "a\u0000b"])
def test_any_name_comes_through_and_back(name: str) -> None:
    """A name of UTF-16 that is no Unicode ends no listing, has a spelling of its own, and can be asked for."""
    first, second = parse_entries(listed(name, ARCHIVE, is_last=False) + listed("次.txt", ARCHIVE))
    assert second.name == "次.txt".encode()
    assert wire_of(first.name) == name.encode("utf-16-le", "surrogatepass")
    assert escape(first.name).isprintable() or "\0" in name


def test_second_spelling_of_a_character_is_refused() -> None:
    """What would come out as a pair of surrogates is spelled as the character only."""
    with pytest.raises(ValueError, match="second spelling"):
        wire_of(b"\xed\xa0\xbd\xed\xb8\x80")
    assert name_of("😀".encode("utf-16-le")) == "😀".encode()


@pytest.mark.parametrize("length", [0, 1, 50, 103, 104, 107])
def test_cut_answer_is_an_error(length: int) -> None:
    """A listing that is cut short is no shorter listing."""
    with pytest.raises(ValueError, match="cut short"):
        list(parse_entries(listed("ab", ARCHIVE)[:length]))


def test_entries_that_overlap_are_no_listing() -> None:
    """A server could have a few bytes read as a million long names."""
    first, second = listed("a" * 100, ARCHIVE, is_last=False), listed("b", ARCHIVE)
    assert len(list(parse_entries(first + second))) == 2
    with pytest.raises(ValueError, match="overlapping"):
        list(parse_entries(struct.pack("<I", 8) + first[4:] + second))


@pytest.mark.parametrize(
    "read",
    [
        smb_messages.attributes_of,
        smb_messages.queried_attributes_of,
        smb_messages.disk_id_of,
        smb_messages.content_of,
        smb_messages.buffer_of,
    ],
)
def test_answers_that_end_too_early_are_refused(read: Callable[[smb_messages.Reply], object]) -> None:
    """As an error of this file, never as one of ours."""
    with pytest.raises(ConnectorError, match="io-error"):
        read(smb_messages.Reply(0, bytes(66)))


def test_contexts_that_lead_back_into_themselves_are_refused() -> None:
    """A step of one byte would be taken for each byte of the answer."""
    packet = bytes(144) + struct.pack("<II", 152, 16) + struct.pack("<IHHHHI", 1, 16, 4, 0, 0, 0) * 4
    with pytest.raises(ConnectorError, match="io-error"):
        smb_messages.disk_id_of(smb_messages.Reply(0, packet))
