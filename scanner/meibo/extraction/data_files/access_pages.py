"""The pages of a Jet or ACE database: which table owns which, the rows on a page, long values over several pages."""

from __future__ import annotations

import functools
import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget

_VERSION_AT = 0x14
_DATA_PAGE = 1
_HIDDEN = 0x18
_MASK_JET_3, _MASK_JET_4 = 126, 128
"""How many bytes of the first page are hidden from ``_HIDDEN`` on, by RC4 with a key that is the same everywhere."""
_MASK_KEY = b"\xc7\xda\x39\x6b"
_CODE_PAGE_AT, _PAGE_KEY_AT = 0x3C - _HIDDEN, 0x3E - _HIDDEN
_DELETED, _ELSEWHERE, _OFFSET = 0x8000, 0x4000, 0x1FFF
_CACHED_PAGES = 64
_INLINE, _ONE_PIECE = 1 << 31, 1 << 30
_LONG_HEADER_BYTES = 12


class Pages:
    """Reads a database page by page; nothing of it is held but which pages belong to which table."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget
        head = stream.read(_HIDDEN + _MASK_JET_4)
        self.is_jet_3 = head[_VERSION_AT] == 0
        self._size_bytes = 2048 if self.is_jet_3 else 4096
        shown = _apply_rc4(_MASK_KEY, head[_HIDDEN:][: _MASK_JET_3 if self.is_jet_3 else _MASK_JET_4])
        (self.code_page,) = struct.unpack_from("<H", shown, _CODE_PAGE_AT)
        (self._key,) = struct.unpack_from("<I", shown, _PAGE_KEY_AT)
        self.read = functools.lru_cache(_CACHED_PAGES)(self._read)

    def _read(self, number: int) -> bytes:
        """A page; empty where the file has none of that number."""
        self._stream.seek(number * self._size_bytes)
        page = self._stream.read(self._size_bytes)
        self._budget.take_bytes(len(page))
        if self._key and number:
            page = _apply_rc4(struct.pack("<I", self._key ^ number), page)
        return page

    def list_owners(self) -> dict[int, list[int]]:
        """The data pages of each table, which is known by the page of its definition."""
        owners: dict[int, list[int]] = {}
        number = 1
        while len(page := self._read(number)) >= _LONG_HEADER_BYTES:
            if page[0] == _DATA_PAGE:
                owners.setdefault(int.from_bytes(page[4:8], "little"), []).append(number)
            number += 1
        return owners

    def read_rows(self, number: int) -> Iterator[bytes]:
        """The rows of a data page that are not deleted."""
        page = self.read(number)
        for place in range(self._count_rows(page)):
            offset = self._offset(page, place)
            if offset & _DELETED:
                continue
            row = self._cut(page, place)
            yield self.follow(row[:4]) if offset & _ELSEWHERE else row

    def follow(self, pointer: bytes) -> bytes:
        """The row that a pointer tells: its place on the page, then the page; empty where there is none."""
        page = self.read(int.from_bytes(pointer[1:4], "little"))
        place = pointer[0] if pointer else 0
        return self._cut(page, place) if place < self._count_rows(page) else b""

    def read_long(self, value: bytes) -> bytes:
        """A long text or object: here, in another row, or in a chain of rows; raises ValueError if that is a ring."""
        if len(value) < _LONG_HEADER_BYTES:
            return b""
        length, pointer = int.from_bytes(value[:4], "little"), value[4:8]
        size_bytes = length & ~(_INLINE | _ONE_PIECE)
        if length & _INLINE:
            return value[_LONG_HEADER_BYTES:][:size_bytes]
        if length & _ONE_PIECE:
            return self.follow(pointer)[:size_bytes]
        pieces: list[bytes] = []
        held = 0
        seen: set[bytes] = set()
        while any(pointer) and held < size_bytes:
            if pointer in seen:
                raise ValueError("a long value that ends in itself")
            seen.add(pointer)
            row = self.follow(pointer)
            pointer = row[:4]
            pieces.append(row[4:])
            held += len(row)
            self._budget.take_bytes(len(row))
        return b"".join(pieces)[:size_bytes]

    def _count_rows(self, page: bytes) -> int:
        at = 8 if self.is_jet_3 else 12
        return int.from_bytes(page[at : at + 2], "little") if page[:1] == b"\1" else 0

    def _offset(self, page: bytes, place: int) -> int:
        at = (10 if self.is_jet_3 else 14) + 2 * place
        return int.from_bytes(page[at : at + 2], "little")

    def _cut(self, page: bytes, place: int) -> bytes:
        """A row: rows fill a page from its end."""
        end = self._offset(page, place - 1) & _OFFSET if place else len(page)
        return page[self._offset(page, place) & _OFFSET : end]


def _apply_rc4(key: bytes, content: bytes) -> bytes:
    """RC4, which is its own inverse: a mask here, no protection, as the key lies in the file."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 0xFF
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray(content)
    for at, byte in enumerate(content):
        i = (i + 1) & 0xFF
        j = (j + state[i]) & 0xFF
        state[i], state[j] = state[j], state[i]
        out[at] = byte ^ state[(state[i] + state[j]) & 0xFF]
    return bytes(out)
