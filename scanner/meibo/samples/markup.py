"""Members as XML and as a page of the web, with characters spelled as entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

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

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page, Value
    from meibo.samples.people import Cast


def write_member_export(page: Page, cast: Cast, dice: Dice) -> None:
    """One element a member, some of its data in attributes."""
    page.write_line('<?xml version="1.0" encoding="UTF-8"?>\n<members exportedAt="2026-04-20T10:15:00+09:00">')
    for person in dice.sample(cast.customers, 20):
        page.fill(
            """
  <member id="{member}" rank="{rank}">
    <name>{name}</name>
    <nameKana>{kana}</nameKana>
    <birthDate>{birth}</birthDate>
    <address postalCode="{postal}">{address}</address>
    <contact>
      <mobile>{mobile}</mobile>
      <email>{mail}</email>
    </contact>
  </member>
""",
            member=spell_member_id(person),
            rank=dice.pick(("A", "B", "C")),
            name=spell_name(person, "　"),
            kana=spell_kana(person, "　"),
            birth=spell_birth(person, "-"),
            postal=spell_postal(person),
            address=spell_address(person),
            mobile=spell_phone(person.mobile, person),
            mail=spell_mail(person),
        )
    page.write_line("</members>")


def write_member_page(page: Page, cast: Cast, dice: Dice) -> None:
    """A saved page of the customer desk: a table, with names and addresses as numeric entities."""
    page.fill(
        """
<!DOCTYPE html>
<html lang="ja">
<head><meta charset="UTF-8"><title>会員検索</title>
<style>td {{ padding: 2px 8px; }}</style></head>
<body>
<h1>会員検索の結果</h1>
<table>
<tr><th>会員番号</th><th>氏名</th><th>住所</th><th>電話番号</th><th>メール</th></tr>
"""
    )
    for at, person in enumerate(dice.sample(cast.customers, 12)):
        mail = spell_mail(person)
        page.fill(
            '<tr><td>{member}</td><td>{name}</td><td>{address}</td>\n<td>{phone}</td><td><a href="mailto:{link}">{mail}'
            "</a></td></tr>\n",
            member=spell_member_id(person),
            name=_spell_entities(spell_name(person), is_hex=at % 3 == 2),
            address=_spell_entities(spell_address(person, "chome"), is_hex=at % 3 == 2),
            phone=spell_phone(person.mobile, person),
            link=mail,
            mail=mail,
        )
    page.write_line("</table>\n<p>&copy; 2026 名簿デモ商事株式会社</p>\n</body>\n</html>")


def _spell_entities(value: Value, *, is_hex: bool) -> Value:
    form = "&#x{:x};" if is_hex else "&#{};"
    return replace(value, text="".join(sign if sign.isascii() else form.format(ord(sign)) for sign in value.text))
