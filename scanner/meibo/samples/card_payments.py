"""Payments by card, kept with all that is printed on the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.page import Decoy, Page, Part
from meibo.samples.papers import draw_digits
from meibo.samples.spelling import mask_card, spell_card, spell_member_id, spell_phone, spell_romaji

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def write_card_payments(page: Page, cast: Cast, dice: Dice) -> None:
    """Orders by telephone: number, expiry and security code of the card, or its last digits where it was deleted."""
    rows: list[list[Part]] = [
        [
            "受付番号",
            "会員番号",
            "カード名義",
            "カード番号",
            "有効期限",
            "セキュリティコード",
            "決済額",
            "承認番号",
            "電話番号",
        ]
    ]
    for at, person in enumerate(dice.sample(cast.customers, 30), 1):
        code = draw_digits(dice, 4 if person.card.brand == "AMEX" else 3)
        card: list[Part] = [spell_card(person, "-" if at % 2 else ""), person.card.expiry, code]
        if at % 6 == 0:
            card = [mask_card(person), "", ""]
        rows.append(
            [
                *(f"T{at:04}", spell_member_id(person), spell_romaji(person, "SURNAME Given"), *card),
                *(str(dice.between(9, 480) * 110), Decoy("order-number", f"{dice.between(1, 9)}{dice.digits(6)}")),
                spell_phone(person.mobile, person),
            ]
        )
    page.write_table(rows)
