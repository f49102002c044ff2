"""The values in remote calls, written and read: NDR, [C706] chapter 14, with the strings of [MS-RPCE] and [MS-DTYP]."""

from __future__ import annotations

import struct
from typing import Final

REFERENT: Final = 0x00020000
"""Stands for a pointer that isn't null; what it points to follows."""


class NdrError(ValueError):
    """An answer that ends too early, or holds what it cannot."""


class NdrReader:
    """Reads an answer from its beginning; all methods raise NdrError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, length: int) -> bytes:
        """The next bytes."""
        end = self._at + length
        if not self._at <= end <= len(self._data):
            raise NdrError("too short")
        part = self._data[self._at : end]
        self._at = end
        return part

    def u16(self) -> int:
        """The next number of 2 bytes, where such a number can stand."""
        return int.from_bytes(self._aligned(2), "little")

    def u32(self) -> int:
        """The same of 4 bytes; a pointer is one, 0 where it is null."""
        return int.from_bytes(self._aligned(4), "little")

    def count(self, smallest_bytes: int) -> int:
        """How many elements of at least so many bytes follow: never more than the answer can hold."""
        number = self.u32()
        if number * smallest_bytes > len(self._data) - self._at:
            raise NdrError("too many")
        return number

    def text(self) -> str:
        """A string: room, offset, length, then its characters, perhaps with a NUL at the end."""
        _, offset, length = self.u32(), self.u32(), self.u32()
        if offset:
            raise NdrError("offset")
        return self.take(2 * length).decode("utf-16-le", "replace").removesuffix("\0")

    def _aligned(self, length: int) -> bytes:
        self._at += -self._at % length
        return self.take(length)


def pack_u32(*numbers: int) -> bytes:
    """Numbers of 4 bytes, where such a number can stand."""
    return struct.pack(f"<{len(numbers)}I", *numbers)
