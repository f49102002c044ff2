"""Runs the pages on loopback until somebody ends them."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Final

import uvicorn

from meibo.web.app import make_app
from meibo.web.doors import Doors
from meibo.web.patience import CONNECTIONS, LARGEST_HEAD_BYTES, PatientProtocol
from meibo.web.site import Site
from meibo.web.view import compile_templates

HOST: Final = "127.0.0.1"
ENDINGS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # fmt: skip
"""Signals that end the server as Ctrl-C does."""
_STOP_SECONDS: Final = 2


def open_socket(port: int) -> socket.socket:
    """A listening place on loopback, on any free port for 0; raises OSError."""
    # With the protocol named, asyncio sends what is small at once; else each page would wait 40 ms for a receipt.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # On Windows a port that may be used again may be taken over by anybody, while it is listened to.
        choice = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
        listening.setsockopt(socket.SOL_SOCKET, choice, 1)
        listening.bind((HOST, port))
    except OSError:
        listening.close()
        raise
    return listening


def make_pages(site: Site, port: int, on_error: Callable[[Exception], None]) -> Doors:
    """The whole of what answers, behind its doors."""
    methods = {"GET", "HEAD"} | ({"POST"} if site.settings.is_triage else set())
    base = f"/{secrets.token_urlsafe(16)}"
    return Doors(make_app(site, base, port), port, frozenset(methods), on_error)


def serve(
    site: Site, listening: socket.socket, on_start: Callable[[], None], on_error: Callable[[Exception], None]
) -> None:
    """Answer until Ctrl-C or SIGTERM; ``on_start`` is called once pages are answered."""
    port = listening.getsockname()[1]
    threading.Thread(target=compile_templates, daemon=True, name="meibo-templates").start()
    config = uvicorn.Config(
        make_pages(site, port, on_error),
        http=PatientProtocol, ws="none", lifespan="off", log_config=None, log_level="critical", access_log=False,
        server_header=False, proxy_headers=False, backlog=CONNECTIONS,
        h11_max_incomplete_event_size=LARGEST_HEAD_BYTES, timeout_keep_alive=15,
        timeout_graceful_shutdown=_STOP_SECONDS + 1,
    )  # fmt: skip
    server = _Server(config, on_start)
    asyncio.run(server.serve(sockets=[listening]))


class _Server(uvicorn.Server):
    """Ends itself at a signal, and leaves it at that: what the signal would have done else is not done."""

    def __init__(self, config: uvicorn.Config, on_start: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_start = on_start

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(_STOP_SECONDS, self._cut_all)
        await super().shutdown(sockets)

    def _cut_all(self) -> None:
        """Whoever does not take an answer would be waited for, for ever."""
        for connection in list(self.server_state.connections):
            connection.transport.abort()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        def end(_: int, __: FrameType | None) -> None:
            self.should_exit = True

        before = {number: signal.signal(number, end) for number in ENDINGS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
