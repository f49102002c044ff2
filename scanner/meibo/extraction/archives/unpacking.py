"""Packed streams, unpacked while they are read: what can be read of a damaged one is given."""

from __future__ import annotations

import bz2
import io
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

PACKED_BYTES = 1 << 16
"""How much packed content is read at once."""
_SLOW_BYTES = 16


class Unpacker(Protocol):
    """What ``bz2``, ``lzma`` and ``compression.zstd`` have in common."""

    @property
    def eof(self) -> bool:
        """Whether the packed stream has come to its end."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more is unpacked without more input."""

    @property
    def unused_data(self) -> bytes:
        """What stood behind the end."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most so many unpacked bytes."""


MakeUnpacker = Callable[[], Unpacker]


class Inflater:
    """Deflate (RFC 1951) in the way of the others; ``wbits`` as ``zlib`` takes them."""

    def __init__(self, wbits: int = -zlib.MAX_WBITS) -> None:
        self._inflate = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        """Whether the packed stream has come to its end."""
        return self._inflate.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more is unpacked without more input."""
        return not self._inflate.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What stood behind the end."""
        return self._inflate.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most so many unpacked bytes."""
        packed = self._inflate.unconsumed_tail + data
        before = self._inflate.copy()
        try:
            return self._inflate.decompress(packed, max(max_length, 0))
        except zlib.error:
            chunk = _inflate_slowly(before, packed)
            if not chunk:
                raise
            self._inflate = before
            return chunk if max_length < 0 else chunk[:max_length]


def _inflate_slowly(inflate: zlib._Decompress, packed: bytes) -> bytes:
    """What can be unpacked before the place that is damaged, which one step for all does not give."""
    chunks: list[bytes] = []
    for at in range(0, len(packed), _SLOW_BYTES):
        try:
            chunks.append(inflate.decompress(packed[at : at + _SLOW_BYTES]))
        except zlib.error:
            break
    return b"".join(chunks)


class Copier:
    """Content that is not packed."""

    eof = False
    unused_data = b""

    def __init__(self) -> None:
        self._left = b""

    @property
    def needs_input(self) -> bool:
        """Whether all input was given back."""
        return not self._left

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """The bytes as they are."""
        data = self._left + data if self._left else data
        if 0 <= max_length < len(data):
            self._left = data[max_length:]
            return data[:max_length]
        self._left = b""
        return data


def make_zstd() -> Unpacker:
    """Zstandard (RFC 8878)."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    unpacker: Unpacker = zstd.ZstdDecompressor()
    return unpacker


def make_gzip() -> Unpacker:
    """Gzip (RFC 1952), whose checksum is checked."""
    return Inflater(zlib.MAX_WBITS | 16)


class TruncatedError(EOFError):
    """The packed content ends before its end."""


class ChecksumError(Exception):
    """What was unpacked is not what was packed."""


class UnpackedStream(io.RawIOBase):
    """What a packed stream holds, forward only.

    Damage ends it early and stays in ``error``: what was unpacked before can be used.
    """

    def __init__(
        self,
        read_packed: Callable[[int], bytes],
        make: MakeUnpacker,
        *,
        is_series: bool = False,
        crc: int | None = None,
    ) -> None:
        """``is_series``: several packed streams may follow each other. ``crc`` is checked at the end."""
        self._read_packed, self._make, self._is_series, self._crc = read_packed, make, is_series, crc
        self._unpacker: Unpacker | None = None
        self._input = b""
        self._sum = 0
        self._is_end = False
        self.error: Exception | None = None
        """What ended it before its end."""

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; fewer only at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(PACKED_BYTES), b""))
        chunks: list[bytes] = []
        while size > 0 and not self._is_end:
            try:
                chunk = self._unpack(size)
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001 - each library has its own
                self.error, self._is_end = error, True
                break
            chunks.append(chunk)
            size -= len(chunk)
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def readinto(self, buffer: object) -> int:
        """As ``read``."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        chunk = self.read(len(view))
        view[: len(chunk)] = chunk
        return len(chunk)

    def _unpack(self, size: int) -> bytes:
        """Some bytes, perhaps none."""
        if self._unpacker is None:
            self._unpacker = self._make()
        packed = b""
        if self._unpacker.needs_input:
            packed, self._input = self._input or self._read_packed(PACKED_BYTES), b""
            if not packed:
                self._end(is_whole=isinstance(self._unpacker, Copier))
                return b""
        chunk = self._unpacker.decompress(packed, size)
        if self._crc is not None:
            self._sum = zlib.crc32(chunk, self._sum)
        if self._unpacker.eof:
            self._go_on()
        return chunk

    def _go_on(self) -> None:
        """Begin with the stream that follows, if one may; padding and other bytes behind the last are no damage."""
        rest = (self._unpacker.unused_data if self._unpacker is not None else b"") or self._read_packed(PACKED_BYTES)
        begins = self._begins
        if self._is_series and rest.lstrip(b"\0") and begins(rest.lstrip(b"\0")):
            self._unpacker, self._input = None, rest.lstrip(b"\0")
        else:
            self._end(is_whole=True)

    def _begins(self, rest: bytes) -> bool:
        """Whether a packed stream begins here."""
        try:
            self._make().decompress(rest[:64], 0 if isinstance(self._unpacker, Inflater) else 1)
        except Exception:  # noqa: BLE001 - each library has its own
            return False
        return True

    def _end(self, *, is_whole: bool) -> None:
        self._is_end = True
        if not is_whole:
            raise TruncatedError
        if self._crc is not None and self._sum != self._crc:
            raise ChecksumError


class StrictStream(io.RawIOBase):
    """What a packed stream holds; damage is raised once all that stands before it was read."""

    def __init__(self, stream: UnpackedStream) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """As the stream underneath, then what ended it."""
        count = self._stream.readinto(buffer)
        if not count and self._stream.error is not None:
            raise self._stream.error
        return count


def read_slice(stream: BinaryIO, start: int, size: int | None) -> Callable[[int], bytes]:
    """A function that reads a part of a stream from its start on, wherever the stream stands meanwhile."""
    at = start

    def read(most: int) -> bytes:
        nonlocal at
        if size is not None:
            most = min(most, start + size - at)
        if most <= 0:
            return b""
        stream.seek(at)
        chunk = stream.read(most)
        at += len(chunk)
        return chunk

    return read


UNPACKERS: dict[str, MakeUnpacker] = {
    "gzip": make_gzip,
    "bzip2": bz2.BZ2Decompressor,
    "xz": lzma.LZMADecompressor,
    "zstd": make_zstd,
}
"""By format, for files that are one packed stream or several."""
