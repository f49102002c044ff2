"""The accountants' workbook of payees, in which digits are numbers and dates are dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.draft import Line, Table
from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_my_number,
    spell_name,
    spell_phone,
    spell_postal,
)
from meibo.samples.writers.model import Properties, Sheet, Workbook

if TYPE_CHECKING:
    from meibo.samples.draft import Row
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast

_HEADER = ("支払先番号", "氏名", "生年月日", "個人番号", "携帯電話", "郵便番号", "住所", "支払額")
_FORMATS = {1: "0", 3: "yyyy/mm/dd", 4: "000000000000", 5: "00000000000", 6: "0000000", 8: "#,##0"}
"""They show the leading zeros that numbers have not."""


def make_payee_workbook(cast: Cast, dice: Dice) -> Workbook:
    """Individual Numbers, telephone numbers and postal codes as numbers, and dates of birth as dates."""
    rows: list[Row] = [_HEADER]
    rows += [
        (
            str(at),
            spell_name(person),
            spell_birth(person),
            spell_my_number(person),
            spell_phone(person.mobile, person, "{}{}{}"),
            spell_postal(person, ""),
            spell_address(person, building=False),
            str(dice.between(3, 12) * 11000),
        )
        for at, person in enumerate(cast.retired + cast.applicants, 1)
    ]
    sheet = Sheet("支払先", (Line(("報酬・料金等の支払先　令和8年分",)), Table(tuple(rows))), formats=_FORMATS)
    return Workbook((sheet,), Properties("支払先一覧", spell_name(dice.pick(cast.staff))))
