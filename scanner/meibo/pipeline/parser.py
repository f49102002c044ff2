"""A worker's parser: a process of its own reads every format but plain text, and is replaced when it fails."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import BinaryIO, Final, cast

import msgspec

from meibo.extraction.model import Face, Notice
from meibo.extraction.passwords import find_none
from meibo.pipeline.environment import without_credentials, without_threads
from meibo.pipeline.heard import DisorderError, read_message
from meibo.pipeline.holding import has_descriptor
from meibo.pipeline.parser_model import FoundPasswords, ParserSettings, Request, ToldBlock, ToldFace, ToldNotice
from meibo.pipeline.parser_start import start
from meibo_detectors.model import Block

GRACE_SECONDS: Final = 5.0
"""A process that does not notice by itself that its time is up is killed so much later."""
START_SECONDS: Final = 30.0
"""How long a process may take to start, on the busiest machine."""
PIECE_SECONDS: Final = 30.0
"""How long the next piece of a message that has begun may take, on the busiest machine."""

_SIGKILL: Final = 9
_SIGXCPU: Final = 24
READ_BYTES: Final = 1 << 20
"""Read of a server at a time."""


class Parser:
    """Reads files through its process, one at a time; the process starts with the first file."""

    def __init__(self, settings: ParserSettings) -> None:
        self._settings = settings
        self._process: _Process | None = None
        self.format = ""
        """Of the last file, as its inside tells it."""
        self.layers: tuple[str, ...] | None = None
        """What confines the process; None before it has read a file."""

    def read(
        self, request: Request, raw: BinaryIO, find_passwords: Callable[[], Iterable[str]] = find_none
    ) -> Iterator[Block | Notice | Face]:
        """Everything in a file. Trouble ends as a notice: what was read before it stays.

        ``find_passwords`` is called where no known password opens the file. A file of which nothing was read when the
        process died is tried once more, the slower and surer way; where the process was killed, first the same way.
        """
        self.format = request.format
        with _read_ahead(raw) as (file, is_lent):
            yield from self._read(msgspec.structs.replace(request, is_lent=is_lent), file, find_passwords)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def _read(
        self, request: Request, raw: BinaryIO, find_passwords: Callable[[], Iterable[str]]
    ) -> Iterator[Block | Notice | Face]:
        is_first, was_killed = True, False
        while True:
            try:
                for item in self._attempt(request, raw, find_passwords):
                    is_first = False
                    yield item
            except _DiedError as death:
                if death.is_overtime:
                    yield Notice("time-limit", detail=death.how)
                    return
                if not is_first or request.attempt:
                    yield Notice("crash", detail=death.how)
                    return
                if death.is_killed and not was_killed:  # by somebody else: nothing says that the file did it
                    was_killed = True
                else:
                    request = msgspec.structs.replace(request, attempt=1)
            except DisorderError as disorder:  # the file may have taken it over: it is ended, and gets no second try
                yield Notice("crash", detail=f"protocol: {disorder.what}")
                return
            else:
                return

    def _attempt(
        self, request: Request, raw: BinaryIO, find_passwords: Callable[[], Iterable[str]]
    ) -> Iterator[Block | Notice | Face]:
        process = self._process = self._process or _Process(self._settings)
        seconds = self._settings.limits.parser_seconds(request.size_bytes)
        is_done = False
        try:
            process.ask(request, raw)
            waited = 0.0
            while not is_done:
                before = time.monotonic()
                message = process.hear(seconds + GRACE_SECONDS - waited)
                waited += time.monotonic() - before
                if message is None:
                    yield Notice("time-limit", detail=f"{seconds:,.0f} s")
                    return
                told = read_message(message, is_lent=request.is_lent, file_bytes=request.size_bytes)
                if told.asks_passwords:
                    process.answer(msgspec.msgpack.encode(FoundPasswords(tuple(find_passwords()))))
                    continue
                if told.asks_bytes is not None:
                    process.answer(_read_piece(raw, *told.asks_bytes))
                    continue
                self.format = told.format
                self.layers = told.layers if told.is_end else self.layers
                is_done = told.is_end and not told.leaves
                for item in told.items:
                    yield _unwrap(item)
                if told.is_end:
                    return
        finally:
            if not is_done:  # also where the reader gave up in the middle
                self.close()


def _unwrap(item: ToldBlock | ToldNotice | ToldFace) -> Block | Notice | Face:
    if isinstance(item, ToldBlock):
        return item.block
    return item.face if isinstance(item, ToldFace) else item.notice


class _DiedError(Exception):
    """The process ended by itself in the middle of a file."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.how = f"signal {-exit_code}" if exit_code < 0 else f"exit {exit_code}"
        self.is_killed = exit_code == -_SIGKILL
        self.is_overtime = exit_code == -_SIGXCPU


