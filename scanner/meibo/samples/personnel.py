"""The personnel ledger, which puts everything about an employee into one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.account_forms import BANKS, BRANCHES
from meibo.samples.spelling import (
    spell_birth,
    spell_gender,
    spell_kana,
    spell_licence,
    spell_name,
    spell_staff_id,
)
from meibo.samples.spelling_papers import (
    spell_account,
    spell_attribute,
    spell_employment_insurance,
    spell_pension,
    spell_postal_account,
)

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page, Part, Value
    from meibo.samples.people import Cast, Person

_SCHOOLS = ("大学卒", "大学卒", "高校卒", "専門学校卒", "短大卒", "大学院修了")


def write_personnel_ledger(page: Page, cast: Cast, dice: Dice) -> None:
    """Employees with their insurance numbers, the account of their salary in one cell, family and pay."""
    page.write_line("人事台帳（2026年4月1日現在）　※人事部外秘")
    page.write_line(
        "社員番号,氏名,フリガナ,性別,生年月日,入社年月日,基礎年金番号,雇用保険被保険者番号,給与振込口座,運転免許証番号,"
        "扶養親族,最終学歴,基本給"
    )
    for at, person in enumerate(cast.staff):
        families = dice.below(4)
        hyphen = "-" if at % 3 else ""
        row: list[Part] = [
            spell_staff_id(person),
            spell_name(person, "　"),
            spell_kana(person, "　"),
            spell_gender(person, ("男性", "女性")),
            spell_birth(person),
            f"{dice.between(2006, 2025)}/4/1",
            spell_pension(person, hyphen),
            spell_employment_insurance(person, hyphen),
            _spell_salary_account(dice, person),
            spell_licence(person) if dice.happens(50) else "",
            spell_attribute(person, f"{families}人") if families else "なし",
            spell_attribute(person, dice.pick(_SCHOOLS)),
            spell_attribute(person, str(dice.between(196, 452) * 1000)),
        ]
        page.write_row(row)


def _spell_salary_account(dice: Dice, person: Person) -> Value:
    if dice.happens(25):
        return spell_postal_account(person, "ゆうちょ銀行 記号{} 番号{}")
    return spell_account(person, f"{dice.pick(BANKS)[1]} {dice.pick(BRANCHES)}支店 普通 {{}}")
