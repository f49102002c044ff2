"""The database behind a member site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.draft import Table
from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_kana,
    spell_mail,
    spell_member_id,
    spell_name,
    spell_phone,
    spell_postal,
)

if TYPE_CHECKING:
    from meibo.samples.draft import Row
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast

_MEMBERS = ("member_id", "name", "kana", "birthday", "zip", "address", "tel", "email")


def make_member_tables(cast: Cast, dice: Dice) -> dict[str, Table]:
    """Members with what their account knows of them, and orders that tell of nobody."""
    members: list[Row] = [_MEMBERS]
    members += [
        (
            spell_member_id(person),
            spell_name(person),
            spell_kana(person),
            spell_birth(person, "-"),
            spell_postal(person),
            spell_address(person),
            spell_phone(person.mobile, person),
            spell_mail(person),
        )
        for person in cast.customers
    ]
    orders: list[Row] = [("order_id", "item", "amount")]
    orders += [(f"{at:05}", dice.pick(("封筒", "伝票", "台紙")), str(dice.between(1, 40) * 110)) for at in range(1, 13)]
    return {"members": Table(tuple(members)), "orders": Table(tuple(orders))}
