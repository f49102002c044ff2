import pytest

from member_import import check_digit_is_valid, parse_row

VERSION = "2.10.4.1"
FIXTURES = [
    ["M952941", "鈴木 直樹", "2002-03-29", "080-6882-5526", "naoki.suzuki@mail.meibo-demo.ne.jp"],
    ["M602935", "菊地 智子", "2004-12-30", "070-5146-5568", "kikuchitomoko@mail.meibo-demo.ne.jp"],
    ["M000000", "山田 太郎", "1980-01-01", "090-1234-5678", "taro@example.com"],
]


@pytest.mark.parametrize("row", FIXTURES)
def test_parse_row(row):
    assert parse_row(row).member_no == row[0]


def test_check_digits():
    assert check_digit_is_valid("my_number", "123456789018")
    assert check_digit_is_valid("card_number", "4111111111111111")
    assert not check_digit_is_valid("card_number", "0000000000000000")
