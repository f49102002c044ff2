"""A file that another process has opened, as a stream of one's own."""

from __future__ import annotations

import io
import os


class DescriptorStream(io.RawIOBase):
    """Reads through a descriptor that is shared with the process that opened it, without moving its place there."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._at = 0
        self._size_bytes = os.fstat(descriptor).st_size

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The descriptor."""
        return self._descriptor

    def tell(self) -> int:
        """Where the next read begins."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move this stream's own place."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size_bytes}[whence]
        if base + offset < 0:
            raise ValueError("a place before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: object) -> int:
        """Fill a buffer from this stream's own place."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if hasattr(os, "preadv"):
            count = os.preadv(self._descriptor, [view], self._at)
        else:  # nobody else reads meanwhile: the other process waits
            os.lseek(self._descriptor, self._at, os.SEEK_SET)
            chunk = os.read(self._descriptor, len(view))
            count = len(chunk)
            view[:count] = chunk
        self._at += count
        return count

    def close(self) -> None:
        """Close the descriptor of this process."""
        if not self.closed:
            os.close(self._descriptor)
        super().close()
