"""Keeps all workers together within a rate: one bucket in the parent, of which each worker asks before it reads.

A worker that waits for the bucket is not slow: the time it waits does not count as its file's.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import struct
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Final

from meibo.configuration.rate import Rate

SAVED_SECONDS: Final = 0.6
"""What is not used is kept for so long, so that work between two readings costs no rate."""
ASK: Final = struct.Struct("<QQ")
"""Bytes and files that a worker wants; the answer is empty, and comes when it may have them."""


class Bucket:
    """Fills at a rate. What is reserved beyond its content is paid by waiting, first come first served."""

    def __init__(self, per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_s
        self._clock = clock
        self._most = max(1.0, per_s * SAVED_SECONDS)
        self._level = 0.0
        self._filled = clock()

    def reserve(self, amount: float) -> float:
        """Take an amount; returns the seconds after which it is there. A bucket without a rate never runs dry."""
        if not self._per_s:
            return 0.0
        now = self._clock()
        self._level = min(self._most, self._level + (now - self._filled) * self._per_s) - amount
        self._filled = now
        return max(0.0, -self._level / self._per_s)


class Pacer:
    """The rate of a whole scan."""

    def __init__(self, rate: Rate) -> None:
        self._lock = threading.Lock()
        self._bytes, self._files = Bucket(rate.bytes_per_s), Bucket(rate.files_per_s)

    def reserve(self, size_bytes: int, files: int) -> float:
        """Seconds to wait until so much may be read."""
        with self._lock:
            return max(self._bytes.reserve(size_bytes), self._files.reserve(files))


class Gate:
    """Where one worker asks. Its thread ends with the worker, whose end of the pipe is ``theirs``."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer
        self._pipe: Connection
        self.theirs: Connection
        self._pipe, self.theirs = multiprocessing.get_context("spawn").Pipe()
        self._waited_s = 0.0
        self._waits_since: float | None = None
        threading.Thread(target=self._serve, daemon=True, name="meibo-gate").start()

    def waited_s(self) -> float:
        """Seconds that the worker has waited so far."""
        since = self._waits_since
        return self._waited_s + (time.monotonic() - since if since is not None else 0.0)

    def _serve(self) -> None:
        with contextlib.suppress(EOFError, OSError), self._pipe:
            while True:
                size_bytes, files = ASK.unpack(self._pipe.recv_bytes())
                seconds = self._pacer.reserve(size_bytes, files)
                self._waits_since = time.monotonic()
                time.sleep(seconds)
                since, self._waits_since = self._waits_since, None
                self._waited_s += time.monotonic() - since
                self._pipe.send_bytes(b"")
