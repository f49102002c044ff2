"""Tar archives (POSIX 1003.1 ustar and pax, and GNU's extensions), read once from beginning to end.

Blocks of 512 bytes: a header, then the member. Names that do not fit into a header come before it, as members of their
own kind. Links and devices are named, never read or followed. Damage is stepped over to the next header that is whole.
"""

from __future__ import annotations

import io
import tarfile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from meibo.extraction.archives.member_names import MemberNames, decode_name
from meibo.extraction.model import Member, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

_BLOCK_BYTES = 512
_SKIP_BYTES = 1 << 20
_MOST_EXTENSION_BYTES = 1 << 20
"""A longer list of attributes or name is damage."""
_MOST_EMPTY_BLOCKS = 40
"""Two end an archive, and a record of twenty is filled up with them; another archive may follow."""
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE, tarfile.GNUTYPE_SPARSE)
_WITHOUT_CONTENT = (
    tarfile.LNKTYPE,
    tarfile.SYMTYPE,
    tarfile.CHRTYPE,
    tarfile.BLKTYPE,
    tarfile.FIFOTYPE,
    tarfile.DIRTYPE,
)
_EXTENDED_AT, _MORE_EXTENDED_AT = 482, 504
"""Where a sparse member's header, and each block that continues it, says that another one follows."""


class _Header(NamedTuple):
    name: str
    kind: bytes
    size_bytes: int


def extract(source: Source) -> Iterator[Item]:
    """Every member in its order, the names in between as they come; ``damaged`` where blocks were stepped over."""
    tape = _Tape(source.stream, source.budget)
    names = MemberNames(source.budget.limits)
    for header in tape.read_headers():
        if header.kind != tarfile.DIRTYPE:
            yield from names.add(header.name)
        if header.kind in _FILES:
            yield Member(header.name, cast("BinaryIO", tape.content))
    yield from names.take()
    if tape.damaged:
        yield Notice("damaged", detail=tape.damaged)


class _Content(io.RawIOBase):
    """What remains of the member that the tape stands at."""

    def __init__(self, stream: BinaryIO, size_bytes: int) -> None:
        self._stream, self.left_bytes = stream, size_bytes
        self.is_cut = False

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes."""
        most = self.left_bytes if size < 0 else min(size, self.left_bytes)
        chunk = self._stream.read(most) if most else b""
        self.left_bytes -= len(chunk)
        if most and not chunk:
            self.is_cut, self.left_bytes = True, 0
        return chunk

    def readinto(self, buffer: object) -> int:
        """As ``read``."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        chunk = self.read(len(view))
        view[: len(chunk)] = chunk
        return len(chunk)


class _Tape:
    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget
        self.content = _Content(stream, 0)
        self.damaged = ""
        """What went wrong, if anything did."""

    def read_headers(self) -> Iterator[_Header]:
        """Each member's header; its content is to be read before the next is asked for."""
        attributes: dict[str, str] = {}
        empty = 0
        while empty < _MOST_EMPTY_BLOCKS:
            self._budget.check_time()
            block = self._stream.read(_BLOCK_BYTES)
            if len(block) < _BLOCK_BYTES:
                self.damaged = "TruncatedError" if block else self.damaged
                return
            if not block.strip(b"\0"):
                empty += 1
                continue
            header = _parse(block)
            if header is None:
                self.damaged = "InvalidHeaderError"
                continue
            empty = 0
            padding = -header.size_bytes % _BLOCK_BYTES
            if header.kind in _EXTENSIONS:
                attributes |= _EXTENSIONS[header.kind](self._read_extension(header))
            else:
                if header.kind == tarfile.GNUTYPE_SPARSE:
                    self._skip_map(block)
                size = int(attributes.get("size") or header.size_bytes)
                padding = -size % _BLOCK_BYTES
                self.content = _Content(self._stream, size)
                yield header._replace(name=attributes.get("path") or header.name, size_bytes=size)
                attributes = {}
            if not self._skip(self.content.left_bytes + padding) or self.content.is_cut:
                self.damaged = "TruncatedError"
                return

    def _read_extension(self, header: _Header) -> bytes:
        self.content = _Content(self._stream, header.size_bytes)
        if header.size_bytes > _MOST_EXTENSION_BYTES:
            self.damaged = "InvalidHeaderError"
            return b""
        return self.content.read()

    def _skip(self, size: int) -> bool:
        """Step over bytes; whether there were so many."""
        while size > 0:
            self._budget.check_time()
            chunk = self._stream.read(min(size, _SKIP_BYTES))
            if not chunk:
                return False
            size -= len(chunk)
        return True

    def _skip_map(self, block: bytes) -> None:
        """Step over the blocks that continue the list of a sparse member's parts."""
        more = block[_EXTENDED_AT]
        while more and len(block := self._stream.read(_BLOCK_BYTES)) == _BLOCK_BYTES:
            more = block[_MORE_EXTENDED_AT]


def _parse(block: bytes) -> _Header | None:
    """A header whose checksum is right; its name in the encoding that it seems to have."""
    try:
        found = tarfile.TarInfo.frombuf(block, "latin-1", "replace")
    except (tarfile.HeaderError, ValueError):
        return None
    size = 0 if found.type in _WITHOUT_CONTENT else found.size
    return None if size < 0 else _Header(decode_name(found.name.encode("latin-1")), found.type, size)


def _parse_pax(raw: bytes) -> dict[str, str]:
    """Name and size from a list of attributes, each ``LENGTH KEY=VALUE`` and a line end."""
    found: dict[str, str] = {}
    at = 0
    while (space := raw.find(b" ", at, at + 20)) > 0 and raw[at:space].isdigit():
        length = int(raw[at:space])
        key, _, value = raw[space + 1 : at + length - 1].partition(b"=")
        if key in (b"path", b"GNU.sparse.name"):
            found["path"] = decode_name(value)
        elif key == b"size" and value.isdigit():
            found["size"] = value.decode()
        at += max(length, 1)
    return found


def _parse_long_name(raw: bytes) -> dict[str, str]:
    return {"path": decode_name(raw.partition(b"\0")[0])}


def _ignore(_: bytes) -> dict[str, str]:
    return {}


_EXTENSIONS = {
    tarfile.GNUTYPE_LONGNAME: _parse_long_name,
    tarfile.GNUTYPE_LONGLINK: _ignore,
    tarfile.XHDTYPE: _parse_pax,
    tarfile.SOLARIS_XHDTYPE: _parse_pax,
    tarfile.XGLTYPE: _ignore,
}
