"""Pictures (PNG, ISO 15948)."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from meibo.samples.writers.model import Written

if TYPE_CHECKING:
    from meibo.samples.writers.model import Bitmap


def write_png(picture: Bitmap) -> Written:
    """A picture of grey dots."""
    height = len(picture.pixels) // picture.width
    rows = (picture.pixels[at : at + picture.width] for at in range(0, len(picture.pixels), picture.width))
    chunks = (
        _chunk(b"IHDR", struct.pack(">IIBBBBB", picture.width, height, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)),
        _chunk(b"IEND", b""),
    )
    return Written(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
