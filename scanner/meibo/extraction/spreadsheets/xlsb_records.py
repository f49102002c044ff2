"""Records of Excel's binary packages (MS-XLSB 2.1.4): a type and a size of one to four bytes, then the content."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget

READ_BYTES = 1 << 16
_MOST_RECORD_BYTES = 1 << 24
"""A cell holds 32,767 characters; no record is near this size."""
_DOUBLE = struct.Struct("<d")


class RecordTooLongError(Exception):
    """A record says that it is longer than any record is."""


def read_records(stream: BinaryIO, budget: Budget) -> Iterator[tuple[int, bytes]]:
    """Type and content of each record; raises EOFError where the last one is cut off."""
    held, at = b"", 0
    while True:
        if len(held) - at < READ_BYTES:
            chunk = stream.read(READ_BYTES)
            held, at = held[at:] + chunk, 0
            budget.check_time()
            if not held:
                return
        kind, at = _read_number(held, at, 2)
        size, at = _read_number(held, at, 4)
        if size > _MOST_RECORD_BYTES:
            raise RecordTooLongError
        while len(held) - at < size and (chunk := stream.read(max(size, READ_BYTES))):
            held, at = held[at:] + chunk, 0
        if len(held) - at < size:
            raise EOFError
        yield kind, held[at : at + size]
        at += size


def read_text(raw: bytes, at: int = 0) -> tuple[str, int]:
    """A text and where it ends (MS-XLSB 2.5.168); one that is absent is empty."""
    count = int.from_bytes(raw[at : at + 4], "little")
    at += 4
    if count == 0xFFFF_FFFF:
        return "", at
    end = min(at + 2 * count, len(raw))
    return raw[at:end].decode("utf-16-le", "replace"), end


def read_double(raw: bytes, at: int) -> float:
    """A number in eight bytes; 0 where it is cut off."""
    return float(_DOUBLE.unpack_from(raw, at)[0]) if at + 8 <= len(raw) else 0.0


def _read_number(raw: bytes, at: int, most_bytes: int) -> tuple[int, int]:
    """Seven bits a byte, the lowest first; of a type the high bits are kept too, as its specification counts them."""
    number = 0
    for place in range(most_bytes):
        if at >= len(raw):
            raise EOFError
        byte = raw[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at
