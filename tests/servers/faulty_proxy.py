"""A proxy on loopback in front of a real server, that does it harm: cuts connections, holds them up, alters bytes."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class FaultyProxy:
    """Passes everything on until told otherwise; the attributes may be set at any time.

    Answers of scripted services: set ``answers`` to whole HTTP answers, each of which is given once to a new
    connection in place of the server's.
    """

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.cut_after_bytes: int | None = None
        """Of what the server sends from now on, over all connections: then all are cut, and it is None again."""
        self.delay_seconds = 0.0
        """Before anything from the server is passed on."""
        self.is_refusing = False
        """Connections are closed as soon as they are made."""
        self.flip_after_bytes: int | None = None
        """Of what the server sends from now on: then one byte is altered, and it is None again."""
        self.flip_mask = 1
        """Which bits of that byte."""
        self.seen: bytearray | None = None
        """Set to an empty one to collect what the server sends."""
        self.answers: list[bytes] = []
        self.connections = 0
        """That were made so far."""
        self._sockets: set[socket.socket] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break all connections."""
        with self._lock:
            broken, self._sockets = self._sockets, set()
        for each in broken:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def close(self) -> None:
        """End the proxy."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            if self.is_refusing:
                client.close()
            elif self.answers:
                threading.Thread(target=_answer, args=(client, self.answers.pop(0)), daemon=True).start()
            else:
                self._connect(client)

    def _connect(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._target_port))
        except OSError:
            client.close()
            return
        for each in (client, server):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._sockets |= {client, server}
        threading.Thread(target=self._pass_on, args=(client, server, False), daemon=True).start()
        threading.Thread(target=self._pass_on, args=(server, client, True), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if is_answer:
                    time.sleep(self.delay_seconds)
                    data = self._harm(data)
                    if self.seen is not None:
                        self.seen += data
                sink.sendall(data)
                if is_answer and self.cut_after_bytes == 0:
                    self.cut_after_bytes = None
                    self.cut()
        for each in (source, sink):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _harm(self, data: bytes) -> bytes:
        if self.flip_after_bytes is not None:
            if self.flip_after_bytes < len(data):
                at, self.flip_after_bytes = self.flip_after_bytes, None
                return data[:at] + bytes([data[at] ^ self.flip_mask]) + data[at + 1 :]
            self.flip_after_bytes -= len(data)
        if self.cut_after_bytes is not None:
            data = data[: self.cut_after_bytes]
            self.cut_after_bytes -= len(data)
        return data


def _answer(client: socket.socket, answer: bytes) -> None:
    with contextlib.suppress(OSError), client:
        client.recv(1 << 16)
        client.sendall(answer)
