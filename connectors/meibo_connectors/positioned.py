"""What every stream shares that keeps its own place: it is readable, and seeking costs nothing until it reads."""

from __future__ import annotations

import io
import os


class PositionedStream(io.RawIOBase):
    """Reads at ``position``; the kinds of it say how a piece is come by, in ``readinto``."""

    position = 0
    """In bytes from the beginning; may lie behind the end, where nothing is read."""
    most_bytes: int | None = None
    """Set by a reader that wants no more than so much fetched at a time; None leaves it to the kind of stream."""

    def find_end(self) -> int:
        """Where the content ends, in bytes from the beginning."""
        raise NotImplementedError

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where the next read begins."""
        return self.position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Set the position; raises ValueError for one before the beginning."""
        base = self.find_end() if whence == os.SEEK_END else {os.SEEK_SET: 0, os.SEEK_CUR: self.position}[whence]
        if base + offset < 0:
            raise ValueError("a position cannot be negative")
        self.position = base + offset
        return self.position
