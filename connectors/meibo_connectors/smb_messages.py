"""The few messages of SMB2 that reading a tree takes, packed and unpacked with ``struct``: [MS-SMB2] 2.2.

All are parts of one compound, and concern the file that its first part opens, or one that is named by its handle.
"""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

from meibo_connectors.base import ConnectorError

HEADER_BYTES: Final = 64
LAST_OPENED: Final = b"\xff" * 16
"""The handle that a compound's first part will have got."""
CREDIT_BYTES: Final = 65536

# [MS-SMB2] 2.2.13.1 access rights
READ_DATA, LIST_FOLDER, READ_ATTRIBUTES, WRITE_ATTRIBUTES = 0x1, 0x1, 0x80, 0x100
READ_CONTROL, SYNCHRONIZE = 0x20000, 0x100000
# [MS-SMB2] 2.2.13 CreateOptions
DIRECTORY, NON_DIRECTORY, BACKUP_INTENT, REPARSE_POINT, NO_RECALL = 0x1, 0x40, 0x4000, 0x200000, 0x400000

_CREATE, _CLOSE, _READ, _QUERY_DIRECTORY, _QUERY_INFO, _SET_INFO = 5, 6, 8, 14, 16, 17
_SHARE_ALL = 7  # nobody is kept from reading, writing or deleting meanwhile
_HEADER = struct.Struct("<4sHHIHHIIQIIQ16x")
_CREATE_BODY = struct.Struct("<HBBIQQIIIIIHHII")
_CLOSE_BODY = struct.Struct("<HHI16s")
_READ_BODY = struct.Struct("<HBBIQ16sIIIHHx")
_QUERY_INFO_BODY = struct.Struct("<HBBIHHIII16sx")
_QUERY_DIRECTORY_BODY = struct.Struct("<HBBI16sHHI")
_SET_INFO_BODY = struct.Struct("<HBBIHHI16s")
_ATTRIBUTES = struct.Struct("<QQQQQQI")
_CONTEXTS = struct.Struct("<II")
_CONTEXT = struct.Struct("<IHHHHI")
_READ_ANSWER = struct.Struct("<xxBxI")
_QUERY_ANSWER = struct.Struct("<xxHI")
_ON_DISK_ID = struct.pack("<IHHHHI4s4x", 0, 16, 4, 0, 0, 0, b"QFid")  # 2.2.13.2.9


class Message(NamedTuple):
    """A part of a compound."""

    command: int
    body: bytes
    credits: int = 1


class Reply(NamedTuple):
    """The answer to a part: its status, and the message with its header."""

    status: int
    packet: bytes


class Attributes(NamedTuple):
    """What an opened or closed file shows; times in units of 100 ns since 1601."""

    created: int
    accessed: int
    written: int
    changed: int
    allocated_bytes: int
    size_bytes: int
    attributes: int


def pack_header(
    command: int, charge: int, credit: int, flags: int, next_at: int, message_id: int, tree_id: int, session_id: int
) -> bytes:
    """The header of a message, still unsigned (2.2.1.2)."""
    return _HEADER.pack(
        b"\xfeSMB", HEADER_BYTES, charge, 0, command, credit, flags, next_at, message_id, 0, tree_id, session_id
    )


def create(path: bytes, access: int, options: int) -> Message:
    """Open what there is; ``path`` in UTF-16, below the share. Asks for the id on disk (2.2.13)."""
    name = path + bytes(-len(path) % 8) if path else bytes(8)
    body = _CREATE_BODY.pack(
        57, 0, 0, 2, 0, 0, access, 0, _SHARE_ALL, 1, options, 120, len(path), 120 + len(name), len(_ON_DISK_ID)
    )
    return Message(_CREATE, body + name + _ON_DISK_ID)


def close(handle: bytes = LAST_OPENED) -> Message:
    """Close, and say what the file looked like at the end (2.2.15)."""
    return Message(_CLOSE, _CLOSE_BODY.pack(24, 1, 0, handle))


