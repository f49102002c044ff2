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
    compute_insurer_digit,
    compute_jan_digit,
    compute_licence_digit,
    compute_luhn_digit,
    compute_my_number_digit,
    compute_postal_digit,
    compute_resident_digit,
    compute_zone_digit,
    draw_card,
    draw_corporate_number,
    draw_insurer,
    draw_jan,
    draw_licence,
    draw_my_number,
    draw_postal_account,
    draw_resident_code,
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


def is_valid_insurer(digits: str) -> bool:
    """Schemes and prefectures that exist, and from the right every other digit doubled and its digits added."""
    rest = sum(sum(divmod(int(d) * (2 if at % 2 else 1), 10)) for at, d in enumerate(reversed(digits)))
    return len(digits) == 8 and digits[:2] in ("01", "06", "31", "32") and 1 <= int(digits[2:4]) <= 47 and not rest % 10


def is_valid_resident_code(digits: str) -> bool:
    """Weights 2 to 7 and again from 2, from the right; 0 where the remainder is 0 or 1."""
    *body, check = map(int, digits)
    rest = sum(p * weight for p, weight in zip(reversed(body), itertools.cycle(range(2, 8)), strict=False)) % 11
    return len(digits) == 11 and check == (0 if rest <= 1 else 11 - rest)


def is_valid_postal_account(digits: str) -> bool:
    """Symbol and number in a row: weights 1, 3, 2 by their own table, a doubled digit above 9 less 9."""
    s, n = [int(d) for d in digits[:5]], [int(d) for d in digits[5:]]
    double = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]
    total = s[0] + 3 * s[1] + double[s[2]] + 3 * s[4]
    total += double[n[0]] + n[1] + 3 * n[2] + double[n[3]] + n[4] + 3 * n[5] + double[n[6]] + n[7]
    return (s[0], s[4], n[7], len(n)) == (1, 0, 1, 8) and s[3] == total % 10


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
        (compute_insurer_digit, "3312001", "5"),
        (compute_insurer_digit, "0113001", "2"),
        (compute_resident_digit, "2472705960", "8"),
        (compute_resident_digit, "2484601622", "4"),
        (compute_resident_digit, "2520801764", "3"),
        (lambda body: compute_postal_digit(body[:5], body[5:]), "1400012345671", "3"),
        (compute_zone_digit, "L898902C3", "6"),
        (compute_zone_digit, "740812", "2"),
        (compute_zone_digit, "120415", "9"),
        (compute_zone_digit, "ZE184226B<<<<<", "1"),
        (compute_zone_digit, "L898902C3674081221204159ZE184226B<<<<<1", "0"),
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
        (draw_resident_code, is_valid_resident_code),
        (lambda dice: "".join(draw_postal_account(dice)), is_valid_postal_account),
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


def test_insurers_are_valid() -> None:
    """Many people share an insurer, so numbers may come twice; every one passes the rule."""
    assert all(is_valid_insurer(draw_insurer(Dice("insurer", seed))) for seed in range(300))


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
