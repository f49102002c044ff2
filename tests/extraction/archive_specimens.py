"""Archives and packed files that hold one text, written by hand: little of it is compressed, all of it is valid."""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib

NAME = b"meibo.txt"


def write_rar(raw: bytes) -> bytes:
    """RAR 4; only its maker's program compresses."""

    def block(kind: int, flags: int, body: bytes, content: bytes = b"") -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + content

    body = struct.pack("<IIBIIBBHI", len(raw), len(raw), 3, zlib.crc32(raw), 0x58814800, 20, 0x30, len(NAME), 0x81A4)
    start = b"Rar!\x1a\x07\0" + block(0x73, 0, bytes(6))
    return start + block(0x74, 0x8000, body + NAME, raw) + block(0x7B, 0x4000, b"")


def write_lzh(raw: bytes) -> bytes:
    """LHA with a header of level 0, the text stored."""
    checksum = 0
    for byte in raw:
        checksum ^= byte
        for _ in range(8):
            checksum = checksum >> 1 ^ (0xA001 if checksum & 1 else 0)
    head = struct.pack("<5sIIIBBB", b"-lh0-", len(raw), len(raw), 0x58814800, 0x20, 0, len(NAME))
    head += NAME + struct.pack("<H", checksum)
    return bytes([len(head), sum(head) & 0xFF]) + head + raw + b"\0"


def write_cab(raw: bytes) -> bytes:
    """A cabinet of Windows, the text stored."""
    file_at = 36 + 8
    data_at = file_at + 16 + len(NAME) + 1
    head = struct.pack("<4sIIIIIBBHHHHH", b"MSCF", 0, data_at + 8 + len(raw), 0, file_at, 0, 3, 1, 1, 1, 0, 0, 0)
    folder = struct.pack("<IHH", data_at, 1, 0)
    file = struct.pack("<IIHHHH", len(raw), 0, 0, 0x5881, 0x4800, 0x20) + NAME + b"\0"
    return head + folder + file + struct.pack("<IHH", 0, len(raw), len(raw)) + raw


def write_cpio(raw: bytes) -> bytes:
    """The format of newer cpio programs."""

    def entry(name: bytes, content: bytes, mode: int) -> bytes:
        fields = (1, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name) + 1, 0)
        head = b"070701" + b"".join(b"%08X" % field for field in fields) + name + b"\0"
        return _pad(head) + _pad(content)

    return entry(NAME, raw, 0o100644) + entry(b"TRAILER!!!", b"", 0)


def write_program(raw: bytes) -> bytes:
    """A program of Windows that unpacks itself: one section that does nothing, and a zip file behind it."""
    head = b"MZ\x90\0".ljust(60, b"\0") + struct.pack("<I", 64)
    head += b"PE\0\0" + struct.pack("<HH12xHH", 0x14C, 1, 0, 0) + struct.pack("<8s8xII16x", b".text", 512, 512)
    target = io.BytesIO(head.ljust(1024, b"\x90"))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(NAME.decode(), raw)
    return target.getvalue()


def _pad(content: bytes) -> bytes:
    return content + bytes(-len(content) % 4)


def write_rpm(raw: bytes) -> bytes:
    """A package of RPM without any header in its headers."""
    lead = struct.pack(">4sBBHH66sHH16x", b"\xed\xab\xee\xdb", 3, 0, 0, 1, b"meibo", 1, 5)
    header = b"\x8e\xad\xe8\x01" + bytes(4) + struct.pack(">II", 0, 0)
    return lead + header * 2 + gzip.compress(write_cpio(raw), mtime=0)


def write_ar(raw: bytes) -> bytes:
    """The archive of Unix."""
    head = b"%-16s%-12d%-6d%-6d%-8o%-10d`\n" % (NAME + b"/", 0, 0, 0, 0o100644, len(raw))
    return b"!<arch>\n" + head + raw + b"\n" * (len(raw) % 2)


def write_iso(raw: bytes) -> bytes:
    """An image of a disc, by libarchive."""
    import libarchive

    pieces: list[bytes] = []

    def keep(piece: bytes) -> int:
        pieces.append(bytes(piece))
        return len(piece)

    with libarchive.custom_writer(keep, "iso9660") as archive:
        archive.add_file_from_memory(NAME.decode(), len(raw), raw)
    return b"".join(pieces)


def write_lzma(raw: bytes) -> bytes:
    """What came before xz."""
    return lzma.compress(raw, lzma.FORMAT_ALONE)


def write_lzip(raw: bytes) -> bytes:
    """LZMA in another cover."""
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 16, "lc": 3, "lp": 0, "pb": 2}]
    packed = lzma.compress(raw, lzma.FORMAT_RAW, filters=filters)
    end = struct.pack("<IQQ", zlib.crc32(raw), len(raw), 6 + len(packed) + 20)
    return b"LZIP\x01\x10" + packed + end


def write_lz4(raw: bytes) -> bytes:
    """A frame of one block that is stored; the last byte of the head is its checksum."""
    return b"\x04\x22\x4d\x18\x60\x40\x82" + struct.pack("<I", len(raw) | 1 << 31) + raw + bytes(4)


def write_compress(raw: bytes) -> bytes:
    """What came before gzip: a code of nine bits for each byte, as long as there are few."""
    if len(raw) > 250:
        raise ValueError("codes would need ten bits")
    bits = sum(byte << 9 * place for place, byte in enumerate(raw))
    return b"\x1f\x9d\x10" + bits.to_bytes((9 * len(raw) + 7) // 8, "little")


def write_signed(raw: bytes) -> bytes:
    """What a signed mail is (PKCS #7), without the signatures."""

    def value(tag: int, *parts: bytes) -> bytes:
        content = b"".join(parts)
        size = len(content)
        length = bytes([size]) if size < 0x80 else b"\x82" + size.to_bytes(2, "big")
        return bytes([tag]) + length + content

    data = bytes.fromhex("06092a864886f70d010701")
    signed_data = bytes.fromhex("06092a864886f70d010702")
    inner = value(0x30, data, value(0xA0, value(0x04, raw)))
    signed = value(0x30, b"\x02\x01\x01", value(0x31), inner, value(0x31))
    return value(0x30, signed_data, value(0xA0, signed))
