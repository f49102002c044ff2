"""The columns of numbers and orders are what they say."""

from __future__ import annotations

import pytest

from meibo.samples.draw import Dice
from scoring.rosters import ROWS, Roster, draw_resident_code, list_rosters, write_table

ROSTERS = tuple(list_rosters())


@pytest.mark.parametrize("roster", ROSTERS, ids=lambda roster: f"{roster.detector}-{roster.header}")
def test_orders_have_the_form_of_the_numbers(roster: Roster) -> None:
    """Both columns are of one length, so that only header and check digits tell them apart."""
    dice = Dice("form")
    assert {len(draw(dice)) for draw in (roster.draw, roster.draw_order) for _ in range(50)} == {len(roster.draw(dice))}


def test_table_is_the_same_each_time() -> None:
    """A table has its rows, its header or none, and the same values in both orders of columns."""
    roster = ROSTERS[0]
    table = write_table(roster, "注文番号", False).splitlines()
    assert table[0] == f"No,{roster.header},注文番号"
    assert len(table) == ROWS + 1
    assert write_table(roster, None, False).splitlines() == table[1:]
    swapped = [f"{number},{own},{order}" for number, order, own in
               (line.split(",") for line in write_table(roster, "注文番号", True).splitlines())]  # fmt: skip
    assert swapped == table


def test_check_digits() -> None:
    """Resident codes end in the digit that the specification's samples have."""
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    for code in ("24727059608", "24846016224", "25208017643", draw_resident_code(Dice(1))):
        rest = sum(int(digit) * weight for digit, weight in zip(code[:-1], weights, strict=True)) % 11
        assert int(code[-1]) == (11 - rest if rest > 1 else 0)
