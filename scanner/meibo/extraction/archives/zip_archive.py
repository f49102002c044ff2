"""Zip archives (PKWARE APPNOTE): the names of their members, then the members, encrypted ones by the passwords known.

Nothing that the directory says is believed but where a member begins: sizes are counted while they are read. Where the
directory is lost, the headers before the members stand in for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, cast

from meibo.extraction.archives.member_names import MemberNames
from meibo.extraction.archives.unpacking import MakeUnpacker, UnpackedStream
from meibo.extraction.archives.zip_content import crc_of, find_content, method_of, name_of, open_plain
from meibo.extraction.archives.zip_directory import (
    NoDirectoryError,
    ZipEntry,
    is_volume,
    list_entries,
    read_header,
)
from meibo.extraction.archives.zip_encryption import open_encrypted
from meibo.extraction.archives.zip_methods import find_unpacker
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Member, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_OF_VOLUMES = re.compile(r"\.(?:\d{3}|z\d\d)")
_VOLUME = "one volume of several"
_TRY_BYTES = 1 << 20
"""How much of a member shows that a password is right."""
_MOST_ATTEMPTS = 2_000
"""Passwords times members that have another password than the first."""


def extract(source: Source) -> Iterator[Item]:
    """The names of all members as text; every member; then what was encrypted, not read or damaged."""
    archive = _Archive(source)
    yield from archive.list_names()
    yield from archive.open_members()


class _Archive:
    def __init__(self, source: Source) -> None:
        self._stream, self._budget, self._passwords = source.stream, source.budget, source.passwords
        self._smallest: ZipEntry | None = None
        """Of the encrypted members: passwords are tried on it."""
        self._is_cut = False
        self._is_volume = bool(_OF_VOLUMES.fullmatch(source.suffix)) or is_volume(source.stream)
        self._password: bytes | None = None
        self._unread: dict[str, int] = {}
        self._closed = 0
        self._attempts_left = _MOST_ATTEMPTS

    def list_names(self) -> Iterator[Item]:
        """The names, one a line; takes note of what is needed for reading."""
        names = MemberNames(self._budget.limits)
        for entry in self._list():
            yield from names.add(name_of(entry))
            if entry.is_encrypted and (self._smallest is None or _shows_more(entry, self._smallest)):
                self._smallest = entry
        yield from names.take()
        if self._is_cut and self._is_volume:
            yield Notice("format-not-read", detail=_VOLUME)
        elif self._is_cut:
            yield Notice("damaged", detail=NoDirectoryError.__name__)

    def open_members(self) -> Iterator[Item]:
        """Each member, then what is to be said of all."""
        if self._smallest is not None:
            self._password = self._find_password(self._smallest)
            if self._password:
                yield Notice("password-opened")
        for entry in self._list():
            yield from self._open(entry)
        if self._closed:
            yield Notice("encrypted", self._closed)
        for why, count in self._unread.items():
            yield Notice("format-not-read", count, detail=why)

    def _list(self) -> Iterator[ZipEntry]:
        """All members but folders, by the directory, and by the headers where it ends early."""
        entries = list_entries(self._stream, self._budget.check_time, self._note_loss)
        return (entry for entry in entries if not entry.is_folder)

    def _note_loss(self) -> None:
        self._is_cut = True

    def _open(self, entry: ZipEntry) -> Iterator[Item]:
        name = name_of(entry)
        stream = self._open_stream(entry)
        if stream is None:
            return
        yield Member(name, cast("BinaryIO", stream))
        if stream.error is not None:
            yield Notice("damaged", detail=describe_exception(stream.error), container=(name,))

    def _open_stream(self, entry: ZipEntry) -> UnpackedStream | None:
        """The content of a member; None where it is encrypted, elsewhere, or packed in a way that is not known."""
        make = find_unpacker(method_of(entry))
        is_elsewhere = self._is_volume and not self._is_here(entry)
        if make is None or is_elsewhere:
            why = _VOLUME if is_elsewhere else f"zip method {method_of(entry)}"
            self._unread[why] = self._unread.get(why, 0) + 1
            return None
        if entry.is_encrypted:
            stream = self._open_encrypted(entry, make)
            self._closed += stream is None
            return stream
        return open_plain(self._stream, entry)

    def _is_here(self, entry: ZipEntry) -> bool:
        """Whether the member begins in this volume."""
        header = read_header(self._stream, entry.offset)
        return header is not None and header[0].raw_name == entry.raw_name

    def _find_password(self, entry: ZipEntry) -> bytes | None:
        """The password that opens a member, None where none is known."""
        make = find_unpacker(method_of(entry))
        for password in self._list_passwords():
            self._attempts_left -= 1
            if make is None or self._attempts_left < 0:
                break
            if (stream := self._decrypt(entry, password, make)) is not None:
                stream.read(_TRY_BYTES)
                if stream.error is None:
                    return password
        return None

    def _open_encrypted(self, entry: ZipEntry, make: MakeUnpacker) -> UnpackedStream | None:
        """A member by the password of the archive, or by its own where at least the other one is known."""
        if self._password is None:
            return None
        stream = self._decrypt(entry, self._password, make)
        if stream is None and (password := self._find_password(entry)) is not None:
            stream = self._decrypt(entry, password, make)
        return stream

    def _decrypt(self, entry: ZipEntry, password: bytes, make: MakeUnpacker) -> UnpackedStream | None:
        read = open_encrypted(entry, find_content(self._stream, entry), entry.packed_bytes, password)
        return None if read is None else UnpackedStream(read, make, crc=crc_of(entry))

    def _list_passwords(self) -> Iterator[bytes]:
        """Each password in the encodings that programs use for it."""
        for password in self._passwords:
            self._budget.check_time()
            yield password.encode("utf-8", "replace")
            if not password.isascii():
                yield password.encode("cp932", "replace")


def _shows_more(entry: ZipEntry, other: ZipEntry) -> bool:
    """Whether passwords are better tried on this member: the smallest that holds anything."""
    return (not entry.size_bytes, entry.packed_bytes) < (not other.size_bytes, other.packed_bytes)
