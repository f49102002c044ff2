"""A server's process in a session of its own, and ports that are free for it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class ServerProcess:
    """Started by the constructor; its session is its own, since a server that stops may signal its whole group."""

    def __init__(self, command: Sequence[str | Path], log: Path, environment: dict[str, str] | None = None) -> None:
        self._log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Of the process, which leads its session."""
        return self._process.pid

    def wait_until(self, is_ready: Callable[[], bool], seconds: float = 60) -> None:
        """Return once the server answers; raises RuntimeError with the end of its log when it dies or never does."""
        end = time.monotonic() + seconds
        while self._process.poll() is None and time.monotonic() < end:
            with contextlib.suppress(OSError):
                if is_ready():
                    return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(self._log.read_bytes()[-4000:].decode(errors="replace"))

    def stop(self, grace_s: float = 1) -> None:
        """End the process and what it started; may be called again."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(grace_s)
        self._process.wait()


def free_port(*offsets: int) -> int:
    """A port of loopback that is free, and with it those at the offsets; below the range that systems hand out."""
    for _ in range(1000):
        port = 11000 + int.from_bytes(os.urandom(2)) % 9000
        if all(_is_free(port + offset) for offset in (0, *offsets)):
            return port
    raise RuntimeError("no port is free")


def is_listening(port: int) -> bool:
    """Whether something accepts connections at a port of loopback."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
