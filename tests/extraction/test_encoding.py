"""Which encoding a text is in."""

from __future__ import annotations

import random

import pytest

from meibo.extraction.text.encoding import decide, decide_narrow, read_opening

PHRASES = (
    "架空商事の田中です。",
    "お問い合わせありがとうございます。",
    "見本 太郎",
    "カタカナのメニュー",
    "東京都架空区一丁目",
    "令和六年度の予算",
    "電話 03-0000-0000",
    "氏名,住所,備考\r\n",
    "（株）例示製作所",
    "12,345円\n",
)
ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp_ext", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


def _text(length: int, seed: int) -> str:
    rng = random.Random(seed)
    text = ""
    while len(text) < length:
        text += rng.choice(PHRASES)
    return text[:length]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("length", [8, 30, 100, 1000, 30000])
def test_japanese_is_recognised(encoding: str, length: int) -> None:
    """Japanese business text is recognised at any length from eight characters on."""
    for seed in range(10 if length < 30000 else 1):
        text = _text(length, seed)
        assert decide(text.encode(encoding)) == encoding, text[:40]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_sample_may_end_inside_a_character(encoding: str) -> None:
    """A cut last byte changes nothing."""
    raw = _text(40, 7).encode(encoding)
    for cut in range(1, 4):
        if encoding.startswith("utf-16-") and cut % 2:
            continue  # without a mark an odd length is itself a sign
        assert decide(raw[:-cut]) == encoding


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (b"", "ascii"),
        (b"plain text\r\n", "ascii"),
        (b"padded\0\0\0\0\0\0record\0\0\0\0", "ascii"),
        (b"\x1b[31mred\x1b[0m \x1b(B\n", "ascii"),
        (b"A0B0C0D0\r\n", "ascii"),
        (b"0" * 64, "ascii"),
        ("見本です".encode("iso2022_jp"), "iso2022_jp_ext"),
        (b"\x1b$B-!\x1b(B\n", "iso2022_jp_ext"),
        ("ひらがなだけ".encode("utf-16-le"), "utf-16-le"),
        ("ひらがなだけ".encode("utf-16-be"), "utf-16-be"),
        ("plain text\r\n".encode("utf-16-le"), "utf-16-le"),
        ("plain text\r\n".encode("utf-16-be"), "utf-16-be"),
        ("東京都架空区見本町".encode("utf-16-le"), "utf-16-le"),
        ("①㈱髙﨑の請求書".encode("cp932"), "cp932"),
        ("氏名".encode("cp932") + b"\xf0\x40\xf9\xfc" + "一郎さんの口座\n".encode("cp932"), "cp932"),
        ("見本太郎".encode("cp932").ljust(20, b"\0") * 8, "cp932"),
        ("見本太郎".encode("euc_jp").ljust(20, b"\0") * 8, "euc_jp"),
        ("項目".encode("euc_jp") + b"\xad\xa1\xad\xa2\xad\xa3\n", "euc_jp"),
        ("ｻﾄｳ ﾊﾅｺ\nｽｽﾞｷ ｲﾁﾛｳ\nﾀｶﾊｼ ｼﾞﾛｳ\n".encode("cp932"), "cp932"),
        ("19101ﾐﾎﾝｼｮｳｼﾞ(ｶ     0401ﾃｽﾄｷﾞﾝｺｳ  \r\n".encode("cp932"), "cp932"),
        ("Grüße aus Zürich".encode("cp1252"), "cp1252"),
        ("José Pérez".encode("cp1252"), "cp1252"),
        ("don’t – 100 €".encode("cp1252"), "cp1252"),
        ("café".encode(), "utf-8"),
        (b"padded\0\0\0\0" + "見本です".encode() + bytes(20), "utf-8"),
    ],
)
def test_special_text_is_recognised(raw: bytes, encoding: str) -> None:
    """Extensions, padding, half-width kana, terminal colours and western text do not mislead."""
    assert decide(raw) == encoding


@pytest.mark.parametrize(
    "raw",
    [
        bytes(4000),
        random.Random(1).randbytes(200),
        random.Random(2).randbytes(70000),
        b"\xff\xfe" + random.Random(3).randbytes(4000),
        b"".join(number.to_bytes(4, "little") for number in range(3000)),
        bytes(range(32)) * 10,
    ],
)
def test_binary_is_no_text(raw: bytes) -> None:
    """Bytes without meaning have no encoding."""
    assert decide(raw) is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_bad_bytes_do_not_hide_the_encoding(encoding: str) -> None:
    """A few damaged characters cost no more than themselves."""
    raw = bytearray(_text(300, 5).encode(encoding))
    for at in (10, 111, 212):
        raw[at] = 0xFF
    assert decide(bytes(raw)) == encoding


def test_far_text_decides() -> None:
    """One Japanese line behind much ASCII is enough."""
    raw = b"x" * 50000 + b"\n" + "お問い合わせ内容".encode("euc_jp") + b"\n"
    assert decide(raw) == "euc_jp"
    assert decide_narrow(raw[:50000]) == "ascii"


def test_opening_tells_the_mark_from_the_text() -> None:
    """The codec of what follows a byte order mark, and the mark's length."""
    found = {mark: read_opening("見本です".encode(mark)) for mark in ("utf-8-sig", "utf-16", "utf-32", "cp932")}
    assert {mark: (opening.encoding, opening.mark_bytes) for mark, opening in found.items()} == {
        "utf-8-sig": ("utf-8", 3),
        "utf-16": ("utf-16-le", 2),
        "utf-32": ("utf-32-le", 4),
        "cp932": ("cp932", 0),
    }


@pytest.mark.parametrize(
    ("declared", "written", "decided"),
    [
        ("Shift_JIS", "cp932", "cp932"),
        ("EUC-JP", "euc_jp", "euc_jp"),
        ("EUC-JP", "utf-8", "utf-8"),  # it is not believed against the bytes
        ("Shift_JIS", "utf-8", "utf-8"),
    ],
)
@pytest.mark.parametrize("head", ['<meta charset="{}">', '<?xml version="1.0" encoding="{}"?>'])
def test_markup_is_believed_where_its_bytes_fit_what_it_declares(
    head: str, declared: str, written: str, decided: str
) -> None:
    page = head.format(declared) + "<p>ﾔﾏﾓﾄ ﾕｲ</p>"
    assert decide(page.encode(written)) == decided
