"""The log of a web server: documentation addresses, member pages, and mail addresses that leak into queries."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec.structs import replace

from meibo.samples.page import Decoy, Page
from meibo.samples.spelling import spell_mail, spell_phone

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast

_JST = dt.timezone(dt.timedelta(hours=9))
_PAGES = ("/", "/item/list", "/cart", "/css/main.css?v=1.14.2", "/news/20260401", "/login")


def write_access_log(page: Page, cast: Cast, dice: Dice) -> None:
    """Requests of one night in the common log format."""
    moment = dt.datetime(2026, 4, 1, 0, 0, 7, tzinfo=_JST)
    for _ in range(140):
        moment += dt.timedelta(seconds=dice.between(1, 60))
        address = Decoy(
            "reserved-ip-address", f"{dice.pick(('192.0.2', '198.51.100', '10.20.3'))}.{dice.between(1, 254)}"
        )
        page.write(address, moment.strftime(" - - [01/Apr/2026:%H:%M:%S +0900] "))
        person = dice.pick(cast.customers)
        match dice.below(14):
            case 0:
                mail = spell_mail(person)
                page.write('"GET /reset?mail=', replace(mail, text=mail.text.replace("@", "%40")), " HTTP/1.1")
            case 1:
                page.write('"POST /contact?tel=', spell_phone(person.mobile, person, "{}{}{}"), " HTTP/1.1")
            case 2:
                serial = Decoy("session-number", f"{dice.between(60, 99)}{dice.digits(14)}")
                page.write('"GET /mypage?sid=', serial, " HTTP/1.1")
            case 3:
                page.write('"GET /img/', Decoy("file-name", "top@2x.png"), " HTTP/1.1")
            case _:
                page.write(f'"GET {dice.pick(_PAGES)} HTTP/1.1')
        page.write_line(f'" {dice.pick((200, 200, 200, 304, 404))} {dice.between(180, 48000)}')
