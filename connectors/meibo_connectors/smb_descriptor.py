"""The security descriptor of a file, taken apart: [MS-DTYP] 2.4.6, as servers send it (self-relative)."""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

_HAS_READERS: Final = 0x4
_INHERIT_ONLY: Final = 0x8
_READING: Final = 0x1 | 0x10000000 | 0x80000000
"""FILE_READ_DATA, GENERIC_ALL, GENERIC_READ (2.4.3); FILE_ALL_ACCESS has the first of them."""

_ALLOW: Final = frozenset({0x00, 0x04, 0x05, 0x09, 0x0B})
_DENY: Final = frozenset({0x01, 0x06, 0x0A, 0x0C})
_OF_OBJECT: Final = frozenset({0x05, 0x06, 0x0B, 0x0C})
_CONDITIONAL: Final = frozenset({0x09, 0x0A, 0x0B, 0x0C})
_OTHERS: Final = frozenset({0x02, 0x03, 0x07, 0x08, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14})
"""Audits, alarms, labels, attributes, policies and filters (2.4.4.1), which grant nothing."""


class DamagedError(ValueError):
    """What is no security descriptor; says in a word what was wrong."""


class Ace(NamedTuple):
    """An entry that grants or refuses the reading of a file's content to somebody."""

    sid: str
    allows: bool
    is_certain: bool
    """Without a condition that only the server can weigh."""


class Descriptor(NamedTuple):
    """Who owns a file, and who is granted or refused what, in order."""

    owner: str
    """As ``S-1-…``; empty where it isn't said."""
    aces: tuple[Ace, ...] | None
    """None where there is no list at all, which grants everything to everybody."""


def parse(data: bytes) -> Descriptor:
    """Take a descriptor apart; entries that don't concern reading are left out. Raises DamagedError."""
    if len(data) < 20:
        raise DamagedError("too short")
    revision, control, owner_at, _, _, list_at = struct.unpack_from("<BxHIIII", data)
    if revision != 1:
        raise DamagedError("unknown revision")
    owner = read_sid(data[owner_at:]) if owner_at else ""
    return Descriptor(owner, _read_list(data[list_at:]) if control & _HAS_READERS and list_at else None)


def read_sid(data: bytes) -> str:
    """The text of the identifier that some bytes begin with ([MS-DTYP] 2.4.2.1, 2.4.2.2); raises DamagedError.

    >>> read_sid(bytes.fromhex("010100000000000512000000"))
    'S-1-5-18'
    """
    if len(data) < 8 or data[0] != 1 or data[1] > 15 or len(data) < 8 + 4 * data[1]:
        raise DamagedError("broken SID")
    authority = int.from_bytes(data[2:8])
    numbers = struct.unpack_from(f"<{data[1]}I", data, 8)
    first = str(authority) if authority < 1 << 32 else f"0x{authority:012X}"
    return "-".join(("S-1", first, *map(str, numbers)))


def _read_list(data: bytes) -> tuple[Ace, ...]:
    if len(data) < 8:
        raise DamagedError("broken list")
    revision, size_bytes, count = struct.unpack_from("<BxHH", data)
    if revision not in (2, 4) or not 8 <= size_bytes <= len(data):
        raise DamagedError("broken list")
    aces = []
    at = 8
    for _ in range(count):
        kind, flags, length = struct.unpack_from("<BBH", data, at) if at + 4 <= size_bytes else (0, 0, 0)
        if length < 8 or at + length > size_bytes:
            raise DamagedError("broken entry")
        if kind not in _OTHERS and not flags & _INHERIT_ONLY:
            ace = _read_ace(kind, data[at : at + length])
            if ace is not None:
                aces.append(ace)
        at += length
    return tuple(aces)


def _read_ace(kind: int, data: bytes) -> Ace | None:
    """The entry, None where it doesn't concern reading (2.4.4.2 to 2.4.4.9)."""
    if kind not in _ALLOW and kind not in _DENY:
        raise DamagedError(f"entry of unknown type {kind}")
    if not int.from_bytes(data[4:8], "little") & _READING:
        return None
    is_certain = kind not in _CONDITIONAL and kind != 0x04
    at = 12 if kind == 0x04 else 8
    if kind in _OF_OBJECT:
        flags = int.from_bytes(data[8:12], "little")
        is_certain = is_certain and not flags & 1  # of a property, which a file has not
        at = 12 + 16 * (flags & 1) + 16 * (flags >> 1 & 1)
    return Ace(read_sid(data[at:]), kind in _ALLOW, is_certain)
