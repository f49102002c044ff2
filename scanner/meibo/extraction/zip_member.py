"""One member of a zip package, unpacked as far as it goes, even where the archive's directory is lost.

APPNOTE.TXT (PKWARE) 4.3.7: each member begins with a local header, which repeats what the directory says of it. A file
that was cut at its end keeps these headers, and all of its members but the last are whole.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget

READ_BYTES = 1 << 16
UNPACKED_BYTES = 1 << 18
"""At most this much comes out of one step, however well it was packed."""
SLOW_BYTES = 16
_MAGIC = b"PK\x03\x04"
_HEADER = struct.Struct("<4s5H3I2H")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED, _SIZES_BEHIND, _UTF8 = 0x1, 0x8, 0x800
_ALL_ONES = 0xFFFFFFFF


class Place(NamedTuple):
    """Where a member lies, and how it is packed."""

    header_offset: int
    method: int
    packed_bytes: int | None
    """None where only the packed data itself tells where it ends."""
    crc: int | None


def find_members(stream: BinaryIO, budget: Budget) -> Iterator[tuple[str, Place]]:
    """Names and places of all members whose local headers are found, in the order of the file."""
    offset, held = 0, b""
    stream.seek(0)
    while chunk := stream.read(READ_BYTES):
        budget.check_time()
        window = held + chunk
        start = offset - len(held)
        at = -1
        while (at := window.find(_MAGIC, at + 1)) >= 0:
            found = _read_header(stream, start + at)
            if found:
                yield found
        held = window[-len(_MAGIC) + 1 :]
        offset += len(chunk)
        stream.seek(offset)


def _read_header(stream: BinaryIO, offset: int) -> tuple[str, Place] | None:
    stream.seek(offset)
    raw = stream.read(_HEADER.size)
    if len(raw) < _HEADER.size:
        return None
    _, _, flags, method, _, _, crc, packed, _, name_bytes, _ = _HEADER.unpack(raw)
    raw_name = stream.read(name_bytes)
    name = raw_name.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    if not name or len(raw_name) < name_bytes or flags & _ENCRYPTED or method not in METHODS:
        return None
    is_told = not flags & _SIZES_BEHIND and packed != _ALL_ONES
    return name, Place(offset, method, packed if is_told else None, crc if is_told else None)


class ZipMember(io.RawIOBase):
    """A member that is stored or deflated, read once from its beginning.

    Everything that can be unpacked is given out before the trouble is raised: EOFError where the file is cut,
    ``zlib.error`` where it is damaged, ``zipfile.BadZipFile`` where the check sum is another one.
    """

    def __init__(self, stream: BinaryIO, place: Place) -> None:
        self._stream, self._place = stream, place
        stream.seek(place.header_offset)
        raw = stream.read(_HEADER.size)
        if len(raw) < _HEADER.size or not raw.startswith(_MAGIC):
            raise zipfile.BadZipFile("no local header")
        fields = _HEADER.unpack(raw)
        self._at = place.header_offset + _HEADER.size + fields[-2] + fields[-1]
        self._end = None if place.packed_bytes is None else self._at + place.packed_bytes
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS) if place.method == zipfile.ZIP_DEFLATED else None
        self._packed = self._ready = b""
        self._crc = 0
        self._trouble: zlib.error | None = None
        self._is_done = False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """What one step unpacks, at most."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready and not self._is_done:
            if self._trouble:
                raise self._trouble
            self._ready = self._read_packed() if self._inflate is None else self._unpack(self._inflate)
            self._crc = zlib.crc32(self._ready, self._crc)
        chunk, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(chunk)] = chunk
        return len(chunk)

    def _unpack(self, inflate: zlib._Decompress) -> bytes:
        if inflate.eof:
            self._check()
            return b""
        packed = self._packed or self._read_packed()
        before = inflate.copy()
        try:
            ready = inflate.decompress(packed, UNPACKED_BYTES)
        except zlib.error as error:
            self._trouble = error
            return _unpack_slowly(before, packed)
        self._packed = inflate.unconsumed_tail
        if not packed and not ready:
            raise EOFError("the packed data ends early")
        return ready

    def _check(self) -> None:
        """Called where all was given out."""
        self._is_done = True
        if self._inflate is None and self._end is not None and self._at < self._end:
            raise EOFError("the stored data ends early")
        if self._place.crc not in (None, self._crc):
            raise zipfile.BadZipFile("another check sum")

    def _read_packed(self) -> bytes:
        most = READ_BYTES if self._end is None else min(READ_BYTES, self._end - self._at)
        self._stream.seek(self._at)
        chunk = self._stream.read(most)
        if self._inflate is None and self._end is None and (stop := chunk.find(b"PK")) >= 0:
            chunk, self._end = chunk[:stop], self._at + stop
        self._at += len(chunk)
        if not chunk and self._inflate is None:
            self._check()
        return chunk


def _unpack_slowly(inflate: zlib._Decompress, packed: bytes) -> bytes:
    """What can be unpacked before the place that is damaged; less than is unpacked in one step."""
    ready = []
    for at in range(0, len(packed), SLOW_BYTES):
        try:
            ready.append(inflate.decompress(packed[at : at + SLOW_BYTES], UNPACKED_BYTES))
        except zlib.error:
            break
    return b"".join(ready)
