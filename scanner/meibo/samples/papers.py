"""What offices issue to a person beside the best-known numbers: cards, certificates, insurance, accounts, logins."""

from __future__ import annotations

import functools
from typing import Final

import msgspec

from meibo.samples.draw import Dice
from meibo.samples.numbers import draw_insurer, draw_postal_account, draw_resident_code, is_conspicuous

_CARD_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SMALL: Final = "abcdefghijkmnpqrstuvwxyz"
_PLATE_PLACES: Final = (
    *("品川", "練馬", "足立", "横浜", "川崎", "湘南", "大宮", "川越", "千葉", "柏", "水戸", "つくば", "宇都宮", "群馬"),
    *("札幌", "仙台", "名古屋", "三河", "静岡", "浜松", "なにわ", "京都", "神戸", "姫路", "広島", "福岡", "北九州"),
)
_PLATE_KANA: Final = "さすせそたちつてとなにぬねのはひふほまみむめもやゆらりるろ"


class Papers(msgspec.Struct, frozen=True):
    """Numbers of one person; not everybody uses all of them."""

    passport: str
    residence_card: str
    """Two letters, eight digits, two letters; a special permanent resident's certificate looks the same."""
    resident_code: str
    employment_insurance: str
    insurer: str
    insured: tuple[str, str]
    """Symbol and number of the health insurance."""
    care: str
    postal_account: tuple[str, str]
    """Symbol and number at the Japan Post Bank."""
    plate: tuple[str, str, str, str]
    """Place, class, kana and serial number of a car."""
    login: str
    password: str
    pin: str
    ip_address: str
    """One that is routed in public, as a provider lends it for a while."""


def draw_papers(dice: Dice, surname: str) -> Papers:
    """The papers of somebody with this surname in small Latin letters."""
    insurer, symbol = dice.pick(_draw_insurers())
    return Papers(
        passport=f"{dice.pick('TM')}{dice.pick(_CARD_LETTERS)}{draw_digits(dice, 7)}",
        residence_card=f"{_draw_letters(dice)}{draw_digits(dice, 8)}{_draw_letters(dice)}",
        resident_code=draw_resident_code(dice),
        employment_insurance=f"{dice.between(1301, 7299)}{draw_digits(dice, 6)}{dice.between(1, 9)}",
        insurer=insurer,
        insured=(symbol, str(dice.between(102, 9876))),
        care=f"000{draw_digits(dice, 7)}",
        postal_account=draw_postal_account(dice),
        plate=_draw_plate(dice),
        login=f"{surname}.{dice.pick(_SMALL)}{dice.between(11, 98)}",
        password=draw_password(dice),
        pin=draw_digits(dice, 4),
        ip_address=_draw_ip_address(dice),
    )


@functools.cache
def _draw_insurers() -> tuple[tuple[str, str], ...]:
    """The insurers of the company and of others, each with the symbol that it gave the employer."""
    dice = Dice("insurers")
    return tuple((draw_insurer(dice), str(dice.between(21030000, 71279999))) for _ in range(5))


def draw_digits(dice: Dice, count: int) -> str:
    """Digits that do not look made up."""
    while True:
        digits = dice.digits(count)
        if not is_conspicuous(digits):
            return digits


def draw_password(dice: Dice) -> str:
    """Nine to eleven signs of four kinds, like nothing that a provider of services gives out as a key."""
    letters = "".join(dice.pick(_SMALL) for _ in range(dice.between(4, 6)))
    tail = f"{dice.pick('-+!#')}{dice.between(2, 9)}{dice.pick(_SMALL)}{dice.below(10)}"
    return f"{dice.pick(_CARD_LETTERS)}{letters}{tail}"


def _draw_letters(dice: Dice) -> str:
    return dice.pick(_CARD_LETTERS) + dice.pick(_CARD_LETTERS)


def _draw_plate(dice: Dice) -> tuple[str, str, str, str]:
    serial = str(dice.between(11, 9998))
    shown = f"{serial[:2]}-{serial[2:]}" if len(serial) == 4 else serial.rjust(4, "・")
    return dice.pick(_PLATE_PLACES), f"{dice.pick((3, 5))}{dice.between(0, 89):02}", dice.pick(_PLATE_KANA), shown


def _draw_ip_address(dice: Dice) -> str:
    block = dice.pick(("126.33", "126.208", "153.201", "219.99", "61.205", "118.15"))
    return f"{block}.{dice.between(2, 250)}.{dice.between(2, 250)}"
