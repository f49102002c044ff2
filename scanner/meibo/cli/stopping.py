"""When a scan is to stop: Ctrl-C, SIGTERM, the end of its hours; and that it does, whatever hangs."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from meibo.configuration.hours import Hours

LAST_RESORT_SECONDS: Final = 9.0
"""A scan that was asked to stop ends by itself within eight; only one that a system call holds does not."""
LOOK_SECONDS: Final = 0.5
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Says whether the scan is to stop: between two files at the first signal, at once at the second.

    Signals are also seen where the main thread is held in a system call: after ``LAST_RESORT_SECONDS`` the process
    then ends with ``code``, after ``say_goodbye``. What was committed to the inventory stays.
    """

    def __init__(self, say_goodbye: Callable[[], None], code: int, hours: Hours | None = None) -> None:
        self._say_goodbye, self._code, self._hours = say_goodbye, code, hours
        self._asked, self._is_over = threading.Event(), threading.Event()
        self.closing: datetime | None = None
        """When the hours ended, where they did."""

    def __enter__(self) -> Self:
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        for number in _SIGNALS:
            signal.signal(number, self._ask)
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._thread = threading.Thread(target=self._watch, daemon=True, name="meibo-stop")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        signal.set_wakeup_fd(-1)
        self._theirs.close()  # which ends the thread
        self._thread.join()
        self._ours.close()

    def is_due(self) -> bool:
        """Whether the scan is to stop."""
        if self._hours is not None and self.closing is None:
            now = datetime.now().astimezone()
            self.closing = None if self._hours.contain(now) else now
        return self._asked.is_set() or self.closing is not None

    def wait_for_hours(self, tell: Callable[[datetime], None]) -> bool:
        """Wait until the hours begin, after ``tell`` where they have not; False when asked to stop before."""
        hours = self._hours
        now = datetime.now().astimezone()
        if hours is not None and not hours.contain(now):
            tell(hours.find_opening(now))
            while not hours.contain(datetime.now().astimezone()):  # the clock may be set meanwhile
                if self._asked.wait(LOOK_SECONDS):
                    return False
        return not self._asked.is_set()

    def find_next_opening(self) -> datetime | None:
        """When the scan may go on, where its hours ended."""
        return None if self._hours is None or self.closing is None else self._hours.find_opening(self.closing)

    def _ask(self, number: int, _: object) -> None:
        self._asked.set()
        signal.signal(number, signal.SIG_DFL if number != signal.SIGINT else signal.default_int_handler)

    def _watch(self) -> None:
        while True:
            numbers = self._ours.recv(16)
            if not numbers:
                return
            if set(numbers).intersection(_SIGNALS):
                break
        self._asked.set()
        if not self._is_over.wait(LAST_RESORT_SECONDS):
            self._say_goodbye()
            _leave(self._code)


def end_process_if_held(code: int) -> None:
    """Leave at once where a thread or a worker that hangs in a reading would keep the process from ending."""
    from multiprocessing import active_children

    if threading.active_count() > 1 or active_children():
        _leave(code)


def _leave(code: int) -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
