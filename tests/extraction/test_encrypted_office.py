"""Office files with a password: opened by the passwords that are known, and said to be encrypted where none fits."""

from __future__ import annotations

import io
import logging

import msoffcrypto
import pytest
import xlsxwriter

from extraction.reading import codes_of, read_content, text_of
from meibo.extraction import encrypted_office

PASSWORD = "sakura-2026"  # noqa: S105


def write_encrypted(password: str) -> bytes:
    """A workbook with a person in it, encrypted as Excel does since 2010."""
    plain, encrypted = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet("会員").write_row(0, 0, ["久保 智也", "090-2345-6781"])
    msoffcrypto.OfficeFile(plain).encrypt(password, encrypted)
    return encrypted.getvalue()


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
