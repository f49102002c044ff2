"""The library's connection, stricter and with a short way for compounds.

Stricter: every answer must be signed or encrypted once somebody is logged in; the library checks only signatures that
are there. Shorter: what is sent for each file is packed and unpacked here (``smb_messages.py``), which costs a quarter
of what the library's field objects cost. Negotiation, login, keys, signatures and encryption stay with the library.
"""

from __future__ import annotations

import contextlib
import hmac
import socket
import struct
import threading
import time
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

from smbprotocol.connection import Connection, SMB2TransformHeader
from smbprotocol.exceptions import SMBConnectionClosed, SMBException
from smbprotocol.header import Commands
from smbprotocol.transport import Tcp
from smbprotocol.tree import TreeConnect

from meibo_connectors.smb_errors import PENDING
from meibo_connectors.smb_messages import HEADER_BYTES, Message, Reply, pack_header

ANSWER_TIMEOUT_S: Final = 60
"""How long a server may think before it counts as gone."""
WANTED_CREDITS: Final = 1024
"""Asked for until the server has granted them: as many blocks of 64 KB may be on their way."""
SPARE_CREDITS: Final = 4
"""Left to the library's own requests while others are on their way."""

_ASYNC, _RELATED, _SIGNED, _DFS = 0x2, 0x4, 0x8, 0x10000000
_FIELDS = struct.Struct("<IHHIIQ")
"""Status, command, credits, flags, next command, message id: from byte 8 of a header ([MS-SMB2] 2.2.1.2)."""


class Exchange:
    """A compound on its way, and what has come back of it."""

    __slots__ = ("_arrived", "_replies", "_unanswered", "ids")

    def __init__(self, ids: list[int]) -> None:
        self.ids = ids
        self._replies: dict[int, Reply] = {}
        self._unanswered = len(ids)
        self._arrived = threading.Lock()
        self._arrived.acquire()

    def take(self, message_id: int, reply: Reply) -> None:
        """Note a reply."""
        self._replies[message_id] = reply
        self._unanswered -= 1
        if not self._unanswered:
            self._arrived.release()

    @property
    def is_over(self) -> bool:
        """Whether all that can come has come."""
        return not self._unanswered

    def break_off(self) -> None:
        """No more will come."""
        if self._unanswered:
            self._unanswered = 0
            self._arrived.release()

    def wait(self) -> list[Reply]:
        """The replies in order; raises TimeoutError, or SMBConnectionClosed where the connection broke."""
        if not self._arrived.acquire(timeout=ANSWER_TIMEOUT_S):
            raise TimeoutError
        if len(self._replies) < len(self.ids):
            raise SMBConnectionClosed
        return [self._replies[number] for number in self.ids]


