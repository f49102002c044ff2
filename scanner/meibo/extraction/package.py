"""The members of a zip package (Office, OpenDocument, EPUB), opened by name and paid for while they are read."""

from __future__ import annotations

import io
import zipfile
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from meibo.extraction.zip_member import METHODS, Place, ZipMember, find_members

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget


class PaidStream(io.RawIOBase):
    """A stream whose bytes are paid for as they are read; going back to the beginning is free of nothing."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """As the stream underneath."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move the stream underneath."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place of the stream underneath."""
        return self._stream.tell()

    def readinto(self, buffer: object) -> int:
        """Read what the stream gives at once."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        chunk = self._stream.read(len(view))
        view[: len(chunk)] = chunk
        self._budget.take_bytes(len(chunk))
        return len(chunk)

    def close(self) -> None:
        """Close the stream underneath too."""
        self._stream.close()
        super().close()


class Package:
    """A zip container whose members have known names; its members come out as far as they go.

    Where its directory is lost (the file was cut) the members that stand before the cut are found all the same.
    """

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget
        self.is_damaged = False
        """Whether the directory is lost."""
        self._zip: zipfile.ZipFile | None = None
        self._found: dict[str, Place] = {}
        try:
            self._zip = zipfile.ZipFile(stream)
            names = self._zip.namelist()
        except Exception:  # a damaged directory raises many things
            self.is_damaged = True
            self._found = dict(find_members(stream, budget))
            if not self._found:
                raise
            names = list(self._found)
        self.names = tuple(dict.fromkeys(names))
        """In the order of the directory."""
        self._known = {_fold(name): name for name in reversed(self.names)}

    def __contains__(self, name: str) -> bool:
        return _fold(name) in self._known

    def open(self, name: str) -> BinaryIO:
        """A member, without regard to case; raises KeyError where there is none, and what ZipMember raises."""
        self._budget.take_member()
        member = self._open(self._known[_fold(name)])
        return cast("BinaryIO", io.BufferedReader(PaidStream(cast("BinaryIO", member), self._budget), 1 << 16))

    def _open(self, name: str) -> io.RawIOBase | IO[bytes]:
        if self._zip is None:
            return ZipMember(self._stream, self._found[name])
        entry = self._zip.getinfo(name)
        if entry.flag_bits & 1 or entry.compress_type not in METHODS:
            return self._zip.open(entry)
        return ZipMember(self._stream, Place(entry.header_offset, entry.compress_type, entry.compress_size, entry.CRC))

    def size_bytes(self, name: str) -> int:
        """The unpacked size as the directory tells it: a hint, which may lie; 0 where the directory is lost."""
        return self._zip.getinfo(self._known[_fold(name)]).file_size if self._zip else 0


def _fold(name: str) -> str:
    """A name as all its spellings are found: some writers put a slash before it, or folders as Windows writes them."""
    return name.replace("\\", "/").lower().lstrip("/")