def read(length: int, offset: int = 0, handle: bytes = LAST_OPENED) -> Message:
    """Read up to so many bytes (2.2.19)."""
    body = _READ_BODY.pack(49, 80, 0, length, offset, handle, 0, 0, 0, 0, 0)
    return Message(_READ, body, -(-length // CREDIT_BYTES))


def query_security(handle: bytes = LAST_OPENED) -> Message:
    """Owner, group and list of readers (2.2.37)."""
    return Message(_QUERY_INFO, _QUERY_INFO_BODY.pack(41, 3, 0, CREDIT_BYTES, 0, 0, 0, 7, 0, handle))


def query_attributes(handle: bytes) -> Message:
    """FileNetworkOpenInformation ([MS-FSCC] 2.4.29)."""
    return Message(_QUERY_INFO, _QUERY_INFO_BODY.pack(41, 1, 34, 56, 0, 0, 0, 0, 0, handle))


def query_directory(length: int, handle: bytes = LAST_OPENED) -> Message:
    """The next entries of a folder as FileIdBothDirectoryInformation (2.2.33)."""
    body = _QUERY_DIRECTORY_BODY.pack(33, 37, 0, 0, handle, 96, 2, length) + b"*\0"
    return Message(_QUERY_DIRECTORY, body, -(-length // CREDIT_BYTES))


def set_access_time(accessed: int, handle: bytes = LAST_OPENED) -> Message:
    """Set nothing but the time of the last access: FileBasicInformation ([MS-FSCC] 2.4.7)."""
    body = _SET_INFO_BODY.pack(33, 1, 4, 40, 96, 0, 0, handle) + struct.pack("<QQQQII", 0, accessed, 0, 0, 0, 0)
    return Message(_SET_INFO, body)


def attributes_of(reply: Reply) -> Attributes:
    """What the answer to ``create`` or ``close`` says of the file. Like all of these, raises ConnectorError for an
    answer that ends too early."""
    return Attributes(*_unpack(_ATTRIBUTES, reply.packet, HEADER_BYTES + 8))


def queried_attributes_of(reply: Reply) -> Attributes:
    """The same from the answer to ``query_attributes``."""
    return Attributes(*_unpack(_ATTRIBUTES, buffer_of(reply), 0))


def handle_of(reply: Reply) -> bytes:
    """The handle in the answer to ``create``."""
    return reply.packet[128:144]


def disk_id_of(reply: Reply) -> int:
    """The id on disk in the answer to ``create``, 0 where the server gives none (2.2.14.2.9)."""
    at, length = _unpack(_CONTEXTS, reply.packet, 144)
    while length:
        next_at, name_at, _, _, data_at, data_bytes = _unpack(_CONTEXT, reply.packet, at)
        if reply.packet[at + name_at : at + name_at + 4] == b"QFid" and data_bytes >= 8:
            return int.from_bytes(reply.packet[at + data_at : at + data_at + 8], "little")
        if 0 < next_at < _CONTEXT.size:
            raise _damaged()
        at, length = at + next_at, next_at
    return 0


def content_of(reply: Reply) -> bytes:
    """The bytes in the answer to ``read`` (2.2.20)."""
    offset, length = _unpack(_READ_ANSWER, reply.packet, HEADER_BYTES)
    return reply.packet[offset : offset + length]


def buffer_of(reply: Reply) -> bytes:
    """What the answer to a query holds (2.2.34, 2.2.38)."""
    offset, length = _unpack(_QUERY_ANSWER, reply.packet, HEADER_BYTES)
    return reply.packet[offset : offset + length]


def _unpack(form: struct.Struct, packet: bytes, at: int) -> tuple[int, ...]:
    if at + form.size > len(packet):
        raise _damaged()
    return form.unpack_from(packet, at)


def _damaged() -> ConnectorError:
    return ConnectorError("io-error", "damaged-answer")
