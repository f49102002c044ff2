"""A letter of a few lines to a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo.samples.companies import HOME
from meibo.samples.spelling import spell_address, spell_name, spell_phone, spell_postal

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast
    from meibo.samples.pictures.canvas import Canvas, Easel

_SIZE: Final = 4.0
_BODY: Final = (
    "　拝啓　新緑の候、ますますご清栄のこととお慶び申し上げます。平素は格別のご高配を賜り、厚く御礼申し上げます。",
    "　さて、先日お申し込みいただきました会員証を同封いたしましたので、ご査収くださいますようお願い申し上げます。",
    "　ご不明な点がございましたら、下記の担当までお気軽にお問い合わせください。",
)


def draw_letter(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """Whom it goes to stands at its top; who wrote it, with their own telephone, at its end."""
    customer, clerk = dice.pick(cast.customers), dice.pick(cast.staff)
    sheet = easel.open(210, 297)
    sheet.write(185, 25, _SIZE, f"2026年5月{dice.between(11, 29)}日", align="right", face="mincho")
    end = sheet.write(25, 38, _SIZE, "〒", face="mincho")
    sheet.write(end + 0.5, 38, _SIZE, spell_postal(customer), label="〒", face="mincho")
    y = sheet.wrap(
        25, 44.5, _SIZE, spell_address(customer, "chome", gap="　"), 85, label="", leading=1.5, face="mincho"
    )
    end = sheet.write(25, y + 2, 5.2, spell_name(customer, "　"), label="様", face="mincho")
    sheet.write(end + 4, y + 2, 5.2, "様", face="mincho")
    sheet.write(185, 78, _SIZE, HOME.name, align="right", face="mincho")
    sheet.write(105, 98, 5.4, "会員証送付のご案内", align="middle", face="mincho")
    y = 115
    for paragraph in _BODY:
        y = sheet.wrap(25, y, _SIZE, paragraph, 160, leading=1.8, lines=3, face="mincho")
    sheet.write(185, y, _SIZE, "敬具", align="right", face="mincho")
    sheet.write(105, y + 18, _SIZE, "記", align="middle", face="mincho")
    end = sheet.write(35, y + 30, _SIZE, "担当　営業部　", face="mincho")
    sheet.write(end, y + 30, _SIZE, spell_name(clerk, "　"), label="担当", face="mincho")
    end = sheet.write(35, y + 38, _SIZE, "電話　", face="mincho")
    sheet.write(end, y + 38, _SIZE, spell_phone(clerk.mobile, clerk), label="電話", face="mincho")
    sheet.write(185, y + 50, _SIZE, "以上", align="right", face="mincho")
    return sheet
