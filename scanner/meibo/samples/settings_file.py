"""Settings of a program that mails reports to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.page import Decoy, Page
from meibo.samples.service_contacts import spell_dummy, spell_role_mail
from meibo.samples.spelling import spell_mail, spell_name, spell_phone

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def write_notification_settings(page: Page, cast: Cast, dice: Dice) -> None:
    """An INI file with two administrators among addresses of machines."""
    first, second = dice.sample(cast.staff, 2)
    page.fill(
        """
; 夜間バッチの通知設定
[smtp]
host = {host}
port = 587
from = {sender}
password = ********

[admin]
name = {first}
mail = {first_mail}
phone = {first_phone}

[backup_admin]
name = {second}
mail = {second_mail}

[test]
mail = {reserved}
retry = 3
build = 20260402.1
""",
        host=Decoy("reserved-ip-address", "10.20.3.25"),
        sender=spell_role_mail(HOME.domain, "noreply"),
        first=spell_name(first),
        first_mail=spell_mail(first, HOME.domain),
        first_phone=spell_phone(first.mobile, first),
        second=spell_name(second),
        second_mail=spell_mail(second, HOME.domain),
        reserved=spell_dummy("email", "batch-check@example.jp", "batch-check@example.jp"),
    )
