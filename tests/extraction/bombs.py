"""Archives that unpack to far more than they are: small files, made by hand, each by the trick that its name says."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LINES = b"03-1234-5678 \n" * 100_000
"""What unpacks from the bombs: 1.4 MB of text, so that none of it can be left out as empty."""


def nest_zips(width: int, depth: int, leaf: bytes = LINES) -> bytes:
    """Each archive holds the next one ``width`` times over: ``width ** depth`` leaves."""
    content = _zip((f"{n}.txt", leaf) for n in range(width))
    for _ in range(depth - 1):
        content = _zip((f"{n}.zip", content) for n in range(width))
    return content


def overlap_members(count: int, size_bytes: int) -> bytes:
    """All rows of the directory name one and the same member."""
    header, body, crc = _pack(b"0.txt", LINES * (size_bytes // len(LINES)))
    directory = b"".join(_row(b"%06d" % n, body, size_bytes, crc, 0) for n in range(count))
    return header + body + directory + _end(count, len(directory), len(header) + len(body))


def nest_in_itself(count: int) -> bytes:
    """Each member holds all that follows, the headers of the next members too; there is no directory."""
    header = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 1 << 30, 1 << 30, 1, 0) + b"x"
    return header * count + LINES[:1_000]


def lie_about_size(claimed_bytes: int) -> bytes:
    """Header and directory claim a size that is not the content's."""
    header, body, crc = _pack(b"0.txt", LINES * 100, claimed_bytes)
    directory = _row(b"0.txt", body, claimed_bytes, crc, 0)
    return header + body + directory + _end(1, len(directory), len(header) + len(body))


def list_members(count: int) -> bytes:
    """A directory of so many empty members."""
    header = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"x"
    directory = b"".join(_row_of_stored(b"%07d.txt" % n, 0, 0) for n in range(count))
    return header + directory + _end(count & 0xFFFF, len(directory), len(header))


def pack_series(suffix: str, size_bytes: int) -> bytes:
    """One packed piece, so often that all of it has so many bytes."""
    piece = LINES * 10
    packed = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd.compress}[suffix](piece)
    return packed * (size_bytes // len(piece))


def pack_tar(count: int) -> bytes:
    """A packed tar archive of so many empty members."""
    target = io.BytesIO()
    with gzip.open(target, "wb", 1) as packed:
        for first in range(0, count, 1_000):
            packed.write(
                b"".join(tarfile.TarInfo(f"{n}").tobuf(tarfile.USTAR_FORMAT) for n in range(first, first + 1_000))
            )
    return target.getvalue()


def _zip(members: Iterable[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def _pack(name: bytes, content: bytes, claimed_bytes: int | None = None) -> tuple[bytes, bytes, int]:
    packer = zlib.compressobj(9, wbits=-15)
    body, crc = packer.compress(content) + packer.flush(), zlib.crc32(content)
    size = len(content) if claimed_bytes is None else claimed_bytes
    return (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(body), size, len(name), 0) + name,
        body,
        crc,
    )


def _row(name: bytes, body: bytes, size: int, crc: int, offset: int) -> bytes:
    fields = (20, 20, 0, 8, 0, 33, crc, len(body), size, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *fields) + name


def _row_of_stored(name: bytes, offset: int, size: int) -> bytes:
    fields = (20, 20, 0, 0, 0, 33, 0, size, size, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *fields) + name


def _end(count: int, directory_bytes: int, offset: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, directory_bytes, offset, 0)
