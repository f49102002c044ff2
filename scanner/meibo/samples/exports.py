"""JSON exports of an application, readable or with escaped characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from meibo.samples.page import Page, Part, Value
from meibo.samples.spelling import (
    spell_address,
    spell_birth,
    spell_kana,
    spell_mail,
    spell_member_id,
    spell_name,
    spell_phone,
    spell_postal,
)
from meibo.samples.spelling_papers import spell_attribute

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast, Person


def write_applicants(page: Page, cast: Cast, dice: Dice) -> None:
    """Applicants with nested objects, indented."""
    page.write('{\n  "exported_at": "2026-04-20T10:15:00+09:00",\n  "applicants": [\n')
    for at, person in enumerate(cast.applicants):
        page.write(",\n" if at else "", '    {\n      "full_name": "', spell_name(person), '",\n      "kana": "')
        page.write(spell_kana(person), '",\n      "birth_date": "', spell_birth(person, "-"), '",\n      "contact": {')
        page.write('"mobile": "', spell_phone(person.mobile, person), '", "email": "', spell_mail(person), '"},\n')
        page.write('      "address": {"zip": "', spell_postal(person), '", "line": "', spell_address(person), '"},\n')
        page.write(f'      "score": {dice.between(52, 98)}, "desired_salary": ')
        page.write(spell_attribute(person, str(dice.between(300, 620) * 10000)), "\n    }")
    page.write("\n  ]\n}\n")


def write_users(page: Page, cast: Cast, dice: Dice) -> None:
    """One user an object, one object a line."""
    page.write("[\n")
    chosen = dice.sample(cast.customers, 24)
    for at, person in enumerate(chosen):
        page.write(*_list_fields(person), ",\n" if at + 1 < len(chosen) else "\n")
    page.write("]\n")


def write_escaped_users(page: Page, cast: Cast, dice: Dice) -> None:
    """The same kind of export by a program that escapes everything beyond ASCII."""
    page.write('{"users":[')
    for at, person in enumerate(dice.sample(cast.customers, 12)):
        page.write(",\n" if at else "\n", *map(_escape, _list_fields(person)))
    page.write("\n]}\n")


def _list_fields(person: Person) -> list[Part]:
    return [
        *('  {"member_id": "', spell_member_id(person), '", "name": "', spell_name(person)),
        *('", "birthday": "', spell_birth(person, "-"), '", "tel": "', spell_phone(person.mobile, person)),
        *('", "address": "', spell_address(person), '", "email": "', spell_mail(person), '"}'),
    ]


def _escape(part: Part) -> Part:
    if not isinstance(part, Value):
        return part
    return replace(part, text="".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in part.text))
