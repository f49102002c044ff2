"""What stands behind the last section of a Windows program ([MS-PE/COFF]): an archive, where it unpacks itself."""

from __future__ import annotations

import re
import struct
from typing import BinaryIO

_HEAD_BYTES = 1 << 12
_REACH_BYTES = 1 << 16
"""Settings of the unpacking program may stand before the archive."""
_ARCHIVE = re.compile(rb"PK\x03\x04|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|(?s:..)-lh[04567]-(?s:.{13})[\x00-\x02]")
_SECTION = struct.Struct("<16xLL16x")


def find_archive(stream: BinaryIO) -> int | None:
    """Where the archive behind a program begins, None where there is none."""
    end = _find_end(stream)
    if end is None:
        return None
    stream.seek(end)
    found = _ARCHIVE.search(stream.read(_REACH_BYTES))
    return None if found is None else end + found.start()


def _find_end(stream: BinaryIO) -> int | None:
    """Where the last section of a program ends, None where it is no program of this kind."""
    stream.seek(0)
    head = stream.read(_HEAD_BYTES)
    at = int.from_bytes(head[60:64], "little")
    if head[at : at + 4] != b"PE\0\0":
        return None
    count, options_bytes = (int.from_bytes(head[at + field : at + field + 2], "little") for field in (6, 20))
    first = at + 24 + options_bytes
    rows = (first + number * _SECTION.size for number in range(count))
    sections = [_SECTION.unpack_from(head, row) for row in rows if row + _SECTION.size <= len(head)]
    return max((start + size for size, start in sections), default=None)
