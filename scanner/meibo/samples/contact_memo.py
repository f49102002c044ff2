"""A note that somebody keeps beside the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.service_contacts import spell_role_mail, spell_service_phone
from meibo.samples.spelling import spell_mail, spell_name, spell_phone, spell_surname

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page
    from meibo.samples.people import Cast


def write_contact_memo(page: Page, cast: Cast, dice: Dice) -> None:
    """Names, numbers and addresses in no order, as people type them."""
    page.write_line("連絡先メモ　（誰でも追記してください）\n")
    people = dice.sample(cast.staff, 9)
    for person in people[:3]:
        page.write_line(spell_name(person), " ", spell_phone(person.mobile, person, "{}{}{}"))
    page.write_line()
    for person in people[3:6]:
        page.write_line("・", spell_surname(person), "さん　メール→", spell_mail(person, HOME.domain))
    page.write_line()
    for person in people[6:]:
        page.write(spell_name(person, "　"), "　TEL:", spell_phone(person.home_phone, person, "{} {} {}"))
        page.write_line("　", spell_mail(person))
    page.write_line("\n修理の窓口　", spell_service_phone(dice), "（平日9時〜17時）")
    page.write_line("社内ヘルプデスク　", spell_role_mail(HOME.domain, "support"), "　内線 350")