class _Process:
    """One process and its pipe."""

    def __init__(self, settings: ParserSettings) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe: Connection
        self._pipe, theirs = context.Pipe()
        encoded = msgspec.msgpack.encode(settings)
        self._process: BaseProcess = context.Process(target=start, args=(theirs, encoded), daemon=True, name="parser")
        with without_credentials(), without_threads():
            self._process.start()
        theirs.close()
        _bound_waiting(self._pipe)
        self._most_bytes = settings.limits.memory_bytes  # it can hold no larger message itself
        self._starts_until = time.monotonic() + START_SECONDS

    def ask(self, request: Request, raw: BinaryIO) -> None:
        """Hand over a file; like all of these, raises _DiedError or DisorderError."""
        try:
            self._pipe.send_bytes(msgspec.msgpack.encode(request))
            if request.is_lent:
                self._lend(raw.fileno())
        except OSError as error:
            raise self._take_leave(error) from None

    def _lend(self, descriptor: int) -> None:
        from multiprocessing.reduction import send_handle

        handle = descriptor
        if os.name == "nt":
            import msvcrt

            handle = msvcrt.get_osfhandle(descriptor)  # type: ignore[attr-defined]
        send_handle(self._pipe, handle, self._process.pid)

    def answer(self, message: bytes) -> None:
        """Tell what it asked for."""
        try:
            self._pipe.send_bytes(message)
        except OSError as error:
            raise self._take_leave(error) from None

    def hear(self, seconds: float) -> bytes | None:
        """The next message, None where none comes in time."""
        seconds = max(seconds, self._starts_until - time.monotonic())
        try:
            if not self._pipe.poll(max(seconds, 0)):
                return None
            self._starts_until = 0
            return self._pipe.recv_bytes(self._most_bytes)
        except (EOFError, OSError) as error:
            raise self._take_leave(error) from None

    def end(self) -> None:
        """Kill it and wait for its end."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _take_leave(self, error: Exception) -> _DiedError | DisorderError:
        """Why nothing more can be said: it has died, stopped in the middle of a message, or said too long a one."""
        if not isinstance(error, BlockingIOError):
            self._process.join(GRACE_SECONDS)
            if self._process.exitcode is not None:
                return _DiedError(self._process.exitcode)
        return DisorderError("message")


def _bound_waiting(pipe: Connection) -> None:
    """Neither the rest of a message nor room for an answer is waited for longer than a busy machine needs.

    Windows has no such bound: there, the time of the file ends a worker that waits.
    """
    if os.name == "nt":
        return
    import socket
    import struct

    with socket.socket(fileno=os.dup(pipe.fileno())) as same:
        for direction in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            same.setsockopt(socket.SOL_SOCKET, direction, struct.pack("ll", int(PIECE_SECONDS), 0))


@contextlib.contextmanager
def _read_ahead(raw: BinaryIO) -> Iterator[tuple[BinaryIO, bool]]:
    """The stream, and whether its descriptor can be lent; without one, larger pieces are read of it than are asked for,
    since each is a round trip to a server."""
    if has_descriptor(raw):
        yield raw, True
        return
    buffered = io.BufferedReader(cast("io.RawIOBase", raw), READ_BYTES)
    try:
        yield cast("BinaryIO", buffered), False
    finally:
        buffered.detach()


def _read_piece(raw: BinaryIO, at: int, size_bytes: int) -> bytes:
    """What stands at a place of a file, as much of it as there is; errors are those of the stream."""
    raw.seek(at)
    pieces = []
    while size_bytes > 0 and (piece := raw.read(size_bytes)):
        pieces.append(piece)
        size_bytes -= len(piece)
    return b"".join(pieces)
