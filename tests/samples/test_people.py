"""Invented people are consistent, and belong to nobody."""

from __future__ import annotations

import itertools

import phonenumbers
import pytest

from meibo.samples.draw import Dice
from meibo.samples.names import MEN, SURNAMES, WOMEN
from meibo.samples.people import Person, make_cast, make_people
from meibo.samples.places import LICENCE_REGIONS, PLACES
from meibo.samples.spelling import HYPHENS

PEOPLE = make_people(Dice("people"), 600)


def list_contacts(person: Person) -> list[str]:
    """What identifies one person alone."""
    return [person.id, person.my_number, person.licence, person.card.digits, person.mobile.digits, person.mailbox,
            person.member_id, person.staff_id, person.pension, person.account, person.papers.passport,
            person.papers.residence_card, person.papers.resident_code, person.papers.employment_insurance,
            person.papers.care, person.papers.postal_account[1], person.papers.login]  # fmt: skip


def test_identifiers_are_unique() -> None:
    """No two people share a name or an identifier."""
    for values in zip(*map(list_contacts, PEOPLE), strict=True):
        assert len(set(values)) == len(PEOPLE)
    assert len({(person.surname.kanji, person.given.kanji) for person in PEOPLE}) == len(PEOPLE)


def test_households_share_their_home() -> None:
    """Some people live together: same surname, address and home phone."""
    pairs = [(a, b) for a, b in itertools.pairwise(PEOPLE) if a.address == b.address]
    assert 50 < len(pairs) < 150
    assert all(a.surname == b.surname and a.home_phone == b.home_phone for a, b in pairs)


@pytest.mark.parametrize("kind", ["home_phone", "mobile"])
def test_phones_are_grouped_as_assigned(kind: str) -> None:
    """Phones are valid numbers whose groups follow their area code."""
    for person in PEOPLE:
        groups = getattr(person, kind).groups
        number = phonenumbers.parse("".join(groups), "JP")
        assert phonenumbers.is_valid_number(number)
        assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL) == "-".join(groups)


def test_cast_divides_everyone() -> None:
    """Every person has one part, also in the smallest cast."""
    for persons in (20, 120):
        cast = make_cast(Dice("cast"), persons)
        assert len({person.id for person in cast.everyone}) == persons
        assert all([cast.staff, cast.customers, cast.applicants, cast.retired])


def test_foreign_staff_come_in_addition() -> None:
    """A sixth as many, at least 9 and at most 36, with names that nobody else has; a third are special residents."""
    for persons, foreign in ((20, 9), (120, 20), (1000, 36)):
        cast = make_cast(Dice("cast"), persons)
        assert len({(person.surname, person.given) for person in cast.foreign}) == len(cast.foreign) == foreign
        assert {person.id for person in cast.foreign}.isdisjoint(person.id for person in cast.everyone)
        assert all(person.country and person.surname in person.country.surnames for person in cast.foreign)
        assert {person.country.code for person in cast.special_residents if person.country} == {"KOR"}
        assert len(cast.special_residents) >= len(cast.foreign) / 3


@pytest.mark.parametrize("persons", [0, 19, 5001])
def test_cast_size_is_limited(persons: int) -> None:
    """A share with too few or too many people is refused."""
    with pytest.raises(ValueError, match="20 to 5000"):
        make_cast(Dice("cast"), persons)


def test_lists_are_large_and_distinct() -> None:
    """There are at least 120 surnames, 120 given names and 60 municipalities, each listed once."""
    assert len({name.kanji for name in SURNAMES}) == len(SURNAMES) >= 120
    assert len({name.kanji for name in (*MEN, *WOMEN)}) == len(MEN) + len(WOMEN) >= 120
    assert len({(place.prefecture, place.municipality) for place in PLACES}) == len(PLACES) >= 60
    assert {place.prefecture for place in PLACES} == set(LICENCE_REGIONS)


def test_names_fit_all_encodings() -> None:
    """Every name and place can be written in every encoding of the share."""
    text = "".join(name.kanji + name.kana for name in (*SURNAMES, *MEN, *WOMEN))
    text += "".join(place.prefecture + place.municipality for place in PLACES)
    for encoding, hyphens in HYPHENS.items():
        assert (text + hyphens).encode(encoding).decode(encoding) == text + hyphens
