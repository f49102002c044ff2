"""A residence card (在留カード)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from meibo.samples.pictures.cards.blank import GREY, open_card
from meibo.samples.pictures.portrait import draw_portrait
from meibo.samples.spelling import spell_address, spell_birth, spell_gender, spell_romaji
from meibo.samples.spelling_papers import spell_residence_card

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast, Person
    from meibo.samples.pictures.canvas import Canvas, Easel

_STATUSES: Final = (
    ("技術・人文知識・国際業務", "Engineer/Specialist in Humanities"),
    ("特定技能1号", "Specified Skilled Worker(i)"),
    ("定住者", "Long Term Resident"),
    ("技能", "Skilled Labor"),
)


def draw_residence_card(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """The front of the card of an employee from abroad."""
    person = dice.pick(cast.foreign[: -len(cast.special_residents)])
    card = open_card(easel, (240, 240, 250))
    given = dt.date(dice.between(2022, 2025), dice.between(1, 12), dice.between(1, 28))
    until = given.replace(year=given.year + dice.pick((3, 5)))
    card.write(3, 1.8, 1.9, "日本国政府", colour=GREY)
    card.write(3, 4.0, 1.4, "GOVERNMENT OF JAPAN", colour=GREY)
    card.write(24, 1.6, 3.4, "在留カード")
    card.write(24, 5.2, 1.6, "RESIDENCE CARD", colour=GREY)
    card.write(48, 2.2, 2, "番号", colour=GREY)
    card.write(52.5, 2.7, 1.4, "No.", colour=GREY)
    card.write(56, 1.8, 3.3, spell_residence_card(person), label="番号", width=27)
    _write_person(card, person)
    status, english = dice.pick(_STATUSES)
    _label(card, 22.2, "在留資格", "STATUS")
    card.write(17, 22.0, 2.7, status, width=38)
    card.write(17, 25.0, 1.6, english, colour=GREY)
    _label(card, 27.8, "就労制限の有無", "")
    card.write(20, 27.6, 2.4, "在留資格に基づく就労活動のみ可", width=36)
    _label(card, 31.8, "在留期間（満了日）", "PERIOD OF STAY (DATE OF EXPIRATION)")
    years = until.year - given.year
    card.write(5, 36.2, 2.7, f"{years}年（{_spell(until)}）")
    _label(card, 40.2, "許可の種類", "")
    card.write(17, 40, 2.4, "在留期間更新許可")
    card.write(3, 43.6, 2.1, f"許可年月日　{_spell(given)}　　交付年月日　{_spell(given)}", width=54)
    card.write(3, 48.2, 2.4, f"このカードは　{_spell(until)}まで有効　です。", width=54)
    draw_portrait(card, person, 60, 19.5, 22.5, 28)
    card.write(71, 49, 2, "出入国在留管理庁長官", align="middle")
    return card


def _write_person(card: Canvas, person: Person) -> None:
    """Name in capitals, date of birth, gender, state and address, each behind its label in two languages."""
    name = spell_romaji(person, "SURNAME Given")
    _label(card, 7.8, "氏名", "NAME")
    card.write(17, 7.6, 3.2, replace(name, text=name.text.upper()), label="氏名 NAME", width=66)
    _label(card, 12.0, "生年月日", "DATE OF BIRTH")
    born = replace(spell_birth(person), text=_spell(person.born))
    card.write(17, 11.8, 2.8, born, label="生年月日 DATE OF BIRTH")
    end = card.write(40, 12.1, 2, "性別", colour=GREY)
    card.write(end + 0.5, 12.6, 1.3, "SEX", colour=GREY)
    end = card.write(48.5, 11.8, 2.8, spell_gender(person), label="性別 SEX")
    card.write(end + 0.6, 11.8, 2.8, "F." if person.is_woman else "M.")
    end = card.write(57, 12.1, 2, "国籍・地域", colour=GREY)
    card.write(end + 1.5, 11.8, 2.8, person.country.name if person.country else "", width=16)
    _label(card, 16.4, "住居地", "ADDRESS")
    card.wrap(17, 15.6, 2.6, spell_address(person, "chome", gap=""), 41, label="住居地 ADDRESS", leading=1.1)


def _label(card: Canvas, y: float, japanese: str, english: str) -> None:
    end = card.write(3, y, 2, japanese, colour=GREY)
    if english and end < 14:
        card.write(3, y + 2.1, 1.25, english, colour=GREY)
    elif english:
        card.write(end + 1, y + 0.6, 1.25, english, colour=GREY)


def _spell(day: dt.date) -> str:
    return f"{day.year}年{day.month:02}月{day.day:02}日"
