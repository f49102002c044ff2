"""Business cards and an address book as vCard 3.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from meibo.samples.companies import PARTNERS
from meibo.samples.spelling import (
    format_house,
    spell_address,
    spell_birth,
    spell_international,
    spell_kana,
    spell_mail,
    spell_name,
    spell_phone,
    spell_postal,
)

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page, Value
    from meibo.samples.people import Cast, Person


def write_vcards(page: Page, cast: Cast, dice: Dice) -> None:
    """A dozen cards, some with international numbers; ``N`` holds the name cut in two."""
    for at, person in enumerate(dice.sample(cast.customers, 12)):
        partner = dice.pick(PARTNERS)
        phone = spell_international(person.mobile, person) if at % 2 else spell_phone(person.mobile, person)
        page.fill(
            "\nBEGIN:VCARD\nVERSION:3.0\nN:{parts};;;\nFN:{name}\nX-PHONETIC-NAME:{kana}\nORG:{company}\n"
            "TEL;TYPE=CELL:{phone}\nEMAIL;TYPE=WORK:{mail}\nREV:2026-03-{day}T00:00:00Z\nEND:VCARD\n",
            parts=spell_name(person, ";"),
            name=spell_name(person),
            kana=spell_kana(person),
            company=partner.name,
            phone=phone,
            mail=spell_mail(person, partner.domain),
            day=f"{dice.between(10, 28)}",
        )


def write_address_book(page: Page, cast: Cast, dice: Dice) -> None:
    """The address book of a telephone: every customer, with the home address cut as ``ADR`` wants it."""
    for person in dice.shuffle(cast.customers):
        page.fill(
            "\nBEGIN:VCARD\nVERSION:3.0\nPRODID:-//meibo demo//address book//JA\nN:{parts};;;\nFN:{name}\n"
            "X-PHONETIC-NAME:{kana}\nTEL;TYPE=CELL:{mobile}\nTEL;TYPE=HOME:{home}\nEMAIL:{mail}\n"
            "ADR;TYPE=HOME:;{address};{postal};日本\nBDAY:{birth}\nEND:VCARD\n",
            parts=spell_name(person, ";"),
            name=spell_name(person),
            kana=spell_kana(person, "　"),
            mobile=spell_phone(person.mobile, person),
            home=spell_phone(person.home_phone, person),
            mail=spell_mail(person),
            address=_spell_parts(person),
            postal=spell_postal(person),
            birth=spell_birth(person, "-"),
        )


def _spell_parts(person: Person) -> Value:
    home = person.address
    street = home.town + format_house(home, "dash")
    return replace(spell_address(person), text=f"{home.building};{street};{home.municipality};{home.prefecture}")
