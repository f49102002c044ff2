"""The members of a zip package (Office, OpenDocument, EPUB), opened by name and paid for while they are read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, cast

from meibo.extraction.archives.unpacking import StrictStream
from meibo.extraction.archives.zip_content import name_of, open_plain
from meibo.extraction.archives.zip_directory import NoDirectoryError, list_entries

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
        """Raises NoDirectoryError where no member is found."""
        self._stream, self._budget = stream, budget
        self.is_damaged = False
        """Whether the directory is lost."""
        entries = {name_of(entry): entry for entry in list_entries(stream, budget.check_time, self._note_loss)}
        if self.is_damaged and not entries:
            raise NoDirectoryError
        self.names = tuple(entries)
        """In the order of the directory."""
        self._known = {_fold(name): entry for name, entry in reversed(entries.items())}

    def __contains__(self, name: str) -> bool:
        return _fold(name) in self._known

    def open(self, name: str) -> BinaryIO:
        """A member, without regard to case; raises KeyError where there is none, ClosedMemberError where it is closed.

        While it is read: EOFError, ``zlib.error`` or ChecksumError where it is damaged, after all that is not.
        """
        self._budget.take_member()
        member = StrictStream(open_plain(self._stream, self._known[_fold(name)]))
        return cast("BinaryIO", io.BufferedReader(PaidStream(cast("BinaryIO", member), self._budget), 1 << 16))

    def size_bytes(self, name: str) -> int:
        """The unpacked size as the directory tells it: a hint, which may lie; 0 where the directory is lost."""
        return 0 if self.is_damaged else self._known[_fold(name)].size_bytes

    def _note_loss(self) -> None:
        self.is_damaged = True


def _fold(name: str) -> str:
    """A name as all its spellings are found: some writers put a slash before it, or folders as Windows writes them."""
    return name.replace("\\", "/").lower().lstrip("/")
