"""A door on loopback in front of an HTTP server that passes everything on and keeps the line of each request."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from typing import Final

_LINE: Final = re.compile(rb"^(?:GET|HEAD|POST|PUT|DELETE) \S+(?= HTTP/1\.[01]\r$)", re.MULTILINE)
_CHUNK_BYTES: Final = 1 << 16


class RequestLog:
    """``lines`` are such as ``GET /bucket?list-type=2``, in the order of their arrival."""

    def __init__(self, target_port: int) -> None:
        self.lines: list[str] = []
        self._target_port = target_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Let nobody in any more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        """One connection, to the end of both its directions."""
        with client, socket.create_connection(("127.0.0.1", self._target_port)) as server:
            back = threading.Thread(target=_pass_on, args=(server, client), daemon=True)
            back.start()
            _pass_on(client, server, self.lines)
            back.join()


def _pass_on(source: socket.socket, sink: socket.socket, lines: list[str] | None = None) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_CHUNK_BYTES):
            if lines is not None:
                lines += [line.decode() for line in _LINE.findall(data)]
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
