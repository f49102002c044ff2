"""Apache Avro object container files: records in compressed blocks behind their schema (avro.apache.org, 1.12).

Decoded here, since the reader that others use dies of values inside of values without end, which a schema may allow.
Snappy needs the extra columnar; all other codecs are at hand.
"""

from __future__ import annotations

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from meibo.extraction.budget import LimitReachedError
from meibo.extraction.data_files.avro_values import Values, compile_schema
from meibo.extraction.data_files.database_table import read_table
from meibo.extraction.optional import tell_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

_MAGIC_BYTES = 4
_SYNC_BYTES = 16
_CHECKSUM_BYTES = 4
_LONG_BYTES = 10
_SNAPPY_SIZE_BYTES = 5
_MORE = 0x80
"""The bit of a byte that says that the number goes on in the next one."""


def extract(source: Source) -> Iterator[Item]:
    """The records, as the one table of the file."""
    stream, budget = source.stream, source.budget
    stream.seek(_MAGIC_BYTES)
    head = _read_head(stream, budget)
    sync = stream.read(_SYNC_BYTES)
    codec = head.get(b"avro.codec", b"null").decode()
    if codec == "snappy" and find_spec("pyarrow") is None:
        yield tell_missing("avro", "columnar")
        return
    names, read_record = compile_schema(msgspec.json.decode(head[b"avro.schema"]))
    blocks = _read_blocks(stream, codec, sync, budget)
    records = (read_record(values) for count, values in blocks for _ in range(count))
    yield from read_table(1, names, records, budget)


def _read_head(stream: BinaryIO, budget: Budget) -> dict[bytes, bytes]:
    head: dict[bytes, bytes] = {}
    while count := _read_long(stream):
        if count < 0:
            _read_long(stream)  # the bytes of these pairs
        for _ in range(abs(count)):
            name = _read_bytes(stream, budget)
            head[name] = _read_bytes(stream, budget)
    return head


def _read_blocks(stream: BinaryIO, codec: str, sync: bytes, budget: Budget) -> Iterator[tuple[int, Values]]:
    """How many records a block holds, and the records; a record takes one byte at least."""
    while first := stream.read(1):
        count = _read_long(stream, first)
        raw = _unpack(_read_bytes(stream, budget), codec, budget)
        if not 0 <= count <= len(raw):
            raise ValueError("more records than bytes")
        yield count, Values(raw)
        if stream.read(_SYNC_BYTES) != sync:
            raise ValueError("the mark between blocks is missing")


def _unpack(packed: bytes, codec: str, budget: Budget) -> bytes:
    """The bytes of a block, paid for and no more than may be held; raises KeyError for a codec that is not known."""
    if codec == "null":
        return packed
    most = budget.limits.held_bytes
    raw = _CODECS[codec](packed, most + 1)
    budget.take_bytes(len(raw))
    if len(raw) > most:
        raise LimitReachedError("held-limit", f"{most:,} bytes")
    return raw


def _read_bytes(stream: BinaryIO, budget: Budget) -> bytes:
    count = _read_long(stream)
    if count > budget.limits.held_bytes:
        raise LimitReachedError("held-limit", f"{budget.limits.held_bytes:,} bytes")
    raw = stream.read(max(count, 0))
    budget.take_bytes(len(raw))
    if len(raw) != count:
        raise EOFError
    return raw


def _read_long(stream: BinaryIO, raw: bytes = b"") -> int:
    """A number, of which ``raw`` was read already."""
    while not raw or (raw[-1] & _MORE and len(raw) < _LONG_BYTES):
        byte = stream.read(1)
        if not byte:
            raise EOFError
        raw += byte
    return Values(raw).read_long()


def _unpack_snappy(packed: bytes, most: int) -> bytes:
    """By pyarrow, which must be told the size; it stands in front, and a checksum behind."""
    import pyarrow as pa

    size = 0
    for place, byte in enumerate(packed[:_SNAPPY_SIZE_BYTES]):
        size |= (byte & ~_MORE) << 7 * place
        if not byte & _MORE:
            break
    if size >= most:
        raise LimitReachedError("held-limit", f"{most - 1:,} bytes")
    return bytes(pa.decompress(packed[:-_CHECKSUM_BYTES], size, codec="snappy", asbytes=True))


def _unpack_zstd(packed: bytes, most: int) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.ZstdDecompressor().decompress(packed, most)


_CODECS: dict[str, Callable[[bytes, int], bytes]] = {
    "deflate": lambda packed, most: zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most),
    "bzip2": lambda packed, most: bz2.BZ2Decompressor().decompress(packed, most),
    "xz": lambda packed, most: lzma.LZMADecompressor().decompress(packed, most),
    "zstandard": _unpack_zstd,
    "snappy": _unpack_snappy,
}
