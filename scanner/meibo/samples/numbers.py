"""Identifier numbers with valid check digits, written from the rules that their issuers publish.

The detectors are tested against these makers, so nothing here is shared with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from meibo.samples.draw import Dice

PUBLISHED_NUMBERS: Final = (
    # Individual Numbers of documentation.
    *("123456789018", "023456789013", "621498320257", "454972364860", "000000000000"),
    # Driver's licence numbers on pages that explain the check digit.
    *("309012345620", "309212345610", "012345678980"),
    # Card numbers that payment providers publish for tests.
    *("4242424242424242", "4111111111111111", "4012888888881881", "4000056655665556", "4000000000000002"),
    *("4000000000000077", "4000000000003220", "4000000000009995", "4007000000027", "5555555555554444"),
    *("2223003122003222", "5200828282828210", "5105105105105100", "378282246310005", "371449635398431"),
    *("370000000000002", "6011111111111117", "6011000990139424", "6011981111111113", "6011000000000012"),
    *("30569309025904", "38520000023237", "38000000000006", "3056930009020004", "36227206271667"),
    *("3530111333300000", "3566002020360505", "6200000000000005", "6200000000000047", "6205500000000000004"),
    "6555900000604105",
)
"""Never drawn: a detector is right to leave these out."""

_COUNTERS: Final = tuple(run[at : at + 5] for run in ("01234567890", "09876543210") for at in range(7))

CARD_BRANDS: Final[dict[str, tuple[int, tuple[tuple[int, int], ...], tuple[int, ...]]]] = {
    # brand: length, ranges of the first digits, printed groups
    "VISA": (16, ((4, 4),), (4, 4, 4, 4)),
    "Mastercard": (16, ((51, 55), (2221, 2720)), (4, 4, 4, 4)),
    "JCB": (16, ((3528, 3589),), (4, 4, 4, 4)),
    "AMEX": (15, ((34, 34), (37, 37)), (4, 6, 5)),
    "Diners": (14, ((36, 36),), (4, 6, 4)),
}


def compute_my_number_digit(body: str) -> str:
    """Check digit of the 11 leading digits of an Individual Number (MIC Ordinance 85 of 2014, article 5)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True))
    rest = total % 11
    return str(11 - rest if rest > 1 else 0)


def compute_corporate_digit(base: str) -> str:
    """Leading check digit of the 12 digits of a corporate number (MOF Ordinance 70 of 2014, article 2)."""
    total = sum(int(digit) * weight for digit, weight in zip(base, (2, 1) * 6, strict=True))
    return str(9 - total % 9)


def compute_licence_digit(body: str) -> str:
    """Check digit of the 10 leading digits of a driver's licence number (as secondary sources agree)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def compute_luhn_digit(body: str) -> str:
    """Check digit that ends a card number (ISO/IEC 7812-1)."""
    total = sum(int(digit) if at % 2 else sum(divmod(2 * int(digit), 10)) for at, digit in enumerate(reversed(body)))
    return str(-total % 10)


def compute_jan_digit(body: str) -> str:
    """Check digit of the 12 leading digits of a JAN (EAN-13) article code."""
    return str(-sum(int(digit) * weight for digit, weight in zip(body, (1, 3) * 6, strict=True)) % 10)


def compute_insurer_digit(body: str) -> str:
    """Check digit that ends the number of a health insurer (MHLW notice 104 of 1974): that of card numbers."""
    return compute_luhn_digit(body)


def compute_resident_digit(body: str) -> str:
    """Check digit of the 10 leading digits of a resident register code (as secondary sources agree)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True))
    rest = total % 11
    return str(11 - rest if rest > 1 else 0)


def compute_postal_digit(symbol: str, number: str) -> str:
    """Fourth digit of the symbol of a postal account, whatever it holds, from the others and the 8 digits behind."""

    def double(digit: str) -> int:
        return int("0246813579"[int(digit)])

    first, second, third, fifth = symbol[0], symbol[1], symbol[2], symbol[4]
    total = int(first) + 3 * int(second) + double(third) + 3 * int(fifth)
    # Of every three digits of the number the first is doubled, the second counts once and the third three times.
    total += sum(map(double, number[::3])) + sum(map(int, number[1::3])) + 3 * sum(map(int, number[2::3]))
    return str(total % 10)


