"""A worker's side of the rate: it asks its parent before it opens a file, and before it reads on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from typing import BinaryIO, Final, cast

from meibo.configuration.rate import Rate
from meibo.pipeline.model import Part
from meibo.pipeline.pacing import ASK
from meibo.pipeline.through_stream import ThroughStream
from meibo_connectors.base import Connector
from meibo_connectors.positioned import PositionedStream

FETCHED_BYTES: Final = 1 << 20
"""What opening a file on a server fetches of it."""
LEAST_FETCHED_BYTES: Final = 256 << 10
"""A request to a server for less costs more than it spares."""
AHEAD_SECONDS: Final = 0.05
"""Files for so long are asked for at a time."""


class Pace:
    """Leave to read, asked for a little ahead so that small files do not cost a question each. For one thread."""

    def __init__(self, rate: Rate, pipe: Connection) -> None:
        self._rate = rate
        self._pipe = pipe
        self._bytes = self._files = 0
        """What may still be read without asking."""

    @property
    def piece_bytes(self) -> int:
        """The most to be read at a time."""
        return self._rate.piece_bytes

    def pay(self, size_bytes: int, files: int = 0) -> None:
        """Wait until so much may be read."""
        self._bytes -= size_bytes if self._rate.bytes_per_s else 0
        self._files -= files if self._rate.files_per_s else 0
        wanted_bytes = max(-self._bytes, self.piece_bytes) if self._bytes < 0 else 0
        wanted_files = max(-self._files, int(self._rate.files_per_s * AHEAD_SECONDS)) if self._files < 0 else 0
        if wanted_bytes or wanted_files:
            self._pipe.send_bytes(ASK.pack(wanted_bytes, wanted_files))
            self._pipe.recv_bytes()
            self._bytes += wanted_bytes
            self._files += wanted_files

    def give_back(self, size_bytes: int) -> None:
        """Take back what was paid and not read: streams may give less than is asked of them."""
        self._bytes += size_bytes if self._rate.bytes_per_s else 0

    def admit(self, connector: Connector, parts: Iterable[Part]) -> Iterator[Part]:
        """The parts, each when it may be opened."""
        for part in parts:
            self.pay(find_fetched(connector, part.entry.size_bytes), files=1)
            yield part

    def bound(self, raw: BinaryIO, connector: Connector, size_bytes: int) -> BinaryIO:
        """A stream of a file that ``admit`` has let in, which asks before each piece."""
        if isinstance(raw, PositionedStream):
            raw.most_bytes = max(LEAST_FETCHED_BYTES, self.piece_bytes)
        return cast("BinaryIO", PacedStream(raw, self, size_bytes, find_fetched(connector, size_bytes)))


class PacedStream(ThroughStream):
    """Reads through to a stream at the pace allowed."""

    def __init__(self, raw: BinaryIO, pace: Pace, size_bytes: int, paid_bytes: int) -> None:
        """``paid_bytes`` at the beginning of the file were paid for when it was opened."""
        super().__init__(raw)
        self._pace = pace
        self._size_bytes, self._paid_bytes = size_bytes, paid_bytes
        self._is_kept = not isinstance(raw, PositionedStream)
        """Where the system keeps what was read, reading it once more costs nothing."""

    def readinto(self, buffer: object) -> int:
        """Fill at most a piece of the buffer, once that may be read."""
        view = memoryview(buffer).cast("B")[: self._pace.piece_bytes]  # type: ignore[arg-type]
        start = self.tell()
        unpaid = max(start, self._paid_bytes)
        due = max(0, min(start + len(view), self._size_bytes) - unpaid)
        if due:
            self._pace.pay(due)
        count = self._read_through(view)
        read = min(due, max(0, start + count - unpaid))
        self._pace.give_back(due - read)
        if self._is_kept and start <= self._paid_bytes:
            self._paid_bytes += read
        return count


def find_fetched(connector: Connector, size_bytes: int) -> int:
    """Bytes that come with opening a file; none where that only names it."""
    return min(size_bytes, FETCHED_BYTES) if connector.opens_ahead > 1 else 0
