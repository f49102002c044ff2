"""The records of a PowerPoint 97-2003 presentation ([MS-PPT] and [MS-ODRAW], Microsoft).

The stream ``PowerPoint Document`` is a list of records with type and size, many of which hold records. A save appends
what has changed; the newest edit, which ``Current User`` points to, leads by directories to where each object lies now.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT, SLIDE, NOTES, SLIDE_LIST, SLIDE_PERSIST, NOTES_ATOM = 0x03E8, 0x03EE, 0x03F0, 0x0FF0, 0x03F3, 0x03F1
TEXT_CHARS, TEXT_BYTES, STRING, PLACEHOLDER = 0x0FA0, 0x0FA8, 0x0FBA, 0x0BC3
LINK, OBJECT_ATOM, OBJECT_DATA = 0x0FD7, 0x0FC3, 0x1011
GROUP, SHAPE, ANCHOR, OPTIONS = 0xF003, 0xF004, 0xF00F, 0xF122
_USER_EDIT, _DIRECTORY = 0x0FF5, 0x1772
_ENCRYPTED_TOKEN = 0xF3D1C4DF
_TABLE_OPTION = 0x039F
_MOST_DEPTH = 60
_HEADER = struct.Struct("<HHI")


class EncryptedError(Exception):
    """The presentation has a password."""


class Record(NamedTuple):
    """One record: where its body begins and ends."""

    kind: int
    instance: int
    is_container: bool
    start: int
    end: int


class PowerPointBinary:
    """Records, and where the objects of the newest edit lie."""

    def __init__(self, data: bytes, current_user: bytes) -> None:
        self.data = data
        self._places: dict[int, int] = {}
        self.document_id = 0
        if len(current_user) >= 20:
            token, offset = struct.unpack_from("<2I", current_user, 12)
            if token == _ENCRYPTED_TOKEN:
                raise EncryptedError
            self._read_edits(offset)

    def children(self, start: int, end: int) -> Iterator[Record]:
        """The records from one offset to another; one that claims to be longer is cut."""
        at = start
        end = min(end, len(self.data))
        while at + _HEADER.size <= end:
            version, kind, size = _HEADER.unpack_from(self.data, at)
            body = at + _HEADER.size
            at = min(body + size, end)
            yield Record(kind, version >> 4, version & 0xF == 0xF, body, at)

    def walk(self, start: int, end: int, depth: int = 0) -> Iterator[Record]:
        """The same with all records inside of records, in their order."""
        for record in self.children(start, end):
            yield record
            if record.is_container and depth < _MOST_DEPTH:
                yield from self.walk(record.start, record.end, depth + 1)

    def find(self, identifier: int) -> Record | None:
        """The object with this identifier, as the newest edit has it."""
        offset = self._places.get(identifier)
        return None if offset is None else next(self.children(offset, len(self.data)), None)

    def number(self, record: Record, offset: int) -> int:
        """A number of four bytes in a record; 0 where the record is shorter."""
        at = record.start + offset
        return int.from_bytes(self.data[at : at + 4], "little") if at + 4 <= record.end else 0

    def text(self, record: Record) -> str:
        """The text of an atom, with line feeds; empty where the record is none."""
        raw = self.data[record.start : record.end]
        if record.kind in (TEXT_CHARS, STRING):
            text = raw.decode("utf-16-le", "replace")
        elif record.kind == TEXT_BYTES:
            text = raw.decode("latin-1")
        else:
            return ""
        return text.replace("\r", "\n").replace("\x0b", "\n").strip("\0")

    def is_table(self, group: Record) -> bool:
        """Whether a group of shapes is a table: its first shape says so in its options."""
        first = next(self.children(group.start, group.end), None)
        if first is None or first.kind != SHAPE:
            return False
        for record in self.children(first.start, first.end):
            if record.kind == OPTIONS:
                for at in range(record.start, min(record.start + 6 * record.instance, record.end - 5), 6):
                    option, value = struct.unpack_from("<HI", self.data, at)
                    if option & 0x3FFF == _TABLE_OPTION:
                        return bool(value & 1)
        return False

    def _read_edits(self, offset: int) -> None:
        """All edits, the newest first, whose places hold."""
        seen = set()
        while offset and offset not in seen:
            seen.add(offset)
            edit = next(self.children(offset, len(self.data)), None)
            if edit is None or edit.kind != _USER_EDIT:
                return
            self.document_id = self.document_id or self.number(edit, 16)
            directory = next(self.children(self.number(edit, 12), len(self.data)), None)
            if directory is not None and directory.kind == _DIRECTORY:
                self._read_directory(directory)
            offset = self.number(edit, 8)

    def _read_directory(self, directory: Record) -> None:
        at = directory.start
        while at + 4 <= directory.end:
            (word,) = struct.unpack_from("<I", self.data, at)
            identifier, count = word & 0xFFFFF, word >> 20
            at += 4
            for index in range(min(count, (directory.end - at) // 4)):
                self._places.setdefault(identifier + index, struct.unpack_from("<I", self.data, at + 4 * index)[0])
            at += 4 * count
