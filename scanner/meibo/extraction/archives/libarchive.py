"""What meibo needs of libarchive, which most systems have: members of an archive, read from a stream in memory.

It is loaded by the name under which systems keep it, not searched for: a search would start other programs. Filters for
which a build of the library itself would start a program are left out.
"""

from __future__ import annotations

import ctypes
import functools
import io
import sys
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from meibo.extraction.archives.member_names import decode_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = {
    "linux": ("libarchive.so.13", "libarchive.so"),
    "darwin": ("/usr/lib/libarchive.2.dylib", "libarchive.dylib"),
    "win32": ("archiveint.dll", "archive.dll", "libarchive-13.dll"),
}
_OK, _END, _WARNING = 0, 1, -20
_FILE_TYPES, _TYPE_MASK = (0, 0o100000), 0o170000
"""Regular files, and what has no type since its writer knows none."""
_FOLDER_TYPE = 0o040000
_BLOCK_BYTES = 1 << 16
_FILTERS = ("gzip", "bzip2", "compress", "lzip", "lzma", "xz", "zstd", "lz4", "rpm")

_ReadCallback = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p))
_SeekCallback = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int)


class LibraryError(Exception):
    """libarchive could not read on; its message, which may quote content, is not kept."""


class Entry(NamedTuple):
    """A member that is being read."""

    name: str
    is_folder: bool
    is_file: bool
    """Whether it is a regular file, with content of its own."""
    is_encrypted: bool
    content: BinaryIO
    """To be read before the next entry is asked for."""


@functools.cache
def load_libarchive() -> ctypes.CDLL | None:
    """The library, None where it is not installed."""
    for name in _NAMES.get(sys.platform, ()):
        try:
            library = ctypes.CDLL(name)
            _declare(library)
        except (OSError, AttributeError):
            continue
        return library
    return None


def read_entries(library: ctypes.CDLL, stream: BinaryIO, formats: tuple[str, ...]) -> Iterator[Entry]:
    """The members in their order, formats as the library calls them; raises LibraryError where it cannot read on."""
    source = _Source(stream)
    handle = library.archive_read_new()
    try:
        for name in _list_filters():
            getattr(library, f"archive_read_support_filter_{name}")(handle)
        for name in formats:
            getattr(library, f"archive_read_support_format_{name}")(handle)
        library.archive_read_set_option(handle, b"lha", b"hdrcharset", b"CP932")  # LHA is a Japanese program
        library.archive_read_set_read_callback(handle, source.read_callback)
        library.archive_read_set_seek_callback(handle, source.seek_callback)
        library.archive_read_set_callback_data(handle, None)  # without it, opening reads through a null pointer
        _check(library.archive_read_open1(handle))
        entry = ctypes.c_void_p()
        while (code := library.archive_read_next_header(handle, ctypes.byref(entry))) != _END:
            _check(code)
            content = _Content(library, handle)
            kind = library.archive_entry_filetype(entry) & _TYPE_MASK
            is_encrypted = bool(library.archive_entry_is_encrypted(entry))
            name = _name_of(library, entry)
            yield Entry(name, kind == _FOLDER_TYPE, kind in _FILE_TYPES, is_encrypted, cast("BinaryIO", content))
            if content.error is not None:
                raise content.error
    finally:
        library.archive_read_free(handle)


class _Content(io.RawIOBase):
    """The content of the member that stands next."""

    def __init__(self, library: ctypes.CDLL, handle: int) -> None:
        self._library, self._handle = library, handle
        self.error: LibraryError | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; damage ends it early and is raised with the next entry."""
        size = _BLOCK_BYTES if size < 0 else size
        buffer = ctypes.create_string_buffer(size)
        count = 0 if self.error is not None else self._library.archive_read_data(self._handle, buffer, size)
        if count < 0:
            self.error = LibraryError()
        return buffer.raw[: max(count, 0)]


class _Source:
    """What the library calls back for content; it never raises into the library."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = ctypes.create_string_buffer(_BLOCK_BYTES)
        self.read_callback, self.seek_callback = _ReadCallback(self._read), _SeekCallback(self._seek)

    def _read(self, handle: int, data: int, place: ctypes._Pointer[ctypes.c_void_p]) -> int:  # noqa: ARG002
        try:
            chunk = self._stream.read(_BLOCK_BYTES)
        except Exception:  # noqa: BLE001 - the library reports that it could not read
            return -1
        ctypes.memmove(self._held, chunk, len(chunk))
        place[0] = ctypes.cast(self._held, ctypes.c_void_p)
        return len(chunk)

    def _seek(self, handle: int, data: int, offset: int, whence: int) -> int:  # noqa: ARG002
        try:
            return self._stream.seek(offset, whence)
        except Exception:  # noqa: BLE001 - the library reports that it could not read
            return -30


def _check(code: int) -> None:
    if code not in (_OK, _WARNING):
        raise LibraryError


def _name_of(library: ctypes.CDLL, entry: ctypes.c_void_p) -> str:
    """As UTF-8 where the archive tells its encoding, else by what the bytes look like."""
    known: bytes | None = library.archive_entry_pathname_utf8(entry)
    if known is not None:
        return known.decode("utf-8", "replace")
    raw: bytes | None = library.archive_entry_pathname(entry)
    return decode_name(raw or b"")


@functools.cache
def _list_filters() -> tuple[str, ...]:
    """The filters that the library has in itself."""
    library = load_libarchive()
    if library is None:
        return ()
    handle = library.archive_read_new()
    try:
        return tuple(
            name
            for name in _FILTERS
            if hasattr(library, call := f"archive_read_support_filter_{name}") and getattr(library, call)(handle) == _OK
        )
    finally:
        library.archive_read_free(handle)


def _declare(library: ctypes.CDLL) -> None:
    """Types of arguments and results, of what is called below."""
    handle, text = ctypes.c_void_p, ctypes.c_char_p
    library.archive_read_new.restype = handle
    library.archive_read_free.argtypes = [handle]
    library.archive_read_open1.argtypes = [handle]
    library.archive_read_set_option.argtypes = [handle, text, text, text]
    library.archive_read_set_read_callback.argtypes = [handle, _ReadCallback]
    library.archive_read_set_seek_callback.argtypes = [handle, _SeekCallback]
    library.archive_read_set_callback_data.argtypes = [handle, handle]
    library.archive_read_next_header.argtypes = [handle, ctypes.POINTER(ctypes.c_void_p)]
    library.archive_read_data.argtypes = [handle, ctypes.c_char_p, ctypes.c_size_t]
    library.archive_read_data.restype = ctypes.c_ssize_t
    library.archive_entry_filetype.argtypes = [handle]
    library.archive_entry_is_encrypted.argtypes = [handle]
    for name in ("archive_entry_pathname", "archive_entry_pathname_utf8"):
        getattr(library, name).argtypes = [handle]
        getattr(library, name).restype = text
    for name in _FILTERS:
        if hasattr(library, f"archive_read_support_filter_{name}"):
            getattr(library, f"archive_read_support_filter_{name}").argtypes = [handle]
    for name in ("7zip", "ar", "cab", "cpio", "iso9660", "lha", "rar", "rar5", "raw"):
        if hasattr(library, f"archive_read_support_format_{name}"):
            getattr(library, f"archive_read_support_format_{name}").argtypes = [handle]
