"""Archives that libarchive reads: each is made here by hand, with members that are stored."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import pytest

from extraction.reading import blocks_of, codes_of, read_content, text_of
from meibo.extraction.archives import system_archive
from meibo.extraction.archives.libarchive import load_libarchive
from meibo.extraction.archives.rar_archive import read_head
from meibo.extraction.model import Limits, Notice

_ROSTER = "氏名,電話\n久保田 利休,080-3114-6031\n".encode()
_needs_library = pytest.mark.skipif(load_libarchive() is None, reason="libarchive is not installed")
Members = dict[str, bytes]


def _rar4(members: Members, main_flags: int = 0, file_flags: int = 0) -> bytes:
    """Version 4: blocks with a checksum of 16 bits; names in Unicode behind a plain one."""

    def block(kind: int, flags: int, body: bytes) -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    out = b"Rar!\x1a\x07\0" + block(0x73, main_flags, bytes(6))
    for name, content in members.items():
        raw = name.encode()
        body = struct.pack("<LLBLLBBHL", len(content), len(content), 2, zlib.crc32(content), 0x5A210000, 20, 0x30,
                           len(raw), 0x20) + raw  # fmt: skip
        out += block(0x74, 0x8000 | file_flags, body) + content
    return out + block(0x7B, 0x4000, b"")


def _rar5(members: Members, main_flags: int = 0) -> bytes:
    """Version 5: numbers of seven bits a byte."""

    def number(value: int) -> bytes:
        return bytes([value & 0x7F | 0x80]) + number(value >> 7) if value > 0x7F else bytes([value])

    def block(kind: int, body: bytes, data: bytes = b"") -> bytes:
        head = number(kind) + number(2 if data else 0) + (number(len(data)) if data else b"") + body
        head = number(len(head)) + head
        return struct.pack("<L", zlib.crc32(head)) + head + data

    out = b"Rar!\x1a\x07\x01\0" + block(1, number(main_flags))
    for name, content in members.items():
        raw = name.encode()
        body = number(4) + number(len(content)) + number(0x20) + struct.pack("<L", zlib.crc32(content))
        out += block(2, body + number(0) + number(1) + number(len(raw)) + raw, content)
    return out + block(5, number(0))


def _lzh(members: Members) -> bytes:
    """Level 0 headers, as LHa wrote them; names in CP932."""
    out = b""
    for name, content in members.items():
        raw = name.encode("cp932")
        body = b"-lh0-" + struct.pack("<LLLBBB", len(content), len(content), 0x5A210000, 0x20, 0, len(raw)) + raw
        body += struct.pack("<H", _crc16(content))
        out += bytes([len(body), sum(body) & 0xFF]) + body + content
    return out + b"\0"


def _crc16(content: bytes) -> int:
    value = 0
    for byte in content:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value


def _cab(members: Members) -> bytes:
    """One folder of one block that is not packed ([MS-CAB])."""
    rows, data = b"", b"".join(members.values())
    at = 0
    for name, content in members.items():
        rows += struct.pack("<LLHHHH", len(content), at, 0, 0, 0, 0x80) + name.encode() + b"\0"
        at += len(content)
    files_at = 36 + 8
    data_at = files_at + len(rows)
    block = struct.pack("<LHH", 0, len(data), len(data)) + data
    head = struct.pack(
        "<4sLLLLLBBHHHHH", b"MSCF", 0, data_at + len(block), 0, files_at, 0, 3, 1, 1, len(members), 0, 0, 0
    )
    return head + struct.pack("<LHH", data_at, 1, 0) + rows + block


def _cpio(members: Members) -> bytes:
    """The new portable form."""
    out = b""
    for name, content in [*members.items(), ("TRAILER!!!", b"")]:
        raw = name.encode() + b"\0"
        fields = (1, 0o100644, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(raw), 0)
        head = b"070701" + b"".join(b"%08X" % field for field in fields) + raw
        out += head + bytes(-len(head) % 4) + content + bytes(-len(content) % 4)
    return out


def _ar(members: Members) -> bytes:
    """As Debian packages are made."""
    out = b"!<arch>\n"
    for name, content in members.items():
        out += f"{name + '/':<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode()
        out += content + b"\n" * (len(content) % 2)
    return out


def _iso(members: Members) -> bytes:
    """ISO 9660 with one folder."""

    def row(name: bytes, sector: int, size: int, flags: int) -> bytes:
        both = struct.pack("<L", sector) + struct.pack(">L", sector) + struct.pack("<L", size) + struct.pack(">L", size)
        raw = bytes([0]) + both + bytes([125, 5, 1, 0, 0, 0, 0, flags, 0, 0, 1, 0, 0, 1, len(name)]) + name
        raw += b"\0" * ((len(raw) + 1) % 2)
        return bytes([len(raw) + 1]) + raw

    first = 20
    rows, data = row(b"\0", 19, 2048, 2) + row(b"\1", 19, 2048, 2), b""
    for name, content in members.items():
        rows += row(name.encode() + b";1", first + len(data) // 2048, len(content), 0)
        data += content.ljust(-(-len(content) // 2048) * 2048, b"\0")
    volume = bytearray(b"\1CD001\1\0".ljust(2048, b"\0"))
    sectors = first + len(data) // 2048
    volume[80:88] = struct.pack("<L", sectors) + struct.pack(">L", sectors)
    volume[120:124] = volume[124:128] = struct.pack("<H", 1) + struct.pack(">H", 1)
    volume[128:132] = struct.pack("<H", 2048) + struct.pack(">H", 2048)
    volume[140:144], volume[148:152] = struct.pack("<L", 18), struct.pack(">L", 18)
    volume[156:190] = row(b"\0", 19, 2048, 2)
    volume[881] = 1
    end = b"\xffCD001\1".ljust(2048, b"\0")
    return bytes(16 * 2048) + bytes(volume) + end + bytes(2048) + rows.ljust(2048, b"\0") + data + bytes(8 * 2048)


_MAKERS: dict[str, Callable[[Members], bytes]] = {
    "rar4": _rar4,
    "rar": _rar5,
    "lzh": _lzh,
    "cab": _cab,
    "cpio": _cpio,
    "ar": _ar,
    "iso": _iso,
}
_MEMBERS = {"ROSTER.CSV": _ROSTER, "B.TXT": b"b\n"}


@_needs_library
@pytest.mark.parametrize("kind", _MAKERS)
def test_members_and_names_are_read(kind: str) -> None:
    """Members as they come, names behind them."""
    items = read_content(_MAKERS[kind](_MEMBERS), f"a.{kind}")
    assert codes_of(items) == []
    assert [block.position.container for block in blocks_of(items)] == [("ROSTER.CSV",), ("B.TXT",), ("names",)]
    assert text_of(items) == _ROSTER.decode() + "\nb\n\nROSTER.CSV\nB.TXT\n"


@_needs_library
@pytest.mark.parametrize("kind", ["rar4", "rar", "lzh", "cpio", "cab"])
def test_japanese_names(kind: str) -> None:
    """In the encoding of the format, or of the system that wrote it."""
    items = read_content(_MAKERS[kind]({"名簿/顧客.csv": _ROSTER}), "a")
    assert "名簿/顧客.csv\n" in text_of(items)


@pytest.mark.slow
@_needs_library
@pytest.mark.parametrize("kind", _MAKERS)
def test_any_cut_and_change_ends_well(kind: str) -> None:
    """With what there is."""
    content = _MAKERS[kind]({"A.TXT": _ROSTER, "B.TXT": _ROSTER * 9})
    for sixteenth in range(16):
        read_content(content[: len(content) * sixteenth // 16], "a")
        for step in range(16 if kind == "iso" else 128):
            changed = bytearray(content)
            changed[(len(content) * sixteenth // 16 + step) % len(content)] ^= 1 << step % 8
            read_content(bytes(changed), "a")


@_needs_library
@pytest.mark.parametrize("kind", ["rar4", "rar", "lzh", "cpio", "ar"])
def test_cut_archive_gives_what_is_left(kind: str) -> None:
    """And is said to be damaged."""
    content = _MAKERS[kind]({"A.TXT": _ROSTER, "B.TXT": _ROSTER * 9})
    items = read_content(content[:-200], "a")
    assert "080-3114-6031" in text_of(items)
    assert "damaged" in codes_of(items)


@_needs_library
def test_limits_keep_what_was_read() -> None:
    """Members."""
    items = read_content(_cpio({f"{n}.txt": "電話\n".encode() for n in range(10)}), "a.cpio", Limits(members=3))
    assert (codes_of(items), text_of(items).count("電話")) == (["member-limit"], 3)


@_needs_library
def test_encrypted_rar_members_are_named_and_counted() -> None:
    """libarchive does not decrypt RAR."""
    items = read_content(_rar4({"名簿.csv": _ROSTER}, file_flags=4), "a.rar")
    assert Notice("encrypted", 1) in items
    assert "名簿.csv" in text_of(items)


def test_encrypted_names_and_volumes_of_rar() -> None:
    """Both stand in the first block."""
    assert read_head(_rar4({}, 0x80)) == (True, False)
    assert read_head(_rar4({}, 0x01)) == (False, True)
    assert read_head(_rar5({}, 1)) == (False, True)
    assert read_head(_rar5({})) == (False, False)
    encryption = b"\x04\0" + bytes(20)
    assert read_head(b"Rar!\x1a\x07\x01\0" + bytes(4) + bytes([len(encryption)]) + encryption) == (True, False)
    assert read_content(_rar4({"a.txt": _ROSTER}, 0x80), "a.rar") == [Notice("encrypted")]


@_needs_library
def test_volume_of_rar_is_read_as_far_as_it_goes() -> None:
    """And said to be one of several."""
    items = read_content(_rar5({"a.txt": _ROSTER}, 1), "a.part1.rar")
    assert Notice("format-not-read", detail="one volume of several") in items
    assert "080-3114-6031" in text_of(items)


@_needs_library
def test_packed_by_rare_programs() -> None:
    """The old compress, which wrote .Z; one file under the name without the suffix."""
    content = bytes.fromhex("1f9d90") + _compress(b"phone 03\n")
    items = read_content(content, "a.txt.Z")
    assert ([block.position.container for block in blocks_of(items)], text_of(items)) == ([("a.txt",)], "phone 03\n")


def _compress(content: bytes) -> bytes:
    """LZW without any match: codes of nine bits."""
    bits = sum(byte << 9 * at for at, byte in enumerate(content))
    return bits.to_bytes(-(-9 * len(content) // 8), "little")


def test_without_the_library_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no package, but a part of the system."""
    monkeypatch.setattr(system_archive, "load_libarchive", lambda: None)
    assert read_content(_rar5(_MEMBERS), "a.rar") == [Notice("format-not-read", detail="rar: install libarchive")]
