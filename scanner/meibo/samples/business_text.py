"""Ordinary business prose and log lines with hardly any personal data, for measuring speed on small files."""

from __future__ import annotations

from typing import Final

from meibo.samples.companies import HOME
from meibo.samples.draw import Dice
from meibo.samples.people import Person, make_people
from meibo.samples.spelling import spell_mail, spell_phone, spell_surname

_QUIET_LINES: Final = 24
"""How many lines without personal data follow each other on average."""

_SUBJECTS: Final = (
    "新しい倉庫",
    "来期の予算",
    "受注システム",
    "春の展示会",
    "包装資材",
    "東日本の販売網",
    "社内研修",
    "在庫の棚卸し",
)
_STATES: Final = (
    "については、先週の会議で方針が決まった。",
    "の進み具合は計画の{percent}%で、月末までに終わる見込みである。",
    "に関する費用は{amount}万円で、前年より{percent}%少ない。",
    "の見直しを{month}月から始め、結果を四半期ごとに報告する。",
    "の担当を営業部から総務部へ移すことにした。",
    "の仕様書（第{month}.{percent}版）を共有フォルダに置いた。",
)
_NOTES: Final = (
    "現場からは、手順が分かりにくいという意見が出ている。",
    "次の打ち合わせまでに、各部署で課題を整理しておくこと。",
    "数字はすべて速報値であり、確定後に差し替える。",
    "取引先との調整が残っているため、日程は変わることがある。",
)


def business_text(size_bytes: int, seed: int) -> bytes:
    """Exactly ``size_bytes`` of valid UTF-8: paragraphs, log lines, and a contact every now and then."""
    dice = Dice("business text", seed)
    people = make_people(dice, 8)
    pieces: list[bytes] = []
    length = 0
    while length < size_bytes:
        piece = _draw_line(dice, people).encode()
        pieces.append(piece)
        length += len(piece)
    return _cut(b"".join(pieces), size_bytes)


def _draw_line(dice: Dice, people: tuple[Person, ...]) -> str:
    if dice.below(_QUIET_LINES) == 0:
        person = dice.pick(people)
        phone, mail = spell_phone(person.mobile, person).text, spell_mail(person, HOME.domain).text
        return f"問い合わせは{spell_surname(person).text}さん（{dice.pick((phone, mail))}）まで。\n"
    if dice.happens(35):
        clock = f"{dice.between(0, 23):02}:{dice.between(0, 59):02}:{dice.between(0, 59):02}"
        return (
            f"2026-05-{dice.between(1, 31):02} {clock} INFO worker-{dice.below(8)} done in {dice.between(3, 900)} ms\n"
        )
    state = dice.pick(_STATES).format(
        percent=dice.between(3, 97), amount=dice.between(12, 880), month=dice.between(1, 12)
    )
    return f"{dice.pick(_SUBJECTS)}{state}{dice.pick(_NOTES)}\n"


def _cut(text: bytes, size_bytes: int) -> bytes:
    whole = text[:size_bytes].decode(errors="ignore").encode()
    return whole + b"\n" * (size_bytes - len(whole))
