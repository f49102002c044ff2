"""A login at one SMB server: signed or encrypted always, never as a guest; made again when its connection breaks."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import random
import socket
import sys
import threading
import time
import uuid
from collections.abc import Callable
from typing import Final, TypeVar

from smbprotocol.connection import Connection
from smbprotocol.exceptions import (
    SMBAuthenticationError,
    SMBConnectionClosed,
    SMBException,
    SMBResponseException,
)
from smbprotocol.session import Session
from smbprotocol.tree import TreeConnect

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Code
from meibo_connectors.options import SmbOptions
from meibo_connectors.smb_channel import Channel
from meibo_connectors.smb_errors import code_of, name_status, refusal

CONNECT_TIMEOUT_S: Final = 15
RETRY_S: Final = 30
"""How long a broken connection is tried again, in all."""
FIRST_PAUSE_S: Final = 0.2
LONGEST_PAUSE_S: Final = 5.0
GIVEN_UP_S: Final = 5
NO_KERBEROS: Final = "no-gssapi"
"""Tickets are used through a package that comes with the extra ``kerberos`` only."""

T = TypeVar("T")

for _name in ("smbprotocol", "spnego"):  # they log user names and whole messages
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class SmbSession:
    """One server as one user; may be used by several threads.

    ``options`` say who; without a name, the Kerberos ticket of whoever runs this. All methods raise ConnectorError.
    """

    def __init__(self, server: str, port: int = 445, options: SmbOptions | None = None) -> None:
        self.server = server
        self.port = port
        self._options = options or SmbOptions()
        self._lock = threading.RLock()
        self._session: Session | None = None
        self._trees: dict[str, TreeConnect] = {}
        self._given_up: tuple[float, ConnectorError] | None = None
        self._is_closed = False

    @property
    def options(self) -> SmbOptions:
        """As whom, and how."""
        return self._options

    def connect(self) -> Session:
        """The library's session, logged in; made anew where its connection broke."""
        with self._lock:
            if self._is_closed:
                raise ConnectorError("unreachable", "closed")
            if self._session is not None and self._session.connection.is_alive:
                return self._session
            self._let_go()
            connection = self._open_connection()
            try:
                self._session = self._log_in(connection)
            except ConnectorError:
                connection.drop()
                raise
            return self._session

    def tree(self, share: str) -> TreeConnect:
        """A share, or ``IPC$``, connected to once."""
        with self._lock:
            session = self.connect()
            tree = self._trees.get(share.casefold())
            if tree is None:
                tree = TreeConnect(session, rf"\\{self.server}\{share}")
                try:
                    tree.connect()
                except Exception as error:  # noqa: BLE001 - whatever the library raises may quote names
                    raise refusal(error) from None
                self._trees[share.casefold()] = tree
            return tree

    def retry(self, action: Callable[[], T]) -> T:
        """What the action returns; tried again over a new connection while what fails may pass, for half a minute.

        A server that stayed away so long is given up for some seconds, and then tried once: a scan of many files must
        come to its end.
        """
        tried_until = time.monotonic() + RETRY_S
        if self._given_up is not None:
            since, error = self._given_up
            if time.monotonic() < since + GIVEN_UP_S:
                raise ConnectorError(error.code, error.detail)
            tried_until = 0
        pause = FIRST_PAUSE_S
        while True:
            try:
                result = action()
            except ConnectorError as error:
                wait = random.uniform(0, pause)  # noqa: S311 - full jitter needs no secrecy
                if not error.is_outage or self._is_closed:
                    raise
                if time.monotonic() + wait > tried_until:
                    self._given_up = time.monotonic(), error
                    raise
            else:
                self._given_up = None
                return result
            time.sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE_S)

    def close(self) -> None:
        """Log off, and let the connection go; may be called again."""
        with self._lock:
            self._is_closed = True
            if self._session is not None and self._session.connection.is_alive:
                with contextlib.suppress(Exception):  # it ends either way
                    self._session.connection.disconnect(timeout=2)
            self._let_go()

    def _let_go(self) -> None:
        if self._session is not None:
            self._session.connection.drop()
        self._session = None
        self._trees.clear()

    def _open_connection(self) -> Connection:
        try:
            socket.getaddrinfo(self.server, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise ConnectorError("unreachable", "name-not-resolved") from None
        connection = Channel(uuid.uuid4(), self.server, self.port, require_signing=True)
        try:
            connection.connect(timeout=CONNECT_TIMEOUT_S)
        except ValueError as error:  # the library's word for a refused connection, which wraps the system's error
            connection.drop()
            cause = error.__cause__
            raise ConnectorError("unreachable", type(cause or error).__name__) from None
        except Exception as error:  # noqa: BLE001 - as above
            connection.drop()
            raise ConnectorError("unreachable", refusal(error).detail) from None
        return connection

    def _log_in(self, connection: Connection) -> Session:
        session = Session(
            connection,
            username=self._options.username or None,
            password=self._options.password or None,
            require_encryption=self._options.encrypts,
            auth_protocol=self._options.auth,
        )
        try:
            session.connect()
        except SMBResponseException as error:
            if code_of(error.status) in ("unreachable", "throttled"):
                raise refusal(error) from None
            raise ConnectorError("login-failed", name_status(error.status)) from None
        except SMBException as error:
            raise ConnectorError(*_explain(error, connection, self._options)) from None
        except ImportError:
            raise ConnectorError("login-failed", NO_KERBEROS) from None
        except Exception as error:  # noqa: BLE001 - as above
            raise ConnectorError("login-failed", type(error).__name__) from None
        return session


def _explain(error: SMBException, connection: Connection, options: SmbOptions) -> tuple[Code, str]:
    """Why nobody could be logged in, where no status says it."""
    if not connection.is_alive or isinstance(error, SMBConnectionClosed):
        return "unreachable", type(error).__name__
    if not isinstance(error, SMBAuthenticationError):  # the library found a guest, or no encryption
        return "login-failed", "no-encryption" if options.encrypts and not connection.supports_encryption else "guest"
    if options.password:
        return "login-failed", "authentication"
    has_kerberos = sys.platform == "win32" or importlib.util.find_spec("gssapi") is not None
    return "login-failed", "no-credentials" if has_kerberos else NO_KERBEROS
