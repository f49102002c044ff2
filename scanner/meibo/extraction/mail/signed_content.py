"""Signed mails and files in one piece (S/MIME ``smime.p7m``, CMS: RFC 5652): the content, read from its BER or DER."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from meibo.extraction.model import Member, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_SEQUENCE, _OBJECT_ID, _OCTETS, _OCTETS_IN_PARTS, _EXPLICIT = 0x30, 0x06, 0x04, 0x24, 0xA0
_LONG, _INDEFINITE = 0x80, 0x80
_MOST_LENGTH_BYTES = 8
_MOST_DEPTH = 30


class _Reader:
    """Elements of BER between two offsets."""

    def __init__(self, raw: bytes, start: int, end: int) -> None:
        self.raw, self.at, self.end = raw, start, end

    def read(self, depth: int = 0) -> tuple[int, int, int]:
        """Tag, start and end of the next element's content; ValueError where there is none."""
        if self.at + 2 > self.end or depth > _MOST_DEPTH:
            raise ValueError("no element")
        tag, length = self.raw[self.at], self.raw[self.at + 1]
        start = self.at + 2
        if length == _INDEFINITE:
            inner = _Reader(self.raw, start, self.end)
            while self.raw[inner.at : inner.at + 2] != b"\0\0":
                inner.read(depth + 1)
            self.at = inner.at + 2
            return tag, start, inner.at
        if length & _LONG:
            count = length & 0x7F
            length = int.from_bytes(self.raw[start : start + min(count, _MOST_LENGTH_BYTES)], "big")
            start += count
        stop = start + length
        if stop > self.end:
            raise ValueError("cut off")
        self.at = stop
        return tag, start, stop

    def enter(self, wanted: int) -> _Reader:
        """The inside of the next element, which must be of a kind."""
        tag, start, end = self.read()
        if tag != wanted:
            raise ValueError("another element")
        return _Reader(self.raw, start, end)


def extract(source: Source) -> Iterator[Item]:
    """What is signed, as the file itself; what is encrypted is said to be so."""
    content = read_signed(source.budget.read(source.stream))
    if content is None:
        yield Notice("encrypted")
    elif content:
        source.budget.take_bytes(len(content))
        yield Member(source.name.removesuffix(".p7m"), io.BytesIO(content))


def read_signed(raw: bytes) -> bytes | None:
    """What is signed, empty where the file holds signatures or certificates alone; None where it is encrypted.

    Raises ValueError where it is damaged.
    """
    info = _Reader(raw, 0, len(raw)).enter(_SEQUENCE)
    kind = info.enter(_OBJECT_ID)
    if raw[kind.at : kind.end] != _SIGNED_DATA:
        return None
    signed = info.enter(_EXPLICIT).enter(_SEQUENCE)
    signed.read()  # version
    signed.read()  # digests
    content = signed.enter(_SEQUENCE)
    content.read()  # its kind
    return b"".join(_read_octets(content.enter(_EXPLICIT))) if content.at < content.end else b""


def _read_octets(reader: _Reader, depth: int = 0) -> list[bytes]:
    """Strings of bytes, which may be made of parts."""
    done: list[bytes] = []
    while reader.at < reader.end:
        tag, start, end = reader.read()
        if tag == _OCTETS:
            done.append(reader.raw[start:end])
        elif tag == _OCTETS_IN_PARTS and depth < _MOST_DEPTH:
            done += _read_octets(_Reader(reader.raw, start, end), depth + 1)
    return done
