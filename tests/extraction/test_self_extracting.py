"""Programs with an archive at their end."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
import pyzipper

from extraction.reading import blocks_of, codes_of, read_content, text_of
from meibo.extraction.model import Notice

_ROSTER = "氏名,電話\n久保田 利休,080-3114-6031\n"


def _program(archive: bytes, settings: bytes = b"") -> bytes:
    """A program of two sections that does nothing."""
    head = b"MZ\x90\0".ljust(60, b"\0") + struct.pack("<L", 128) + bytes(64)
    head += b"PE\0\0" + struct.pack("<HH12xHH", 0x14C, 2, 16, 0) + bytes(16)
    for number, size in enumerate((1024, 512)):
        head += struct.pack("<8s8xLL16x", b".text", size, 1024 + 1024 * number)
    return head.ljust(1024, b"\0") + b"PK\x03\x04 7z\xbc\xaf\x27\x1c".ljust(1024 + 512, b"\x90") + settings + archive


def _zip(password: bytes | None = None) -> bytes:
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w", encryption=pyzipper.WZ_AES if password else None) as archive:
        archive.setpassword(password)
        archive.writestr("名簿.csv", _ROSTER)
    return target.getvalue()


@pytest.mark.parametrize("settings", [b"", b";!@Install@!UTF-8!\n;!@InstallEnd@!\n"])
def test_archive_of_a_program_is_read(settings: bytes) -> None:
    """Members in their places, as if the program were not there."""
    items = read_content(_program(_zip(), settings), "資料.exe")
    assert [block.position.container for block in blocks_of(items)] == [("names",), ("名簿.csv",)]
    assert codes_of(items) == []


def test_encrypted_archive_of_a_program() -> None:
    """Its names show, and passwords open it."""
    content = _program(_zip(b"pw"))
    assert codes_of(read_content(content, "資料.ex_")) == ["encrypted"]
    items = read_content(content, "資料.ex_", passwords=("pw",))
    assert (_ROSTER in text_of(items), codes_of(items)) == (True, ["password-opened"])


def test_7z_behind_a_program() -> None:
    """Any archive that is read may wear these clothes."""
    py7zr = pytest.importorskip("py7zr")
    target = io.BytesIO()
    with py7zr.SevenZipFile(target, "w") as archive:
        archive.writestr(_ROSTER, "名簿.csv")
    assert _ROSTER in text_of(read_content(_program(target.getvalue()), "資料.exe"))


def test_programs_without_archives_hold_no_text() -> None:
    """Whatever stands in their sections; libraries are not looked into."""
    assert read_content(_program(b""), "a.exe") == [Notice("format-no-text", detail="windows-program")]
    assert read_content(_program(_zip()), "a.dll") == [Notice("format-no-text", detail="windows-library")]


@pytest.mark.parametrize("sixteenth", range(16))
def test_any_cut_and_change_ends_well(sixteenth: int) -> None:
    """With what there is."""
    content = _program(_zip())
    read_content(content[: len(content) * sixteenth // 16], "a.exe")
    for at in range(sixteenth, 400, 16):
        changed = bytearray(content)
        changed[at] ^= 0xFF
        read_content(bytes(changed), "a.exe")


def test_zip_behind_a_program_is_still_a_zip() -> None:
    """The standard library agrees."""
    assert zipfile.ZipFile(io.BytesIO(_program(_zip()))).namelist() == ["名簿.csv"]
