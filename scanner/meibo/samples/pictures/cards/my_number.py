"""An Individual Number Card (個人番号カード), front and back, and the notice that came before it (通知カード)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meibo.samples.pictures.cards.blank import GREY, open_card, write_birth
from meibo.samples.pictures.portrait import draw_portrait
from meibo.samples.spelling import format_date, spell_address, spell_gender, spell_my_number, spell_name

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast
    from meibo.samples.pictures.canvas import Canvas, Easel


def draw_front(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """The side with portrait and address, which may be copied by anybody."""
    person = dice.pick(cast.staff)
    card = open_card(easel, (250, 236, 240))
    card.write(3, 3, 2.1, "氏名", colour=GREY)
    card.write(9, 2.4, 4, spell_name(person, "　"), label="氏名", width=42)
    card.write(83, 2.6, 2.9, "個人番号カード", align="right")
    card.write(3, 8.6, 2.1, "住所", colour=GREY)
    card.wrap(9, 8.2, 3.1, spell_address(person, "chome", gap="　"), 73, label="住所", leading=1.2)
    draw_portrait(card, person, 3.5, 17, 21, 27)
    write_birth(card, 28, 18, 3.1, person)
    card.write(62, 18.3, 2.1, "性別", colour=GREY)
    card.write(67.5, 17.8, 3.3, spell_gender(person), label="性別")
    until = dt.date(dice.between(2027, 2034), person.born.month, min(person.born.day, 28))
    card.write(28, 23.5, 3.1, f"{until.year}年{until.month:>2}月{until.day:>2}日まで有効")
    card.write(82, 29, 3, f"{person.address.municipality.removesuffix('中央区')}長", align="right")
    card.write(28, 29.3, 2.1, "セキュリティコード", colour=GREY)
    card.write(28, 34.5, 2.1, "電子証明書の有効期限　　　　　年　　　月　　　日", colour=GREY)
    card.frame(27, 38, 56, 13, 0.12, GREY)
    card.write(28, 39, 1.9, "臓器提供意思", colour=GREY)
    for row, text in enumerate(
        ("１．脳死後及び心停止後のいずれでも提供します", "２．心停止後に限り提供します", "３．提供しません")
    ):
        card.write(28, 41.8 + row * 2.9, 1.8, text, colour=GREY)
    return card


def draw_back(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """The side with the number, which only those may copy whom a law allows it."""
    person = dice.pick(cast.staff)
    card = open_card(easel, (244, 244, 248))
    card.frame(0, 3, 85.6, 9, colour=None, fill=(58, 56, 60))
    card.write(30, 14.6, 2.2, "個人番号", colour=GREY)
    card.write(30, 17.4, 5, spell_my_number(person, " "), label="個人番号", width=38)
    card.write(30, 25.2, 2.2, "氏名", colour=GREY)
    card.write(36, 24.7, 3.3, spell_name(person, "　"), label="氏名", width=32)
    write_birth(card, 36, 30.2, 3, person)
    _draw_chip(card)
    _draw_code(card, dice)
    card.write(4, 40.5, 1.9, "（注意）このカードの個人番号は、法令で認められた場合を除き、", colour=GREY)
    card.write(4, 43.2, 1.9, "書き写し又は複写することができません。", colour=GREY)
    card.write(4, 47, 1.9, "このカードを拾得された方は、最寄りの市区町村又は警察署へお届けください。", colour=GREY)
    return card


def draw_notice(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """A notice of paper, which those kept who have no card."""
    person = dice.pick(cast.staff)
    card = open_card(easel, (236, 246, 238))
    card.write(42.8, 3, 3.8, "通 知 カ ー ド", align="middle")
    card.frame(3, 9, 79.6, 8.5, 0.15)
    card.rule(19, 9, 0, 8.5, 0.15)
    card.write(11, 11.9, 2.7, "個人番号", align="middle")
    card.write(24, 10.7, 5, spell_my_number(person, "　"), label="個人番号", width=55)
    card.write(4, 20.2, 2.4, "氏名")
    card.write(14, 19.6, 3.6, spell_name(person, "　"), label="氏名", width=60)
    card.write(4, 26.4, 2.4, "住所")
    bottom = card.wrap(14, 25.8, 3.1, spell_address(person, "chome", gap="　"), 67, label="住所", leading=1.3)
    y = max(bottom, 33.8) + 0.6
    card.write(4, y + 0.4, 2.4, "生年月日")
    write_birth(card, 16, y, 3.1, person, "生年月日")
    card.write(55, y + 0.4, 2.4, "性別")
    card.write(62, y, 3.1, spell_gender(person), label="性別")
    issued = dt.date(2015, dice.between(10, 12), dice.between(5, 28))
    card.write(4, 47, 2.5, f"発行日　{format_date(issued, 'era')}")
    card.write(82, 46.7, 2.9, f"{person.address.municipality.removesuffix('中央区')}長", align="right")
    return card


def _draw_chip(card: Canvas) -> None:
    """The contacts of the chip."""
    gold = (206, 184, 120)
    card.frame(9, 19, 12.5, 11.5, 0.15, (150, 130, 80), gold, 1.5)
    for down in (22.8, 26.6):
        card.rule(9, down, 12.5, 0, 0.15, (150, 130, 80))
    for across in (13.2, 17.3):
        card.rule(across, 19, 0, 11.5, 0.15, (150, 130, 80))


def _draw_code(card: Canvas, dice: Dice) -> None:
    """Squares that look like a code from afar and tell nothing."""
    side, count, left, top = 0.6, 21, 70.0, 15.0
    for row in range(count):
        for column in range(count):
            if dice.happens(48):
                x, y = left + column * side, top + row * side
                card.frame(x, y, side, side, colour=None, fill=(40, 40, 44))
    for x, y in ((0, 0), (14, 0), (0, 14)):
        card.frame(left + x * side, top + y * side, 7 * side, 7 * side, colour=None, fill=(40, 40, 44))
        card.frame(left + (x + 1) * side, top + (y + 1) * side, 5 * side, 5 * side, colour=None, fill="white")
        card.frame(left + (x + 2) * side, top + (y + 2) * side, 3 * side, 3 * side, colour=None, fill=(40, 40, 44))
