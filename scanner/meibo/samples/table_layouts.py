"""Rosters that are hard to read as tables: titles above, two rows of headers or none, cut, broken or damaged cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_kana,
    spell_mail,
    spell_member_id,
    spell_my_number,
    spell_name,
    spell_phone,
    spell_postal,
)
from meibo.samples.splitting import (
    break_address,
    split_address,
    split_birth,
    split_kana,
    split_my_number,
    split_name,
    split_phone,
    split_postal,
)

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Cell, Page, Value
    from meibo.samples.people import Cast


def write_event_roster(page: Page, cast: Cast, dice: Dice) -> None:
    """Visitors of an event below title lines, a blank row and two rows of headers, with a total at the end."""
    guests = dice.sample(cast.customers, max(12, len(cast.customers) * 2 // 3))
    page.write_line("お客様感謝祭　参加者名簿（取扱注意）")
    page.write_line("作成日,2026/4/20,,作成,営業一課")
    page.write_line()
    page.write_line("番号,氏名,,フリガナ,,住所,,,,連絡先,,備考")
    page.write_line(",姓,名,セイ,メイ,都道府県,市区町村,番地,建物名,電話番号,メールアドレス,")
    for at, person in enumerate(guests, 1):
        phone = spell_phone(person.mobile if at % 3 else person.home_phone, person)
        note = dice.pick(("", "", "同伴1名", "駐車場利用", "車椅子席"))
        page.write_row(
            [str(at), split_name(person), split_kana(person), split_address(person), phone, spell_mail(person), note]
        )
    page.write_line()
    page.write_line(f"合計,{len(guests)},名")


def write_headless_roster(page: Page, cast: Cast, _dice: Dice) -> None:
    """Members as an old system hands them over: semicolons, no header, dates and phone numbers without signs."""
    rows: list[list[Cell]] = [
        [
            spell_member_id(person),
            spell_name(person, "　"),
            spell_kana(person, script="half"),
            spell_birth(person, "compact"),
            spell_postal(person, ""),
            spell_address(person, "chome", gap="　"),
            spell_phone(person.home_phone, person),
            spell_phone(person.mobile, person, "{}{}{}"),
            str(at % 3),
        ]
        for at, person in enumerate(cast.customers + cast.retired)
    ]
    page.write_table(rows, delimiter=";")


def write_cut_roster(page: Page, cast: Cast, dice: Dice) -> None:
    """Requests for a catalogue from a form of the web, which has a box for each part of everything."""
    page.write_line(
        "受付番号,姓,名,セイ,メイ,zip1,zip2,都道府県,市区町村,番地,建物名,tel1,tel2,tel3,生年,月,日,希望冊数"
    )
    for at, person in enumerate(dice.shuffle(cast.customers), 1):
        phone = person.home_phone if at % 4 == 0 else person.mobile
        row: list[Cell] = [
            *(f"W{at:05}", split_name(person), split_kana(person), split_postal(person), split_address(person)),
            *(split_phone(phone, person), split_birth(person), str(dice.between(1, 3))),
        ]
        page.write_row(row)


def write_damaged_roster(page: Page, cast: Cast, dice: Dice) -> None:
    """Payees and their Individual Numbers after a spreadsheet took digits for numbers: leading zeros are gone."""
    rows: list[list[Cell]] = [["支払先番号", "氏名", "個人番号", "携帯電話", "郵便番号", "住所", "支払額"]]
    rows += [
        [
            str(at),
            spell_name(person),
            _drop_zero(spell_my_number(person)),
            _drop_zero(spell_phone(person.mobile, person, "{}{}{}")),
            _drop_zero(spell_postal(person, "")),
            spell_address(person, building=False),
            str(dice.between(3, 12) * 11000),
        ]
        for at, person in enumerate(cast.customers, 1)
    ]
    page.write_table(rows)


def write_boxed_form(page: Page, cast: Cast, dice: Dice) -> None:
    """A notice of the Individual Number that was made as a spreadsheet, with a cell for each digit."""
    person = dice.pick(cast.staff)
    page.write_table(
        [
            ["個人番号（マイナンバー）届出書"],
            [],
            ["提出日", f"令和7年11月{dice.between(10, 28)}日"],
            ["フリガナ", spell_kana(person)],
            ["氏名", spell_name(person)],
            ["生年月日", spell_birth(person, "年")],
            ["個人番号", split_my_number(person)],
            ["住所", spell_address(person)],
            ["電話番号", spell_phone(person.mobile, person)],
            ["本人確認", "済", "確認者", "総務部"],
        ]
    )


def write_card_list(page: Page, cast: Cast, dice: Dice) -> None:
    """Addresses for New Year's cards, with line breaks inside cells as people type them."""
    rows: list[list[Cell]] = [["No", "郵便番号", "住所", "氏名", "敬称", "備考"]]
    for at, person in enumerate(dice.shuffle(cast.customers), 1):
        note = dice.pick(("", "喪中", "前年は宛先不明\n要確認", "連名で送る\n（配偶者様）"))
        rows.append([str(at), spell_postal(person), break_address(person), spell_name(person), "様", note])
    page.write_table(rows)


def _drop_zero(value: Value) -> Value:
    return replace(value, text=value.text.removeprefix("0"))
