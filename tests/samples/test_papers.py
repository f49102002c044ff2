"""Cards, certificates and secrets have the forms in which offices issue them."""

from __future__ import annotations

import datetime as dt
import ipaddress
import re

import pytest

from meibo.samples.draw import Dice
from meibo.samples.people import make_cast
from meibo.samples.spelling_papers import (
    spell_account,
    spell_insured,
    spell_plate,
    spell_postal_account,
    spell_residence_card,
    spell_zone,
)

CAST = make_cast(Dice("papers"), 400)
EXPIRY = dt.date(2031, 2, 3)


def read_zone_digit(field: str) -> int:
    """By the standard's table: digits count as they are, A is 10, a filler 0; weights 7, 3, 1."""
    values = [0 if sign == "<" else int(sign, 36) for sign in field]
    return (7 * sum(values[0::3]) + 3 * sum(values[1::3]) + sum(values[2::3])) % 10


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("residence_card", "[A-HJ-NP-Z]{2}[0-9]{8}[A-HJ-NP-Z]{2}"),
        ("resident_code", "[1-9][0-9]{10}"),
        ("employment_insurance", "[0-9]{4}[0-9]{6}[0-9]"),
        ("care", "000[0-9]{7}"),
        ("pin", "[0-9]{4}"),
        ("password", "[A-Z][a-z]{4,6}[-+!#][0-9][a-z][0-9]"),
    ],
)
def test_form(name: str, pattern: str) -> None:
    """Every number has the form of its kind."""
    assert all(re.fullmatch(pattern, getattr(person.papers, name)) for person in (*CAST.everyone, *CAST.foreign))


def test_passports_follow_their_state() -> None:
    """A Japanese passport is two letters and seven digits; another has its state's form."""
    assert all(re.fullmatch("[TM][A-Z][0-9]{7}", person.papers.passport) for person in CAST.everyone)
    for person in CAST.foreign:
        assert person.country
        assert re.fullmatch(person.country.passport.replace("0", "[0-9]"), person.papers.passport)


def test_zones_pass_all_checks() -> None:
    """Two lines of 44 signs with right digits for number, birth, expiry, nothing, and all together."""
    for person in (*CAST.foreign, *CAST.staff):
        first, second = spell_zone(person, EXPIRY).text.split("\n")
        assert re.fullmatch("P<[A-Z]{3}[A-Z<]{39}", first)
        assert re.fullmatch("[A-Z0-9<]{9}[0-9][A-Z]{3}[0-9]{7}[MF][0-9]{7}<{15}[0-9]", second)
        assert second[13:19] == f"{person.born:%y%m%d}"
        for field, digit in ((second[:9], second[9]), (second[13:19], second[19]), (second[21:27], second[27])):
            assert read_zone_digit(field) == int(digit)
        assert read_zone_digit(second[:10] + second[13:20] + second[21:43]) == int(second[43])


def test_addresses_are_routed_in_public() -> None:
    """No address of the network is private or reserved."""
    assert all(ipaddress.ip_address(person.papers.ip_address).is_global for person in CAST.everyone)


def test_symbols_do_not_change_what_is_meant() -> None:
    """However an account or an insurance number is written, its normalised form is one."""
    person = CAST.staff[0]
    assert {spell_insured(person, form).normalised for form in ("{1}", "{}-{}", "{}・{}")} == {person.papers.insured[1]}
    assert spell_postal_account(person).text.split("-") == list(person.papers.postal_account)
    assert spell_account(person, "普通 {}").normalised == person.account
    card = spell_residence_card(person, "{} {} {}")
    assert card.text.replace(" ", "") == card.normalised
    assert spell_plate(person).text.replace(" ", "") == spell_plate(person, "").text == spell_plate(person).normalised
