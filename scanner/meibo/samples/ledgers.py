"""Lists that a personnel or accounting office keeps for one purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.account_forms import BANKS
from meibo.samples.page import Page, Part
from meibo.samples.spelling import (
    HYPHENS,
    spell_address,
    spell_birth,
    spell_kana,
    spell_licence,
    spell_my_number,
    spell_name,
    spell_phone,
    spell_romaji,
    spell_staff_id,
    swap_hyphens,
    widen,
)
from meibo.samples.spelling_papers import spell_account, spell_attribute, spell_pension

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def write_my_number_list(page: Page, cast: Cast, dice: Dice) -> None:
    """Individual Numbers of employees for the year-end adjustment; a few cells wait for an answer."""
    page.write_line("令和7年分　年末調整　個人番号一覧（取扱注意）")
    rows: list[list[Part]] = [["社員番号", "氏名", "カナ氏名", "生年月日", "個人番号", "現住所", "提出"]]
    for at, person in enumerate(cast.staff):
        number: Part = "" if dice.happens(6) else spell_my_number(person, ("", " ", "-")[at % 3])
        rows.append(
            [
                spell_staff_id(person),
                spell_name(person),
                spell_kana(person, script="half"),
                spell_birth(person, "年"),
                number,
                spell_address(person),
                "済" if number else "未",
            ]
        )
    page.write_table(rows, delimiter="\t")


def write_licence_ledger(page: Page, cast: Cast, dice: Dice) -> None:
    """Driver's licences of those who drive a company car."""
    rows: list[list[Part]] = [["社員番号", "氏名", "ローマ字氏名", "免許証番号", "有効期限", "免許種別"]]
    rows += [
        [
            spell_staff_id(person),
            spell_name(person),
            spell_romaji(person, "SURNAME Given"),
            spell_licence(person),
            f"令和{dice.between(8, 12)}年{person.born.month}月{person.born.day}日",
            dice.pick(("普通", "準中型", "中型")),
        ]
        for person in cast.staff
        if dice.happens(60)
    ]
    page.write_table(rows)


def write_salary_accounts(page: Page, cast: Cast, dice: Dice) -> None:
    """Accounts that salaries are paid to, with basic pension numbers."""
    rows: list[list[Part]] = [
        [
            "社員番号",
            "氏名",
            "口座名義",
            "金融機関コード",
            "銀行名",
            "支店コード",
            "預金種目",
            "口座番号",
            "基礎年金番号",
            "支給額",
        ]
    ]
    for person in cast.staff:
        code, bank = dice.pick(BANKS)
        account = spell_account(person)
        pension = spell_pension(person)
        pay = spell_attribute(person, str(dice.between(210, 480) * 1000))
        branch = f"{dice.between(101, 899)}"
        name, holder = spell_name(person), spell_kana(person, script="half")
        rows.append([spell_staff_id(person), name, holder, code, bank, branch, "普通", account, pension, pay])
    page.write_table(rows, delimiter="\t")


def write_emergency_contacts(page: Page, cast: Cast, dice: Dice) -> None:
    """A telephone chain in plain lines with every usual spelling of a number."""
    page.fill("\n■緊急連絡網（総務部）\n　災害のときは上から順に電話してください。つながらない場合は次の人へ。\n\n")
    hyphens = HYPHENS[page.encoding]
    for at, person in enumerate(dice.sample(cast.staff, 16), 1):
        way = ("{}-{}-{}", "{}{}{}", "{}-{}-{}")[at % 3]
        mobile = spell_phone(person.mobile, person, way)
        if at % 3 == 2:
            mobile = swap_hyphens(mobile, hyphens[at % len(hyphens)])
        home = spell_phone(person.home_phone, person, ("{}({}){}", "({}){}-{}", "{} {} {}", "{}-{}-{}")[at % 4])
        page.write(
            f"{at:>2}. ", spell_name(person, "　"), "　携帯 ", widen(mobile, hyphens[0]) if at % 4 == 1 else mobile
        )
        page.write_line("　／　自宅 ", home, f"　内線{dice.between(200, 399)}")
    page.write_line("\n（個人情報のため、コピーを持ち出さないこと）")


def write_honorarium_records(page: Page, cast: Cast, dice: Dice) -> None:
    """Payment records of lecturers with their Individual Numbers, one form after the other."""
    for person in dice.sample(cast.retired, 3):
        amount = dice.between(3, 12) * 11000
        page.fill(
            "\n支払調書（控）　令和7年分\n"
            "　支払を受ける者\n"
            "　　住所（居所）　{address}\n"
            "　　氏名　　　　　{name}\n"
            "　　個人番号　　　{number}\n"
            "　区分　講演料　　支払金額　{amount}円　源泉徴収税額　{tax}\n"
            "----------------------------------------\n",
            address=spell_address(person, "chome", gap="　"),
            name=spell_name(person, "　"),
            number=widen(spell_my_number(person, " ")),
            amount=f"{amount:,}",
            tax=spell_attribute(person, f"{amount * 1021 // 10000:,}円"),
        )
