"""Office files with a password: opened by the passwords that are known, and said to be encrypted where none fits."""

from __future__ import annotations

import hashlib
import io
import logging
import struct
from collections.abc import Iterator
from pathlib import Path

import msoffcrypto
import olefile
import pytest
import xlsxwriter
from msoffcrypto.method.rc4 import DocumentRC4

from extraction.compound_file import write_compound_file
from extraction.reading import codes_of, read_content, text_of
from meibo.extraction.office import encrypted_office

GOLDEN = Path(__file__).parent / "golden" / "xls" / "people_beside_cells.xls"
BOF, FILE_PASS, SHEET, INTERFACE = 0x809, 0x2F, 0x85, 0xE1
PASSWORD = "sakura-2026"  # noqa: S105


def write_encrypted(password: str) -> bytes:
    """A workbook with a person in it, encrypted as Excel does since 2010."""
    plain, encrypted = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet("会員").write_row(0, 0, ["久保 智也", "090-2345-6781"])
    msoffcrypto.OfficeFile(plain).encrypt(password, encrypted)
    return encrypted.getvalue()


def write_encrypted_xls(content: bytes, password: str) -> bytes:
    """An Excel 97 workbook whose stream is encrypted, all but headers of records and the places of sheets."""
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        records = list(split_records(ole.openstream("Workbook").read()))
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    pair = verifier + hashlib.md5(verifier, usedforsecurity=False).digest()
    key = struct.pack("<HHH", 1, 1, 1) + salt + DocumentRC4.decrypt(password, salt, io.BytesIO(pair)).read()
    shift = 4 + len(key)
    plain = b"".join((records[0], struct.pack("<HH", FILE_PASS, len(key)) + key, *records[1:]))
    coded = bytearray(DocumentRC4.decrypt(password, salt, io.BytesIO(plain), blocksize=1024).read())
    at = 0
    for record in split_records(plain):
        kind, size = struct.unpack_from("<HH", record)
        shown = 4 + (size if kind in {BOF, FILE_PASS, INTERFACE} else 4 if kind == SHEET else 0)
        coded[at : at + shown] = record[:shown]
        if kind == SHEET:
            coded[at + 4 : at + 8] = struct.pack("<I", struct.unpack_from("<I", record, 4)[0] + shift)
        at += 4 + size
    return write_compound_file({"Workbook": bytes(coded)})


def split_records(stream: bytes) -> Iterator[bytes]:
    """Records with their headers."""
    at = 0
    while at + 4 <= len(stream):
        end = at + 4 + int.from_bytes(stream[at + 2 : at + 4], "little")
        yield stream[at:end]
        at = end


@pytest.fixture(scope="module")
def encrypted() -> bytes:
    """A workbook that PASSWORD opens."""
    return write_encrypted(PASSWORD)


def test_a_known_password_opens_it(encrypted: bytes) -> None:
    """The right one is found among others, and that it was needed is said."""
    items = read_content(encrypted, "a.xlsx", passwords=["wrong", PASSWORD])
    assert "久保 智也\t090-2345-6781" in text_of(items)
    assert codes_of(items) == ["password-opened"]


def test_without_the_password_it_is_encrypted(encrypted: bytes) -> None:
    """Wrong ones tell nothing and raise nothing."""
    items = read_content(encrypted, "a.xlsx", passwords=["wrong"])
    assert codes_of(items) == ["encrypted"]
    assert text_of(items) == ""


def test_the_default_password_of_excel_is_none() -> None:
    """Excel opens such a file without asking, so it counts as not encrypted."""
    items = read_content(write_encrypted(encrypted_office.DEFAULT_PASSWORD), "a.xlsx")
    assert "久保 智也" in text_of(items)
    assert codes_of(items) == []


def test_tries_are_bounded(encrypted: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many hashes and no more, however many words were found in mails."""
    monkeypatch.setattr(encrypted_office, "MOST_SPINS", 300_000)  # three tries, the first with the default password
    assert codes_of(read_content(encrypted, "a.xlsx", passwords=["1", PASSWORD])) == ["password-opened"]
    assert codes_of(read_content(encrypted, "a.xlsx", passwords=["1", "2", PASSWORD])) == ["encrypted"]


def test_no_password_is_logged(encrypted: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever the level of the root logger."""
    with caplog.at_level(logging.DEBUG):
        read_content(encrypted, "a.xlsx", passwords=[PASSWORD])
    assert PASSWORD not in caplog.text


@pytest.mark.parametrize("sixteenth", range(1, 16))
def test_a_truncated_file_ends_with_a_notice(encrypted: bytes, sixteenth: int) -> None:
    """Never with an exception."""
    items = read_content(encrypted[: len(encrypted) * sixteenth // 16], "a.xlsx", passwords=[PASSWORD])
    assert codes_of(items)


def test_a_workbook_of_excel_97_is_opened() -> None:
    """RC4 with the key of MS-OFFCRYPTO 2.3.6, all in memory."""
    content = write_encrypted_xls(GOLDEN.read_bytes(), PASSWORD)
    opened = read_content(content, "a.xls", passwords=["wrong", PASSWORD])
    assert codes_of(opened)[0] == "password-opened"
    assert "久保 智也\t09023456781" in text_of(opened)
    closed = read_content(content, "a.xls", passwords=["wrong", "長い日本語のパスワードを試す長い日本語"])
    assert codes_of(closed) == ["encrypted"]
    assert "久保" not in text_of(closed)


def test_what_no_password_opens_is_encrypted() -> None:
    """A package that rights management protects has no key for a password."""
    content = write_compound_file({"EncryptedPackage": bytes(5000), "\x06DataSpaces/Version": bytes(76)})
    assert codes_of(read_content(content, "a.xlsx", passwords=[PASSWORD])) == ["encrypted"]
