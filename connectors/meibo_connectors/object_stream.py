"""A stream of an object that is fetched in ranges: few requests for what is small or read in order, bounded memory."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Buffer

    from meibo_connectors.model import Entry

HEAD_BYTES: Final = 1 << 20
"""What opening fetches: the whole of most objects."""
_LEAST_BYTES: Final = 1 << 18
_MOST_BYTES: Final = 8 << 20


class ObjectStream(io.RawIOBase):
    """Seekable; holds one range at a time, which doubles up to 8 MB while reading goes on where the last range ended.

    ``fetch(start, end)`` gives the bytes of one state of the object, or raises ConnectorError, which reading raises.
    """

    def __init__(self, entry: Entry, head: bytes, fetch: Callable[[int, int], bytes]) -> None:
        self.entry = entry
        """As the object was when it was opened; every range is of that state."""
        self._fetch = fetch
        self._held, self._start, self._position = head, 0, 0
        self._ahead_bytes = _LEAST_BYTES

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """The position in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Set the position; costs nothing until something is read there."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.entry.size_bytes}[whence]
        if base + offset < 0:
            raise ValueError("a position cannot be negative")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: Buffer) -> int:
        """Fill what one range can; 0 at the end."""
        self._checkClosed()
        target = memoryview(buffer)
        if self._position >= self.entry.size_bytes or not target.nbytes:
            return 0
        if not self._start <= self._position < self._start + len(self._held):
            self._move()
        at = self._position - self._start
        part = memoryview(self._held)[at : at + target.nbytes]
        target[: len(part)] = part
        self._position += len(part)
        return len(part)

    def readall(self) -> bytes:
        """The rest."""
        self._checkClosed()
        parts = []
        while self._position < self.entry.size_bytes:
            if not self._start <= self._position < self._start + len(self._held):
                self._move()
            parts.append(self._held[self._position - self._start :])
            self._position += len(parts[-1])
        return b"".join(parts)

    def close(self) -> None:
        """Let go of what is held."""
        self._held = b""
        super().close()

    def _move(self) -> None:
        goes_on = self._position == self._start + len(self._held)
        self._ahead_bytes = min(self._ahead_bytes * 2, _MOST_BYTES) if goes_on else _LEAST_BYTES
        end = min(self._position + self._ahead_bytes, self.entry.size_bytes)
        self._held = b""  # never two ranges at a time
        self._held, self._start = self._fetch(self._position, end), self._position
