"""Values are compared without their spelling."""

from __future__ import annotations

import pytest

from scoring.spelling import fold


@pytest.mark.parametrize(
    ("kind", "written", "folded"),
    [
        ("NAME", "架空　花子 様", "架空花子"),
        ("NAME", "架空 花子 課長", "架空花子"),
        ("NAME", "架空;花子", "架空花子"),
        ("NAME", "氏", "氏"),
        ("NAME_KANA", "ｶｸｳ ﾊﾅｺ", "カクウハナコ"),
        ("NAME_KANA", "かくう はなこ", "カクウハナコ"),
        ("NAME", "Kakuu Hanako", "KAKUUHANAKO"),
        ("PHONE", "＋81-90-5555-0001", "09055550001"),
        ("PHONE", "+81 (0)90 5555 0001", "09055550001"),
        ("PHONE", "０９０ー５５５５ー０００１", "09055550001"),
        ("PHONE", "81-5555", "815555"),
        ("POSTAL_CODE", "〒100-0001", "1000001"),
        ("DOB", "昭和60年1月2日", "1985-01-02"),
        ("DOB", "R元.5.1", "2019-05-01"),
        ("DOB", "S60/01/02", "1985-01-02"),
        ("DOB", "１９８５年１月２日", "1985-01-02"),
        ("DOB", "19850102", "1985-01-02"),
        ("DOB", "1/2/1985", "1985-01-02"),
        ("DOB", "不明", "不明"),
        ("EMAIL", "<mailto:Hanako@kakuu-net.jp>", "hanako@kakuu-net.jp"),
        ("EMAIL", "hanako%40kakuu-net.jp", "hanako@kakuu-net.jp"),
        ("ADDRESS", "〒 架空県 見本市１−２ー３", "架空県見本市1-2-3"),
        ("PASSPORT", "zz 123-4567", "ZZ1234567"),
        ("NAME", "\\u67b6\\u7a7a &#x82b1;子", "架空花子"),
        ("SENSITIVE", "高 血圧", "高血圧"),
        ("MY_NUMBER", "なし", ""),
    ],
)
def test_fold(kind: str, written: str, folded: str) -> None:
    """Width, separators, eras, country codes, honorifics and escapes make no difference."""
    assert fold(kind, written) == folded
