"""The properties in an OLE file (MS-OLEPS): who wrote a document, where, about what, as labelled lines.

A stream holds one set of properties, or two: the second are those that people named themselves, and the property 0 of
it tells their names. Texts are in the code page that the property 1 of their set names. Counts are believed only as far
as there are bytes, and lists are passed over: a library that trusts them counts for hours.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_text
from meibo.extraction.office.ole_streams import open_stream
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from olefile import OleFileIO

    from meibo.extraction.budget import Budget
    from meibo_detectors.model import Block

_SUMMARY, _DOCUMENT = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_LABELS: dict[str, dict[int, str]] = {
    _SUMMARY: {2: "タイトル", 3: "件名", 4: "作成者", 5: "キーワード", 6: "コメント", 8: "最終更新者"},
    _DOCUMENT: {2: "分類", 14: "管理者", 15: "会社"},
}
_NAMES_ID, _CODE_PAGE_ID = 0, 1
_UTF16, _UTF8 = 1200, 65001
_SHORT, _NARROW, _WIDE = 2, 30, 31
"""Types: a number of two bytes, text of a code page, text of UTF-16."""
_SETS_AT, _SET_BYTES, _MOST_SETS = 28, 20, 2
_MOST_PROPERTIES = 10_000


def extract_ole_properties(ole: OleFileIO, budget: Budget) -> Iterator[Block]:
    """Lines ``作成者: ...``, one block; a damaged property stream says nothing."""
    lines: list[str] = []
    for stream, labels in _LABELS.items():
        if not ole.exists(stream):
            continue
        raw = budget.read(open_stream(ole, stream))
        for number in range(_MOST_SETS):
            properties = _PropertySet(raw, number)
            names = properties.names() if number else labels
            found = ((label, properties.text(key)) for key, label in names.items())
            lines += [f"{label}: {text}" for label, text in found if text]
    yield from cut_text("\n".join(lines), budget.limits, Position(line=1, container=("properties",)))


class _PropertySet:
    """One of the sets in a stream; empty where it is not there."""

    def __init__(self, raw: bytes, number: int) -> None:
        self._raw = raw
        self._places: dict[int, int] = {}
        count = self._number(_SETS_AT - 4)
        start = self._number(_SETS_AT + _SET_BYTES * number + 16) if number < count else 0
        for index in range(min(self._number(start + 4), _MOST_PROPERTIES) if start else 0):
            at = start + 8 + 8 * index
            self._places.setdefault(self._number(at), start + self._number(at + 4))
        at = self._places.get(_CODE_PAGE_ID, 0)
        self._code_page = self._number(at + 4) & 0xFFFF if at and self._number(at) == _SHORT else 932

    def text(self, key: int) -> str:
        """The text of a property, empty where it has none."""
        at = self._places.get(key)
        if at is None:
            return ""
        kind, size = self._number(at), self._number(at + 4)
        if kind == _WIDE:
            return _clean(self._raw[at + 8 : at + 8 + 2 * size].decode("utf-16-le", "replace"))
        return _clean(_decode(self._raw[at + 8 : at + 8 + size], self._code_page)) if kind == _NARROW else ""

    def names(self) -> dict[int, str]:
        """What people named their properties, by the keys of these."""
        start = self._places.get(_NAMES_ID, 0)
        at = start + 4
        names: dict[int, str] = {}
        for _ in range(min(self._number(start), _MOST_PROPERTIES) if start else 0):
            key, size = self._number(at), self._number(at + 4)
            if self._code_page == _UTF16:
                size = 4 * ((size + 1) // 2)  # characters, filled up to four bytes
            names[key] = _clean(_decode(self._raw[at + 8 : at + 8 + size], self._code_page))
            at += 8 + size
        return names

    def _number(self, at: int) -> int:
        return struct.unpack_from("<I", self._raw, at)[0] if 0 <= at <= len(self._raw) - 4 else 0


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


def _decode(raw: bytes, code_page: int) -> str:
    try:
        return raw.decode({_UTF16: "utf-16-le", _UTF8: "utf-8"}.get(code_page, f"cp{code_page}"), "replace")
    except LookupError:
        return raw.decode("cp932", "replace")
