"""The page of a passport that tells whose it is, with its machine-readable zone (ICAO Doc 9303-4)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from meibo.samples.pictures.canvas import BLACK
from meibo.samples.pictures.cards.blank import GREY, open_card
from meibo.samples.pictures.portrait import draw_portrait
from meibo.samples.spelling import spell_birth, spell_gender, spell_romaji
from meibo.samples.spelling_papers import spell_passport, spell_zone

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Value
    from meibo.samples.people import Cast, Person
    from meibo.samples.pictures.canvas import Canvas, Easel

_PITCH: Final = 2.54
"""Ten characters an inch, as OCR-B is set."""
_REGIONS: Final = ("TOKYO", "OSAKA", "KANAGAWA", "AICHI", "FUKUOKA", "HOKKAIDO")


def draw_passport(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """The page of somebody of the staff."""
    person = dice.pick(cast.staff)
    issued = dt.date(dice.between(2018, 2025), dice.between(1, 12), dice.between(1, 28))
    until = issued.replace(year=issued.year + 10)
    page = open_card(easel, (248, 240, 236), 125, 88)
    page.write(4, 4, 3.6, "日本国")
    page.write(18, 4.4, 3, "JAPAN")
    page.write(34, 4, 3.6, "旅券")
    page.write(44, 4.4, 3, "PASSPORT")
    draw_portrait(page, person, 4.5, 12, 32, 43)
    _entry(page, 41, 10, "型/Type", "P")
    _entry(page, 56, 10, "発行国/Issuing country", "JPN")
    _entry(page, 90, 10, "旅券番号/Passport No.", spell_passport(person))
    _write_name(page, person)
    _entry(page, 41, 33.4, "国籍/Nationality", "JAPAN")
    _entry(page, 78, 33.4, "生年月日/Date of birth", replace(spell_birth(person), text=_spell(person.born)))
    _entry(page, 41, 41.2, "性別/Sex", _spell_sex(person))
    _entry(page, 78, 41.2, "本籍/Registered Domicile", dice.pick(_REGIONS))
    _entry(page, 41, 49, "発行年月日/Date of issue", _spell(issued))
    _entry(page, 41, 56.8, "有効期間満了日/Date of expiry", _spell(until))
    _entry(page, 78, 49, "発行官庁/Authority", "MINISTRY OF\nFOREIGN AFFAIRS")
    _write_zone(page, spell_zone(person, until))
    return page


def _write_name(page: Canvas, person: Person) -> None:
    """Surname and given name under labels of their own, which are one value."""
    name = spell_romaji(person, "SURNAME Given")
    page.note(replace(name, text=name.text.upper()), "姓/Surname 名/Given name")
    _entry(page, 41, 17.8, "姓/Surname", person.surname.romaji.upper())
    _entry(page, 41, 25.6, "名/Given name", person.given.romaji.upper())


def _entry(page: Canvas, x: float, y: float, label: str, value: str | Value) -> None:
    """A value below its label, which is printed small in two languages."""
    page.write(x, y, 1.9, label, colour=GREY)
    if isinstance(value, str):
        for row, text in enumerate(value.split("\n")):
            page.write(x, y + 2.7 + row * 3.6, 3.3, text, width=45)
    else:
        page.write(x, y + 2.7, 3.3, value, label=label, width=33)


def _write_zone(page: Canvas, zone: Value) -> None:
    """Two lines of 44 characters in fixed places, on white."""
    page.frame(0, 66, page.width, 22, colour=None, fill=(252, 250, 248))
    page.note(zone, "MRZ")
    for row, line in enumerate(zone.text.split("\n")):
        page.write_apart(6.6, 70 + row * 7, 3.5, line, _PITCH, colour=BLACK)


def _spell_sex(person: Person) -> Value:
    letter = "F" if person.is_woman else "M"
    return replace(spell_gender(person), text=letter, normalised=letter)


def _spell(day: dt.date) -> str:
    months = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
    return f"{day.day:02} {months[day.month - 1]} {day.year}"
