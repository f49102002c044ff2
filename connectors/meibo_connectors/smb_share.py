"""A share of a server as it is asked: compounds in, replies out, over a new connection where the old one breaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from meibo_connectors.base import ConnectorError
from meibo_connectors.smb_errors import code_of, name_status, refusal
from meibo_connectors.smb_messages import CREDIT_BYTES, content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smbprotocol.tree import TreeConnect

    from meibo_connectors.smb_channel import Channel, Exchange
    from meibo_connectors.smb_messages import Message, Reply
    from meibo_connectors.smb_session import SmbSession

_SESSION_IS_GONE: Final = frozenset((0xC00000C9, 0xC0000203, 0xC000035C))
"""NETWORK_NAME_DELETED, USER_SESSION_DELETED, NETWORK_SESSION_EXPIRED: to be met with a new login."""


class SmbShare:
    """A disk share; may be asked by several threads. All methods raise ConnectorError."""

    def __init__(self, session: SmbSession, name: str) -> None:
        self.session = session
        self.name = name

    def ask(self, path: bytes, build: Callable[[bytes], Sequence[Message]]) -> list[Reply]:
        """The replies to what ``build`` makes of a path of the wire; tried again where the connection breaks."""
        return self.session.retry(lambda: self.send(self.connect(), path, build))

    def connect(self) -> TreeConnect:
        """The library's share; another one after the connection broke."""
        return self.session.tree(self.name)

    def send(self, tree: TreeConnect, path: bytes, build: Callable[[bytes], Sequence[Message]]) -> list[Reply]:
        """The same over a given connection, once: a handle means nothing on another one."""
        try:
            replies = self.post(tree, path, build).wait()
        except ConnectorError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the library raises may quote names
            _channel_of(tree).drop()
            raise refusal(error) from None
        status = replies[0].status
        if status in _SESSION_IS_GONE:
            _channel_of(tree).drop()
        if status in _SESSION_IS_GONE or code_of(status) == "throttled":
            raise ConnectorError(code_of(status), name_status(status))
        return replies

    def await_content(self, exchange: Exchange) -> bytes | None:
        """What a ``read`` that was posted brings; None where it has to be asked for again."""
        try:
            (reply,) = exchange.wait()
        except Exception:  # noqa: BLE001 - whoever asks again meets the reason
            return None
        return content_of(reply) if not reply.status else None

    def piece_bytes(self, wanted: int) -> int:
        """How much may be read at once."""
        connection = self.session.retry(self.connect).session.connection
        return min(wanted, connection.max_read_size) if connection.supports_multi_credit else CREDIT_BYTES

    def post(self, tree: TreeConnect, path: bytes, build: Callable[[bytes], Sequence[Message]]) -> Exchange:
        """Send without waiting for the replies."""
        if tree.is_dfs_share:  # such a server takes paths from the root of all names ([MS-SMB2] 3.2.4.3)
            root = f"{self.session.server}\\{self.name}".encode("utf-16-le")
            path = root + b"\\\0" + path if path else root
        return _channel_of(tree).send_messages(tree, build(path))


def _channel_of(tree: TreeConnect) -> Channel:
    channel: Channel = tree.session.connection
    return channel
