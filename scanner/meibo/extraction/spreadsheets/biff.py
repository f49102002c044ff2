"""Records of Excel 97-2003 and of Excel 5 (MS-XLS 2.1.4): a type and a size of two bytes each, then the content."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget

BOF, EOF, CONTINUE = 0x809, 0x0A, 0x3C
BIFF8 = 0x600
_HEADER = struct.Struct("<HH")
_DOUBLE = struct.Struct("<d")
_WIDE = 0x01
_EXTENDED, _RICH = 0x04, 0x08
_CHECK_EVERY = 1 << 16


class Record(NamedTuple):
    """One record of a stream."""

    kind: int
    start: int
    """Of its content in the stream."""
    end: int


def read_records(raw: bytes, budget: Budget, start: int = 0) -> Iterator[Record]:
    """The records from an offset on, up to the first that is cut off."""
    at, last = start, len(raw)
    unpack = _HEADER.unpack_from
    count = 0
    while at + 4 <= last:
        kind, size = unpack(raw, at)
        at += 4
        if at + size > last:
            return
        yield Record(kind, at, at + size)
        at += size
        count += 1
        if not count % _CHECK_EVERY:
            budget.check_time()


class Strings:
    """Reads texts as a version of the format writes them."""

    def __init__(self, *, is_biff8: bool, code_page: int) -> None:
        self._is_biff8 = is_biff8
        self._encoding = _ENCODINGS.get(code_page, f"cp{code_page}")

    def read_long(self, raw: bytes, at: int, end: int) -> str:
        """A text whose length is written in two bytes."""
        if at + 2 > end:
            return ""
        return self.read_characters(raw, at + 2, end, int.from_bytes(raw[at : at + 2], "little"))

    def read_short(self, raw: bytes, at: int, end: int) -> str:
        """A text whose length is written in one byte."""
        return self.read_characters(raw, at + 1, end, raw[at]) if at < end else ""

    def measure_long(self, raw: bytes, at: int) -> int:
        """The bytes of a text whose length is written in two bytes."""
        count = int.from_bytes(raw[at : at + 2], "little")
        return 3 + (2 if raw[at + 2 : at + 3] and raw[at + 2] & _WIDE else 1) * count if self._is_biff8 else 2 + count

    def read_characters(self, raw: bytes, at: int, end: int, count: int) -> str:
        """So many characters, with the byte before them that tells how they are written."""
        if not self._is_biff8:
            return self.decode(raw[at : min(at + count, end)])
        if at >= end:
            return ""
        flags = raw[at]
        at += 1 + (2 if flags & _RICH else 0) + (4 if flags & _EXTENDED else 0)
        if flags & _WIDE:
            return raw[at : min(at + 2 * count, end)].decode("utf-16-le", "replace")
        return raw[at : min(at + count, end)].decode("latin-1")

    def decode(self, raw: bytes) -> str:
        """Text in the code page of the file."""
        try:
            return raw.decode(self._encoding, "replace")
        except LookupError:
            return raw.decode("cp932", "replace")


_ENCODINGS = {1200: "utf-16-le", 10000: "mac_roman", 10001: "cp932", 32768: "mac_roman", 32769: "cp1252", 367: "ascii"}
"""Code pages whose codec has another name; 10001 is Japanese of the Mac."""


def read_shared_texts(raw: bytes, pieces: list[Record]) -> Iterator[str]:
    """The texts of a shared string table (MS-XLS 2.4.265); ``pieces`` are its record and those that continue it.

    A text may be cut between two records; the second begins with a new byte that tells how the rest is written.
    """
    reader = _Pieces(raw, pieces)
    _, unique = reader.take_numbers("<II")
    for _ in range(unique):
        if reader.is_done:
            return
        (count,) = reader.take_numbers("<H")
        (flags,) = reader.take_numbers("<B")
        runs = reader.take_numbers("<H")[0] if flags & _RICH else 0
        extra = reader.take_numbers("<I")[0] if flags & _EXTENDED else 0
        yield reader.take_text(count, is_wide=bool(flags & _WIDE))
        reader.skip(4 * runs + extra)


class _Pieces:
    """The content of several records as one; numbers are never cut, texts and what follows them may be."""

    def __init__(self, raw: bytes, pieces: list[Record]) -> None:
        self._raw, self._pieces = raw, pieces
        self._piece = 0
        self._at = pieces[0].start

    @property
    def is_done(self) -> bool:
        return self._piece >= len(self._pieces)

    def take_numbers(self, layout: str) -> tuple[int, ...]:
        self._go_on()
        size = struct.calcsize(layout)
        numbers = struct.unpack_from(layout, self._raw, self._at)
        self._at += size
        return numbers

    def take_text(self, count: int, *, is_wide: bool) -> str:
        parts: list[str] = []
        while count > 0 and self._piece < len(self._pieces):
            end = self._pieces[self._piece].end
            width = 2 if is_wide else 1
            here = min(count, (end - self._at) // width)
            piece = self._raw[self._at : self._at + here * width]
            parts.append(piece.decode("utf-16-le" if is_wide else "latin-1", "replace"))
            self._at += here * width
            count -= here
            if count > 0:
                self._at = end
                self._go_on()
                if self._piece >= len(self._pieces):
                    break
                is_wide = bool(self._raw[self._at] & _WIDE)
                self._at += 1
        return "".join(parts)

    def skip(self, size: int) -> None:
        while size > 0 and not self.is_done:
            here = min(size, self._pieces[self._piece].end - self._at)
            self._at += here
            size -= here
            self._go_on()
        self._go_on()

    def _go_on(self) -> None:
        while not self.is_done and self._at >= self._pieces[self._piece].end:
            self._piece += 1
            if not self.is_done:
                self._at = self._pieces[self._piece].start


def read_rk(raw: bytes, at: int) -> float:
    """A number in four bytes: an integer or the upper half of a double, perhaps in hundredths.

    The same in both generations of the binary format: MS-XLS 2.5.217, MS-XLSB 2.5.122.
    """
    bits = int.from_bytes(raw[at : at + 4], "little")
    if bits & 2:
        value = float((bits >> 2) - (1 << 30 if bits & 0x8000_0000 else 0))
    else:
        value = _DOUBLE.unpack(b"\0\0\0\0" + (bits & ~3).to_bytes(4, "little"))[0]
    return value / 100 if bits & 1 else value
