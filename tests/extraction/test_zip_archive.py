"""Zip archives: names, members, passwords, damage; every archive is made here."""

from __future__ import annotations

import binascii
import io
import struct
import zipfile
import zlib

import pytest
import pyzipper

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.archives.zip_directory import NoDirectoryError, read_directory, read_headers
from meibo.extraction.model import Limits, Notice
from meibo_detectors.model import Block

_ROSTER = "氏名,電話\n久保田 利休,080-3114-6031\n"
_BIG = "".join(f"{n},社員{n:05d},03-{n % 9000 + 1000}-5678\n" for n in range(20_000))


def _zip(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _zip_raw(name: bytes, content: bytes, flags: int = 0, extra: bytes = b"", crc: int | None = None) -> bytes:
    """An archive of one stored member, as a writer that knows no Unicode makes it."""
    crc = zlib.crc32(content) if crc is None else crc
    local = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, flags, 0, 0, 33, crc, len(content), len(content), len(name), len(extra)
    )
    row = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, flags, 0, 0, 33, crc, len(content), len(content), len(name),
                      len(extra), 0, 0, 0, 0, 0)  # fmt: skip
    member, directory = local + name + extra + content, row + name + extra
    return member + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(member), 0)


def _encrypt(content: bytes, password: bytes, crc: int) -> bytes:
    """ZipCrypto, which the standard library only reads."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def step(byte: int) -> None:
        keys[0] = binascii.crc32(bytes([byte]), keys[0] ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = binascii.crc32(bytes([keys[1] >> 24]), keys[2] ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    for byte in password:
        step(byte)
    out = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + content:
        k = keys[2] | 2
        out.append(byte ^ (k * (k ^ 1) >> 8) & 0xFF)
        step(byte)
    return bytes(out)


def _zip_crypto(
    members: dict[str, bytes], password: bytes, *, is_packed: bool = True, plain: tuple[str, ...] = ()
) -> bytes:
    """Members that are encrypted with ZipCrypto, but for those named in ``plain``."""
    content, directory = b"", b""
    for name, text in members.items():
        raw, crc, is_closed = name.encode("cp932"), zlib.crc32(text), name not in plain
        packer = zlib.compressobj(wbits=-15)
        body = packer.compress(text) + packer.flush() if is_packed else text
        body = _encrypt(body, password, crc) if is_closed else body
        fields = (20, int(is_closed), 8 * is_packed, 0, 33, crc, len(body), len(text), len(raw))
        directory += struct.pack("<4sH9HLLLHHHHHLL"[:3] + "6H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0,
                                 len(content)) + raw  # fmt: skip
        content += struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields, 0) + raw + body
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), len(content), 0)
    return content + directory + end


def _zip_aes(members: dict[str, bytes], password: bytes, bits: int = 256) -> bytes:
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        archive.setpassword(password)
        archive.setencryption(pyzipper.WZ_AES, nbits=bits)
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _where(items: list[Block | Notice]) -> list[tuple[tuple[str, ...], int | None]]:
    return [(block.position.container, block.position.line) for block in blocks_of(items)]


def test_names_and_members_are_read() -> None:
    """Names first, one a line, then each member in its place."""
    items = read_content(_zip({"名簿/顧客.csv": _ROSTER, "memo.txt": "電話 090-1234-5678\n"}), "a.zip")
    assert _where(items) == [(("names",), 1), (("名簿/顧客.csv",), 1), (("memo.txt",), 1)]
    assert [core_of(block) for block in blocks_of(items)] == [
        "名簿/顧客.csv\nmemo.txt\n",
        _ROSTER,
        "電話 090-1234-5678\n",
    ]
    assert codes_of(items) == []


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_method_is_unpacked(method: int) -> None:
    """Those that the standard library writes."""
    items = read_content(_zip({"a.csv": _BIG, "b.csv": _ROSTER}, method), "a.zip")
    assert codes_of(items) == []
    assert _BIG in text_of(items)
    assert _ROSTER in text_of(items)


@pytest.mark.parametrize(("method", "library"), [(93, "backports.zstd"), (95, "lzma")])
def test_newer_methods_are_unpacked(method: int, library: str) -> None:
    """Zstandard and xz, as 7-Zip and others write them."""
    packed = pytest.importorskip(library).compress(_ROSTER.encode())
    content = bytearray(_zip_raw(b"a.csv", packed, crc=zlib.crc32(_ROSTER.encode())))
    for at in (8, content.index(b"PK\x01\x02") + 10):
        content[at : at + 2] = struct.pack("<H", method)
    items = read_content(bytes(content), "a.zip")
    assert (_ROSTER in text_of(items), codes_of(items)) == (True, [])


def test_deflate64_is_unpacked() -> None:
    """Method 9, as Windows writes it for large files; a stream without long matches is the same as deflate."""
    pytest.importorskip("inflate64")
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(_ROSTER.encode()) + packer.flush()
    content = bytearray(_zip_raw(b"a.csv", packed, crc=zlib.crc32(_ROSTER.encode())))
    for at in (8, content.index(b"PK\x01\x02") + 10):
        content[at : at + 2] = struct.pack("<H", 9)
    items = read_content(bytes(content), "a.zip")
    assert (_ROSTER in text_of(items), codes_of(items)) == (True, [])


def test_unknown_method_is_said() -> None:
    """What cannot be unpacked is counted, under the number of its method."""
    content = bytearray(_zip_raw("秘密.csv".encode("cp932"), b"x" * 9))
    for at in (8, content.index(b"PK\x01\x02") + 10):
        content[at : at + 2] = struct.pack("<H", 97)
    items = read_content(bytes(content), "a.zip")
    assert Notice("format-not-read", 1, "zip method 97") in items
    assert "秘密.csv" in text_of(items)


_UTF8 = "髙橋㈱.txt".encode()


@pytest.mark.parametrize(
    ("raw", "flags", "extra", "name"),
    [
        ("髙橋㈱.txt".encode("cp932"), 0, b"", "髙橋㈱.txt"),
        (_UTF8, 0x800, b"", "髙橋㈱.txt"),
        (_UTF8, 0, b"", "髙橋㈱.txt"),
        (b"?.txt", 0, struct.pack("<HHBL", 0x7075, 5 + len(_UTF8), 1, zlib.crc32(b"?.txt")) + _UTF8, "髙橋㈱.txt"),
        (b"x.txt", 0, struct.pack("<HHBL", 0x7075, 5 + len(_UTF8), 1, 0) + _UTF8, "x.txt"),  # of another name
        ("氏名\\一覧.txt".encode("cp932"), 0, b"", "氏名\\一覧.txt"),
        (b"../../etc/passwd", 0, b"", "../../etc/passwd"),
        (b"/etc/passwd", 0, b"", "/etc/passwd"),
        (b"C:\\x.txt", 0, b"", "C:\\x.txt"),
        ("表ソ能.txt".encode("cp932"), 0, b"", "表ソ能.txt"),  # characters whose second byte is a backslash
        (b"\xff\xfe.txt", 0x800, b"", "\ufffd\ufffd.txt"),
        (b"", 0, b"", ""),
    ],
)
def test_names_are_decoded(raw: bytes, flags: int, extra: bytes, name: str) -> None:
    """By flag or extra field, else by what they look like; a name only names, it is nowhere written to."""
    items = read_content(_zip_raw(raw, "電話\n".encode(), flags, extra), "a.zip")
    assert codes_of(items) == []
    assert ("電話" in text_of(items)) is True
    assert (("names",), 1) in _where(items) or not name
    assert any(block.position.container == ((name,) if name else ()) for block in blocks_of(items))


def test_folders_are_no_members() -> None:
    """Nor are they listed."""
    items = read_content(_zip({"名簿/": b"", "名簿/a.txt": "電話\n"}), "a.zip")
    assert core_of(blocks_of(items)[0]) == "名簿/a.txt\n"


def test_members_of_one_name_are_all_read() -> None:
    """As an archive to which a file was added twice."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "一つ目\n")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", "二つ目\n")
    assert text_of(read_content(target.getvalue(), "a.zip")) == "a.txt\na.txt\n\n一つ目\n\n二つ目\n"


