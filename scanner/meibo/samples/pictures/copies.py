"""Cards that were laid on a copier: two of one person on a sheet, as a proof of who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.draw import Dice
from meibo.samples.pictures.cards.insurance import draw_insurance_card
from meibo.samples.pictures.cards.licence import draw_licence
from meibo.samples.pictures.cards.my_number import draw_back, draw_front

if TYPE_CHECKING:
    from collections.abc import Callable

    from meibo.samples.people import Cast
    from meibo.samples.pictures.canvas import Canvas, Easel


def draw_licence_copy(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """A licence above a card of the health insurance."""
    return _copy(easel, cast, dice, (draw_licence, draw_insurance_card))


def draw_my_number_copy(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """Both sides of an Individual Number Card."""
    return _copy(easel, cast, dice, (draw_front, draw_back))


def _copy(easel: Easel, cast: Cast, dice: Dice, draws: tuple[Callable[[Easel, Cast, Dice], Canvas], ...]) -> Canvas:
    """Cards of one person below each other, neither of them quite straight, in shades of grey."""
    seed = dice.digits(9)
    sheet = easel.open(210, 297)
    sheet.write(20, 16, 4.4, "本人確認書類（写）")
    sheet.write(190, 16.4, 3.6, f"受付 2026年5月{dice.between(11, 20)}日", align="right")
    for row, draw in enumerate(draws):
        # A fresh start for each card lets both pick the same person.
        card = draw(easel, cast, Dice("copy", seed))
        sheet.lay(card, 58 + dice.between(-60, 60) / 10, 45 + row * 95, dice.between(-15, 15) / 10)
    sheet.make_grey()
    return sheet
