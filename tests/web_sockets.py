"""The pages of meibo serve as an attacker reaches them: bytes on a socket."""

from __future__ import annotations

import re
import socket

from web_pages import Server


class Attacker:
    """Sends what no browser would; knows the session only where it says so."""

    def __init__(self, server: Server) -> None:
        self.server, self.port = server, server.port
        self.host = f"127.0.0.1:{self.port}"
        welcome = self.ask(self.request(server.link.partition(self.host)[2]))
        self.base = found(rb'url=(/[^"]+)/"', welcome)
        self.cookie = found(rb"set-cookie: ([^;]+);", welcome)
        """Of a person who has logged in."""

    def request(self, path: str, *lines: str, method: str = "GET", is_member: bool = False, host: str = "") -> bytes:
        """The head of a request that asks for the end of the connection."""
        cookie = [f"Cookie: {self.cookie}"] if is_member else []
        head = [f"{method} {path} HTTP/1.1", f"Host: {host or self.host}", "Connection: close", *cookie, *lines]
        return "\r\n".join([*head, "", ""]).encode("latin-1")

    def form(self, text: bytes = b"", *lines: str) -> bytes:
        """A form for marks as these pages send it, with further lines of head."""
        head = self.request(f"{self.base}/marks", f"Origin: http://{self.host}", *lines, method="POST", is_member=True)
        return head + text

    def connect(self, receive_bytes: int = 0) -> socket.socket:
        """A connection; ``receive_bytes`` keeps small what the client takes without reading."""
        made = socket.socket()
        made.settimeout(20)
        if receive_bytes:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        made.connect(("127.0.0.1", self.port))
        return made

    def ask(self, sent: bytes) -> bytes:
        """Everything that is answered until the server closes the connection."""
        with self.connect() as made:
            made.sendall(sent)
            return read_all(made)

    def status(self, sent: bytes) -> int:
        """The number of the answer."""
        return int(self.ask(sent).split(b" ", 2)[1])


def read_all(made: socket.socket) -> bytes:
    """What comes until the end, or until the connection is cut."""
    pieces = []
    try:
        while piece := made.recv(65536):
            pieces.append(piece)
    except ConnectionError:
        pass
    return b"".join(pieces)


def found(pattern: bytes, text: bytes) -> str:
    """The one group of a pattern in an answer."""
    match = re.search(pattern, text)
    assert match, text
    return match.group(1).decode("ascii")
