"""Accounts of a system with the passwords of their first day, and the log of who came in from where."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.page import Decoy, Page, Part
from meibo.samples.spelling import spell_mail, spell_name, spell_staff_id
from meibo.samples.spelling_papers import spell_ip_address, spell_login, spell_secret

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast

_JST = dt.timezone(dt.timedelta(hours=9))


def write_accounts(page: Page, cast: Cast, dice: Dice) -> None:
    """Logins with first passwords and the PIN of the phone; who has changed the password shows none."""
    rows: list[list[Part]] = [["ログインID", "氏名", "メールアドレス", "初期パスワード", "留守電暗証番号", "権限"]]
    for at, person in enumerate(cast.staff):
        changed = Decoy("placeholder", dice.pick(("changeme", "********", "変更済み")))
        rows.append(
            [
                *(spell_login(person), spell_name(person), spell_mail(person, HOME.domain)),
                changed if at % 5 == 2 else spell_secret(person.papers.password, person),
                *(spell_secret(person.papers.pin, person), dice.pick(("一般", "一般", "管理者"))),
            ]
        )
    page.write_table(rows)


def write_login_log(page: Page, cast: Cast, dice: Dice) -> None:
    """Logins from home, from inside and of programs."""
    moment = dt.datetime(2026, 4, 1, 8, 2, 11, tzinfo=_JST)
    for _ in range(90):
        moment += dt.timedelta(seconds=dice.between(3, 400))
        person = dice.pick(cast.staff)
        network = dice.pick(("10.20.3", "192.168.10", "172.16.8"))
        inside = Decoy("reserved-ip-address", f"{network}.{dice.between(2, 250)}")
        browser = Decoy("version", f"{dice.between(118, 131)}.0.0.0")
        page.write(f"{moment.isoformat()} ")
        match dice.below(4):
            case 0:
                page.write(
                    "INFO vpn login ok user_id=",
                    spell_staff_id(person),
                    " ip=",
                    spell_ip_address(person),
                    " ua=Chrome/",
                    browser,
                )
            case 1:
                page.write("WARN vpn login failed user_id=", spell_staff_id(person), " from ", spell_ip_address(person))
            case 2:
                page.write("INFO portal login ok user_id=", spell_staff_id(person), " ip=", inside)
            case _:
                page.write("INFO agent heartbeat ip=", inside, " version=", Decoy("version", "24.1.0.3"))
        page.write("\n")
