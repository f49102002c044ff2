"""What a scan needs of an SMB server, tried step by step: for ``meibo doctor``."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Audience, Check
from meibo_connectors.names import split
from meibo_connectors.smb_errors import SUCCESS, name_status
from meibo_connectors.smb_messages import BACKUP_INTENT, READ_ATTRIBUTES, WRITE_ATTRIBUTES, close, create
from meibo_connectors.trying import try_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.model import Entry
    from meibo_connectors.smb import SmbConnector
    from meibo_connectors.smb_namespace import Namespace


def try_target(connector: SmbConnector, namespace: Namespace, root: bytes) -> Iterator[Check]:
    """``resolve``, ``connect``, ``login``, ``share``, ``list``, ``read``, ``read-access`` and ``keep-access-time``."""
    home = namespace.home
    try:
        socket.getaddrinfo(home.server.strip("[]"), home.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        yield Check("resolve", "missing", "name-not-resolved")
        return
    yield Check("resolve", "ok")
    try:
        session = home.connect()
    except ConnectorError as error:
        if error.code == "login-failed":
            yield Check("connect", "ok")
        yield Check("login" if error.code == "login-failed" else "connect", "missing", error.detail)
        return
    yield Check("connect", "ok", f"SMB {session.connection.dialect:#06x}")
    yield Check("login", "ok", "encrypted" if session.encrypt_data else "signed")
    if root:
        try:
            namespace.ask(root.partition(b"/")[0], lambda wire: [create(wire, READ_ATTRIBUTES, BACKUP_INTENT), close()])
        except ConnectorError as error:
            yield Check("share", "missing", error.detail)
            return
        yield Check("share", "ok")
    entry = yield from try_reading(connector)
    if entry is not None:
        yield from _try_rights(connector, namespace, root, entry)


def _try_rights(connector: SmbConnector, namespace: Namespace, root: bytes, entry: Entry) -> Iterator[Check]:
    """What may be done with a file beside reading it."""
    try:
        with connector.open(entry.path) as stream:
            access = connector.describe(stream, entry.path).access
        path = b"/".join(filter(None, (root, *split(entry.path))))
        _, (created, _) = namespace.ask(path, lambda wire: [create(wire, WRITE_ATTRIBUTES, BACKUP_INTENT), close()])
    except (ConnectorError, OSError, ValueError):
        return
    is_told = access.audience is not Audience.UNKNOWN
    yield Check("read-access", "ok" if is_told else "missing", "" if is_told else access.source)
    # Nothing is left unread without it, so nothing is missing.
    denied = created.status != SUCCESS
    yield Check("keep-access-time", "unknown" if denied else "ok", name_status(created.status) if denied else "")
