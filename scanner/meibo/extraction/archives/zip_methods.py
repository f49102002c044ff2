"""How members of a zip file are packed, by the numbers of PKWARE APPNOTE 4.4.5."""

from __future__ import annotations

import bz2
import lzma

from meibo.extraction.archives.unpacking import Copier, Inflater, MakeUnpacker, make_zstd

_LZMA_HEADER_BYTES = 4
_LZMA_PROPERTIES_BYTES = 5
_MOST_DICTIONARY_BYTES = 256 << 20
_PIECE_BYTES = 1 << 12


def find_unpacker(method: int) -> MakeUnpacker | None:
    """What unpacks by a method, None where nothing does."""
    if method == 9:
        return _find_inflate64()
    return _MAKERS.get(method)


def _find_inflate64() -> MakeUnpacker | None:
    """Deflate64, which Windows uses for large files; it comes with py7zr."""
    try:
        import inflate64  # noqa: F401 - whether it is there
    except ImportError:
        return None
    return _Inflater64


class _Inflater64:
    """Deflate64, fed in pieces so small that none unpacks to more than some megabytes."""

    unused_data = b""

    def __init__(self) -> None:
        import inflate64

        self._inflate = inflate64.Inflater()
        self._input, self._output = b"", b""

    @property
    def eof(self) -> bool:
        """Whether the packed stream has come to its end, and all of it was given."""
        return bool(self._inflate.eof) and not self._output

    @property
    def needs_input(self) -> bool:
        """Whether nothing more is unpacked without more input."""
        return not self._input and not self._output

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most so many unpacked bytes."""
        self._input += data
        if not self._output and self._input and not self._inflate.eof:
            piece, self._input = self._input[:_PIECE_BYTES], self._input[_PIECE_BYTES:]
            self._output = self._inflate.inflate(piece)
        stop = len(self._output) if max_length < 0 else max_length
        chunk, self._output = self._output[:stop], self._output[stop:]
        return chunk


class _ZipLzma:
    """LZMA with the header that zip puts before it (APPNOTE 5.8.8)."""

    unused_data = b""

    def __init__(self) -> None:
        self._head = b""
        self._unpack: lzma.LZMADecompressor | None = None

    @property
    def eof(self) -> bool:
        """Whether the packed stream has come to its end."""
        return self._unpack is not None and self._unpack.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more is unpacked without more input."""
        return self._unpack is None or self._unpack.needs_input

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most so many unpacked bytes."""
        if self._unpack is None:
            self._head += data
            start = _LZMA_HEADER_BYTES + _LZMA_PROPERTIES_BYTES
            if len(self._head) < start:
                return b""
            self._unpack = _make_lzma(self._head[_LZMA_HEADER_BYTES:start])
            data, self._head = self._head[start:], b""
        return self._unpack.decompress(data, max_length)


def _make_lzma(properties: bytes) -> lzma.LZMADecompressor:
    """By the five bytes that tell how it was packed: one number for three parameters, then the dictionary's size."""
    rest, lc = divmod(properties[0], 9)
    pb, lp = divmod(rest, 5)
    size = min(max(int.from_bytes(properties[1:], "little"), 1 << 12), _MOST_DICTIONARY_BYTES)
    chain = [{"id": lzma.FILTER_LZMA1, "dict_size": size, "lc": lc, "lp": lp, "pb": pb}]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain)


_MAKERS: dict[int, MakeUnpacker] = {
    0: Copier,
    8: Inflater,
    12: bz2.BZ2Decompressor,
    14: _ZipLzma,
    93: make_zstd,
    95: lzma.LZMADecompressor,
}
