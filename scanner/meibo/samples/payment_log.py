"""The log of a payment gateway that writes more than it should."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meibo.samples.page import Decoy, Page
from meibo.samples.spelling import mask_card, spell_card, spell_mail, spell_romaji

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def write_payment_log(page: Page, cast: Cast, dice: Dice) -> None:
    """Authorisations: full card numbers in debug lines, masked ones elsewhere, an order number in every line."""
    moment = dt.datetime(2026, 4, 1, 9, 0, 4, tzinfo=dt.UTC)
    for _ in range(60):
        moment += dt.timedelta(seconds=dice.between(20, 900))
        person = dice.pick(cast.customers)
        stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        order = Decoy("order-number", f"{moment:%Y%m%d}{dice.digits(4)}")
        amount = dice.between(9, 480) * 110
        page.write(f"{stamp} ", dice.pick(("INFO ", "DEBUG", "INFO ")), " gateway order_no=", order, " ")
        match dice.below(4):
            case 0:
                page.write("authorize card_number=", spell_card(person), f" exp={person.card.expiry} amount={amount}")
                page.write(" holder=", spell_romaji(person, "SURNAME Given"))
            case 1:
                page.write(f"authorize brand={person.card.brand} card=", spell_card(person, "-"), f" amount={amount}")
            case 2:
                page.write("captured card=", mask_card(person), f" amount={amount} result=OK")
            case _:
                serial = Decoy("serial-number", f"{dice.between(7000, 9999)}{dice.digits(12)}")
                page.write("receipt sent to ", spell_mail(person), " transaction=", serial)
        page.write("\n")
