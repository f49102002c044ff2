"""Bytes to valid UTF-8."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.extraction.text.decoding import decode

NARROW = ("ascii", "utf-8", "cp932", "euc_jp", "iso2022_jp_ext", "cp1252")
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@pytest.mark.parametrize(
    ("encoding", "bad"),
    [
        ("utf-8", b"\xff"),
        ("utf-8", b"\xe3\x81"),
        ("cp932", b"\x85\x9f"),
        ("cp932", b"\xfc\xfc"),
        ("euc_jp", b"\xff"),
        ("euc_jp", b"\x8f\xfe\xfe"),
        ("utf-16-le", b"\x00\xd8"),
        ("utf-16-be", b"\xdc\x00"),
    ],
)
def test_bad_character_costs_itself(encoding: str, bad: bytes) -> None:
    """What stands before and behind an undecodable character is read, in a short and in a long text."""
    for repeats in (1, 3000):
        before, after = "見本 太郎の住所は" * repeats, "東京都です。\n電話は不明\n" * repeats
        decoded = decode(before.encode(encoding) + bad + after.encode(encoding), encoding)
        text = decoded.text.decode()
        assert text.startswith(before)
        assert text.endswith(after)
        assert set(text[len(before) : -len(after)]) == {"\ufffd"}
        assert 1 <= decoded.replaced <= 2
        assert decoded.encodings == (encoding,)


def test_bad_character_between_escapes_costs_itself() -> None:
    """The same in ISO-2022-JP, where it stands between two kanji."""
    decoded = decode(b"\x1b$BEl)!5~\x1b(B\n", "iso2022_jp_ext")
    assert decoded.text.decode().startswith("東")
    assert decoded.text.decode().endswith("京\n")


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        (b"\x87\x40\xfb\xfc\x8b\xb4\xee\xe0", "cp932", "①髙橋髙"),
        (b"\xf0\x40\xf9\xfc", "cp932", "\ue000\ue757"),
        (b"\xad\xa1\xc5\xec\xfc\xe2\xb6\xb6\n", "euc_jp", "①東髙橋\n"),
        (b"\xa9\xa1\xc5\xec\n", "euc_jp", b"\xa9\xa1".decode("euc_jis_2004") + "東\n"),
        (b"\x1b$B-!El|b66\x1b(B\n", "iso2022_jp_ext", "①東髙橋\n"),
        (b"\x1b(I\x30\x31\x1b(B\n", "iso2022_jp_ext", "ｰｱ\n"),
    ],
)
def test_vendors_characters_are_read(raw: bytes, encoding: str, text: str) -> None:
    """Characters that makers added to the standards are no damage."""
    decoded = decode(raw, encoding)
    assert decoded.text.decode() == text
    assert decoded.replaced == 0


@pytest.mark.parametrize("first", ["utf-8", "cp932", "euc_jp"])
@pytest.mark.parametrize("second", ["utf-8", "cp932", "iso2022_jp_ext"])
def test_log_in_two_encodings_is_read(first: str, second: str) -> None:
    """Lines appended in another encoding are read in theirs, in one stretch or by turns."""
    line = "2024-04-01 見本太郎さんがログインしました\n"
    for raw in (
        line.encode(first) * 400 + line.encode(second) * 400,
        (line.encode(first) + line.encode(second)) * 400,
    ):
        decoded = decode(raw, first)
        assert decoded.text.decode() == line * 800
        assert decoded.encodings == tuple(dict.fromkeys((first, second)))
        assert decoded.replaced == 0


def test_rare_kanji_are_no_sign_of_another_encoding() -> None:
    """The kanji that UTF-8 read as CP932 is full of may also be meant."""
    text = "糸が縺れた。\n三角縺の見本です\n"
    decoded = decode(text.encode("cp932"), "cp932")
    assert (decoded.text.decode(), decoded.encodings) == (text, ("cp932",))


def test_western_line_in_utf8_is_read() -> None:
    """A line of Windows-1252 in a UTF-8 file keeps its accents."""
    raw = "見本です\n".encode() + "Zürich\n".encode("cp1252") + "終わり\n".encode()
    assert decode(raw, "utf-8").text.decode() == "見本です\nZürich\n終わり\n"


def test_genuine_replacement_characters_are_not_counted() -> None:
    """U+FFFD that stands in the file is a character of it."""
    for encoding, bad in (("utf-8", b"\xff"), ("utf-16-le", b"\0\xd8")):
        decoded = decode("見\ufffd本\ufffd\n".encode(encoding) + bad + "x\n".encode(encoding), encoding)
        assert decoded.replaced == 1
        assert decoded.text.decode() == "見\ufffd本\ufffd\n\ufffdx\n"


def test_plain_text_passes_through() -> None:
    """ASCII and valid UTF-8 are not copied."""
    for raw, encoding in ((b"plain\n", "cp932"), ("見本\n".encode(), "utf-8")):
        assert decode(raw, encoding).text is raw


@given(st.binary(max_size=200), st.sampled_from(NARROW + WIDE))
def test_any_bytes_give_valid_utf8(raw: bytes, encoding: str) -> None:
    """Whatever the bytes, the text is UTF-8, and no line end is lost or made in encodings of bytes."""
    text = decode(raw, encoding).text
    text.decode("utf-8", "strict")
    if encoding not in WIDE:
        assert text.count(b"\n") == raw.count(b"\n")


def test_noise_is_passed_quickly() -> None:
    """Noise costs some 60 ms a megabyte, not a call of Python for each byte."""
    noise = random.Random(4).randbytes(1 << 21)
    high = bytes(byte | 0x80 for byte in noise)
    for raw in (noise, high):
        for encoding in ("utf-8", "cp932", "euc_jp"):
            start = time.process_time()
            assert decode(raw, encoding).replaced > 1000
            assert time.process_time() - start < 2
