"""Check digits, against published worked examples and against rules written a second time."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from meibo.samples.draw import Dice
from meibo.samples.numbers import (
    CARD_BRANDS,
    PUBLISHED_NUMBERS,
    compute_corporate_digit,
    compute_jan_digit,
    compute_licence_digit,
    compute_luhn_digit,
    compute_my_number_digit,
    draw_card,
    draw_corporate_number,
    draw_jan,
    draw_licence,
    draw_my_number,
    is_conspicuous,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def is_valid_my_number(digits: str) -> bool:
    """The ordinance's wording: positions count from the right, Q is n + 1 up to 6 and n - 5 from 7."""
    *body, check = map(int, digits)
    rest = sum(p * (n + 1 if n <= 6 else n - 5) for n, p in enumerate(reversed(body), 1)) % 11
    return len(digits) == 12 and check == (0 if rest <= 1 else 11 - rest)


def is_valid_corporate_number(digits: str) -> bool:
    """The ordinance's wording: positions count from the right, Q is 1 at odd and 2 at even ones."""
    check, *base = map(int, digits)
    return len(digits) == 13 and check == 9 - sum(p * (1 if n % 2 else 2) for n, p in enumerate(reversed(base), 1)) % 9


def is_valid_licence(digits: str) -> bool:
    """Weights 2 to 7 from the right, repeated; the remainder's complement, of which the last digit counts."""
    body, check = map(int, reversed(digits[:10])), int(digits[10])
    rest = sum(p * weight for p, weight in zip(body, itertools.cycle(range(2, 8)), strict=False)) % 11
    return len(digits) == 12 and check == {0: 1, 1: 0}.get(rest, 11 - rest)


def is_valid_luhn(digits: str) -> bool:
    """By table: the second digit from the right and every other one before it is looked up."""
    doubled = "0246813579"
    return sum(int(doubled[int(d)] if at % 2 else d) for at, d in enumerate(reversed(digits))) % 10 == 0


@pytest.mark.parametrize(
    ("compute", "body", "digit"),
    [
        (compute_my_number_digit, "12345678901", "8"),
        (compute_my_number_digit, "62149832025", "7"),
        (compute_my_number_digit, "45497236486", "0"),
        (compute_corporate_digit, "700110005901", "8"),
        (compute_corporate_digit, "000012050002", "7"),
        (compute_licence_digit, "3090123456", "2"),
        (compute_licence_digit, "4498229484", "1"),
        (compute_licence_digit, "4405922693", "0"),
        (compute_luhn_digit, "411111111111111", "1"),
        (compute_luhn_digit, "353011133330000", "0"),
        (compute_luhn_digit, "37828224631000", "5"),
        (compute_luhn_digit, "3056930902590", "4"),
        (compute_jan_digit, "629104150021", "3"),
        (compute_jan_digit, "490123456789", "4"),
    ],
)
def test_worked_example(compute: Callable[[str], str], body: str, digit: str) -> None:
    """The makers give the check digits of published worked examples."""
    assert compute(body) == digit


@pytest.mark.parametrize(
    ("draw", "is_valid"),
    [
        (draw_my_number, is_valid_my_number),
        (draw_corporate_number, is_valid_corporate_number),
        (lambda dice: draw_licence(dice, "30", 2009), is_valid_licence),
        *((lambda dice, brand=brand: draw_card(dice, brand), is_valid_luhn) for brand in CARD_BRANDS),
    ],
)
def test_drawn_numbers_are_valid(draw: Callable[[Dice], str], is_valid: Callable[[str], bool]) -> None:
    """Every drawn number passes the rule as written in this file, is new, and is no published sample."""
    dice = Dice("numbers")
    drawn = [draw(dice) for _ in range(300)]
    assert all(is_valid(digits) for digits in drawn)
    assert len(set(drawn)) == len(drawn)
    assert not any(digits in PUBLISHED_NUMBERS or len(set(digits)) < 4 for digits in drawn)


@pytest.mark.parametrize("digits", ["123456789018", "111111111111", "4111111111111111", "700012345981", "880000123456"])
def test_samples_are_conspicuous(digits: str) -> None:
    """Published numbers, runs and counters are refused."""
    assert is_conspicuous(digits)


def test_licence_shape() -> None:
    """A licence number starts with its commission and year, whatever they look like together."""
    assert draw_licence(Dice("licence"), "22", 2022).startswith("2222")
    assert all(draw_licence(Dice("licence", seed), "45", 1998).startswith("4598") for seed in range(20))


def test_jan_shape() -> None:
    """An article code is thirteen digits of a Japanese prefix whose weighted sum ends in 0."""
    for seed in range(50):
        digits = draw_jan(Dice("jan", seed))
        assert digits[:2] in ("45", "49")
        assert (sum(map(int, digits[::2])) + 3 * sum(map(int, digits[1::2]))) % 10 == 0
