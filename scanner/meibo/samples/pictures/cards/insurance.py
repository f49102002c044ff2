"""A card of the health insurance (健康保険被保険者証), and the confirmation that took its place (資格確認書)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.pictures.cards.blank import open_card, pad_date, spell_padded_birth
from meibo.samples.spelling import spell_gender, spell_kana, spell_name
from meibo.samples.spelling_papers import spell_insured

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast, Person
    from meibo.samples.pictures.canvas import Canvas, Easel

_INSURER = "デモ名簿健康保険組合"


def draw_insurance_card(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """The card of plastic that was given until 2024."""
    person = dice.pick(cast.staff)
    card = open_card(easel, (228, 240, 250))
    issued = dt.date(dice.between(2021, 2024), dice.between(1, 11), dice.between(1, 28))
    card.write(3, 2.6, 2.6, "健康保険")
    card.write(3, 5.6, 3.4, "被保険者証")
    card.write(23, 4.2, 2.8, "本人（被保険者）")
    card.write(82, 4.4, 2.6, f"{pad_date(issued)}交付", align="right")
    _write_insured(card, person, 11.2)
    y = 17.4
    for label, value in (
        ("氏名", spell_name(person, "　")),
        ("生年月日", spell_padded_birth(person)),
        ("性別", spell_gender(person)),
        ("資格取得年月日", pad_date(dt.date(issued.year, 4, 1))),
        ("事業所名称", HOME.name),
    ):
        card.write(3, y + 0.4, 2.5, label)
        card.write(24, y, 3.4 if label == "氏名" else 2.9, value, label=label, width=58)
        y += 4.5
    _write_insurer(card, person, 40.5)
    return card


def draw_confirmation(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """The confirmation for those whose Individual Number Card is none of the insurance."""
    person = dice.pick(cast.staff)
    card = open_card(easel, (252, 246, 226))
    issued = dt.date(2025, dice.between(1, 12), dice.between(1, 28))
    card.write(3, 2.8, 2.6, "健康保険")
    card.write(17, 2.3, 3.6, "資格確認書")
    card.write(38, 3, 2.7, "（被保険者）")
    card.write(82, 3, 2.4, f"{pad_date(issued)}交付", align="right")
    card.write(82, 6.3, 2.4, f"有効期限　{pad_date(issued.replace(year=issued.year + 4, day=28))}", align="right")
    _write_insured(card, person, 11.2)
    y = 17.0
    for label, value in (
        ("フリガナ", spell_kana(person, "　")),
        ("氏名", spell_name(person, "　")),
        ("生年月日", spell_padded_birth(person)),
        ("性別", spell_gender(person)),
        ("資格取得年月日", pad_date(dt.date(2024, 4, 1))),
    ):
        card.write(3, y + 0.4, 2.4, label)
        card.write(24, y, 3.4 if label == "氏名" else 2.7, value, label=label, width=58)
        y += 4.6
    _write_insurer(card, person, 40.5)
    return card


def _write_insured(card: Canvas, person: Person, y: float) -> None:
    """Symbol, number and branch in one line; the symbol is the employer's."""
    end = card.write(3, y + 0.3, 2.7, "記号")
    end = card.write(end + 2, y, 3.3, person.papers.insured[0])
    end = card.write(max(end + 4, 38), y + 0.3, 2.7, "番号")
    end = card.write(end + 2, y, 3.3, spell_insured(person), label="番号")
    end = card.write(max(end + 3, 62), y + 0.3, 2.7, "(枝番)")
    card.write(end + 1, y, 3.3, "00")


def _write_insurer(card: Canvas, person: Person, y: float) -> None:
    """Who insures: the number in boxes, the name, the address."""
    card.write(3, y + 0.9, 2.5, "保険者番号")
    for at, digit in enumerate(person.papers.insurer):
        card.frame(24 + at * 4.2, y, 4.2, 4.2, 0.12)
        card.write(26.1 + at * 4.2, y + 0.5, 3.2, digit, align="middle")
    card.write(3, y + 5.4, 2.5, "保険者名称")
    card.write(24, y + 5.1, 2.9, _INSURER)
    card.write(3, y + 9.4, 2.3, "保険者所在地")
    card.write(24, y + 9.2, 2.4, "東京都千代田区星見台１丁目２番３号")
