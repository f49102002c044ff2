"""The pages of a SQLite database, read one by one (sqlite.org/fileformat2).

A table is a tree of pages; a row is a record in a leaf, or in any page where the table has no row numbers.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

from meibo.extraction.data_files.database_table import decode_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget

SCHEMA_PAGE = 1
_HEADER_BYTES = 100
_LARGEST_PAGE = 65_536
_INNER_INDEX, _INNER_TABLE, _LEAF_INDEX, _LEAF_TABLE = 2, 5, 10, 13
_INNER = (_INNER_INDEX, _INNER_TABLE)
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
_FLOAT, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12
DAMAGE = (EOFError, ValueError, IndexError, struct.error, OverflowError)
"""What is raised where a page is not what it should be."""
_ENCODINGS = {1: "", 2: "utf-16-le", 3: "utf-16-be"}

Row = tuple[int | None, list[object]]
"""The number of a row where it has one, and its values in the order in which they are stored."""


class DatabasePages:
    """Reads the rows of trees of pages; raises one of DAMAGE where there is some."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget
        stream.seek(0)
        head = stream.read(_HEADER_BYTES)
        self._page_bytes = int.from_bytes(head[16:18], "big")
        if self._page_bytes == 1:
            self._page_bytes = _LARGEST_PAGE
        self._usable = self._page_bytes - head[20]
        if self._page_bytes < 512 or self._usable < 480:
            raise ValueError("no size of a page")
        self._encoding = _ENCODINGS.get(int.from_bytes(head[56:60], "big"), "")
        self.has_row_numbers = True
        """Whether the table that is read has them; known with its first row."""

    def read_rows(self, root: int) -> Iterator[Row]:
        """The rows of the tree below a page, in its order; those of whole pages come before damage is raised."""
        seen: set[int] = set()
        waiting: list[int | Row] = [root]
        damage: Exception | None = None
        while waiting:
            entry = waiting.pop()
            if not isinstance(entry, int):
                yield entry
            elif entry in seen:
                damage = ValueError("a page in two places")
            else:
                seen.add(entry)
                try:
                    rows, below = self._read_tree_page(entry)
                except DAMAGE as error:
                    rows, below, damage = [], [], error
                yield from rows
                waiting.extend(reversed(below))
        if damage is not None:
            raise damage

    def _read_tree_page(self, number: int) -> tuple[list[Row], list[int | Row]]:
        """The rows of a leaf; or the pages below any other, with the rows between them where they have no numbers."""
        page = self._read_page(number)
        start = _HEADER_BYTES if number == SCHEMA_PAGE else 0
        kind = page[start]
        self.has_row_numbers = kind in (_LEAF_TABLE, _INNER_TABLE)
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        places = struct.unpack_from(f">{count}H", page, start + (12 if kind in _INNER else 8))
        if kind == _LEAF_TABLE:
            return [self._read_numbered(page, place) for place in places], []
        if kind == _LEAF_INDEX:
            return [(None, self._read_record(page, place)) for place in places], []
        if kind not in _INNER:
            raise ValueError("no page of a tree")
        below: list[int | Row] = []
        for place in places:
            below.append(int.from_bytes(page[place : place + 4], "big"))
            if kind == _INNER_INDEX:
                below.append((None, self._read_record(page, place + 4)))
        below.append(int.from_bytes(page[start + 8 : start + 12], "big"))
        return [], below

    def _read_page(self, number: int) -> bytes:
        if number < 1:
            raise ValueError("a page before the first")
        self._stream.seek((number - 1) * self._page_bytes)
        page = self._stream.read(self._page_bytes)
        self._budget.take_bytes(len(page))
        if len(page) < self._page_bytes:
            raise EOFError
        return page

    def _read_numbered(self, page: bytes, at: int) -> Row:
        size, at = _read_varint(page, at)
        number, at = _read_varint(page, at)
        return number, self._split(self._join(page, at, size, self._usable - 35))

    def _read_record(self, page: bytes, at: int) -> list[object]:
        size, at = _read_varint(page, at)
        return self._split(self._join(page, at, size, (self._usable - 12) * 64 // 255 - 23))

    def _join(self, page: bytes, at: int, size: int, most: int) -> bytes:
        """A record, the end of which lies on pages of its own where it is longer than ``most``."""
        if size <= most:
            return page[at : at + size]
        if size > self._budget.limits.held_bytes:
            raise ValueError("a record that is too large")
        least = (self._usable - 12) * 32 // 255 - 23
        here = least + (size - least) % (self._usable - 4)
        here = here if here <= most else least
        pieces = [page[at : at + here]]
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        missing = size - here
        while missing > 0:
            page = self._read_page(following)
            following = int.from_bytes(page[:4], "big")
            pieces.append(page[4 : min(4 + missing, self._usable)])
            missing -= len(pieces[-1])
        return b"".join(pieces)

    def _split(self, record: bytes) -> list[object]:
        """The values of a record, whose head tells type and length of each."""
        head_bytes, at = _read_varint(record, 0)
        start = head_bytes
        values: list[object] = []
        while at < head_bytes:
            kind, at = _read_varint(record, at)
            if kind >= _FIRST_BLOB:
                end = start + (kind - _FIRST_BLOB) // 2
                raw = record[start:end]
                values.append(self._decode(raw) if kind & 1 else raw)
            elif kind == _FLOAT:
                end = start + 8
                values.append(struct.unpack_from(">d", record, start)[0])
            elif kind in (_ZERO, _ONE):
                end = start
                values.append(kind - _ZERO)
            elif kind == 0:
                end = start
                values.append(None)
            else:
                end = start + _INTEGER_BYTES[kind]
                values.append(int.from_bytes(record[start:end], "big", signed=True))
            start = end
        return values

    def _decode(self, raw: bytes) -> str:
        return raw.decode(self._encoding, "replace") if self._encoding else decode_text(raw)


def _read_varint(raw: bytes, at: int) -> tuple[int, int]:
    """A number of up to nine bytes, the first of which tell by their highest bit that it goes on; and where it ends."""
    byte = raw[at]
    if byte < 0x80:
        return byte, at + 1
    value = byte & 0x7F
    for place in range(at + 1, at + 8):
        byte = raw[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    value = value << 8 | raw[at + 8]
    return (value - (1 << 64) if value >> 63 else value), at + 9
