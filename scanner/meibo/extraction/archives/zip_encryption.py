"""How members of a zip file are encrypted: ZipCrypto (PKWARE APPNOTE 6.1) and AES (WinZip's AE-1 and AE-2).

A password is known to be wrong by one byte (ZipCrypto) or two (AES); whether it is right, only the content tells.
"""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple

from meibo.extraction.archives.unpacking import ChecksumError
from meibo.extraction.archives.zip_directory import SIZES_FOLLOW, ZipEntry, find_extra

AES_METHOD = 99
_AES_FIELD = 0x9901
_AES_ROW = struct.Struct("<H2sBH")
_AES_SALT_BYTES = {1: 8, 2: 12, 3: 16}
_AES_CHECK_BYTES = 2
_AES_SEAL_BYTES = 10
_AE1 = 1
_CRYPTO_HEADER_BYTES = 12


class AesField(NamedTuple):
    """What the extra field of a member says."""

    version: int
    strength: int
    method: int
    """How the member is packed."""

    @property
    def has_crc(self) -> bool:
        """Version 2 shows no checksum, which would tell of small content."""
        return self.version == _AE1


def read_aes_field(entry: ZipEntry) -> AesField | None:
    """What the member says about its AES, None where it says nothing that is known."""
    raw = find_extra(entry.extra, _AES_FIELD)
    if raw is None or len(raw) < _AES_ROW.size:
        return None
    version, _, strength, method = _AES_ROW.unpack_from(raw)
    return AesField(version, strength, method) if strength in _AES_SALT_BYTES else None


def open_encrypted(
    entry: ZipEntry, read: Callable[[int], bytes], packed_bytes: int, password: bytes
) -> Callable[[int], bytes] | None:
    """A function that reads what was encrypted; None where the password is wrong, or the encryption is unknown."""
    if entry.method == AES_METHOD:
        field = read_aes_field(entry)
        return _open_aes(field, read, packed_bytes, password) if field is not None else None
    decrypt = _make_decrypter(password)
    header = decrypt(read(_CRYPTO_HEADER_BYTES))
    check = entry.time >> 8 if entry.flags & SIZES_FOLLOW else entry.crc >> 24
    if len(header) < _CRYPTO_HEADER_BYTES or header[-1] != check:
        return None
    return lambda most: decrypt(read(most))


def _open_aes(
    field: AesField, read: Callable[[int], bytes], packed_bytes: int, password: bytes
) -> Callable[[int], bytes] | None:
    from pyzipper.zipfile_aes import AESZipDecrypter

    header_bytes = _AES_SALT_BYTES[field.strength] + _AES_CHECK_BYTES
    header = read(header_bytes)
    if len(header) < header_bytes:
        return None
    try:
        decrypter = AESZipDecrypter(SimpleNamespace(wz_aes_strength=field.strength, filename=""), password, header)
    except RuntimeError:
        return None
    left = packed_bytes - header_bytes - _AES_SEAL_BYTES

    def read_decrypted(most: int) -> bytes:
        nonlocal left
        raw = read(min(most, left)) if left > 0 else b""
        left -= len(raw)
        if raw and not left:
            chunk: bytes = decrypter.decrypt(raw)
            try:
                decrypter.check_hmac(read(_AES_SEAL_BYTES))
            except Exception:  # noqa: BLE001 - its own class, whose message holds a name
                raise ChecksumError from None
            return chunk
        decrypted: bytes = decrypter.decrypt(raw) if raw else b""
        return decrypted

    return read_decrypted


def _make_decrypter(password: bytes) -> Callable[[bytes], bytes]:
    """A function that decrypts the bytes of a member in their order."""
    sums, mask = _crc_table(), _mask_table()
    key0, key1, key2 = 0x12345678, 0x23456789, 0x34567890
    for byte in password:
        key0 = key0 >> 8 ^ sums[(key0 ^ byte) & 0xFF]
        key1 = ((key1 + (key0 & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        key2 = key2 >> 8 ^ sums[(key2 ^ key1 >> 24) & 0xFF]

    def decrypt(raw: bytes) -> bytes:
        nonlocal key0, key1, key2
        k0, k1, k2 = key0, key1, key2  # local names and nothing called: this loop is all of the time that it takes
        decrypted: list[int] = []
        add = decrypted.append
        for byte in raw:
            byte ^= mask[k2 & 0xFFFF]
            add(byte)
            k0 = k0 >> 8 ^ sums[(k0 ^ byte) & 0xFF]
            k1 = ((k1 + (k0 & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
            k2 = k2 >> 8 ^ sums[(k2 ^ k1 >> 24) & 0xFF]
        key0, key1, key2 = k0, k1, k2
        return bytes(decrypted)

    return decrypt


@functools.cache
def _mask_table() -> bytes:
    """What a byte is masked with, by the lower half of the third key."""
    return bytes(((key | 2) * ((key | 2) ^ 1) >> 8) & 0xFF for key in range(1 << 16))


@functools.cache
def _crc_table() -> tuple[int, ...]:
    """The checksum of each byte without the two inversions that ``zlib.crc32`` makes."""
    return tuple(zlib.crc32(bytes([byte]), 0xFFFFFFFF) ^ 0xFFFFFFFF for byte in range(256))
