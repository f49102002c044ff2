"""A stream of an object that is fetched in ranges: few requests for what is small or read in order, bounded memory."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final, NamedTuple

from meibo_connectors.base import ConnectorError
from meibo_connectors.positioned import PositionedStream

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Buffer

    from meibo_connectors.model import Entry

HEAD_BYTES: Final = 1 << 20
"""What opening fetches: the whole of most objects."""
_LEAST_BYTES: Final = 1 << 18
_MOST_BYTES: Final = 8 << 20


class Piece(NamedTuple):
    """A range of an object as a service answered it."""

    content: bytes
    tag: str
    """The etag as it was sent; empty where the service gives none."""


class ObjectStream(PositionedStream):
    """Seekable. While reading goes on where the last range ended, ranges double up to 8 MB, and the next one is fetched
    while one is read: so at most two are held.

    ``fetch(start, end)`` asks for a range, or raises ConnectorError. Reading raises it too, and ``vanished`` where a
    range is of another state of the object than the head was.
    """

    def __init__(self, entry: Entry, head: Piece, fetch: Callable[[int, int], Piece]) -> None:
        self.entry = entry
        """As the object was when it was opened; every range is of that state."""
        self._fetch = fetch
        self._tag = head.tag
        self._held, self._start = head.content, 0
        self._range_bytes = _LEAST_BYTES
        self._ahead: tuple[int, Future[bytes]] | None = None

    def find_end(self) -> int:
        """The size that the object had when it was opened."""
        return self.entry.size_bytes

    def readinto(self, buffer: Buffer) -> int:
        """Fill what one range can; 0 at the end."""
        self._checkClosed()
        target = memoryview(buffer)
        part = self._hold() if target.nbytes else memoryview(b"")
        part = part[: target.nbytes]
        target[: len(part)] = part
        self.position += len(part)
        return len(part)

    def readall(self) -> bytes:
        """The rest."""
        self._checkClosed()
        parts = []
        while part := bytes(self._hold()):
            parts.append(part)
            self.position += len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Let go of what is held."""
        self._held, self._ahead = b"", None
        super().close()

    def _hold(self) -> memoryview:
        """What is held from the position on, of a new range where that is nothing; empty at the end."""
        if self.position < self.entry.size_bytes and not self._start <= self.position < self._start + len(self._held):
            self._move()
        return memoryview(self._held)[max(0, self.position - self._start) :]

    def _move(self) -> None:
        start = self.position
        goes_on = start == self._start + len(self._held)
        most_bytes = min(_MOST_BYTES, self.most_bytes or _MOST_BYTES)
        self._range_bytes = min(self._range_bytes * 2, most_bytes) if goes_on else _LEAST_BYTES
        ahead, self._ahead, self._held = self._ahead, None, b""
        is_ahead = ahead is not None and ahead[0] == start
        self._held = ahead[1].result() if ahead and is_ahead else self._ask(start, self._range_bytes)
        self._start, after = start, start + len(self._held)
        if goes_on and after < self.entry.size_bytes:
            length = min(self._range_bytes * 2, most_bytes)
            self._ahead = after, _begin(lambda: self._ask(after, length))

    def _ask(self, start: int, length: int) -> bytes:
        end = min(start + length, self.entry.size_bytes)
        piece = self._fetch(start, end)
        if piece.tag != self._tag:  # not every service heeds the condition that a request sets
            raise ConnectorError("vanished", "another object by now")
        if len(piece.content) != end - start:
            raise ConnectorError("unreachable", "a short answer")
        return piece.content


def _begin(ask: Callable[[], bytes]) -> Future[bytes]:
    """Ask in a thread of its own, which nobody has to wait for."""
    answer: Future[bytes] = Future()

    def run() -> None:
        try:
            answer.set_result(ask())
        except Exception as error:  # noqa: BLE001 - raised where the answer is taken
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return answer
