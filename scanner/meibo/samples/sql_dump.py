"""A database dump that was left on the share."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from meibo.samples.page import Page, Part
    from meibo.samples.people import Cast


def write_dump(page: Page, cast: Cast, dice: Dice) -> None:
    """Customers as INSERT statements after the table's definition."""
    page.fill(
        """
-- members: dumped 2026-04-02 02:00:11
SET NAMES utf8mb4;
DROP TABLE IF EXISTS members;
CREATE TABLE members (
  id INTEGER PRIMARY KEY,
  member_no VARCHAR(8) NOT NULL,
  name VARCHAR(64) NOT NULL,
  name_kana VARCHAR(64),
  birth_date DATE,
  zip_code CHAR(8),
  address VARCHAR(200),
  mobile VARCHAR(15),
  email VARCHAR(120),
  points INTEGER DEFAULT 0
);
"""
    )
    for number, person in enumerate(dice.sample(cast.customers, 30), 1001):
        cells: list[Part] = [
            spell_member_id(person),
            spell_name(person, "　"),
            spell_kana(person, "　"),
            spell_birth(person, "-"),
            spell_postal(person),
            spell_address(person, "chome", gap="　"),
            spell_phone(person.mobile, person),
            spell_mail(person),
        ]
        page.write("INSERT INTO members VALUES (", str(number))
        for cell in cells:
            page.write(", '", cell, "'")
        page.write_line(f", {dice.between(0, 4200)});")
