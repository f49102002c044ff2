"""The invented people of a sample share."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec
from msgspec.structs import replace

from meibo.samples.companies import MAIL_PROVIDERS
from meibo.samples.draw import Dice
from meibo.samples.names import MEN, SURNAMES, WOMEN, Name
from meibo.samples.names_abroad import COUNTRIES, KOREA, Country
from meibo.samples.numbers import CARD_BRANDS, draw_card, draw_licence, draw_my_number, is_conspicuous
from meibo.samples.papers import Papers, draw_papers
from meibo.samples.places import BUILDINGS, LICENCE_REGIONS, PLACES, TOWN_HEADS, TOWN_TAILS, Place

FEWEST_PERSONS: Final = 20
MOST_PERSONS: Final = 5000
"""Names are not shared, and there are about 15,000."""
FEWEST_FOREIGN: Final = 9
MOST_FOREIGN: Final = 36
"""Fewer than their names can be combined to."""
_FIRST_BIRTH: Final = dt.date(1957, 1, 1).toordinal()
_LAST_BIRTH: Final = dt.date(2005, 12, 31).toordinal()
_PLACEHOLDERS: Final = ("山田太郎", "山田花子", "鈴木一郎")


class Address(msgspec.Struct, frozen=True):
    """Where a household lives."""

    prefecture: str
    municipality: str
    town: str
    numbers: tuple[int, ...]
    """Chome, block and house number; or lot number and branch."""
    building: str
    """With its room; empty for a house."""
    postal: str


class Phone(msgspec.Struct, frozen=True):
    """A telephone number in its three groups."""

    groups: tuple[str, str, str]

    @property
    def digits(self) -> str:
        """The number without separators."""
        return "".join(self.groups)


class Card(msgspec.Struct, frozen=True):
    """A payment card."""

    brand: str
    digits: str
    expiry: str
    """``MM/YY``."""


class Person(msgspec.Struct, frozen=True):
    """One invented person with everything that may be known of them."""

    id: str
    surname: Name
    given: Name
    is_woman: bool
    born: dt.date
    address: Address
    home_phone: Phone
    mobile: Phone
    mailbox: str
    provider: str
    """Domain of the private mail address."""
    my_number: str
    licence: str
    card: Card
    member_id: str
    staff_id: str
    pension: str
    account: str
    papers: Papers
    country: Country | None = None
    """Of those who came from abroad."""


class Cast(msgspec.Struct, frozen=True):
    """Who plays which part in the files of a share; every person has one part."""

    staff: tuple[Person, ...]
    customers: tuple[Person, ...]
    applicants: tuple[Person, ...]
    retired: tuple[Person, ...]
    foreign: tuple[Person, ...]
    """More staff, from abroad; the last third are special permanent residents."""

    @property
    def special_residents(self) -> tuple[Person, ...]:
        """Those from abroad who have a special permanent resident's certificate instead of a residence card."""
        return self.foreign[len(self.foreign) * 2 // 3 :]

    @property
    def everyone(self) -> tuple[Person, ...]:
        """All persons but those from abroad, who come in addition."""
        return self.staff + self.customers + self.applicants + self.retired


class _Unused:
    """Draws that never give the same result twice."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def claim(self, value: str) -> bool:
        is_new = value not in self._given
        self._given.add(value)
        return is_new


def make_cast(dice: Dice, persons: int) -> Cast:
    """``persons`` people in their parts.

    Raises:
        ValueError: for fewer than 20 persons, with whom some files would stay empty, or more than 5000.
    """
    if not FEWEST_PERSONS <= persons <= MOST_PERSONS:
        raise ValueError(f"a sample share has {FEWEST_PERSONS} to {MOST_PERSONS} persons, not {persons}")
    unused = _Unused()
    everyone = _make_people(dice, persons, "P", unused)
    foreign = _make_people(dice, min(max(FEWEST_FOREIGN, persons // 6), MOST_FOREIGN), "F", unused)
    ends = [persons * percent // 100 for percent in (35, 80, 88)]
    return Cast(
        staff=everyone[: ends[0]],
        customers=everyone[ends[0] : ends[1]],
        applicants=everyone[ends[1] : ends[2]],
        retired=everyone[ends[2] :],
        foreign=tuple(
            _move_abroad(dice, person, KOREA if at >= len(foreign) * 2 // 3 else dice.pick(COUNTRIES), unused)
            for at, person in enumerate(foreign)
        ),
    )


def make_people(dice: Dice, count: int) -> tuple[Person, ...]:
    """``count`` people, ids P0001 and up; about one in six shares surname, address and home phone with another."""
    return _make_people(dice, count, "P", _Unused())


def _make_people(dice: Dice, count: int, letter: str, unused: _Unused) -> tuple[Person, ...]:
    people: list[Person] = []
    for number in range(1, count + 1):
        relative = people[-1] if people and dice.happens(16) else None
        people.append(_make_person(dice, f"{letter}{number:04}", relative, unused))
    return tuple(people)


def _move_abroad(dice: Dice, person: Person, country: Country, unused: _Unused) -> Person:
    """The person with a name and a passport of the country."""
    surname, given = dice.pick(country.surnames), dice.pick(country.women if person.is_woman else country.men)
    while not unused.claim(surname.kanji + given.kanji):
        surname, given = dice.pick(country.surnames), dice.pick(country.women if person.is_woman else country.men)
    passport = "".join(dice.digits(1) if sign == "0" else sign for sign in country.passport)
    mailbox = f"{given.romaji}.{surname.romaji}".lower().replace(" ", "")
    while not unused.claim(mailbox):
        mailbox += str(dice.below(10))
    papers = replace(person.papers, passport=passport, login=f"{surname.romaji.lower()}{person.papers.login[-4:]}")
    return replace(person, surname=surname, given=given, mailbox=mailbox, country=country, papers=papers)


def _make_person(dice: Dice, person_id: str, relative: Person | None, unused: _Unused) -> Person:
    is_woman = dice.happens(50)
    surname, given = _draw_name(dice, relative, is_woman, unused)
    if relative:
        address, home_phone = relative.address, relative.home_phone
    else:
        place = dice.pick(PLACES)
        address, home_phone = draw_address(dice, place), draw_fixed_phone(dice, place)
    born = dt.date.fromordinal(dice.between(_FIRST_BIRTH, _LAST_BIRTH))
    return Person(
        id=person_id,
        surname=surname,
        given=given,
        is_woman=is_woman,
        born=born,
        address=address,
        home_phone=home_phone,
        mobile=_draw_mobile(dice, unused),
        mailbox=_draw_mailbox(dice, surname, given, unused),
        provider=dice.pick(MAIL_PROVIDERS),
        my_number=(my_number := draw_my_number(dice)),
        licence=draw_licence(dice, LICENCE_REGIONS[address.prefecture], min(born.year + dice.between(19, 30), 2025)),
        card=_draw_card(dice),
        member_id=f"M{_draw_code(dice, 6, unused)}",
        staff_id=f"E{_draw_code(dice, 5, unused)}",
        pension=f"{dice.between(21, 79)}{dice.between(0, 49):02}{_draw_code(dice, 6, unused)}",
        account=_draw_code(dice, 7, unused),
        papers=_draw_papers(my_number, surname, unused),
    )


def _draw_papers(my_number: str, surname: Name, unused: _Unused) -> Papers:
    """Papers that are nobody else's, drawn apart so that they change no other draw."""
    dice = Dice("papers", my_number)
    while True:
        papers = draw_papers(dice, surname.romaji.lower())
        unique = (papers.passport, papers.residence_card, papers.resident_code, papers.employment_insurance,
                  papers.care, papers.login, papers.ip_address, papers.postal_account[1],
                  "-".join(papers.insured))  # fmt: skip
        if all(unused.claim(value) for value in unique):
            return papers


def _draw_name(dice: Dice, relative: Person | None, is_woman: bool, unused: _Unused) -> tuple[Name, Name]:
    while True:
        surname = relative.surname if relative else dice.pick(SURNAMES)
        given = dice.pick(WOMEN if is_woman else MEN)
        full = surname.kanji + given.kanji
        if full not in _PLACEHOLDERS and unused.claim(full):
            return surname, given


def _draw_mailbox(dice: Dice, surname: Name, given: Name, unused: _Unused) -> str:
    first, last = given.romaji.lower(), surname.romaji.lower()
    plain = dice.pick(
        (f"{first}.{last}", f"{last}.{first}", f"{first[0]}-{last}", f"{last}_{first[0]}", f"{last}{first}")
    )
    mailbox = plain
    while not unused.claim(mailbox):
        mailbox = f"{plain}{dice.between(2, 99)}"
    return mailbox


def draw_address(dice: Dice, place: Place) -> Address:
    """An invented address in a real municipality, with one of its postal codes."""
    highest = (6, 28, 19) if dice.happens(70) else (2980, 12)
    return Address(
        prefecture=place.prefecture,
        municipality=place.municipality,
        town=dice.pick(TOWN_HEADS) + dice.pick(TOWN_TAILS),
        numbers=tuple(dice.between(1, end) for end in highest),
        building=f"{dice.pick(BUILDINGS)}{dice.between(1, 9)}0{dice.between(1, 8)}" if dice.happens(45) else "",
        postal=str(int(place.postal) + dice.below(place.postal_count)).zfill(7),
    )


def draw_fixed_phone(dice: Dice, place: Place) -> Phone:
    """A ten-digit number of the place's numbering area, in the area's grouping."""
    exchange = place.exchange + dice.digits(6 - len(place.area_code) - len(place.exchange))
    return Phone((place.area_code, exchange, _draw_subscriber(dice)))


def _draw_mobile(dice: Dice, unused: _Unused) -> Phone:
    while True:
        phone = Phone((dice.pick(("090", "080", "070")), str(dice.between(1001, 9998)), _draw_subscriber(dice)))
        if not is_conspicuous(phone.digits) and unused.claim(phone.digits):
            return phone


def _draw_subscriber(dice: Dice) -> str:
    while True:
        digits = str(dice.between(1002, 9989))
        if len(set(digits)) > 2 and digits not in "0123456789" and digits not in "9876543210":
            return digits


def _draw_card(dice: Dice) -> Card:
    brand = dice.pick(("VISA", "VISA", "Mastercard", "JCB", "JCB", *CARD_BRANDS))
    return Card(brand, draw_card(dice, brand), f"{dice.between(1, 12):02}/{dice.between(27, 31)}")


def _draw_code(dice: Dice, length: int, unused: _Unused) -> str:
    while True:
        digits = dice.digits(length)
        if not is_conspicuous(digits) and unused.claim(digits):
            return digits