def compute_zone_digit(field: str) -> str:
    """Check digit of a field of a machine-readable zone (ICAO Doc 9303-3, 4.9)."""
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return str(sum(max(0, signs.find(sign)) * (7, 3, 1)[at % 3] for at, sign in enumerate(field)) % 10)


def is_conspicuous(digits: str) -> bool:
    """Whether a number looks made up: published, few different digits, a long run of one digit, or a counter."""
    return (
        digits in PUBLISHED_NUMBERS
        or len(set(digits)) < min(4, len(digits) - 1)
        or any(digit * 4 in digits for digit in "0123456789")
        or any(run in digits for run in _COUNTERS)
    )


def draw_my_number(dice: Dice) -> str:
    """A valid Individual Number that cannot be read as a date and time; one in four begins with a single zero."""

    def draw() -> str:
        body = f"0{dice.digits(10)}" if dice.happens(20) else dice.digits(11)
        return body + compute_my_number_digit(body)

    return _draw_until(draw, lambda digits: not digits.startswith(("19", "20", "00")))


def draw_licence(dice: Dice, region: str, year: int) -> str:
    """A valid driver's licence number first issued by the commission ``region`` (2 digits) in ``year``."""
    # Only the serial number is drawn anew when it looks made up: region and year may be 22 and 22.
    body = f"{region}{year % 100:02}{_draw_until(lambda: dice.digits(6))}"
    return body + compute_licence_digit(body) + ("1" if dice.happens(8) else "0")


def draw_card(dice: Dice, brand: str) -> str:
    """A valid card number of one of :data:`CARD_BRANDS`."""
    length, ranges, _ = CARD_BRANDS[brand]

    def draw() -> str:
        issuer = str(dice.between(*dice.pick(ranges)))
        body = issuer + dice.digits(length - 1 - len(issuer))
        return body + compute_luhn_digit(body)

    return _draw_until(draw)


def draw_corporate_number(dice: Dice) -> str:
    """A valid corporate number of a stock company (base number ``xxxx01xxxxxx``)."""

    def draw() -> str:
        base = f"{dice.digits(4)}01{dice.digits(6)}"
        return compute_corporate_digit(base) + base

    return _draw_until(draw)


def draw_jan(dice: Dice) -> str:
    """A valid article code with a country prefix of Japan."""
    body = dice.pick(("45", "49")) + dice.digits(10)
    return body + compute_jan_digit(body)


def draw_insurer(dice: Dice) -> str:
    """A valid number of a health insurer: scheme (2 digits), prefecture (2), insurer (3), check digit."""

    def draw() -> str:
        body = f"{dice.pick(('01', '06', '06', '31', '32'))}{dice.between(1, 47):02}{dice.between(102, 987)}"
        return body + compute_insurer_digit(body)

    return _draw_until(draw)


def draw_resident_code(dice: Dice) -> str:
    """A valid resident register code, which can't be taken for a mobile number."""

    def draw() -> str:
        body = str(dice.between(1, 9)) + dice.digits(9)
        return body + compute_resident_digit(body)

    return _draw_until(draw)


def draw_postal_account(dice: Dice) -> tuple[str, str]:
    """Symbol (5 digits) and number (8 digits) of a postal savings account with a valid check digit."""
    number = _draw_until(lambda: f"{dice.between(1, 9)}{dice.digits(6)}1")
    symbol = f"1{dice.between(1, 99):02}00"
    return f"{symbol[:3]}{compute_postal_digit(symbol, number)}0", number


def _draw_until(draw: Callable[[], str], fits: Callable[[str], bool] = lambda _: True) -> str:
    while True:
        digits = draw()
        if fits(digits) and not is_conspicuous(digits):
            return digits
