"""A form that was filled in: labels and values in a ruled table, boxes of one digit each, check boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo.samples.companies import HOME
from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_gender,
    spell_kana,
    spell_mail,
    spell_my_number,
    spell_name,
    spell_phone,
    spell_postal,
    spell_staff_id,
)
from meibo.samples.spelling_papers import spell_employment_insurance, spell_pension

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Value
    from meibo.samples.people import Cast, Person
    from meibo.samples.pictures.canvas import Canvas, Easel

_LEFT, _RIGHT, _LABEL = 20.0, 190.0, 38.0
"""The edges of the table, and how wide its column of labels is."""
_TINT: Final = (232, 232, 226)
_BOX: Final = 8.0


def draw_form(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """An employee's notice of the Individual Number and of the numbers of their insurances."""
    person = dice.pick(cast.staff)
    sheet = easel.open(210, 297)
    sheet.write(105, 22, 6.4, "個人番号（マイナンバー）等届出書", align="middle", face="mincho")
    sheet.write(_LEFT, 38, 4.2, f"{HOME.name}　御中", face="mincho")
    sheet.write(_RIGHT, 38, 3.8, f"提出日　令和8年4月{dice.between(2, 28)}日", align="right", face="mincho")
    y = 50.0
    for label, value in (
        ("社員番号", spell_staff_id(person)),
        ("フリガナ", spell_kana(person, "　")),
        ("氏名", spell_name(person, "　")),
        ("生年月日", spell_birth(person, "era")),
    ):
        y = _write_row(sheet, y, label, value)
    y = _write_gender(sheet, y, person)
    y = _write_address(sheet, y, person)
    y = _write_row(sheet, y, "電話番号", spell_phone(person.mobile, person))
    y = _write_row(sheet, y, "メールアドレス", spell_mail(person))
    y = _write_boxes(sheet, y, "個人番号", spell_my_number(person))
    y = _write_boxes(sheet, y, "基礎年金番号", spell_pension(person))
    y = _write_boxes(sheet, y, "雇用保険被保険者番号", spell_employment_insurance(person))
    y = _write_proofs(sheet, y, dice)
    notes = (
        "※ 記入した番号は、社会保険および税の手続にのみ利用します。",
        "※ 本届出書は施錠できる場所に保管し、法定の期間が過ぎた後に廃棄します。",
    )
    for note in notes:
        sheet.write(_LEFT, y + 6, 3.4, note, face="mincho")
        y += 5.5
    return sheet


def _open_row(sheet: Canvas, y: float, label: str, height: float) -> float:
    """Rule a row and write its label; where the next begins."""
    sheet.frame(_LEFT, y, _LABEL, height, fill=_TINT)
    sheet.frame(_LEFT, y, _RIGHT - _LEFT, height)
    sheet.write(_LEFT + _LABEL / 2, y + height / 2 - 2, 3.9, label, width=_LABEL - 3, align="middle", face="mincho")
    return y + height


def _write_row(sheet: Canvas, y: float, label: str, value: Value) -> float:
    sheet.write(_LEFT + _LABEL + 4, y + 3.2, 4.4, value, label=label, width=_RIGHT - _LEFT - _LABEL - 8)
    return _open_row(sheet, y, label, 11)


def _write_gender(sheet: Canvas, y: float, person: Person) -> float:
    """Both words stand there; the ticked one is the value."""
    x = _LEFT + _LABEL + 4
    for word, is_own in (("男", not person.is_woman), ("女", person.is_woman)):
        sheet.tick(x, y + 3.4, 4, is_ticked=is_own)
        sheet.write(x + 5.5, y + 3.2, 4.4, word)
        x += 22
    sheet.note(spell_gender(person), "性別")
    return _open_row(sheet, y, "性別", 11)


def _write_address(sheet: Canvas, y: float, person: Person) -> float:
    x, width = _LEFT + _LABEL + 4, _RIGHT - _LEFT - _LABEL - 8
    end = sheet.write(x, y + 2.6, 4.2, "〒")
    sheet.write(end + 1, y + 2.6, 4.2, spell_postal(person), label="〒")
    sheet.wrap(x, y + 9, 4.2, spell_address(person, "chome", gap="　"), width, label="住所")
    return _open_row(sheet, y, "住所", 21)


def _write_boxes(sheet: Canvas, y: float, label: str, value: Value) -> float:
    """A number in boxes; its hyphens stand between them, and every fourth box of a number without is ruled thicker."""
    x, top = _LEFT + _LABEL + 4, y + 3
    is_grouped = "-" in value.text
    sheet.note(value, label)
    for at, sign in enumerate(value.text):
        if sign == "-":
            sheet.write(x + 1.6, top + 1.8, 4.4, "－", align="middle")
            x += 3.2
            continue
        sheet.frame(x, top, _BOX, _BOX, 0.25)
        if at and at % 4 == 0 and not is_grouped:
            sheet.rule(x, top, 0, _BOX, 0.6)
        sheet.write(x + _BOX / 2, top + 1.5, 5.2, sign, align="middle")
        x += _BOX
    return _open_row(sheet, y, label, 14)


def _write_proofs(sheet: Canvas, y: float, dice: Dice) -> float:
    proofs = ("個人番号カード", "通知カード", "運転免許証", "旅券")
    ticked = dice.below(len(proofs))
    x = _LEFT + _LABEL + 4
    for at, proof in enumerate(proofs):
        sheet.tick(x, y + 3.4, 4, is_ticked=at == ticked)
        x = sheet.write(x + 5.5, y + 3.4, 3.9, proof) + 5
    return _open_row(sheet, y, "本人確認書類", 11)
