"""Values cut into several cells, as forms for the web and old systems keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from meibo.samples.page import Spread
from meibo.samples.spelling import (
    format_house,
    spell_address,
    spell_birth,
    spell_kana,
    spell_my_number,
    spell_name,
    spell_phone,
    spell_postal,
)

if TYPE_CHECKING:
    from meibo.samples.people import Person, Phone


def split_name(person: Person) -> Spread:
    """Surname and given name; together with one blank between."""
    return Spread(spell_name(person), (person.surname.kanji, person.given.kanji))


def split_kana(person: Person) -> Spread:
    """The readings of surname and given name."""
    return Spread(spell_kana(person), (person.surname.kana, person.given.kana))


def split_postal(person: Person) -> Spread:
    """The three and the four digits of the postal code."""
    value = spell_postal(person)
    return Spread(value, tuple(value.text.split("-")))


def split_address(person: Person) -> Spread:
    """Prefecture, municipality, town with numbers, building; the last is empty for a house."""
    home = person.address
    street = home.town + format_house(home, "dash")
    return Spread(spell_address(person), (home.prefecture, home.municipality, street, home.building))


def split_phone(phone: Phone, person: Person) -> Spread:
    """The three groups of a telephone number."""
    return Spread(spell_phone(phone, person), phone.groups)


def split_birth(person: Person) -> Spread:
    """Year, month and day of birth; together with dots between."""
    cells = (str(person.born.year), str(person.born.month), str(person.born.day))
    return Spread(replace(spell_birth(person), text=".".join(cells)), cells)


def split_my_number(person: Person) -> Spread:
    """The Individual Number, one digit a cell."""
    return Spread(spell_my_number(person), tuple(person.my_number))


def break_address(person: Person) -> Spread:
    """The address in one cell with a line break: before the building, or of a house before the town."""
    home, value = person.address, spell_address(person)
    if home.building:
        return Spread(value, (value.text.replace(" ", "\n"),))
    return Spread(value, (value.text.replace(home.town, f"\n{home.town}", 1),))
