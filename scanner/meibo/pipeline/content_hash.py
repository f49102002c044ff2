"""A keyed hash of a file's content, taken while the file is read.

Large files are hashed in chunks of ``SPAN_BYTES``, one a span, so that workers can share a file; the file's hash is the
hash of its chunks' hashes. It is keyed because a short file's plain hash would give its content away to guessing.
"""

from __future__ import annotations

import functools
from hashlib import blake2b
from typing import BinaryIO, Final

from meibo.pipeline.through_stream import ThroughStream

HASH_BYTES: Final = 16
_PIECE_BYTES: Final = 1 << 20
_CHUNK: Final = b"meibo chunk"
_CONTENT: Final = b"meibo content"


class HashingStream(ThroughStream):
    """Reads through to a stream and hashes each byte of ``[start, end)`` once, in order."""

    def __init__(self, stream: BinaryIO, start: int, end: int, secret: bytes) -> None:
        super().__init__(stream)
        self._next, self._end = start, end
        self._hash = blake2b(digest_size=HASH_BYTES, key=secret, person=_CHUNK)
        self.bytes_read = 0

    def readinto(self, buffer: object) -> int:
        """Fill a buffer, hashing what has not been hashed."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        at = self.tell()
        count = self._read_through(view)
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


@functools.lru_cache(maxsize=2)
def hash_zeros(size_bytes: int, secret: bytes) -> bytes:
    """The hash of a chunk of NULs; made once for all chunks of a file but its last."""
    digest = blake2b(digest_size=HASH_BYTES, key=secret, person=_CHUNK)
    piece = bytes(_PIECE_BYTES)
    for _ in range(size_bytes // _PIECE_BYTES):
        digest.update(piece)
    digest.update(piece[: size_bytes % _PIECE_BYTES])
    return digest.digest()


def join_chunks(chunks: list[bytes], secret: bytes) -> bytes:
    """The hash of a file, of the hashes of its chunks in order."""
    return blake2b(b"".join(chunks), digest_size=HASH_BYTES, key=secret, person=_CONTENT).digest()
