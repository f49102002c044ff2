"""Work in a process of its own while pages are answered: how far it has come, and how it ended."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final, Literal

import msgspec

from meibo.extraction.describe import describe_exception
from meibo.inventory.files import InventoryError

STOP_SECONDS: Final = 3.0


class Progress(msgspec.Struct, frozen=True):
    """A moment of the work."""

    state: Literal["running", "done", "failed"] = "running"
    step: str = "start"
    number: int = 0
    expected: int = 0
    """0 where nobody can say."""
    code: str = ""
    """Of a failure: a message of the catalogue."""
    subject: str = ""
    detail: str = ""


class Work:
    """One call of ``function(*values, tell)``, begun at once."""

    def __init__(self, function: Callable[..., None], *values: Any) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        self.progress = Progress()
        self._over = threading.Event()
        self._closing = threading.Lock()
        self._is_closed = False
        self._process = context.Process(target=_run, args=(function, values, theirs), daemon=True, name="meibo-index")
        self._process.start()
        theirs.close()
        self._listening = threading.Thread(target=self._listen, args=(ours,), daemon=True, name="meibo-progress")
        self._listening.start()

    def wait(self, seconds: float) -> Progress:
        """How far it is once it has ended, or the time is over."""
        self._over.wait(seconds)
        return self.progress

    def stop(self) -> None:
        """End it, whatever it does."""
        self._end(self._process.terminate)
        self._listening.join(STOP_SECONDS)
        if self._listening.is_alive():
            self._end(self._process.kill)
            self._listening.join()

    def _end(self, signal: Callable[[], None]) -> None:
        with self._closing:
            if not self._is_closed:
                signal()

    def _listen(self, ours: Connection) -> None:
        try:
            while True:
                self.progress = msgspec.msgpack.decode(ours.recv_bytes(), type=Progress)
        except (EOFError, OSError):
            pass
        if self.progress.state == "running":  # it was killed
            self.progress = Progress("failed", code="serve-stopped")
        self._over.set()
        ours.close()  # a server lives for months: what is over keeps no descriptor and no dead process
        self._process.join()
        with self._closing:
            self._process.close()
            self._is_closed = True


def _run(function: Callable[..., None], values: tuple[Any, ...], theirs: Connection) -> None:
    os.umask(0o077)

    def send(progress: Progress) -> None:
        theirs.send_bytes(msgspec.msgpack.encode(progress))

    try:
        function(*values, lambda step, number, expected: send(Progress("running", step, number, expected)))
    except InventoryError as error:
        send(Progress("failed", code=error.code, subject=error.subject, detail=error.detail))
    except BrokenPipeError:  # nobody waits for it any more
        return
    except Exception as error:  # noqa: BLE001 - a message may quote content: only class and place are told
        send(Progress("failed", code="error-internal", detail=describe_exception(error)))
    else:
        send(Progress("done"))
