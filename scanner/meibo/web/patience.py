"""The server's protocol with a limit of time: who sends, or takes, a byte now and then holds no connection for ever."""

from __future__ import annotations

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

EXCHANGE_SECONDS: Final = 30.0
"""From the first byte of a request, or from the connection, to the last byte of the answer."""
LARGEST_HEAD_BYTES: Final = 16 * 1024
"""Of a request: its first line and its headers."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1; a connection on which an exchange lasts too long is cut."""

    seconds = EXCHANGE_SECONDS
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start()

    def data_received(self, data: bytes) -> None:
        if self._timer is None:
            self._start()
        super().data_received(data)

    def on_response_complete(self) -> None:
        self._stop()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _start(self) -> None:
        self._timer = self.loop.call_later(self.seconds, self._cut)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _cut(self) -> None:
        self._timer = None
        self.transport.abort()
