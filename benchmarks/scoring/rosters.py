"""A column of one number type beside a column of random order numbers of the same form: all of the one must be
reported, none of the other.

Every table is written with the orders behind and before the roster's column, under 注文番号 and under no name, and once
more without any header.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from meibo.samples.draw import Dice
from meibo.samples.numbers import draw_card, draw_licence, draw_my_number, is_conspicuous
from scoring.findings import detect

ROWS: Final = 1000
Draw = Callable[[Dice], str]


class Roster(msgspec.Struct, frozen=True):
    """A number type, the header that names it, and how its numbers and orders of the same form are drawn."""

    detector: str
    header: str
    form: str
    draw: Draw
    draw_order: Draw
    is_asked: bool = True
    """Whether all of it must be found and nothing beside it; orders seldom have letters before and behind."""


class Found(msgspec.Struct, frozen=True):
    """Of the rows of a table: how many of the roster are reported by its detector, how many orders by any."""

    roster: int
    orders: int


class Result(msgspec.Struct, frozen=True):
    """What is reported of a roster, the worse of both orders of the columns."""

    roster: Roster
    named: Found
    """Orders under 注文番号."""
    unnamed: Found
    """Orders under an empty header."""
    headless: Found
    """No header at all: types without a check digit can't be told apart then."""


def measure_rosters(registered: frozenset[str]) -> list[Result]:
    """What is reported of every roster whose detector exists, at medium and above."""
    return [_measure(roster) for roster in list_rosters() if roster.detector in registered]


def list_rosters() -> Iterator[Roster]:
    """Every number type, most with as many digits as an order may have."""
    for detector, header, digits, draw in (
        ("jp_my_number", "個人番号", 12, draw_my_number),
        ("jp_drivers_license", "運転免許証番号", 12, _draw_licence),
        ("payment_card", "カード番号", 16, lambda dice: draw_card(dice, "JCB")),
        ("jp_pension", "基礎年金番号", 10, _draw_pension),
        ("jp_employment_insurance", "雇用保険被保険者番号", 11, lambda dice: dice.digits(11)),
        ("jp_resident_code", "住民票コード", 11, draw_resident_code),
        ("jp_kaigo", "介護保険被保険者番号", 10, lambda dice: f"00{dice.digits(8)}"),
        ("jp_bank_account", "口座番号", 7, lambda dice: dice.digits(7)),
        ("jp_health_insurance", "被保険者番号", 8, lambda dice: dice.digits(8)),
        ("jp_phone", "携帯電話番号", 11, lambda dice: f"0{dice.pick('789')}0{dice.between(1, 9)}{dice.digits(7)}"),
    ):
        yield Roster(detector, header, f"{digits} digits", draw, _make_order(digits))
    passport, card = (lambda dice: _letters(dice, 2) + dice.digits(7)), _draw_residence_card
    yield Roster("jp_passport", "旅券番号", "2 letters, 7 digits", passport, passport, is_asked=False)
    yield Roster("jp_residence_card", "在留カード番号", "2 letters, 8 digits, 2 letters", card, card, is_asked=False)


def draw_resident_code(dice: Dice) -> str:
    """Ten digits and the check digit that secondary sources give (weights 2-7, 2-5 from the right, modulus 11)."""
    body = str(dice.between(1, 9)) + dice.digits(9)
    rest = sum(int(digit) * weight for digit, weight in zip(body, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return body + str(11 - rest if rest > 1 else 0)


def write_table(roster: Roster, header: str | None, is_order_first: bool) -> str:
    """A table of a running number and the two columns; without header line where ``header`` is None."""
    dice = Dice("roster", roster.detector, roster.header)
    head = [] if header is None else [_join("No", roster.header, header, is_order_first)]
    body = (
        _join(str(number), _draw_inconspicuous(roster.draw, dice), roster.draw_order(dice), is_order_first)
        for number in range(1, ROWS + 1)
    )
    return "".join(f"{line}\r\n" for line in (*head, *body))


def _measure(roster: Roster) -> Result:
    headers = {"named": "注文番号", "unnamed": "", "headless": None}
    with tempfile.TemporaryDirectory() as place:
        for name, header in headers.items():
            for first in (False, True):
                table = write_table(roster, header, first)
                (Path(place) / f"{name}{first:d}.csv").write_text(table, "utf-8", newline="")
        rows = list(detect([Path(place)], "medium"))
    return Result(roster, *(_take_worse(roster, name, rows) for name in headers))


def _take_worse(roster: Roster, name: str, rows: list[dict[str, object]]) -> Found:
    both = [_count(roster, f"{name}{first:d}.csv", 3 if first else 2, rows) for first in (False, True)]
    return Found(min(found.roster for found in both), max(found.orders for found in both))


def _count(roster: Roster, name: str, column: int, rows: list[dict[str, object]]) -> Found:
    of_file = [row for row in rows if str(row["path"]).endswith(f"/{name}")]
    own = {_place(row) for row in of_file if row["detector"] == roster.detector and _place(row)[1] == column}
    other = {_place(row) for row in of_file if _place(row)[1] == 5 - column}
    return Found(len(own), len(other))


def _place(row: dict[str, object]) -> tuple[int, int]:
    location = row["location"]
    assert isinstance(location, dict)
    return int(location["row"]), int(location["column"])


def _join(number: str, own: str, order: str, is_order_first: bool) -> str:
    return ",".join((number, order, own) if is_order_first else (number, own, order))


def _draw_inconspicuous(draw: Draw, dice: Dice) -> str:
    """A number that nobody takes for made up: a detector may leave those out."""
    while True:
        number = draw(dice)
        if not is_conspicuous(number.removeprefix("00")):
            return number


def _make_order(digits: int) -> Draw:
    return lambda dice: str(dice.between(1, 9)) + dice.digits(digits - 1)


def _draw_licence(dice: Dice) -> str:
    return draw_licence(dice, dice.pick(("30", "45", "54", "62", "90")), dice.between(1975, 2024))


def _draw_pension(dice: Dice) -> str:
    return dice.pick(("21", "22", "31", "41", "51")) + dice.digits(8)


def _draw_residence_card(dice: Dice) -> str:
    return _letters(dice, 2) + dice.digits(8) + _letters(dice, 2)


def _letters(dice: Dice, count: int) -> str:
    return "".join(dice.pick("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(count))
