"""What is printed and kept as PDF: a list for an emergency, and an application form that was filled in on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.draft import Line, Table, fill
from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_card,
    spell_kana,
    spell_mail,
    spell_name,
    spell_phone,
    spell_postal,
)
from meibo.samples.writers.model import Print, Properties

if TYPE_CHECKING:
    from meibo.samples.draft import Row
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def make_printed_roster(cast: Cast, dice: Dice) -> Print:
    """A table over several pages, whose addresses go on in the next line of their cells."""
    rows: list[Row] = [("氏名", "電話番号", "住所")]
    rows += [
        (spell_name(person), spell_phone(person.mobile, person), spell_address(person))
        for person in (*cast.staff, *cast.customers)
    ]
    head = (Line((f"{HOME.name}　緊急連絡先一覧",)), Line(("2026年5月20日印刷　取扱注意",)))
    return Print((*head, Table(tuple(rows))), Properties("緊急連絡先一覧", spell_name(dice.pick(cast.staff))))


def make_filled_form(cast: Cast, dice: Dice) -> Print:
    """An application for membership with fields; what is not typed into fields is printed."""
    person = dice.pick(cast.customers)
    printed = fill(
        """
会員入会申込書
受付番号 26-101
申込者 {name}
郵便番号 {postal}
住所 {address}
上記のとおり会員規約に同意のうえ申し込みます。
""",
        name=spell_name(person),
        postal=spell_postal(person),
        address=spell_address(person),
    )
    fields = (
        ("フリガナ", spell_kana(person)),
        ("生年月日", spell_birth(person, "年")),
        ("電話番号", spell_phone(person.home_phone, person)),
        ("メールアドレス", spell_mail(person)),
        ("カード番号", spell_card(person, "-")),
    )
    return Print(printed, Properties("会員入会申込書", spell_name(dice.pick(cast.staff))), fields)
