"""A driver's licence (運転免許証)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from meibo.samples.pictures.cards.blank import open_card, pad_date, write_birth
from meibo.samples.pictures.portrait import draw_portrait
from meibo.samples.spelling import spell_address, spell_licence, spell_name

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast, Person
    from meibo.samples.pictures.canvas import Canvas, Easel

_KINDS: Final = (
    "大型",
    "中型",
    "準中型",
    "普通",
    "大特",
    "大自二",
    "普自二",
    "小特",
    "原付",
    "け引",
    "大二",
    "中二",
    "普二",
    "け引二",
)
_BANDS: Final = (((226, 190, 92), "優良"), ((128, 178, 214), ""), ((150, 196, 120), ""))
"""The colour behind the date of expiry: gold for who broke no rule in five years, blue, and green for the first."""


_ADDRESS_WIDTH: Final = 73.0
_CENTURY: Final = 46
"""Numbers of this century begin below it: no licence number is older than 1946."""


def draw_licence(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """A licence of somebody of the staff."""
    person = dice.pick(cast.staff)
    card = open_card(easel, (246, 240, 244))
    first = dt.date(_read_first_year(person), dice.between(1, 12), dice.between(1, 28))
    issued = max(first, dt.date(dice.between(2021, 2025), dice.between(1, 12), dice.between(1, 28)))
    band, praise = dice.pick(_BANDS)
    _write_head(card, person)
    card.write(1.8, 14.0, 2.5, f"交付　{pad_date(issued)}　{dice.digits(5)}")
    until = dt.date(issued.year + 5, person.born.month % 12 + 1, min(person.born.day, 28))  # a month after a birthday
    card.frame(1.5, 17.5, 55.5, 4.6, colour=None, fill=band)
    card.write(
        2.2, 18.3, 3.1, f"{until.year}年({pad_date(until)[:5]}){until.month:02}月{until.day:02}日まで有効", width=54
    )
    card.write(1.8, 23.2, 2.3, "免許の")
    card.write(1.8, 25.8, 2.3, "条件等")
    card.write(
        11,
        23.4,
        2.6,
        dice.pick(("眼鏡等", "準中型で運転できる準中型車は準中型車(5t)に限る", "眼鏡等　中型車は中型車(8t)に限る")),
        width=45,
    )
    if praise:
        card.write(4, 31, 3, praise)
    _write_number(card, person)
    _write_kinds(card, first, dice)
    draw_portrait(card, person, 59.5, 14, 23.5, 29)
    card.write(71, 44.6, 3.2, "運転免許証", align="middle")
    card.write(71, 49.2, 2.5, f"{person.address.prefecture}公安委員会", align="middle")
    return card


def _write_head(card: Canvas, person: Person) -> None:
    """Name and date of birth in one box, the address in the next."""
    card.frame(1.5, 1.5, 82.6, 11.8, 0.15)
    card.rule(1.5, 7, 82.6, 0, 0.15)
    card.rule(8.5, 1.5, 0, 11.8, 0.15)
    card.rule(52, 1.5, 0, 5.5, 0.15)
    card.write(5, 3, 2.3, "氏名", align="middle")
    card.write(10, 2.3, 3.7, spell_name(person, "　"), label="氏名", width=40)
    write_birth(card, 53, 2.8, 2.8, person)
    card.write(5, 9, 2.3, "住所", align="middle")
    address = spell_address(person, gap="　")
    is_short = card.measure(address.text, 2.8) <= _ADDRESS_WIDTH
    card.wrap(9.5, 8.7 if is_short else 7.3, 2.8, address, _ADDRESS_WIDTH, label="住所", leading=1.04)


def _write_number(card: Canvas, person: Person) -> None:
    card.frame(1.5, 35, 55.5, 4.8, 0.15)
    card.rule(8.5, 35, 0, 4.8, 0.15)
    card.write(5, 36.2, 2.3, "番号", align="middle")
    card.write(10, 35.8, 3.2, "第")
    card.write_apart(15, 35.7, 3.5, spell_licence(person), 2.9, label="番号")
    card.write(52, 35.8, 3.2, "号")


def _read_first_year(person: Person) -> int:
    """The year of the first licence, of which the number holds the last two digits."""
    year = int(person.licence[2:4])
    return year + (2000 if year < _CENTURY else 1900)


def _write_kinds(card: Canvas, first: dt.date, dice: Dice) -> None:
    """When the first licence of each class was given, and which kinds of vehicle may be driven."""
    for row, (label, text) in enumerate(
        (("二・小・原", pad_date(first)), ("他", pad_date(first)), ("二種", "令和00年00月00日"))
    ):
        y = 41 + row * 4
        card.frame(1.5, y, 31, 4, 0.12)
        card.write(2, y + 0.8, 2.2, label, width=8)
        card.write(11, y + 0.7, 2.5, text, width=21)
    has = {"普通", *dice.sample(_KINDS[:10], 2)}
    for at, kind in enumerate(_KINDS):
        x, y = 34.5 + at % 7 * 3.2, 41 + at // 7 * 6
        card.frame(x, y, 3.2, 6, 0.12)
        for down, sign in enumerate(kind if kind in has else "－"):
            card.write(x + 1.6, y + 0.25 + down * 1.85, 1.75, sign, align="middle")
