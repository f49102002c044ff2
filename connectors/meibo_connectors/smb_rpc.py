"""Remote calls over a named pipe of an SMB server: [MS-RPCE], whose messages [C706] 12.6 defines.

The session already says who calls, and signs or encrypts all of it, so calls carry no login of their own.
"""

from __future__ import annotations

import contextlib
import struct
import uuid
from types import TracebackType
from typing import Final, NamedTuple, Self

from smbprotocol.open import CreateDisposition, ImpersonationLevel, Open, ShareAccess

from meibo_connectors.base import ConnectorError
from meibo_connectors.smb_errors import refusal
from meibo_connectors.smb_session import SmbSession

FRAGMENT_BYTES: Final = 4280
"""The longest message that every server takes."""
ANSWER_BYTES: Final = 16 << 20
"""The longest answer that is taken from a server."""

_REQUEST, _RESPONSE, _FAULT, _BIND, _BIND_ACK = 0, 2, 3, 11, 12
_FIRST, _LAST = 1, 2
_HEAD = struct.Struct("<BBBB4sHHI")
_LITTLE_ENDIAN: Final = b"\x10\0\0\0"
_NDR: Final = uuid.UUID("8a885d04-1ceb-11c9-9fe8-08002b104860").bytes_le + struct.pack("<I", 2)
_READ_AND_WRITE: Final = 0x0012019F  # FILE_GENERIC_READ | FILE_GENERIC_WRITE: how every client opens a pipe
_READ_BYTES: Final = 65536
_DENIED: Final = frozenset({0x5, 0x00000721})  # access denied, and a call that must be sealed


class Interface(NamedTuple):
    """What a server offers over a pipe."""

    pipe: str
    id: str
    version: int


class RpcPipe:
    """An open pipe to one interface; all methods raise ConnectorError."""

    def __init__(self, session: SmbSession, interface: Interface) -> None:
        self._pipe = Open(session.tree("IPC$"), interface.pipe)
        self._buffer = b""
        self._calls = 0
        try:
            self._pipe.create(
                ImpersonationLevel.Impersonation,
                _READ_AND_WRITE,
                0,
                ShareAccess.FILE_SHARE_READ | ShareAccess.FILE_SHARE_WRITE,
                CreateDisposition.FILE_OPEN,
                0,
            )
        except Exception as error:  # noqa: BLE001 - whatever the library raises may quote names
            raise refusal(error) from None
        try:
            self._bind(interface)
        except ConnectorError:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def call(self, number: int, arguments: bytes) -> bytes:
        """What the procedure of that number answers; arguments must fit in one fragment."""
        self._send(_REQUEST, struct.pack("<IHH", len(arguments), 0, number) + arguments)
        parts: list[bytes] = []
        while True:
            kind, flags, body = self._receive()
            if kind == _FAULT and len(body) >= 12:
                status = int.from_bytes(body[8:12], "little")
                raise ConnectorError("permission-denied" if status in _DENIED else "io-error", f"RPC_0x{status:08X}")
            if kind != _RESPONSE or sum(map(len, parts)) + len(body) > ANSWER_BYTES:
                raise ConnectorError("io-error", "RPC")
            parts.append(body[8:])
            if flags & _LAST:
                return b"".join(parts)

    def close(self) -> None:
        """Close the pipe; may be called again."""
        with contextlib.suppress(Exception):  # it ends with the session at the latest
            self._pipe.close()

    def _bind(self, interface: Interface) -> None:
        offered = uuid.UUID(interface.id).bytes_le + struct.pack("<I", interface.version) + _NDR
        self._send(_BIND, struct.pack("<HHIBxxxHBx", FRAGMENT_BYTES, FRAGMENT_BYTES, 0, 1, 0, 1) + offered)
        kind, _, body = self._receive()
        address_bytes = int.from_bytes(body[8:10], "little")
        result_at = 10 + address_bytes + -(10 + address_bytes) % 4 + 4
        if kind != _BIND_ACK or body[result_at : result_at + 2] != b"\0\0":
            raise ConnectorError("permission-denied", "RPC_BIND")

    def _send(self, kind: int, body: bytes) -> None:
        self._calls += 1
        length = _HEAD.size + len(body)
        if length > FRAGMENT_BYTES:
            raise ValueError("arguments of more than a fragment")
        head = _HEAD.pack(5, 0, kind, _FIRST | _LAST, _LITTLE_ENDIAN, length, 0, self._calls)
        try:
            self._pipe.write(head + body)
        except Exception as error:  # noqa: BLE001 - as above
            raise refusal(error) from None

    def _receive(self) -> tuple[int, int, bytes]:
        """Kind, flags and body of the next fragment."""
        _, _, kind, flags, order, length, login_bytes, call = _HEAD.unpack(self._read(_HEAD.size))
        if order[0] != _LITTLE_ENDIAN[0] or login_bytes or call != self._calls or length < _HEAD.size:
            raise ConnectorError("io-error", "RPC")
        return kind, flags, self._read(length - _HEAD.size)

    def _read(self, length: int) -> bytes:
        while len(self._buffer) < length:
            try:
                part = self._pipe.read(0, _READ_BYTES)
            except Exception as error:  # noqa: BLE001 - as above
                raise refusal(error) from None
            if not part:
                raise ConnectorError("io-error", "RPC")
            self._buffer += part
        part, self._buffer = self._buffer[:length], self._buffer[length:]
        return part
