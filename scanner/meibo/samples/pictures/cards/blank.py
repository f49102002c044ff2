"""What cards have in common: their size, their pale ground, and dates as they print them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from meibo.samples.spelling import format_date, spell_birth

if TYPE_CHECKING:
    import datetime as dt

    from meibo.samples.page import Value
    from meibo.samples.people import Person
    from meibo.samples.pictures.canvas import Canvas, Easel

WIDTH, HEIGHT = 85.6, 54.0
"""ISO/IEC 7810 ID-1."""
GREY: Final = (96, 98, 104)
Tint = tuple[int, int, int]


def open_card(easel: Easel, tint: Tint, width: float = WIDTH, height: float = HEIGHT) -> Canvas:
    """A card whose ground is a faint pattern of lines, as copiers bring it out."""
    card = easel.open(width, height, tint)
    line = (tint[0] - 12, tint[1] - 9, tint[2] - 12)
    step = 1.7
    for at in range(int((width + height) / step)):
        x = at * step
        card.rule(x, 0, -height, height, 0.12, line)
    return card


def pad_date(day: dt.date) -> str:
    """A date in the era, month and day of two digits each."""
    text = format_date(day, "era")
    era, year = text[:2], text[2 : text.index("年")].replace("元", "1")
    return f"{era}{int(year):02}年{day.month:02}月{day.day:02}日"


def spell_padded_birth(person: Person) -> Value:
    """The date of birth as cards print it: a blank before a month or day of one digit."""
    text = format_date(person.born, "era")
    era, year = text[:2], text[2 : text.index("年")]
    return replace(spell_birth(person, "era"), text=f"{era}{year:>2}年{person.born.month:>2}月{person.born.day:>2}日")


def write_birth(card: Canvas, x: float, y: float, size: float, person: Person, label: str = "生") -> None:
    """The date of birth with the word ``生`` behind it, which on most cards is its only label."""
    end = card.write(x, y, size, spell_padded_birth(person), label=label)
    card.write(end, y, size, "生")
