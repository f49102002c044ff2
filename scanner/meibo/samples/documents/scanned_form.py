"""A filled form that lies on the share as a picture: there is nothing to read but by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo.samples.writers.model import Bitmap

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast

_WIDTH, _HEIGHT = 420, 594
_PAPER, _FRAME, _INK = 0xF8, 0x60, 0x28
_ROW: Final = 44
_BOXES: Final = 12
_SPECKS: Final = 900


def draw_scanned_form(_cast: Cast, dice: Dice) -> Bitmap:
    """Rows in frames with strokes of a pen in them, which spell nothing, on paper with dust on it."""
    rows = [bytearray([_PAPER]) * _WIDTH for _ in range(_HEIGHT)]
    for _ in range(_SPECKS):
        rows[dice.below(_HEIGHT)][dice.below(_WIDTH)] = _PAPER - dice.below(60)
    for number in range(_BOXES):
        top = 40 + number * _ROW
        for x in range(30, _WIDTH - 30):
            rows[top][x] = rows[top + _ROW][x] = _FRAME
        for y in range(top, top + _ROW):
            rows[y][30] = rows[y][130] = rows[y][_WIDTH - 31] = _FRAME
        _write_by_hand(rows, top, dice)
    return Bitmap(_WIDTH, b"".join(rows))


def _write_by_hand(rows: list[bytearray], top: int, dice: Dice) -> None:
    x = 140
    for _ in range(dice.between(6, 14)):
        for _ in range(dice.between(3, 6)):
            left, y = x + dice.below(6), top + dice.between(10, 32)
            is_flat, length = dice.happens(50), dice.between(4, 10)
            for step in range(length):
                rows[y + (0 if is_flat else step // 2)][left + step] = _INK
        x += 18
