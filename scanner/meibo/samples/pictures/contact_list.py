"""An emergency contact list in two columns, by department, with dotted lines from names to telephone numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo.samples.spelling import spell_name, spell_phone

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast, Person
    from meibo.samples.pictures.canvas import Canvas, Easel

_DEPARTMENTS: Final = ("総務部", "人事部", "経理部", "営業一課", "営業二課", "情報システム部")
_PER_DEPARTMENT: Final = 4
_LEFT, _WIDTH, _BETWEEN = 20.0, 80.0, 10.0
_SIZE: Final = 3.7
_LEADING: Final = 7.2


def draw_contact_list(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """Two dozen of the staff; the right column is read after the left one."""
    people = dice.sample(cast.staff, _PER_DEPARTMENT * len(_DEPARTMENTS))
    sheet = easel.open(210, 297)
    sheet.write(105, 20, 6, "緊 急 連 絡 網", align="middle", face="mincho")
    sheet.wrap(
        *(_LEFT, 34, 3.6),
        "災害その他の緊急時には、各部の責任者から順に連絡してください。連絡がつかない場合は次の人に連絡し、結果を総務部へ報告すること。",
        170,
        leading=1.5,
        face="mincho",
    )
    half = len(_DEPARTMENTS) // 2
    for column in range(2):
        y = 54.0
        for at in range(column * half, (column + 1) * half):
            own = people[at * _PER_DEPARTMENT : (at + 1) * _PER_DEPARTMENT]
            y = _write_department(sheet, _LEFT + column * (_WIDTH + _BETWEEN), y, _DEPARTMENTS[at], own)
    sheet.rule(_LEFT + _WIDTH + _BETWEEN / 2, 54, 0, y - 58)
    sheet.write(190, 275, 3.4, "2026年5月20日　総務部作成", align="right", face="mincho")
    return sheet


def _write_department(sheet: Canvas, x: float, y: float, department: str, people: list[Person]) -> float:
    sheet.write(x, y, 4.2, f"■ {department}")
    sheet.rule(x, y + 5.6, _WIDTH, 0)
    y += 8.5
    for person in people:
        end = sheet.write(x + 2, y, _SIZE, spell_name(person, "　"), label="氏名")
        phone = spell_phone(person.mobile, person)
        start = x + _WIDTH - sheet.measure(phone.text, _SIZE)
        _write_dots(sheet, end + 1.5, start - 1.5, y + _SIZE / 2)
        sheet.write(start, y, _SIZE, phone, label="電話")
        y += _LEADING
    return y + 6


def _write_dots(sheet: Canvas, start: float, end: float, y: float) -> None:
    while start < end:
        sheet.rule(start, y, 0.25, 0, 0.25)
        start += 1.6
