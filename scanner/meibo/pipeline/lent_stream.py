"""A file that another process has opened, as a stream of one's own."""

from __future__ import annotations

import os
from collections.abc import Callable

from meibo_connectors.positioned import PositionedStream


class LentStream(PositionedStream):
    """A file of known size that is read piece by piece; the kinds of it say how a piece is come by."""

    def __init__(self, size_bytes: int) -> None:
        self._size_bytes = size_bytes

    def find_end(self) -> int:
        """The size that was told."""
        return self._size_bytes

    def readinto(self, buffer: object) -> int:
        """Fill a buffer from this stream's own place."""
        count = self._fill(memoryview(buffer).cast("B"), self.position)  # type: ignore[arg-type]
        self.position += count
        return count

    def _fill(self, view: memoryview, at: int) -> int:
        """Put what stands at a place into the view; returns how much that is, 0 at the end."""
        raise NotImplementedError


class DescriptorStream(LentStream):
    """Reads through a descriptor that is shared with the process that opened it, without moving its place there."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(os.fstat(descriptor).st_size)
        self._descriptor = descriptor

    def fileno(self) -> int:
        """The descriptor."""
        return self._descriptor

    def _fill(self, view: memoryview, at: int) -> int:
        if hasattr(os, "preadv"):
            return os.preadv(self._descriptor, [view], at)
        os.lseek(self._descriptor, at, os.SEEK_SET)  # nobody else reads meanwhile: the other process waits
        chunk = os.read(self._descriptor, len(view))
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Close the descriptor of this process."""
        if not self.closed:
            os.close(self._descriptor)
        super().close()


class AskedStream(LentStream):
    """Asks the process that has the file for each piece: it lies on a server, and is too large to be copied first."""

    def __init__(self, size_bytes: int, ask: Callable[[int, int], bytes]) -> None:
        super().__init__(size_bytes)
        self._ask = ask

    def _fill(self, view: memoryview, at: int) -> int:
        wanted = min(len(view), max(0, self._size_bytes - at))
        piece = self._ask(at, wanted) if wanted else b""
        view[: len(piece)] = piece
        return len(piece)
