"""The server's protocol with limits: who sends, or takes, a byte now and then holds no connection for ever, and who
opens many keeps nobody out."""

from __future__ import annotations

import asyncio
from typing import Any, Final, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from meibo.web.doors import HEADERS, MEMBER

EXCHANGE_SECONDS: Final = 30.0
"""From the first byte of a request, or from the connection, until the last byte of the answer is taken."""
LARGEST_HEAD_BYTES: Final = 16 * 1024
"""Of a request: its first line and its headers."""
CONNECTIONS: Final = 100
"""At once; one more cuts the oldest, those of guests first."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1; a connection on which an exchange lasts too long is cut."""

    seconds = EXCHANGE_SECONDS
    _timer: asyncio.TimerHandle | None = None
    _is_being_taken = False
    """Whether the timer runs for an answer that is complete but for the client, who has not taken all of it."""
    _began = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        others = cast("set[PatientProtocol]", self.connections)
        if len(others) >= CONNECTIONS:
            min(others, key=lambda one: (one.is_member, one._began)).cut()
        super().connection_made(transport)
        self._began = self.loop.time()
        self._start()

    @property
    def is_member(self) -> bool:
        """Whether somebody who has logged in asked last."""
        return self.scope is not None and MEMBER in self.scope.get("state", {})

    def data_received(self, data: bytes) -> None:
        if self._is_being_taken and not self.transport.get_write_buffer_size():
            self._stop()
        if self._timer is None:
            self._start()
        super().data_received(data)

    def on_response_complete(self) -> None:
        if self.transport.get_write_buffer_size():
            self._is_being_taken = True
        else:
            self._stop()
        super().on_response_complete()
        # Requests that were sent without waiting for the answer to this one are answered by now, or being answered.
        if self._timer is None and not self.cycle.response_complete:
            self._start()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP is told so with the headers of all answers, unless an answer has begun."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.cut()
            return
        text = f"{msg}\n".encode("ascii")
        headers = [*HEADERS.items(), ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
        events: tuple[Any, ...] = (
            h11.Response(status_code=400, headers=[*headers, ("Connection", "close")], reason=b"Bad Request"),
            h11.Data(data=text),
            h11.EndOfMessage(),
        )
        for event in events:
            self.transport.write(cast("bytes", self.conn.send(event)))
        self.transport.close()

    def cut(self) -> None:
        """End the connection, whatever is still to be sent."""
        self._stop()
        self.connections.discard(self)
        self.transport.abort()

    def _start(self) -> None:
        self._timer = self.loop.call_later(self.seconds, self.cut)

    def _stop(self) -> None:
        self._is_being_taken = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
