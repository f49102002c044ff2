"""Business cards of business partners as vCard 3.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import PARTNERS
from meibo.samples.spelling import spell_international, spell_kana, spell_mail, spell_name, spell_phone

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page
    from meibo.samples.people import Cast


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
