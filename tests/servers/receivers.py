"""Those whom notifications are sent to, on loopback: a webhook, and syslog over UDP, TCP, TLS and a local socket."""

from __future__ import annotations

import contextlib
import http.server
import socketserver
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Webhook:
    """Keeps the headers and bodies of what is posted; answers with ``status``."""

    def __init__(self) -> None:
        self.posts: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        self.delay_s = 0.0
        keeper = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                keeper.posts.append(({name.lower(): value for name, value in self.headers.items()}, body))
                time.sleep(keeper.delay_s)
                with contextlib.suppress(OSError):
                    self.send_response(keeper.status)
                    if 300 <= keeper.status < 400:
                        self.send_header("Location", f"http://127.0.0.1:{keeper.port}/elsewhere")
                    self.end_headers()

            do_GET = do_POST  # noqa: N815

            def log_message(self, *_: Any) -> None:
                """Nothing on standard error."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Close."""
        self._server.shutdown()
        self._server.server_close()


class Syslog:
    """Keeps what arrives: the bytes of each datagram, or of each connection."""

    def __init__(self, kind: str, certificate: Path | None = None, path: Path | None = None) -> None:
        self.received: list[bytes] = []
        keeper = self

        class Datagram(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                keeper.received.append(self.request[0])

        class Stream(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                parts = []
                with contextlib.suppress(OSError):
                    while part := self.request.recv(65536):
                        parts.append(part)
                keeper.received.append(b"".join(parts))

        address: Any = ("127.0.0.1", 0) if path is None else str(path)
        self._server: Any
        if kind == "udp":
            self._server = socketserver.ThreadingUDPServer(address, Datagram)
        elif kind == "local":
            self._server = socketserver.ThreadingUnixDatagramServer(address, Datagram)
        else:
            self._server = socketserver.ThreadingTCPServer(address, Stream)
        if kind == "tls" and certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=True
            )
        self._server.daemon_threads = True
        self.port: int = 0 if kind == "local" else self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def wait_for(self, count: int, seconds: float = 5) -> list[bytes]:
        """What has arrived, once it is so much; raises TimeoutError."""
        return _wait(lambda: self.received if len(self.received) >= count else [], seconds)

    def stop(self) -> None:
        """Close."""
        self._server.shutdown()
        self._server.server_close()


def _wait(ask: Callable[[], list[bytes]], seconds: float) -> list[bytes]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.01)
    raise TimeoutError
