"""Zip archives (PKWARE APPNOTE 6.3): also the package of all newer Office formats.

The standard library writes no names in CP932 and no encryption, both of which are everyday in Japan: the archives that
are mailed with a password are encrypted in the old way of PKWARE, since it is the only one that Windows opens.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from typing import TYPE_CHECKING, Final, Literal

from meibo.samples.writers.model import Written, enclose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meibo.samples.writers.model import File

_DATE: Final = (2026 - 1980) << 9 | 5 << 5 | 20
_TIME: Final = 9 << 11 | 30 << 5
_UTF_8: Final = 1 << 11
_ENCRYPTED: Final = 1
_STORED: Final = ("mimetype",)
"""OpenDocument and EPUB want this member first and as it is."""
_MASK: Final = 0xFFFFFFFF
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")


def write_zip(files: Sequence[File], encoding: Literal["cp932", "utf-8"] = "cp932", password: str = "") -> Written:
    """An archive of files, which lead to their values."""
    members = ((file.name, file.written.content) for file in files)
    return Written(pack(members, encoding, password), enclose(files))


def pack(members: Iterable[tuple[str, bytes]], encoding: str = "utf-8", password: str = "") -> bytes:
    """An archive of named contents; with a password each is encrypted, and their names are not."""
    body = bytearray()
    directory = bytearray()
    count = 0
    for name, content in members:
        raw_name = name.encode(encoding)
        flags = (_UTF_8 if encoding == "utf-8" and not name.isascii() else 0) | (_ENCRYPTED if password else 0)
        method = 0 if name in _STORED else zlib.DEFLATED
        crc = zlib.crc32(content)
        packed = _deflate(content) if method else content
        if password:
            packed = _encrypt(packed, password.encode("cp932"), crc, name)
        common = (flags, method, _TIME, _DATE, crc, len(packed), len(content), len(raw_name), 0)
        directory += _CENTRAL.pack(b"PK\x01\x02", 20, 20, *common, 0, 0, 0, 0, len(body)) + raw_name
        body += _LOCAL.pack(b"PK\x03\x04", 20, *common) + raw_name + packed
        count += 1
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def _deflate(content: bytes) -> bytes:
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(content) + deflater.flush()


def _encrypt(content: bytes, password: bytes, crc: int, name: str) -> bytes:
    """PKWARE's stream cipher (APPNOTE 6.1) behind its header of 12 bytes, the last of which checks the password."""
    cipher = _Cipher(password)
    header = hashlib.sha256(name.encode()).digest()[:11] + bytes([crc >> 24])
    return cipher.encrypt(header + content)


class _Cipher:
    """The three keys, which each byte changes."""

    def __init__(self, password: bytes) -> None:
        self._keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self._update(byte)

    def encrypt(self, content: bytes) -> bytes:
        encrypted = bytearray()
        for byte in content:
            key = self._keys[2] & 0xFFFF | 2
            encrypted.append(byte ^ (key * (key ^ 1) >> 8) & 0xFF)
            self._update(byte)
        return bytes(encrypted)

    def _update(self, byte: int) -> None:
        first, second, third = self._keys
        first = self._step(first, byte)
        second = ((second + (first & 0xFF)) * 134775813 + 1) & _MASK
        self._keys = [first, second, self._step(third, second >> 24)]

    def _step(self, key: int, byte: int) -> int:
        return key >> 8 ^ _CRC[(key ^ byte) & 0xFF]


def _make_crc_table() -> tuple[int, ...]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        table.append(value)
    return tuple(table)


_CRC: Final = _make_crc_table()
"""One step of CRC-32 for each byte, without the inversions around it that ``zlib.crc32`` makes."""
