"""Numbers of orders, parcels and contracts that are as long as numbers of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.page import Decoy, Page, Part
from meibo.samples.papers import draw_digits

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast


def write_order_numbers(page: Page, _cast: Cast, dice: Dice) -> None:
    """Columns of 7, 8, 10 and 11 digits, of 4-6 and of letters with digits, beside articles."""
    rows: list[list[Part]] = [
        ["注文番号", "旧注文番号", "伝票番号", "送り状番号", "管理番号", "ロット番号", "製造番号", "版数", "商品名"]
    ]
    for _ in range(60):
        letters = dice.pick(("AB", "KX", "RT")), dice.pick(("CD", "ZA"))
        rows.append(
            [
                Decoy("order-number", f"{dice.between(1, 9)}{dice.digits(9)}"),
                Decoy("order-number", f"{dice.between(1, 9)}{dice.digits(6)}"),
                Decoy("serial-number", f"{dice.between(2, 9)}{dice.digits(10)}"),
                Decoy("tracking-number", f"{draw_digits(dice, 4)}-{draw_digits(dice, 6)}"),
                Decoy("serial-number", f"{dice.between(1, 9)}{dice.digits(7)}"),
                Decoy("part-number", f"{letters[0]}{dice.digits(7)}"),
                Decoy("serial-number", f"{letters[0]}{dice.digits(8)}{letters[1]}"),
                Decoy("version", f"{dice.between(1, 9)}.{dice.below(30)}.{dice.below(9)}.{dice.below(9)}"),
                dice.pick(("湯のみ", "急須", "手ぬぐい", "弁当箱")),
            ]
        )
    page.write_table(rows)
