"""A proxy on loopback in front of a real server of HTTP, which does to connections what networks and servers do."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable
from typing import Final, NamedTuple

CHUNK_BYTES: Final = 1 << 16
_REQUEST: Final = re.compile(rb"(?:GET|HEAD|POST|PUT|DELETE) \S+ HTTP/1\.[01]\r\n")


class Scripted(NamedTuple):
    """An HTTP answer that the proxy gives in the server's place."""

    fits: Callable[[str], bool]
    """Whether it answers a request, whose line and headers it is given."""
    answer: bytes
    times: list[int]
    """How often it is still given, in a list of one."""


class HttpProxy:
    """Passes everything on until it is told otherwise; what is set counts from the next answer on.

    What is HTTP is kept in ``requests``, heads only, in order.
    """

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self.is_refusing = False
        """Connections, also those that are open, are closed without an answer."""
        self.delay_seconds = 0.0
        """Before each answer."""
        self.cut_after_bytes: int | None = None
        """Of an answer; then its connection is reset."""
        self.cuts_left: int | None = None
        """How many answers are still cut; None for all."""
        self.requests: list[str] = []
        self.answered_bytes = 0
        """That the server has sent so far."""
        self._scripted: list[Scripted] = []
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def endpoint(self) -> str:
        """URL, where the server speaks HTTP."""
        return f"http://127.0.0.1:{self.port}"

    def answer(
        self, status: str, body: bytes = b"", times: int = 1 << 30, fits: Callable[[str], bool] = lambda _: True
    ) -> None:
        """Answer requests in the server's place, such as with ``503 Slow Down``."""
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nContent-Type: application/xml\r\n\r\n"
        with self._lock:
            self._scripted.append(Scripted(fits, head.encode() + body, [times]))

    def reset(self) -> None:
        """Pass everything on again, and forget the requests."""
        with self._lock:
            self.is_refusing, self.delay_seconds, self.cut_after_bytes, self.cuts_left = False, 0.0, None, None
            self._scripted, self.requests = [], []

    def drop_connections(self) -> None:
        """Reset those that are open; new ones are accepted."""
        with self._lock:
            sockets = list(self._sockets)
        for one in sockets:
            _reset(one)

    def stop(self) -> None:
        """End everything."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop_connections()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        """Both directions of one connection, the server's in this thread."""
        with contextlib.suppress(OSError), client:
            if self.is_refusing:
                _reset(client)
                return
            with socket.create_connection(("127.0.0.1", self._target_port)) as server:
                for one in (client, server):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with self._lock:
                    self._sockets |= {client, server}
                answered = [0]
                threading.Thread(target=self._pass_requests, args=(client, server, answered), daemon=True).start()
                try:
                    self._pass_answers(server, client, answered)
                finally:
                    with self._lock:
                        self._sockets -= {client, server}
                    for one in (client, server):
                        with contextlib.suppress(OSError):
                            one.shutdown(socket.SHUT_RDWR)

    def _pass_requests(self, client: socket.socket, server: socket.socket, answered: list[int]) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(CHUNK_BYTES):
                answered[0] = 0
                if _REQUEST.match(data):
                    while b"\r\n\r\n" not in data and (more := client.recv(CHUNK_BYTES)):
                        data += more
                    if answer := self._take_scripted(data.partition(b"\r\n\r\n")[0].decode("latin-1")):
                        time.sleep(self.delay_seconds)
                        client.sendall(answer)
                        continue
                if self.is_refusing:
                    _reset(client)
                    return
                server.sendall(data)
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_WR)

    def _pass_answers(self, server: socket.socket, client: socket.socket, answered: list[int]) -> None:
        while data := server.recv(CHUNK_BYTES):
            if not answered[0] and self.delay_seconds:
                time.sleep(self.delay_seconds)
            limit = self.cut_after_bytes
            if limit is not None and answered[0] + len(data) > limit and self._takes_a_cut():
                client.sendall(data[: max(0, limit - answered[0])])
                time.sleep(0.05)  # what was sent before a reset may be lost with it
                _reset(client)
                return
            answered[0] += len(data)
            self.answered_bytes += len(data)
            client.sendall(data)

    def _takes_a_cut(self) -> bool:
        with self._lock:
            if self.cuts_left is None:
                return True
            self.cuts_left -= 1
            return self.cuts_left >= 0

    def _take_scripted(self, head: str) -> bytes | None:
        with self._lock:
            self.requests.append(head)
            for one in self._scripted:
                if one.times[0] > 0 and one.fits(head):
                    one.times[0] -= 1
                    return (
                        one.answer
                        if not head.startswith("HEAD ")
                        else one.answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
                    )
        return None


def _reset(one: socket.socket) -> None:
    """Close without a farewell: the other side gets ECONNRESET."""
    with contextlib.suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        one.shutdown(socket.SHUT_RD)
        one.close()
