"""Spellings keep the value that they spell."""

from __future__ import annotations

import datetime as dt
import itertools
import unicodedata

import pytest
from msgspec.structs import replace

from meibo.samples.draw import Dice
from meibo.samples.names import MEN, SURNAMES, WOMEN
from meibo.samples.people import make_people
from meibo.samples.spelling import (
    format_date,
    spell_address,
    spell_card,
    spell_international,
    spell_kana,
    spell_my_number,
    swap_hyphens,
    widen,
)

PEOPLE = make_people(Dice("spelling"), 200)


@pytest.mark.parametrize(
    ("day", "era", "short"),
    [
        (dt.date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (dt.date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
        (dt.date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (dt.date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (dt.date(1957, 12, 3), "昭和32年12月3日", "S32.12.3"),
    ],
)
def test_era_dates(day: dt.date, era: str, short: str) -> None:
    """Era years change on the day of accession, and the first year is written 元."""
    assert (format_date(day, "era"), format_date(day, "era-short")) == (era, short)


def test_half_width_kana_round_trip() -> None:
    """Compatibility normalisation of half-width kana gives the full-width reading back, for every name."""
    for surname, given in itertools.zip_longest(SURNAMES, (*MEN, *WOMEN), fillvalue=SURNAMES[0]):
        text = spell_kana(replace(PEOPLE[0], surname=surname, given=given), script="half").text
        assert unicodedata.normalize("NFKC", text) == f"{surname.kana} {given.kana}"
        assert not any("ァ" <= letter <= "ヶ" for letter in text)


def test_wide_numbers_fold_back() -> None:
    """A widened number has no ASCII left and folds to the same digits."""
    for person in PEOPLE[:20]:
        wide = widen(spell_my_number(person, "-"), "−").text
        assert not any(letter.isascii() for letter in wide)
        assert unicodedata.normalize("NFKC", wide).replace("−", "") == person.my_number


def test_cards_are_grouped_by_brand() -> None:
    """A printed card number has the groups of its brand."""
    shapes = {(person.card.brand, *map(len, spell_card(person, " ").text.split())) for person in PEOPLE if person.card}
    assert shapes == {("VISA", 4, 4, 4, 4), ("Mastercard", 4, 4, 4, 4), ("JCB", 4, 4, 4, 4), ("AMEX", 4, 6, 5), ("Diners", 4, 6, 4)}  # fmt: skip  # noqa: E501


def test_international_phone_drops_the_zero() -> None:
    """The country code stands in place of the leading zero, the normalised number keeps it."""
    value = spell_international(PEOPLE[0].mobile, PEOPLE[0])
    assert value.text.startswith("+81-")
    assert "+81-0" not in value.text
    assert "0" + value.text.removeprefix("+81-").replace("-", "") == value.normalised


def test_address_is_normalised_alike() -> None:
    """All spellings of an address share one normalised form, with the building only where it is written."""
    for person in PEOPLE[:50]:
        forms = {spell_address(person, form, gap="　").normalised for form in ("dash", "chome", "kanji")}
        assert forms == {spell_address(person, prefecture=False).normalised}
        bare = spell_address(person, building=False).normalised
        assert bare == forms.pop().split(" ")[0]


def test_swapped_hyphens() -> None:
    """Only hyphens change."""
    assert swap_hyphens(spell_my_number(PEOPLE[0], "-"), "ー").text.split("ー") == spell_my_number(
        PEOPLE[0], " "
    ).text.split(" ")
