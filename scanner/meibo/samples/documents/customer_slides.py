"""Slides for a sales meeting that show customers who should not be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.draft import Line, Table
from meibo.samples.spelling import spell_address, spell_mail, spell_name, spell_phone
from meibo.samples.writers.model import Properties, Slide, SlideShow

if TYPE_CHECKING:
    from meibo.samples.draft import Row
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def make_customer_slides(cast: Cast, dice: Dice) -> SlideShow:
    """A title, a table of customers, and a speaker's notes with one more."""
    speaker = dice.pick(cast.staff)
    caller, *customers = dice.sample(cast.customers, 7)
    rows: list[Row] = [("お客様名", "住所", "電話番号")]
    rows += [(spell_name(one), spell_address(one), spell_phone(one.mobile, one)) for one in customers]
    notes = (
        Line(("（発表者メモ）", spell_name(caller), "様からのお問い合わせに触れること。")),
        Line(("折り返し先は電話番号 ", spell_phone(caller.home_phone, caller), "、平日の午後。")),
    )
    first = Slide(
        ("上期の重点顧客",),
        (Line((f"{HOME.name}　営業一課　", spell_name(speaker))), Line(("連絡先 ", spell_mail(speaker, HOME.domain)))),
    )
    second = Slide(("訪問先の一覧",), (Table(tuple(rows)),), notes)
    return SlideShow((first, second), Properties("上期の重点顧客", spell_name(speaker)))
