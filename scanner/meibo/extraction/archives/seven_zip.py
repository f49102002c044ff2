"""7z archives (7-Zip's 7zFormat.txt): a directory at the end, which may be encrypted, and members packed as one stream.

py7zr reads the directory and what is encrypted. What is not encrypted is read by the system's library where there is
one: it is several times as fast. Passwords take half a second each, as the format intends, so that few are tried.
"""

from __future__ import annotations

import io
import itertools
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from meibo.extraction.archives import system_archive
from meibo.extraction.archives.libarchive import load_libarchive
from meibo.extraction.archives.member_names import MemberNames
from meibo.extraction.archives.unpacking import ChecksumError, TruncatedError, read_slice
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Member, Notice
from meibo.extraction.optional import tell_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_MOST_ATTEMPTS = 24
_TRY_BYTES = 1 << 20
_SKIP_BYTES = 1 << 16


def extract(source: Source) -> Iterator[Item]:
    """The names of all members, every member, ``encrypted`` where no password opens it."""
    try:
        import py7zr
    except ImportError:
        yield from _read_by_system(source)
        return
    try:
        archive, password = _open(py7zr, source)
    except py7zr.PasswordRequired:
        yield Notice("encrypted")
        return
    folders = _list_folders(archive)
    if not any(_is_encrypted(folder) for folder in folders) and load_libarchive() is not None:
        source.stream.seek(0)
        yield from system_archive.extract(source)
        return
    yield from _list_names(archive, source)
    if password is None and any(_is_encrypted(folder) for folder in folders):
        password = _find_password(archive, folders, source)
    if password is not None:
        yield Notice("password-opened")
    yield from _read_folders(archive, folders, source, password)


def _read_by_system(source: Source) -> Iterator[Item]:
    if load_libarchive() is None:
        yield tell_missing("7z", "sevenzip")
    else:
        yield from system_archive.extract(source)


def _open(py7zr: Any, source: Source) -> tuple[Any, str | None]:
    """The archive and the password that its directory needed, if it did."""
    try:
        return py7zr.SevenZipFile(source.stream), None
    except py7zr.PasswordRequired:
        for password in _list_passwords(source):
            source.stream.seek(0)
            try:
                return py7zr.SevenZipFile(source.stream, password=password), password
            except MemoryError:
                raise
            except Exception:  # noqa: BLE001, S112 - a wrong password shows as damage of any kind
                continue
        raise


def _list_passwords(source: Source) -> Iterator[str]:
    for password in itertools.islice(filter(None, source.passwords), _MOST_ATTEMPTS):
        source.budget.check_time()
        yield password


def _list_folders(archive: Any) -> list[Any]:
    streams = getattr(archive.header, "main_streams", None)
    return [] if streams is None else list(streams.unpackinfo.folders)


def _is_encrypted(folder: Any) -> bool:
    from py7zr.compressor import SupportedMethods

    return bool(SupportedMethods.needs_password(folder.coders))


def _list_names(archive: Any, source: Source) -> Iterator[Item]:
    names = MemberNames(source.budget.limits)
    for member in archive.files:
        if not member.is_directory:
            yield from names.add(member.filename)
    yield from names.take()


def _find_password(archive: Any, folders: list[Any], source: Source) -> str | None:
    """The password that opens the smallest encrypted folder, None where none is known."""
    closed = [n for n, folder in enumerate(folders) if _is_encrypted(folder) and folder.files]
    if not closed:
        return None
    smallest = min(closed, key=lambda n: sum(member.uncompressed for member in folders[n].files))
    for password in _list_passwords(source):
        reader = _FolderReader(archive, folders, smallest, source, password)
        stream = reader.open(next(iter(folders[smallest].files)))
        stream.read(_TRY_BYTES)
        if stream.error is None:
            return password
    return None


def _read_folders(archive: Any, folders: list[Any], source: Source, password: str | None) -> Iterator[Item]:
    closed = 0
    for number, folder in enumerate(folders):
        members = list(folder.files or ())
        if password is None and _is_encrypted(folder):
            closed += len(members)
            continue
        reader = _FolderReader(archive, folders, number, source, password)
        for member in members:
            stream = reader.open(member)
            yield Member(member.filename, cast("BinaryIO", stream))
            while stream.read(_SKIP_BYTES):
                source.budget.check_time()
            if stream.error is not None:
                yield Notice("damaged", detail=describe_exception(stream.error), container=(member.filename,))
                break
    if closed:
        yield Notice("encrypted", closed)


class _FolderReader:
    """Unpacks one folder, whose members follow each other in one packed stream."""

    def __init__(self, archive: Any, folders: list[Any], number: int, source: Source, password: str | None) -> None:
        positions = archive.header.main_streams.packinfo.packpositions
        self._start, self._stop = (archive.worker.src_start + positions[at] for at in (number, number + 1))
        self._packed = _Packed(source.stream, self._start, self._stop)
        self._folder = folders[number]
        self._folder.password = password
        self._folder.decompressor = None

    def open(self, member: Any) -> _Content:
        """The content of the member that comes next."""
        return _Content(self, member.uncompressed, member.crc32)

    def unpack(self, size: int) -> bytes:
        """At most so many bytes; nothing where there is nothing more."""
        unpacker = self._folder.get_decompressor(self._stop - self._start)
        before = -1
        while before != self._packed.at:
            before = self._packed.at
            if chunk := unpacker.decompress(self._packed, size):
                return bytes(chunk)
        return b""


class _Packed:
    """The packed bytes of a folder."""

    def __init__(self, stream: BinaryIO, start: int, stop: int) -> None:
        self._read = read_slice(stream, start, stop - start)
        self.at = 0

    def read(self, size: int) -> bytes:
        """At most so many bytes."""
        chunk = self._read(size)
        self.at += len(chunk)
        return chunk


class _Content(io.RawIOBase):
    """A member's content; damage ends it early and stays in ``error``."""

    def __init__(self, reader: _FolderReader, size_bytes: int, crc: int | None) -> None:
        self._reader, self._left, self._crc = reader, size_bytes, crc
        self._sum = 0
        self.error: Exception | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes."""
        if self.error is not None or not self._left:
            return b""
        try:
            chunk = self._reader.unpack(self._left if size < 0 else min(size, self._left))
            self._left -= len(chunk)
            self._sum = zlib.crc32(chunk, self._sum)
            if not chunk:
                raise TruncatedError
            if not self._left and self._crc is not None and self._sum != self._crc:
                raise ChecksumError
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - each coder has its own
            self.error = error
            return chunk if isinstance(error, ChecksumError) else b""
        return chunk
