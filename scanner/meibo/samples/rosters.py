"""Rosters: people in the rows of delimited text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_gender,
    spell_kana,
    spell_mail,
    spell_member_id,
    spell_name,
    spell_phone,
    spell_postal,
    spell_staff_id,
)
from meibo.samples.splitting import split_address, split_kana, split_name

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page, Part
    from meibo.samples.people import Cast


def write_staff_roster(page: Page, cast: Cast, dice: Dice) -> None:
    """Employees with their home data, one column a type."""
    rows: list[list[Part]] = [
        [
            "社員番号",
            "氏名",
            "フリガナ",
            "性別",
            "生年月日",
            "所属",
            "郵便番号",
            "住所",
            "自宅電話",
            "携帯電話",
            "メールアドレス",
        ]
    ]
    rows += [
        [
            spell_staff_id(person),
            spell_name(person),
            spell_kana(person),
            spell_gender(person),
            spell_birth(person),
            dice.pick(("人事部", "総務部", "営業一課", "営業二課", "経理部", "情報システム部")),
            spell_postal(person),
            spell_address(person),
            spell_phone(person.home_phone, person),
            spell_phone(person.mobile, person),
            spell_mail(person, HOME.domain),
        ]
        for person in cast.staff
    ]
    page.write_table(rows)


def write_customer_roster(page: Page, cast: Cast, dice: Dice) -> None:
    """Customers as an old system exports them: quoted cells, half-width kana, phone numbers without hyphens."""
    rows: list[list[Part]] = [
        ["顧客番号", "お名前", "カナ", "誕生日", "〒", "ご住所", "TEL", "携帯", "E-mail", "登録日"],
    ]
    rows += [
        [
            spell_member_id(person),
            spell_name(person, "　"),
            spell_kana(person, script="half"),
            spell_birth(person, "compact"),
            spell_postal(person, ""),
            spell_address(person, "chome", gap="　"),
            spell_phone(person.home_phone, person, "{}{}{}"),
            spell_phone(person.mobile, person, "{}{}{}"),
            spell_mail(person),
            _draw_day(dice, 2012, 2025).isoformat(),
        ]
        for person in cast.customers
    ]
    page.write_table(rows, quote='"')


def write_split_roster(page: Page, cast: Cast, dice: Dice) -> None:
    """Customers whose names and addresses are cut into several columns."""
    page.write_line("会員番号,姓,名,セイ,メイ,郵便番号,都道府県,市区町村,町名番地,建物名,電話番号,最終来店日")
    page.write_table(
        [
            spell_member_id(person),
            split_name(person),
            split_kana(person),
            spell_postal(person),
            split_address(person),
            spell_phone(person.mobile, person),
            _draw_day(dice, 2024, 2025).isoformat(),
        ]
        for person in cast.customers
    )


def write_mailing_list(page: Page, cast: Cast, dice: Dice) -> None:
    """Addresses for a mailing, without a header row, with honorifics and without prefectures."""
    rows: list[list[Part]] = []
    for person in dice.sample(cast.customers, max(8, len(cast.customers) * 2 // 3)):
        address = spell_address(person, gap="　", prefecture=False)
        rows.append([spell_postal(person), address, spell_name(person), "様", spell_phone(person.mobile, person)])
    page.write_table(rows)


def write_retired_roster(page: Page, cast: Cast, dice: Dice) -> None:
    """Former employees with era dates."""
    rows: list[list[Part]] = [
        ["社員番号", "氏名", "ふりがな", "生年月日", "退職年月日", "転居先住所", "連絡先電話番号", "備考"],
    ]
    rows += [
        [
            spell_staff_id(person),
            spell_name(person, "　"),
            spell_kana(person, script="hiragana"),
            spell_birth(person, "era" if at % 2 else "era-short"),
            f"2024/{dice.between(1, 12)}/{dice.pick((15, 20, 28))}",
            spell_address(person, "kanji", gap="　"),
            spell_phone(
                person.mobile if at % 3 else person.home_phone, person, "{}({}){}" if at % 3 == 0 else "{}-{}-{}"
            ),
            dice.pick(("自己都合", "契約満了", "会社都合", "再雇用あり")),
        ]
        for at, person in enumerate(cast.retired)
    ]
    page.write_table(rows)


def _draw_day(dice: Dice, first_year: int, last_year: int) -> dt.date:
    return dt.date(dice.between(first_year, last_year), dice.between(1, 12), dice.between(1, 28))
