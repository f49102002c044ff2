"""A test of an import program, written with a real customer's row instead of a made-up one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.page import Decoy
from meibo.samples.service_contacts import spell_dummy
from meibo.samples.spelling import spell_birth, spell_mail, spell_member_id, spell_name, spell_phone

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page
    from meibo.samples.people import Cast


def write_import_test(page: Page, cast: Cast, dice: Dice) -> None:
    """Rows of two customers beside published samples, which count for nobody."""
    page.fill(
        """
import pytest

from member_import import check_digit_is_valid, parse_row

VERSION = "{version}"
""",
        version=Decoy("version", "2.10.4.1"),
    )
    page.write_line("FIXTURES = [")
    for person in dice.sample(cast.customers, 2):
        page.write('    ["', spell_member_id(person), '", "', spell_name(person), '", "')
        page.write(spell_birth(person, "-"), '", "', spell_phone(person.mobile, person), '", "')
        page.write_line(spell_mail(person), '"],')
    page.fill(
        """
    ["M000000", "{name}", "{birth}", "{phone}", "{mail}"],
]


@pytest.mark.parametrize("row", FIXTURES)
def test_parse_row(row):
    assert parse_row(row).member_no == row[0]


def test_check_digits():
    assert check_digit_is_valid("my_number", "{number}")
    assert check_digit_is_valid("card_number", "{card}")
    assert not check_digit_is_valid("card_number", "{zeros}")
""",
        name=spell_dummy("jp_name", "山田 太郎", "山田太郎"),
        birth=spell_dummy("dob", "1980-01-01", "1980-01-01"),
        phone=spell_dummy("jp_phone", "090-1234-5678", "09012345678"),
        mail=spell_dummy("email", "taro@example.com", "taro@example.com"),
        number=spell_dummy("jp_my_number", "123456789018", "123456789018"),
        zeros=Decoy("dummy-number", "0" * 16),
        card=spell_dummy("payment_card", "4111111111111111", "4111111111111111"),
    )
