"""Objects that are embedded in RTF in the form of OLE 1.0 ([MS-OLEDS] 2.2, Microsoft)."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from meibo.extraction.model import Member
from meibo.extraction.office.ole_object import read_native

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item

_HEADER_BYTES = 8
_NAMES = 3
"""Class, topic and item."""


def unwrap_object(data: bytes, name: str) -> Iterator[Item]:
    """The file inside an object, as a member of this name unless it knows its own."""
    at = _HEADER_BYTES
    first = b""
    for _ in range(_NAMES):
        (size,) = struct.unpack_from("<I", data, at)
        first = first or data[at + 4 : at + 4 + size].rstrip(b"\0")
        at += 4 + size
    (size,) = struct.unpack_from("<I", data, at)
    native = data[at + 4 : at + 4 + size]
    if first == b"Package":
        yield read_native(struct.pack("<I", len(native)) + native, [name])
    elif native:
        yield Member(name, io.BytesIO(native))
