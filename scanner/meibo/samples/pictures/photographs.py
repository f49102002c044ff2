"""What offices keep as photographs: of one of the staff, of some of them together, and of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PIL import Image

from meibo.samples.pictures.portrait import FIGURE_RATIO, choose_look, draw_portrait, paint_figure, spell_portrait

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.people import Cast, Person
    from meibo.samples.pictures.canvas import Canvas, Colour, Easel

_WIDTH, _HEIGHT = 152.0, 102.0
"""Of a print in millimetres."""
_FIGURE: Final = 32.0
"""How wide the head and shoulders of somebody are in a group."""
_STANDING: Final = ((27.0, 8.0), (60.0, 5.0), (93.0, 8.5))
_SEATED: Final = ((10.0, 46.0), (60.0, 49.0), (110.0, 46.5))
"""Where each figure begins."""
_SKY: Final = ((148, 190, 228), (222, 234, 242))


def draw_staff_portrait(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """Three by four centimetres, as for a staff card."""
    sheet = easel.open(30, 40)
    draw_portrait(sheet, dice.pick(cast.staff), 0, 0, 30, 40, "portrait")
    return sheet


def draw_group(easel: Easel, cast: Cast, dice: Dice) -> Canvas:
    """Six of the staff before a wall, in two rows."""
    sheet = easel.open(_WIDTH, _HEIGHT, (206, 202, 192))
    sheet.frame(0, 84, _WIDTH, 18, colour=None, fill=(150, 138, 122))
    for person, (x, y) in zip(dice.sample(cast.staff, 6), (*_STANDING, *_SEATED), strict=True):
        sheet.note(spell_portrait(person, "portrait"))
        _draw_figure(sheet, person, x + dice.between(-15, 15) / 10, y + dice.between(-10, 10) / 10)
    return sheet


def _draw_figure(sheet: Canvas, person: Person, x: float, y: float) -> None:
    """Somebody down to the lower edge of the picture."""
    height = _FIGURE * FIGURE_RATIO
    body = y + height - 0.5
    sheet.frame(x, body, _FIGURE, _HEIGHT - body, colour=None, fill=choose_look(person).clothes)
    figure = paint_figure(person)
    sheet.place(figure.resize((sheet.dots(_FIGURE), sheet.dots(height)), Image.Resampling.LANCZOS), x, y)


def draw_landscape(easel: Easel, _cast: Cast, dice: Dice) -> Canvas:
    """Hills behind a field with trees and a house: nobody is there."""
    sheet = easel.open(_WIDTH, _HEIGHT)
    _draw_sky(sheet, dice)
    for depth, colour in enumerate(((150, 172, 178), (112, 146, 128), (86, 126, 84))):
        _draw_hills(sheet, 44 + depth * 10, colour, dice)
    sheet.frame(0, 74, _WIDTH, 28, colour=None, fill=(146, 168, 92))
    for _ in range(dice.between(6, 9)):
        _draw_tree(sheet, dice.between(4, 90), dice.between(66, 80), dice.between(8, 14))
    _draw_house(sheet, dice.between(100, 112), 62)
    return sheet


def _draw_sky(sheet: Canvas, dice: Dice) -> None:
    """Paler towards the horizon, with a few clouds."""
    rows = 60
    for row in range(rows):
        pairs = zip(*_SKY, strict=True)
        red, green, blue = (round(above + (below - above) * row / rows) for above, below in pairs)
        sheet.frame(0, row, _WIDTH, 1.5, colour=None, fill=(red, green, blue))
    for _ in range(dice.between(2, 4)):
        x, y = dice.between(5, 120), dice.between(5, 25)
        for at in range(4):
            sheet.ellipse(x + at * 5, y + dice.between(-2, 2), 11, 5, (246, 248, 250), None)


def _draw_hills(sheet: Canvas, y: float, colour: Colour, dice: Dice) -> None:
    ridge = [(x, y + dice.between(-60, 60) / 10) for x in range(0, round(_WIDTH) + 10, 12)]
    sheet.polygon([(0, _HEIGHT), *ridge, (_WIDTH, _HEIGHT)], colour)


def _draw_tree(sheet: Canvas, x: float, y: float, height: float) -> None:
    sheet.frame(x - 0.6, y, 1.2, height * 0.4, colour=None, fill=(92, 74, 56))
    sheet.polygon([(x - height * 0.3, y + 0.5), (x, y - height), (x + height * 0.3, y + 0.5)], (54, 94, 62))


def _draw_house(sheet: Canvas, x: float, y: float) -> None:
    sheet.frame(x, y, 30, 18, colour=None, fill=(226, 220, 206))
    sheet.polygon([(x - 3, y), (x + 15, y - 10), (x + 33, y)], (134, 78, 64))
    sheet.frame(x + 19, y + 7, 6, 11, colour=None, fill=(104, 84, 66))
    sheet.frame(x + 4, y + 5, 9, 6, 0.4, (96, 92, 88), (176, 200, 214))
