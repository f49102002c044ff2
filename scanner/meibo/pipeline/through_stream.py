"""What streams share that read through to another: its place is theirs."""

from __future__ import annotations

import io
from typing import BinaryIO


class ThroughStream(io.RawIOBase):
    """The kinds of it say in ``readinto`` what they do beside reading. They have no descriptor, so that nobody reads
    past them."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move the stream underneath."""
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        """The place of the stream underneath."""
        return self._raw.tell()

    def _read_through(self, view: memoryview) -> int:
        """Fill a view from the stream underneath; returns how much it gave."""
        count: int = self._raw.readinto(view) or 0  # type: ignore[attr-defined]
        return count
