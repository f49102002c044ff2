"""Words that a mail introduces as passwords are found, and few others."""

from __future__ import annotations

import time

import pytest

from meibo.extraction.mail.mailed_passwords import MOST_WORDS, find_passwords
from meibo.extraction.passwords import MOST_FOUND, Passwords

FOUND = {
    "パスワード：abc123": ["abc123"],
    "解凍パスワード: Xy9#kLp2": ["Xy9#kLp2"],
    "ＰＷ：Ａｂｃ１２３４": ["Abc1234"],
    "パスワードは「abc!123」です。": ["abc!123"],
    "パスワードは abc123 です。": ["abc123"],
    "パスワードはabc123になります。": ["abc123"],
    "【パスワード】\nabc123\n": ["abc123"],
    "添付ファイルのパスワードは次のとおりです。\n\n----------\nhJ8-kq_2\n----------\n": ["hJ8-kq_2"],
    "先ほどお送りしたファイルのパスワードをお知らせいたします。\n\nhJ8kq2Zz\n\nよろしく": ["hJ8kq2Zz"],
    "PW\n20240401": ["20240401"],
    "Pass=sakura2024": ["sakura2024"],
    "The password is Tokyo2024.": ["Tokyo2024", "Tokyo2024."],
    "The password for the attached file is: Qw3rty": ["Qw3rty"],
    "名簿.zip のパスワードです\n名簿.zip : kj38djk2\n": ["kj38djk2"],
    "pw-> a1b2c3": ["a1b2c3"],
    "■解凍PASS　：　meibo0401": ["meibo0401"],
    "> パスワード: q1w2e3r4": ["q1w2e3r4"],
    "開封パスワード (半角) : q1w2e3r4": ["q1w2e3r4"],
    "パスワード（半角英数字）：q1w2e3r4": ["q1w2e3r4"],
    "ログインID: hanako\nパスワード: q1w2e3r4": ["q1w2e3r4"],
    "暗証番号：4971": ["4971"],
    "添付の解凍キーは下記です\n  Zx9-88\n": ["Zx9-88"],
    "1通目のパスワード：abcd12\n2通目のパスワード：efgh34": ["abcd12", "efgh34"],
}
NOT_FOUND = [
    "パスワードは別途お送りします。\n\nabc12345\n",
    "パスワードは8文字以上で設定してください。\nhttps://example.jp/reset\n",
    "IDとパスワードを入力してください。\nTEL:03-1234-5678",
    "Your password is required to sign in.",
    "This file is password protected",
    "password reset",
    "Please enter your password below.\nThanks",
    "boarding pass to Tokyo1234",
    "合格(pass)",
    "パスワード: ********",
    "パスワード：社員番号の下4桁",
    "パスワードは下記をご確認ください。\n\n株式会社見本\n東京都\n〒100-0001\n",
    "パスワードをお忘れの方は\nhttps://example.jp/",
    "パスワードのお知らせ\n\nhanako@example.jp\n03-1234-5678\n2024-04-01",
    "compass: north1234",
    "パスワード：\n\n名簿.xlsx\n",
]


@pytest.mark.parametrize("text", FOUND)
def test_introduced_words_are_found(text: str) -> None:
    """A word behind the label, or alone below it."""
    assert find_passwords(text) == FOUND[text]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_words_are_not(text: str) -> None:
    """Talk about passwords introduces none."""
    assert find_passwords(text) == []


def test_lists_stay_short() -> None:
    """A mail of nothing but passwords gives a few."""
    assert len(find_passwords("\n".join(f"パスワード：abc{number:04}" for number in range(1000)))) == MOST_WORDS


@pytest.mark.parametrize("piece", ["パスワード", "password: ", "(", "-", "PW\n", "パスワード：(", "for the ", "a."])
def test_hostile_text_takes_no_time(piece: str) -> None:
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    find_passwords("パスワード" + piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 5


def test_the_oldest_found_passwords_are_forgotten() -> None:
    """The newest are tried first, after the empty one and those of the configuration."""
    passwords = Passwords(["known"])
    passwords.add(f"word{number}" for number in range(MOST_FOUND + 5))
    words = list(passwords)
    assert words[:3] == ["", "known", f"word{MOST_FOUND + 4}"]
    assert len(words) == MOST_FOUND + 2
    assert "word4" not in words
