"""A chat's history as its application exports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.spelling import spell_address, spell_mail, spell_name, spell_phone, spell_surname

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page
    from meibo.samples.people import Cast


def write_chat(page: Page, cast: Cast, dice: Dice) -> None:
    """Two days of a sales group: time, speaker and message divided by tabs."""
    group = dice.sample(cast.staff, 4)
    page.write_line("[営業2課] のトーク履歴\n保存日時：2026/04/24 18:02")
    minute = 8 * 60 + 45
    for at, (day, message) in enumerate(_MESSAGES):
        if at == 0 or day != _MESSAGES[at - 1][0]:
            page.write_line(f"\n2026/04/{day}")
            minute = 8 * 60 + 45
        minute += dice.between(1, 38)
        speaker, customer = group[dice.below(len(group))], dice.pick(cast.customers)
        page.write(f"{minute // 60:02}:{minute % 60:02}\t", spell_name(speaker, ""), "\t")
        page.fill(
            message,
            surname=spell_surname(customer),
            name=spell_name(customer, ""),
            phone=spell_phone(customer.mobile, customer, dice.pick(("{}-{}-{}", "{}{}{}"))),
            mail=spell_mail(customer),
            address=spell_address(customer, prefecture=False),
        )
        page.write("\n")


_MESSAGES = (
    (23, "おはようございます。今日は直行です"),
    (23, "了解です！"),
    (23, "{name}様から折り返しの希望がありました {phone} です"),
    (23, "ありがとうございます、昼前にかけます"),
    (23, "{surname}さんの新しいメアド→{mail}"),
    (23, "[スタンプ]"),
    (23, "会議室、15時から第3に変わりました"),
    (24, "納品先の住所わかりますか？"),
    (24, "{address} です。{name}様宅"),
    (24, "2025年のカタログ、まだ20部あります"),
    (24, "{surname}様、キャンセルで。理由は聞けませんでした"),
    (24, "お疲れさまでした"),
)
