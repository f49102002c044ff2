"""What reading one file may still cost; every extractor pays while it reads."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.extraction.model import Limits

READ_BYTES = 1 << 16


class LimitReachedError(Exception):
    """The file has spent what it may: ``code`` is an issue code, ``figure`` the bound that was reached."""

    def __init__(self, code: str, figure: str) -> None:
        super().__init__(code, figure)
        self.code, self.figure = code, figure


class Budget:
    """Counts what a file and all that is inside it cost; raises LimitReachedError where a bound is passed."""

    def __init__(self, limits: Limits, size_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._size_bytes = size_bytes
        self._clock = clock
        self._ends = clock() + limits.parser_seconds(size_bytes)
        self.bytes = self.members = self.cells = self.pages = self.depth = 0
        """What is spent so far."""

    def take_bytes(self, count: int) -> None:
        """Pay for bytes that were unpacked (or copied out of the file)."""
        self.bytes += count
        limits = self.limits
        if self.bytes > limits.content_bytes:
            raise LimitReachedError("content-limit", f"{limits.content_bytes:,} bytes")
        if self.bytes > max(limits.ratio_from_bytes, limits.ratio * self._size_bytes):
            raise LimitReachedError("ratio-limit", f"{limits.ratio:,}:1")
        self.check_time()

    def take_member(self) -> None:
        """Pay for a file inside the file."""
        self.members += 1
        if self.members > self.limits.members:
            raise LimitReachedError("member-limit", f"{self.limits.members:,}")
        self.check_time()

    def take_cells(self, count: int) -> None:
        """Pay for cells of tables."""
        self.cells += count
        if self.cells > self.limits.cells:
            raise LimitReachedError("cell-limit", f"{self.limits.cells:,}")
        self.check_time()

    def take_page(self) -> None:
        """Pay for a page or slide."""
        self.pages += 1
        if self.pages > self.limits.pages:
            raise LimitReachedError("page-limit", f"{self.limits.pages:,}")
        self.check_time()

    def check_time(self) -> None:
        """Stop where the time is up; to be called wherever work goes on for long without paying otherwise."""
        if self._clock() > self._ends:
            raise LimitReachedError("time-limit", f"{self.limits.parser_seconds(self._size_bytes):,.0f} s")

    def pause(self, seconds: float) -> None:
        """Somebody else was at work for so long."""
        self._ends += seconds

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """One file deeper."""
        if self.depth >= self.limits.depth:
            raise LimitReachedError("depth-limit", f"{self.limits.depth:,}")
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    def read(self, stream: BinaryIO, most_bytes: int | None = None) -> bytes:
        """All of a stream, paid for; one that is longer than ``most_bytes`` (``held_bytes``) reaches a limit."""
        most = self.limits.held_bytes if most_bytes is None else most_bytes
        chunks: list[bytes] = []
        held = 0
        while chunk := stream.read(READ_BYTES):
            held += len(chunk)
            self.take_bytes(len(chunk))
            if held > most:
                raise LimitReachedError("held-limit", f"{most:,} bytes")
            chunks.append(chunk)
        return b"".join(chunks)
