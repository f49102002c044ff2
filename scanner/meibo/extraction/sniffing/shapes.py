"""Formats that no constant bytes begin: told by fields that fit together."""

from __future__ import annotations

import re
import tarfile

_DBASE_VERSIONS = frozenset(b"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\x8c\xcb\xe5\xf5\xfb")
_DBASE_HEADER_BYTES = 32
_DBASE_LEAST_BYTES = 33
_MONTHS, _DAYS = range(1, 13), range(1, 32)

_OCTAL = re.compile(rb" *[0-7]{1,7}[ \0]*")

_CPIO = re.compile(rb"07070[12][0-9A-Fa-f]{104}|070707[0-7]{70}")

_DER = re.compile(rb"\x30(?:\x80|[\x02-\x7f]|\x81.|\x82..|\x83...|\x84....)", re.DOTALL)
"""An ASN.1 sequence and its length (X.690)."""
_PKCS7 = re.compile(rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07([\x01-\x06])")
"""The object identifier of RFC 5652 (1.2.840.113549.1.7): 2 signed data, 3 enveloped data, 6 encrypted data."""
_SIGNED = 2
_DETACHED = re.compile(
    rb"\x30(?:\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01|\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\0\0)"
)
"""Signed data without the data: what is signed lies beside it."""
_PFX = re.compile(rb"\x02\x01\x03\x30")
"""RFC 7292: version 3, then the content."""
_KEY_OR_CERTIFICATE = re.compile(rb"\x30\x82..(?:\xa0\x03\x02\x01|\x02\x01)|\x02\x01[\x00\x01]", re.DOTALL)
_REACH_BYTES = 64


def is_dbase(head: bytes) -> bool:
    """Whether it is a dBASE table: a version, the date of its last change, and a header of whole field descriptors."""
    if len(head) < _DBASE_LEAST_BYTES or head[0] not in _DBASE_VERSIONS:
        return False
    header_bytes, record_bytes = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    if head[2] not in _MONTHS or head[3] not in _DAYS or header_bytes < _DBASE_LEAST_BYTES or record_bytes < 1:
        return False
    return len(head) < header_bytes or b"\r" in head[_DBASE_HEADER_BYTES : header_bytes + 1]


def is_old_tar(head: bytes) -> bool:
    """Whether it is a tar archive of before POSIX, which has no magic number but a checksum."""
    if not _OCTAL.fullmatch(head, 148, 156):
        return False
    try:
        return bool(tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "latin-1", "replace").name)
    except (tarfile.HeaderError, ValueError):
        return False


def is_cpio(head: bytes) -> bool:
    """Whether it is a cpio archive in one of its portable forms, whose headers are all digits."""
    return _CPIO.match(head) is not None


def tell_der(head: bytes) -> str | None:
    """What an ASN.1 file is: ``pkcs7``, ``pkcs7-signed``, ``pkcs7-signature``, ``pfx`` or ``certificate``."""
    start = _DER.match(head)
    if start is None:
        return None
    if (kind := _PKCS7.match(head, start.end())) is not None:
        if kind[1][0] != _SIGNED:
            return "pkcs7"
        return "pkcs7-signature" if _DETACHED.search(head, kind.end(), kind.end() + _REACH_BYTES) else "pkcs7-signed"
    if _PFX.match(head, start.end()):
        return "pfx"
    return "certificate" if _KEY_OR_CERTIFICATE.match(head, start.end()) else None
