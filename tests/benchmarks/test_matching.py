"""What is right, what is a piece, and what is neither."""

from __future__ import annotations

import pytest

from scoring.matching import Match, match


@pytest.mark.parametrize(
    ("kind", "truth", "found", "expected"),
    [
        ("MY_NUMBER", "123412341234", "123412341234", Match.RIGHT),
        ("MY_NUMBER", "123412341234", "12341234123", Match.PIECE),
        ("MY_NUMBER", "123412341234", "12341", Match.NONE),
        ("MY_NUMBER", "123412341234", "9123412341234", Match.PIECE),
        ("NAME", "架空花子", "架空花子部長代理殿", Match.RIGHT),
        ("NAME", "架空花子", "株式会社見本の架空花子", Match.NONE),
        ("NAME", "架空花子", "架空", Match.PIECE),
        ("NAME", "架空花子", "架空太郎", Match.NONE),
        ("ADDRESS", "架空県見本市1-2-3", "架空県見本市", Match.RIGHT),
        ("ADDRESS", "架空県見本市1-2-3", "〒架空県見本市1-2-3例ビル", Match.RIGHT),
        ("ADDRESS", "架空県見本市例町1-2-3", "例町", Match.PIECE),
        ("ADDRESS", "架空県見本市1-2-3", "別県他市4-5", Match.NONE),
        ("EMAIL", "a@kakuu.jp", "x.a@kakuu.jp", Match.RIGHT),
        ("EMAIL", "hanako.a@kakuu.jp", "a@kakuu.jp", Match.PIECE),
        ("DOB", "1985-01-02", "1985-01", Match.PIECE),
        ("BANK_ACCOUNT", "1234567", "00010011234567", Match.RIGHT),
        ("BANK_ACCOUNT", "1234567", "4567", Match.PIECE),
        ("SENSITIVE", "高血圧症", "高血圧", Match.RIGHT),
        ("SENSITIVE", "高血圧症", "症", Match.NONE),
        ("PASSPORT", "ZZ1234567", "1234567", Match.PIECE),
        ("some_detector", "AB123", "AB1234", Match.PIECE),
        ("some_detector", "AB123", "AB123", Match.RIGHT),
    ],
)
def test_match(kind: str, truth: str, found: str, expected: Match) -> None:
    """Numbers must be equal; names, addresses and texts have no sharp ends."""
    assert match(kind, truth, found) is expected
