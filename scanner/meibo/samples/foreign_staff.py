"""Employees from abroad: their residence cards and passports."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meibo.samples.spelling import spell_birth, spell_gender, spell_name, spell_romaji, spell_staff_id
from meibo.samples.spelling_papers import spell_certificate, spell_passport, spell_residence_card, spell_zone

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page, Part
    from meibo.samples.people import Cast

_STATUSES = ("技術・人文知識・国際業務", "特定技能1号", "永住者", "定住者", "技能実習2号")


def write_residence_cards(page: Page, cast: Cast, dice: Dice) -> None:
    """Who may stay until when, with the numbers of cards and passports."""
    page.write_line(
        "社員番号,氏名,ローマ字氏名,性別,生年月日,国籍,在留資格,在留カード番号,在留期限,特別永住者証明書番号,旅券番号"
    )
    for person in cast.foreign:
        is_special = person in cast.special_residents
        until = f"{dice.between(2026, 2030)}/{dice.between(1, 12)}/{dice.between(1, 28)}"
        card: list[Part] = [dice.pick(_STATUSES), spell_residence_card(person), until, ""]
        if is_special:
            card = ["特別永住者", "", "", spell_certificate(person)]
        page.write_row(
            [
                *(spell_staff_id(person), spell_name(person, "・"), spell_romaji(person, "SURNAME Given")),
                *(spell_gender(person), spell_birth(person), person.country.name if person.country else "日本"),
                *(*card, spell_passport(person)),
            ]
        )


def write_passport_scans(page: Page, cast: Cast, dice: Dice) -> None:
    """What a scanner read off passports, with the zone of two lines; of Japanese too, who travel for the company."""
    page.write_line("旅券読取結果　（出張手配用・確認後に削除すること）\n")
    for at, person in enumerate((*cast.foreign, *dice.sample(cast.staff, 8)), 1):
        expiry = dt.date(dice.between(2027, 2034), dice.between(1, 12), dice.between(1, 28))
        page.fill(
            "\n[{at}]\n氏名：{name}\n国籍：{state}\n旅券番号：{number}\nMRZ：{zone}\n\n",
            at=f"{at:02}",
            name=spell_romaji(person, "SURNAME Given"),
            state=person.country.name if person.country else "日本",
            number=spell_passport(person),
            zone=spell_zone(person, expiry),
        )


def write_residence_notices(page: Page, cast: Cast, dice: Dice) -> None:
    """Notices of a renewed card, as employees hand them in."""
    for person in cast.foreign:
        is_special = person in cast.special_residents
        number = spell_certificate(person) if is_special else spell_residence_card(person, "{} {} {}")
        page.fill(
            "\n在留資格の更新届（令和8年{month}月）\n氏名：{name}\n国籍・地域：{state}\n{label}：{number}\n\n",
            month=str(dice.between(1, 6)),
            name=spell_name(person, "・"),
            state=person.country.name if person.country else "日本",
            label="特別永住者証明書番号" if is_special else "在留カード番号",
            number=number,
        )
