"""Cars that may enter the yard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import PARTNERS
from meibo.samples.page import Decoy, Page, Part
from meibo.samples.spelling import spell_name, spell_phone
from meibo.samples.spelling_papers import spell_plate

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def write_gate_permits(page: Page, cast: Cast, dice: Dice) -> None:
    """Drivers of partners and customers with the plates of their cars."""
    rows: list[list[Part]] = [["許可証番号", "運転者氏名", "会社名", "車両番号", "車種", "携帯電話", "期限"]]
    for at, person in enumerate(dice.sample(cast.customers, 24), 1):
        chassis = Decoy("part-number", f"{dice.pick(('KGC', 'NHP', 'ZWR'))}{dice.between(10, 89)}-{dice.digits(7)}")
        rows.append(
            [
                *(f"G{at:03}", spell_name(person), dice.pick(PARTNERS).name),
                *(spell_plate(person, " " if at % 3 else ""), chassis),
                *(spell_phone(person.mobile, person), "2027/3/31"),
            ]
        )
    page.write_table(rows)


def write_visitor_log(page: Page, cast: Cast, dice: Dice) -> None:
    """Who came by car, as the gatekeeper notes it."""
    page.write_line("来客車両　受付簿（守衛所）")
    for person in dice.sample(cast.customers, 8):
        page.write(f"5/{dice.between(7, 29)} {dice.between(9, 16)}:{dice.between(10, 59)}　運転者氏名：")
        page.write(spell_name(person, ""), "　車両番号：", spell_plate(person, ""))
        page.write_line("　用件：", dice.pick(("納品", "商談", "工事")))
