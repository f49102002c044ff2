"""Syslog messages (RFC 5424) over UDP (RFC 5426), TCP (RFC 6587, section 3.4.1), TLS (RFC 5425) or the local socket.

The local socket takes the short form that every C library writes there: priority, tag, text.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
from collections.abc import Iterator
from typing import Final

from meibo.configuration.model import Notification
from meibo.notify.cef import write_events
from meibo.notify.certificates import explain_connection, make_context
from meibo.notify.model import Notice, NotifyError, Secrets

_LOCAL0: Final = 16 << 3
_ERROR, _WARNING, _INFO = 3, 4, 6
_NOT_A_NAME: Final = re.compile(r"[^\x21-\x7e]")


def send(place: Notification, _: Secrets, notice: Notice, timeout_s: float) -> None:
    """Send every event; raises NotifyError. What UDP loses on its way nobody can tell."""
    is_local = place.transport == "local"
    messages = [_write(notice, *event, is_local=is_local) for event in write_events(notice, has_paths=place.paths)]
    try:
        with _connect(place, timeout_s) as link:
            for message in messages:
                framed = place.transport in ("tcp", "tls")
                link.sendall(f"{len(message)} ".encode() + message if framed else message)
    except OSError as error:
        raise explain_connection(error) from None


def _write(notice: Notice, event: str, severity: int, line: str, *, is_local: bool) -> bytes:
    """One message. The text is UTF-8 without a mark before it: receivers look for ``CEF:`` at its very start."""
    grade = _ERROR if severity >= 7 else _WARNING if severity >= 5 else _INFO
    priority = f"<{_LOCAL0 | grade}>"
    if is_local:
        return f"{priority}meibo[{os.getpid()}]: {line}".encode()
    host = _NOT_A_NAME.sub("_", notice.host)[:255] or "-"
    return f"{priority}1 {notice.ended} {host} meibo {os.getpid()} {event} - {line}".encode()


@contextlib.contextmanager
def _connect(place: Notification, timeout_s: float) -> Iterator[socket.socket]:
    if place.transport == "local":
        opened = _open_local(place, timeout_s)
    elif place.transport == "udp":
        opened = _open_udp(place, timeout_s)
    else:
        opened = socket.create_connection((place.server, place.port), timeout=timeout_s)
    with opened as link:
        if place.transport == "tls":
            with make_context(place.ca_file).wrap_socket(link, server_hostname=place.server) as sealed:
                yield sealed
                with contextlib.suppress(OSError):
                    sealed.unwrap()  # says goodbye; not every server answers
        else:
            yield link


def _open_udp(place: Notification, timeout_s: float) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(place.server, place.port, type=socket.SOCK_DGRAM)[0]
    link = socket.socket(family, kind, protocol)
    link.settimeout(timeout_s)
    link.connect(address)
    return link


def _open_local(place: Notification, timeout_s: float) -> socket.socket:
    if not hasattr(socket, "AF_UNIX"):
        raise NotifyError("notify-unreachable", "AF_UNIX")
    link = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    link.settimeout(timeout_s)
    try:
        link.connect(str(place.path))
    except OSError:
        link.close()
        raise
    return link