class Channel(Connection):  # type: ignore[misc]
    """A connection to a server that refuses what is neither signed nor encrypted."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._transport: _Transport | None = None
        super().__init__(*args, **options)
        self._exchanges: dict[int, Exchange] = {}
        self._credits = threading.Condition(self.sequence_lock)

    @property
    def transport(self) -> _Transport | None:
        """The socket, which takes out the answers to ``send_messages`` before the library sees them."""
        return self._transport

    @transport.setter
    def transport(self, made: Tcp | None) -> None:
        self._transport = None if made is None else _Transport(self, made.server, made.port, made.timeout)

    @property
    def is_alive(self) -> bool:
        """Whether the connection stands as far as is known."""
        return self._transport is not None and self._transport.connected and self._t_exc is None

    def drop(self) -> None:
        """Close the socket without a word."""
        if self._transport is not None:
            self.disconnect(False)

    def receive(
        self, request: Any, wait: bool = True, timeout: float | None = None, resolve_symlinks: bool = False
    ) -> Any:
        """As the library does, but never waiting for ever, and following no link."""
        return super().receive(request, wait, timeout or ANSWER_TIMEOUT_S, resolve_symlinks)

    def verify_signature(self, header: Any, session_id: int, force: bool = False) -> None:
        """Called by the library for every answer that isn't encrypted."""
        self._refuse_unprotected(
            session_id, header["command"].get_value(), header["status"].get_value(), header["flags"].get_value()
        )
        super().verify_signature(header, session_id, force)

    def send_messages(self, tree: TreeConnect, messages: Sequence[Message]) -> Exchange:
        """Send a compound of related messages, which all concern the file that the first one opens."""
        session = tree.session
        charges = [message.credits if self.supports_multi_credit else 0 for message in messages]
        first, wanted = self._reserve(sum(max(charge, 1) for charge in charges))
        ids = list(accumulate((max(charge, 1) for charge in charges[:-1]), initial=first))
        exchange = Exchange(ids)
        flags = (_DFS if tree.is_dfs_share else 0) | (_SIGNED if session.signing_required else 0)
        parts = []
        for at, (message, charge, message_id) in enumerate(zip(messages, charges, ids, strict=True)):
            is_last = at == len(messages) - 1
            body = message.body if is_last else message.body + bytes(-len(message.body) % 8)
            packed = pack_header(
                message.command,
                charge,
                wanted if is_last else max(charge, 1),
                flags | (_RELATED if at else 0),
                0 if is_last else HEADER_BYTES + len(body),
                message_id,
                tree.tree_connect_id,
                session.session_id,
            )
            packed += body
            if session.signing_required:
                signature = self._generate_signature(packed, session.signing_key, message_id, False, message.command)
                packed = packed[:48] + signature + packed[64:]
            parts.append(packed)
            self._exchanges[message_id] = exchange
        data = b"".join(parts)
        if session.encrypt_data or tree.encrypt_data:
            data = self._encrypt(data, session).pack()
        if self._transport is None or not self.is_alive:
            raise SMBConnectionClosed
        self._transport.send(data)
        return exchange

    def take_packet(self, packet: bytes) -> bool:
        """Whether a packet answered one of ``send_messages``; called by the thread that receives."""
        is_encrypted = packet[:4] == b"\xfdSMB"
        if is_encrypted:
            transform = SMB2TransformHeader()
            transform.unpack(packet)
            packet = self._decrypt(transform)
        if struct.unpack_from("<Q", packet, 24)[0] not in self._exchanges:
            return False
        while packet:
            status, command, granted, flags, next_at, message_id = _FIELDS.unpack_from(packet, 8)
            message = packet[:next_at] if next_at else packet
            packet = packet[next_at:] if next_at else b""
            exchange = self._exchanges[message_id]
            if not is_encrypted:
                self._verify(message, command, status, flags, message_id)
            with self._credits:
                self.sequence_window["high"] += granted if self.supports_multi_credit else max(granted, 1)
                self._credits.notify_all()
            if status == PENDING and flags & _ASYNC:
                continue
            del self._exchanges[message_id]
            exchange.take(message_id, Reply(status, message))
        return True

    def _reserve(self, count: int) -> tuple[int, int]:
        """The first of so many message ids, once the server has granted them, and how many more to ask for."""
        end = time.monotonic() + ANSWER_TIMEOUT_S
        with self._credits:
            while True:
                available = self.sequence_window["high"] - self.sequence_window["low"]
                if available >= count + (SPARE_CREDITS if self._exchanges else 0):
                    break
                if not self.is_alive:
                    raise SMBConnectionClosed
                if time.monotonic() > end:
                    raise TimeoutError
                self._credits.wait(0.1)  # the library's thread adds credits without a word
            first: int = self.sequence_window["low"]
            self.sequence_window["low"] += count
        return first, count if available >= WANTED_CREDITS else count + 64

    def _verify(self, message: bytes, command: int, status: int, flags: int, message_id: int) -> None:
        session = next(iter(self.session_table.values()))
        self._refuse_unprotected(session.session_id, command, status, flags)
        if flags & _SIGNED:
            expected = self._generate_signature(message, session.signing_key, message_id, True, command)
            if not hmac.compare_digest(expected, message[48:64]):
                raise SMBException("signature")

    def _refuse_unprotected(self, session_id: int, command: int, status: int, flags: int) -> None:
        session = self.session_table.get(session_id)
        if session is None or status == PENDING or command == Commands.SMB2_SESSION_SETUP:
            return
        if session.encrypt_data or (session.signing_required and not flags & _SIGNED):
            raise SMBException("unprotected")

    def _process_message_thread(self) -> None:
        try:
            super()._process_message_thread()
        finally:
            if self._transport is not None:
                self._transport.close()
            for exchange in list(self._exchanges.values()):
                exchange.break_off()
            self._exchanges.clear()


class _Transport(Tcp):  # type: ignore[misc]
    """The library's socket, that reads and writes without its field objects and waits without a lock."""

    connected: bool

    def __init__(self, channel: Channel, server: str, port: int, timeout: float | None) -> None:
        super().__init__(server, port, timeout)
        self._channel = channel

    def connect(self) -> None:
        super().connect()
        self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        if self.connected:
            self.connected = False
            with contextlib.suppress(OSError):  # the other side may have closed it
                self._sock.shutdown(socket.SHUT_RDWR)  # wakes the thread that receives
            self._sock.close()

    def send(self, header: Any) -> None:
        data = header if isinstance(header, bytes) else header.pack()
        with self._sock_lock:
            self._sock.sendall(struct.pack(">I", len(data)) + data)

    def recv(self, timeout: float) -> bytes:
        """The next packet that the library asked for; empty at the end of the connection."""
        self._sock.settimeout(timeout)
        while True:
            head = self._read(4)
            if not head:
                return b""
            try:
                packet = self._read(struct.unpack(">I", head)[0])
            except TimeoutError:
                packet = b""  # half a packet is no pause
            if not packet:
                return b""
            if not self._channel.take_packet(packet):
                return packet

    def _read(self, length: int) -> bytes:
        buffer = bytearray(length)
        view = memoryview(buffer)
        while view:
            try:
                count = self._sock.recv_into(view)
            except TimeoutError:
                raise
            except OSError:
                count = 0
            if not count:
                return b""
            view = view[count:]
        return bytes(buffer)
