"""The content of one member of a zip file: where it lies, and how much of it can be told to be right."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import BinaryIO

from meibo.extraction.archives.member_names import decode_name
from meibo.extraction.archives.unpacking import TruncatedError, UnpackedStream, read_slice
from meibo.extraction.archives.zip_directory import SIZES_FOLLOW, UTF8_NAME, ZipEntry, find_extra, read_header
from meibo.extraction.archives.zip_encryption import AES_METHOD, read_aes_field
from meibo.extraction.archives.zip_methods import find_unpacker

_UNICODE_PATH = 0x7075
"""Info-ZIP's extra field with the name in UTF-8, and the checksum of the name that it stands for."""
_CHUNK_BYTES = 1 << 16
_SIGNATURE = re.compile(rb"PK(?:\x03\x04|\x07\x08|\x01\x02)")


class ClosedMemberError(Exception):
    """The member is encrypted, or packed in a way that nothing here unpacks."""


def name_of(entry: ZipEntry) -> str:
    """The name of a member as its writer meant it, folders separated as written."""
    raw = entry.raw_name
    field = find_extra(entry.extra, _UNICODE_PATH)
    if field is not None and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
        raw = field[5:]
    elif entry.flags & UTF8_NAME:
        return raw.decode("utf-8", "replace")
    return decode_name(raw)


def method_of(entry: ZipEntry) -> int:
    """How a member is packed, also behind its encryption."""
    if entry.method == AES_METHOD and (field := read_aes_field(entry)) is not None:
        return field.method
    return entry.method


def crc_of(entry: ZipEntry) -> int | None:
    """The checksum of a member's content, None where nothing tells it."""
    if _is_untold(entry):
        return None
    field = read_aes_field(entry) if entry.method == AES_METHOD else None
    return None if field is not None and not field.has_crc else entry.crc


def open_plain(stream: BinaryIO, entry: ZipEntry) -> UnpackedStream:
    """A member that is not encrypted; raises ClosedMemberError where it is, or where its method is not known."""
    make = find_unpacker(entry.method)
    if make is None or entry.is_encrypted:
        raise ClosedMemberError
    return UnpackedStream(find_content(stream, entry), make, crc=crc_of(entry))


def find_content(stream: BinaryIO, entry: ZipEntry) -> Callable[[int], bytes]:
    """What reads a member's packed content, wherever the stream stands meanwhile."""
    header = read_header(stream, entry.offset)
    if header is None:
        return _raise_truncated
    size: int | None = entry.packed_bytes
    if _is_untold(entry):
        size = None if method_of(entry) else _measure_stored(stream, header[1])
    return read_slice(stream, header[1], size)


def _is_untold(entry: ZipEntry) -> bool:
    """Whether only the header before the member is known, and sizes and checksum stand behind it."""
    return bool(entry.flags & SIZES_FOLLOW) and not entry.packed_bytes and not entry.crc


def _raise_truncated(_: int) -> bytes:
    raise TruncatedError


def _measure_stored(stream: BinaryIO, start: int) -> int | None:
    """How long content is that is not packed and whose size nobody tells: up to the next record of the archive."""
    at, raw = start, b""
    stream.seek(start)
    while chunk := stream.read(_CHUNK_BYTES):
        raw = raw[-3:] + chunk
        at += len(chunk)
        if found := _SIGNATURE.search(raw):
            return at - len(raw) + found.start() - start
    return None