def test_archives_inside_of_archives() -> None:
    """Each level shows its names and adds to the place; a document under a wrong name is read as what it is."""
    inner = _zip({"内.txt": "個人番号\n"})
    items = read_content(_zip({"外/inner.dat": inner}), "a.zip")
    assert _where(items) == [(("names",), 1), (("外/inner.dat", "names"), 1), (("外/inner.dat", "内.txt"), 1)]


def test_passwords_open_zip_crypto() -> None:
    """The names show without one; a member that is not encrypted is read in any case."""
    content = _zip_crypto({"名簿.csv": _ROSTER.encode(), "memo.txt": b"memo\n"}, b"Pass2025", plain=("memo.txt",))
    items = read_content(content, "a.zip")
    assert codes_of(items) == ["encrypted"]
    assert Notice("encrypted", 1) in items
    assert text_of(items) == "名簿.csv\nmemo.txt\n\nmemo\n"
    items = read_content(content, "a.zip", passwords=("wrong", "Pass2025"))
    assert codes_of(items) == ["password-opened"]
    assert _ROSTER in text_of(items)


@pytest.mark.parametrize("is_packed", [True, False])
def test_wrong_passwords_that_pass_the_check_byte_are_refused(*, is_packed: bool) -> None:
    """One in 256 does: of a thousand, some would open nonsense."""
    content = _zip_crypto({"名簿.csv": _ROSTER.encode()}, b"right", is_packed=is_packed)
    words = [f"wrong{n}" for n in range(1_000)]
    assert codes_of(read_content(content, "a.zip", passwords=words)) == ["encrypted"]
    items = read_content(content, "a.zip", passwords=[*words, "right"])
    assert (codes_of(items), _ROSTER in text_of(items)) == (["password-opened"], True)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_japanese_passwords_in_either_encoding(encoding: str) -> None:
    """Windows encrypts with CP932, others with UTF-8."""
    content = _zip_crypto({"a.csv": _ROSTER.encode()}, "秘密の鍵".encode(encoding))
    assert codes_of(read_content(content, "a.zip", passwords=("秘密の鍵",))) == ["password-opened"]


