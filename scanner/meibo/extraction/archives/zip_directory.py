"""The directory of a zip file: what it holds, and where each member begins.

The directory stands at the end of the file (PKWARE APPNOTE 4.3.12), and a record behind it (4.3.16, zip64: 4.3.14)
tells where it begins. Where that is lost, since the file was cut off, the header before each member (4.3.7) tells it.
Nothing is read that no caller asks for: a directory may claim millions of members.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENCRYPTED = 1
"""Bit 0 of the flags."""
SIZES_FOLLOW = 1 << 3
"""Bit 3: checksum and sizes stand behind the member, and the header before it shows none."""
UTF8_NAME = 1 << 11
"""Bit 11."""

_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_MOST_COMMENT_BYTES = 0xFFFF
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ROW = struct.Struct("<4s6H3L5H2L")
_ROW_SIGNATURE = b"PK\x01\x02"
_SIGNATURE_ROW = b"PK\x05\x05"
_HEADER = struct.Struct("<4s5H3L2H")
_HEADER_SIGNATURE = b"PK\x03\x04"
_EXTRA = struct.Struct("<2H")
_EXTRA_ZIP64 = 1
_IN_ZIP64 = 0xFFFFFFFF
_IN_ZIP64_VOLUME = 0xFFFF
_VOLUME_SIGNATURE = b"PK\x07\x08"
_CHUNK_BYTES = 1 << 16


class NoDirectoryError(Exception):
    """The file has no directory that could be read, or its directory breaks off."""


class ZipEntry(NamedTuple):
    """One member as the directory, or the header before it, describes it. Sizes are claims."""

    raw_name: bytes
    flags: int
    method: int
    """How it is packed, by the numbers of APPNOTE 4.4.5."""
    time: int
    """Of its last change, in the form of MS-DOS: its upper byte checks a password."""
    crc: int
    packed_bytes: int
    size_bytes: int
    offset: int
    """Of the header before the member."""
    extra: bytes

    @property
    def is_encrypted(self) -> bool:
        """Whether a password is needed."""
        return bool(self.flags & ENCRYPTED)

    @property
    def is_folder(self) -> bool:
        """Whether it has a name and no content."""
        return self.raw_name.endswith((b"/", b"\\")) and not self.size_bytes


def read_directory(stream: BinaryIO) -> Iterator[ZipEntry]:
    """The members in the order of the directory; raises NoDirectoryError where there is none, or where it ends.

    What stands before the archive (a program that unpacks it) moves every offset. The stream may be moved in between.
    """
    start, stop, moved = _find_directory(stream)
    raw, at = b"", start
    while at < stop:
        if len(raw) < _ROW.size:
            raw = _read_at(stream, at, _CHUNK_BYTES)
        if not raw.startswith(_ROW_SIGNATURE) or len(raw) < _ROW.size:
            if raw.startswith(_SIGNATURE_ROW):  # of the directory, which signs it
                break
            raise NoDirectoryError
        row = _ROW.unpack_from(raw)
        size = _ROW.size + row[10] + row[11] + row[12]
        if len(raw) < size:
            raw = _read_at(stream, at, max(size, _CHUNK_BYTES))
        name = raw[_ROW.size : _ROW.size + row[10]]
        extra = raw[_ROW.size + row[10] : _ROW.size + row[10] + row[11]]
        packed, unpacked, offset = _widen(extra, row[8], row[9], row[16])
        yield ZipEntry(name, row[3], row[4], row[5], row[7], packed, unpacked, offset + moved, extra)
        raw, at = raw[size:], at + size


def list_entries(
    stream: BinaryIO, check: Callable[[], None] = lambda: None, note_loss: Callable[[], None] = lambda: None
) -> Iterator[ZipEntry]:
    """All members, by the directory, and by the headers where it ends early or is lost.

    ``check`` is called for each member, ``note_loss`` once where the directory does not suffice.
    """
    reached = 0
    try:
        for entry in read_directory(stream):
            check()
            reached = max(reached, entry.offset + 1)
            yield entry
    except NoDirectoryError:
        note_loss()
        for entry in read_headers(stream, reached):
            check()
            yield entry


def read_headers(stream: BinaryIO, start: int = 0) -> Iterator[ZipEntry]:
    """The members in their order, by the header before each, from an offset on; for a file without a directory.

    Headers are looked for in all of the file: a member that is a zip file itself shows its members too if it is stored.
    """
    at = start
    raw = _read_at(stream, at, _CHUNK_BYTES)
    while raw:
        found = raw.find(_HEADER_SIGNATURE)
        if found < 0:
            kept = len(_HEADER_SIGNATURE) - 1
            at += max(len(raw) - kept, 1)
        else:
            at += found
            entry = read_header(stream, at)
            if entry is not None:
                yield entry[0]
                known = 0 if entry[0].flags & SIZES_FOLLOW else entry[0].packed_bytes
                at = entry[1] + known
            else:
                at += len(_HEADER_SIGNATURE)
        raw = _read_at(stream, at, _CHUNK_BYTES)
        if len(raw) < _HEADER.size:
            break


def read_header(stream: BinaryIO, offset: int) -> tuple[ZipEntry, int] | None:
    """The member whose header stands at an offset, and where its content begins; None where there is none."""
    raw = _read_at(stream, offset, _HEADER.size) if offset >= 0 else b""
    if len(raw) < _HEADER.size or not raw.startswith(_HEADER_SIGNATURE):
        return None
    row = _HEADER.unpack(raw)
    rest = stream.read(row[9] + row[10])
    if len(rest) < row[9] + row[10]:
        return None
    extra = rest[row[9] :]
    packed, unpacked, _ = _widen(extra, row[7], row[8], 0)
    entry = ZipEntry(rest[: row[9]], row[2], row[3], row[4], row[6], packed, unpacked, offset, extra)
    return entry, offset + _HEADER.size + len(rest)


def is_volume(stream: BinaryIO) -> bool:
    """Whether the archive says that it is one file of several: the first by its first bytes, the last by its end."""
    if _read_at(stream, 0, len(_VOLUME_SIGNATURE)) == _VOLUME_SIGNATURE:
        return True
    end = _find_end(stream)
    return end is not None and 0 < end[1][1] < _IN_ZIP64_VOLUME


def find_extra(extra: bytes, kind: int) -> bytes | None:
    """The extra field of a kind (APPNOTE 4.5), None where there is none."""
    at = 0
    while at + _EXTRA.size <= len(extra):
        found, size = _EXTRA.unpack_from(extra, at)
        at += _EXTRA.size
        if found == kind:
            return extra[at : at + size]
        at += size
    return None


def _find_directory(stream: BinaryIO) -> tuple[int, int, int]:
    """Where the directory begins and ends, and by how much all offsets are moved."""
    end = _find_end(stream)
    if end is None:
        raise NoDirectoryError
    stop, row = end
    directory_bytes, offset = row[5], row[6]
    wide = _find_wide_end(stream, stop)
    if wide is not None:
        stop, directory_bytes, offset = wide
    for start in (stop - directory_bytes, offset):
        if 0 <= start < stop and _read_at(stream, start, 4) == _ROW_SIGNATURE:
            return start, stop, start - offset
    if row[4] == 0 and not directory_bytes:
        return stop, stop, 0  # an archive without members
    raise NoDirectoryError


def _find_end(stream: BinaryIO) -> tuple[int, tuple[int, ...]] | None:
    """Where the record behind the directory stands, and its fields; None where there is none."""
    size = stream.seek(0, 2)
    start = max(size - _END.size - _MOST_COMMENT_BYTES, 0)
    tail = _read_at(stream, start, _END.size + _MOST_COMMENT_BYTES)
    found = tail.rfind(_END_SIGNATURE, 0, max(len(tail) - _END.size + len(_END_SIGNATURE), 0))
    return None if found < 0 else (start + found, _END.unpack_from(tail, found))


def _find_wide_end(stream: BinaryIO, end: int) -> tuple[int, int, int] | None:
    """End, size and offset of the directory by the zip64 record, None where there is none."""
    raw = _read_at(stream, max(end - _END64_LOCATOR.size, 0), _END64_LOCATOR.size)
    if len(raw) < _END64_LOCATOR.size or not raw.startswith(b"PK\x06\x07"):
        return None
    for offset in (_END64_LOCATOR.unpack(raw)[2], end - _END64_LOCATOR.size - _END64.size):
        if 0 <= offset < end:
            record = _read_at(stream, offset, _END64.size)
            if len(record) == _END64.size and record.startswith(b"PK\x06\x06"):
                row = _END64.unpack(record)
                return offset, row[8], row[9]
    return None


def _widen(extra: bytes, packed: int, unpacked: int, offset: int) -> tuple[int, int, int]:
    """Sizes and offset, those that are too large for 32 bits from the zip64 field."""
    if _IN_ZIP64 in (packed, unpacked, offset) and (wide := find_extra(extra, _EXTRA_ZIP64)) is not None:
        values = iter(struct.unpack(f"<{len(wide) // 8}Q", wide[: len(wide) // 8 * 8]))
        unpacked = next(values, unpacked) if unpacked == _IN_ZIP64 else unpacked
        packed = next(values, packed) if packed == _IN_ZIP64 else packed
        offset = next(values, offset) if offset == _IN_ZIP64 else offset
    return packed, unpacked, offset


def _read_at(stream: BinaryIO, offset: int, size: int) -> bytes:
    if offset < 0:  # as a damaged directory says
        return b""
    stream.seek(offset)
    return stream.read(size)
