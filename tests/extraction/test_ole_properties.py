"""The properties of OLE documents, and what hostile ones cost."""

from __future__ import annotations

import struct
import time

from extraction.compound_file import write_compound_file
from extraction.reading import read_content, text_of


def _narrow(text: str, encoding: str = "cp932") -> bytes:
    raw = text.encode(encoding) + b"\0"
    return struct.pack("<2I", 30, len(raw)) + raw + bytes(-len(raw) % 4)


def _set(properties: dict[int, bytes]) -> bytes:
    places, values = b"", b""
    for key, value in properties.items():
        places += struct.pack("<2I", key, 8 + 8 * len(properties) + len(values))
        values += value
    return struct.pack("<2I", 8 + len(places) + len(values), len(properties)) + places + values


def _stream(*sets: bytes) -> bytes:
    head = struct.pack("<2HI16sI", 0xFFFE, 0, 0, bytes(16), len(sets))
    at = len(head) + 20 * len(sets)
    listing = b""
    for content in sets:
        listing += bytes(16) + struct.pack("<I", at)
        at += len(content)
    return head + listing + b"".join(sets)


def _read(**streams: bytes) -> list[str]:
    named = {f"\x05{name}": content for name, content in streams.items()}
    text = text_of(read_content(write_compound_file({"PowerPoint Document": bytes(8), **named}), "a.ppt"))
    return text.splitlines()


_JAPANESE = struct.pack("<2I", 2, 932)


def test_properties_are_lines_in_the_code_page_of_their_set() -> None:
    wide = struct.pack("<2I", 31, 4) + "森 彩\0".encode("utf-16-le")
    summary = _set({1: _JAPANESE, 4: _narrow("高橋 健"), 8: wide, 2: _narrow("会員名簿")})
    assert _read(SummaryInformation=_stream(summary)) == ["タイトル: 会員名簿", "作成者: 高橋 健", "最終更新者: 森 彩"]


def test_properties_that_people_named_have_their_names() -> None:
    name = "担当者".encode("cp932") + b"\0"
    names = struct.pack("<3I", 1, 2, len(name)) + name
    own = _set({0: names + bytes(-len(names) % 4), 1: _JAPANESE, 2: _narrow("田村 翔")})
    company = _set({1: _JAPANESE, 15: _narrow("見本商事")})
    assert _read(DocumentSummaryInformation=_stream(company, own)) == ["会社: 見本商事", "担当者: 田村 翔"]


def test_absurd_counts_and_lists_cost_nothing() -> None:
    began = time.monotonic()
    endless = struct.pack("<2I", 0x1000 | 30, 0xFFFFFFFF) + bytes(64)
    summary = _set({1: _JAPANESE, 4: _narrow("高橋 健"), 6: endless})
    hostile = _stream(summary[:4] + struct.pack("<I", 0xFFFFFFFF) + summary[8:])
    assert "作成者: 高橋 健" in _read(SummaryInformation=_stream(summary))
    _read(SummaryInformation=hostile)
    assert time.monotonic() - began < 5
