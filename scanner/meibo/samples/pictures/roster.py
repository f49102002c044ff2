"""A printed staff roster: one ruled table across a page that lies on its side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo.samples.companies import HOME
from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_kana,
    spell_name,
    spell_phone,
    spell_staff_id,
)

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Value
    from meibo.samples.people import Cast, Person
    from meibo.samples.pictures.canvas import Canvas, Easel

_COLUMNS: Final = (
    ("No.", 9),
    ("社員番号", 19),
    ("氏名", 27),
    ("フリガナ", 36),
    ("生年月日", 25),
    ("電話番号", 33),
    ("住所", 122),
)
_LEFT, _TOP, _ROW = 13.0, 31.0, 7.6
_ROWS: Final = 20
_SIZE: Final = 3.35
"""About nine and a half points."""


def draw_roster(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """Twenty of the staff with everything that a roster tells of them."""
    sheet = easel.open(297, 210)
    sheet.write(148.5, 12, 6, "社 員 名 簿", align="middle")
    sheet.write(_LEFT, 23, 3.5, HOME.name)
    sheet.write(284, 23, 3.5, "2026年4月1日現在　取扱注意", align="right")
    _rule_table(sheet)
    for row, person in enumerate(dice.sample(cast.staff, _ROWS), 1):
        _write_row(sheet, row, person)
    sheet.write(148.5, 198, 3, "1 / 1", align="middle")
    return sheet


def _rule_table(sheet: Canvas) -> None:
    width = sum(width for _, width in _COLUMNS)
    sheet.frame(_LEFT, _TOP, width, _ROW, fill=(222, 230, 240))
    for row in range(_ROWS + 2):
        sheet.rule(_LEFT, _TOP + row * _ROW, width, 0)
    x = _LEFT
    for title, own in _COLUMNS:
        sheet.rule(x, _TOP, 0, _ROW * (_ROWS + 1))
        sheet.write(x + own / 2, _TOP + 2.1, _SIZE, title, align="middle")
        x += own
    sheet.rule(x, _TOP, 0, _ROW * (_ROWS + 1))


def _write_row(sheet: Canvas, row: int, person: Person) -> None:
    cells: tuple[str | Value, ...] = (
        *(str(row), spell_staff_id(person), spell_name(person), spell_kana(person), spell_birth(person)),
        *(spell_phone(person.mobile, person), spell_address(person)),
    )
    x = _LEFT
    for (title, width), cell in zip(_COLUMNS, cells, strict=True):
        sheet.write(x + 1.5, _TOP + row * _ROW + 2.1, _SIZE, cell, label=title, width=width - 3)
        x += width
