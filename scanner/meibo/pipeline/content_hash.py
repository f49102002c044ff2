"""A keyed hash of a file's content, taken while the file is read.

Large files are hashed in chunks of ``SPAN_BYTES``, one a span, so that workers can share a file; the file's hash is the
hash of its chunks' hashes. It is keyed because a short file's plain hash would give its content away to guessing.
"""

from __future__ import annotations

import io
from hashlib import blake2b
from typing import BinaryIO, Final

HASH_BYTES: Final = 16
_CHUNK: Final = b"meibo chunk"
_CONTENT: Final = b"meibo content"


class HashingStream(io.RawIOBase):
    """Reads through to a stream and hashes each byte of ``[start, end)`` once, in order."""

    def __init__(self, stream: BinaryIO, start: int, end: int, secret: bytes) -> None:
        self._stream = stream
        self._next, self._end = start, end
        self._hash = blake2b(digest_size=HASH_BYTES, key=secret, person=_CHUNK)
        self.bytes_read = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move the stream underneath."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place of the stream underneath."""
        return self._stream.tell()

    def readinto(self, buffer: object) -> int:
        """Fill a buffer, hashing what has not been hashed."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        at = self._stream.tell()
        count: int = self._stream.readinto(view) or 0  # type: ignore[attr-defined]
        skip = self._next - at
        if 0 <= skip < count:
            fresh = view[skip : min(count, self._end - at)]
            self._hash.update(fresh)
            self._next += len(fresh)
            self.bytes_read += len(fresh)
        return count

    def digest(self) -> bytes:
        """The hash of what was read."""
        return self._hash.digest()


def join_chunks(chunks: list[bytes], secret: bytes) -> bytes:
    """The hash of a file, of the hashes of its chunks in order."""
    return blake2b(b"".join(chunks), digest_size=HASH_BYTES, key=secret, person=_CONTENT).digest()