@pytest.mark.parametrize("bits", [128, 192, 256])
def test_passwords_open_aes(bits: int) -> None:
    """All three lengths of key."""
    content = _zip_aes({"名簿.csv": _ROSTER.encode(), "b.csv": _BIG.encode()}, b"Pass2025", bits)
    items = read_content(content, "a.zip", passwords=("wrong",))
    assert Notice("encrypted", 2) in items
    items = read_content(content, "a.zip", passwords=("wrong", "Pass2025"))
    assert codes_of(items) == ["password-opened"]
    assert _ROSTER in text_of(items)
    assert _BIG in text_of(items)


def test_members_with_passwords_of_their_own() -> None:
    """An archive to which somebody added a file under another password."""
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w", encryption=pyzipper.WZ_AES) as archive:
        for name, password in (("a.txt", b"one"), ("bb.txt", b"two"), ("cc.txt", b"three")):
            archive.setpassword(password)
            archive.writestr(name, name)
    items = read_content(target.getvalue(), "a.zip", passwords=("one", "two"))
    assert codes_of(items) == ["password-opened", "encrypted"]
    assert Notice("encrypted", 1) in items
    assert text_of(items) == "a.txt\nbb.txt\ncc.txt\n\na.txt\nbb.txt"


def test_changed_cipher_text_is_damage() -> None:
    """The seal of an AES member is checked."""
    content = bytearray(_zip_aes({"b.csv": _BIG.encode()}, b"pw"))
    content[len(content) // 2] ^= 1
    assert codes_of(read_content(bytes(content), "a.zip", passwords=("pw",))) in (
        ["password-opened", "damaged"],
        ["encrypted"],
    )


def test_archive_without_its_end_is_read_by_its_headers() -> None:
    """What a broken download leaves: every whole member, and the beginning of the one that is cut."""
    content = _zip({"a.csv": _ROSTER, "b.csv": _BIG, "c.csv": "c\n"})
    whole = read_content(content[: content.index(b"PK\x01\x02") + 10], "a.zip")
    assert codes_of(whole) == ["damaged"]
    assert _ROSTER in text_of(whole)
    assert _BIG in text_of(whole)
    cut = read_content(content[: len(content) // 2], "a.zip")
    assert codes_of(cut) == ["damaged", "damaged"]
    assert _BIG[:1_000] in text_of(cut)
    assert "c.csv" not in text_of(cut)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_streamed_archive_without_its_end(method: int) -> None:
    """Its headers tell no sizes: these stand behind the members."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

    target = Pipe()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("a.csv", _ROSTER)
        archive.writestr("b.csv", _BIG)
    content = target.getvalue()
    items = read_content(content[: content.index(b"PK\x01\x02")], "a.zip")
    assert codes_of(items) == ["damaged"]
    assert _ROSTER in text_of(items)
    assert _BIG in text_of(items)


def test_directory_that_breaks_off_is_completed_by_headers() -> None:
    """Each member once."""
    content = bytearray(_zip({"a.txt": "一\n", "b.txt": "二\n", "c.txt": "三\n"}))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    content[second : second + 4] = b"XXXX"
    items = read_content(bytes(content), "a.zip")
    assert text_of(items) == "a.txt\nb.txt\nc.txt\n\n一\n\n二\n\n三\n"
    assert codes_of(items) == ["damaged"]


def test_damaged_member_does_not_end_the_archive() -> None:
    """It is named; what could be read of it, and the members behind it, are read."""
    content = bytearray(_zip({"a.csv": _BIG, "b.csv": _ROSTER}))
    content[content.index(b"PK\x03\x04", 10) - 2_000] ^= 0x55
    items = read_content(bytes(content), "a.zip")
    damage = [item for item in items if isinstance(item, Notice) and item.code == "damaged"]
    assert [notice.container for notice in damage] == [("a.csv",)]
    assert _BIG[:1_000] in text_of(items)
    assert _ROSTER in text_of(items)


def test_wrong_checksum_is_damage() -> None:
    """What was unpacked is read all the same."""
    items = read_content(_zip_raw(b"a.csv", _ROSTER.encode(), crc=1), "a.zip")
    assert (codes_of(items), _ROSTER in text_of(items)) == (["damaged"], True)


@pytest.mark.parametrize("sixteenth", range(16))
def test_cut_archives_end_well(sixteenth: int) -> None:
    """Whatever is left of a file, reading it ends with what there is."""
    for content in (_zip({"a.csv": _ROSTER, "b.csv": _BIG}), _zip_aes({"a.csv": _BIG.encode()}, b"pw")):
        read_content(content[: len(content) * sixteenth // 16], "a.zip", passwords=("pw",))


@pytest.mark.parametrize("seed", range(40))
def test_changed_archives_end_well(seed: int) -> None:
    """Any byte may be anything, also in headers and directory."""
    content = bytearray(_zip({"a.csv": _ROSTER, "b/c.zip": _zip({"d.txt": _BIG[:2_000]})}))
    for n in range(1 + seed % 4):
        content[(seed * 7_919 + n * 104_729) % len(content)] ^= 1 << seed % 8
    read_content(bytes(content), "a.zip")


def test_zip64_and_bytes_in_front() -> None:
    """A self-extracting archive, and one whose sizes stand in wide fields."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive, archive.open("a.csv", "w", force_zip64=True) as member:
        member.write(_ROSTER.encode())
    assert _ROSTER in text_of(read_content(target.getvalue(), "a.zip"))
    front = io.BytesIO(b"PK\x03\x04 a program" + bytes(500))
    front.seek(0, 2)
    with zipfile.ZipFile(front, "a") as archive:
        archive.writestr("a.csv", _ROSTER)
    assert _ROSTER in text_of(read_content(front.getvalue(), "a.zip"))


def test_volumes_are_named() -> None:
    """One volume of several is read as far as it goes, and said to be one."""
    content = _zip({"a.csv": _ROSTER, "b.csv": _BIG})
    items = read_content(content[: len(content) // 2], "資料.zip.001")
    assert Notice("format-not-read", detail="one volume of several") in items
    assert _ROSTER in text_of(items)
    assert "damaged" not in codes_of(read_content(b"PK\x07\x08" + content[: content.index(b"PK\x01\x02")], "資料.z01"))
    items = read_content(b"PK\x07\x08" + content[: len(content) // 2], "資料.z01")
    assert Notice("format-not-read", detail="one volume of several") in items
    assert _ROSTER in text_of(items)


def test_last_volume_tells_the_names_of_all() -> None:
    """What lies in the volumes before it is counted."""
    content = bytearray(_zip({"a.csv": _ROSTER, "b.csv": "電話\n"}))
    cut = content.index(b"PK\x03\x04", 4)
    content[content.index(b"PK\x05\x06") + 4] = 1  # the number of this volume
    directory = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", directory + 4)
    content[second + 42 : second + 46] = bytes(4)
    content[-6:-2] = struct.pack("<L", directory - cut)
    items = read_content(bytes(content[cut:]), "資料.zip")
    assert text_of(items) == "a.csv\nb.csv\n\n電話\n"
    assert [item for item in items if isinstance(item, Notice)][1:] == [
        Notice("format-not-read", 1, "one volume of several")
    ]


def test_limits_keep_what_was_read() -> None:
    """Members, depth, bytes and time."""
    content = _zip({f"{n}.txt": f"電話{n}\n" for n in range(10)})
    items = read_content(content, "a.zip", Limits(members=3))
    assert (codes_of(items), text_of(items).count("電話")) == (["member-limit"], 3)
    items = read_content(
        _zip({"a.txt": "一\n", "b.csv": _BIG}), "a.zip", Limits(content_bytes=400_000, block_bytes=10_000)
    )
    assert (codes_of(items), "社員00100" in text_of(items)) == (["content-limit"], True)
    items = read_content(content, "a.zip", Limits(seconds=0, seconds_per_megabyte=0))
    assert codes_of(items) == ["time-limit"]


def test_directory_is_read_as_far_as_it_is_asked_for() -> None:
    """A directory may claim any number of members."""
    stream = io.BytesIO(_zip({f"{n}.txt": b"" for n in range(1_000)}))
    assert next(read_directory(stream)).raw_name == b"0.txt"
    assert stream.tell() < 200_000
    assert len(list(read_headers(stream))) == len(list(read_directory(stream))) == 1_000
    with pytest.raises(NoDirectoryError):
        next(read_directory(io.BytesIO(b"PK\x03\x04")))
