"""Drawn faces for where a photograph of somebody would be: nobody's, put together by chance of ovals and lines.

They are drawn so that what looks for faces takes them for some; what is drawn of a person is always the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from meibo.samples.draw import Dice
from meibo.samples.page import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo.samples.people import Person
    from meibo.samples.pictures.canvas import Canvas

Colour = tuple[int, int, int]
Kind = Literal["portrait", "id-card"]
"""Of the detector of portraits."""

_WIDTH, _HEIGHT = 720, 960
"""Dots in which faces are drawn, larger than any is shown."""
FIGURE_RATIO: Final = _HEIGHT / _WIDTH
_HEAD_WIDTH, _HEAD_HEIGHT = 0.305, 0.30
"""Half of it from ear to ear and from the hairline to the chin, in widths and heights of the picture."""
_MIDDLE: Final = (0.5, 0.53)
_SKINS: Final = ((238, 203, 176), (230, 190, 160), (222, 178, 146), (208, 162, 128))
_HAIRS: Final = ((20, 18, 20), (32, 25, 22), (48, 34, 26), (62, 42, 30))
_GREY_HAIRS: Final = ((112, 110, 108), (142, 140, 138))
_CLOTHES: Final = ((34, 38, 52), (44, 46, 50), (58, 66, 92), (84, 60, 66), (70, 84, 78))
_GROUNDS: Final = ((246, 247, 249), (226, 234, 242), (182, 208, 232), (150, 186, 222))
"""White and blue, as photographers hang them."""
_WHITE: Final = (244, 242, 238)
_GREY_SINCE: Final = 1962
"""Who was born before it has grey hair."""


class Look(NamedTuple):
    """What tells one face from another."""

    skin: Colour
    hair: Colour
    clothes: Colour
    ground: Colour
    hair_length: float
    """Below the middle of the head, in half heads."""
    parting: int
    """Degrees by which the hairline is turned."""
    brow: float
    """Thickness."""
    eyes: float
    """How far they are apart, as a share of what is usual; so are the next two."""
    nose: float
    mouth: float
    has_glasses: bool


def spell_portrait(person: Person, kind: Kind) -> Value:
    """The face of a person, of which no more can be written down than what it is found on."""
    return Value("face_photo", "", kind, person.id)


def draw_portrait(
    sheet: Canvas, person: Person, x: float, y: float, width: float, height: float, kind: Kind = "id-card"
) -> None:
    """A portrait in the rectangle of a photograph."""
    sheet.note(spell_portrait(person, kind))
    sheet.place(paint_portrait(person, (sheet.dots(width), sheet.dots(height))), x, y)


def choose_look(person: Person) -> Look:
    """The one of a person."""
    dice = Dice("portrait", person.id, person.born.isoformat(), person.my_number)
    length = dice.between(55, 135) if person.is_woman else dice.between(-5, 15)
    return Look(
        skin=_vary(dice.pick(_SKINS), dice, 5),
        hair=_vary(dice.pick(_GREY_HAIRS if person.born.year < _GREY_SINCE else _HAIRS), dice, 5),
        clothes=_vary(dice.pick(_CLOTHES), dice, 8),
        ground=_vary(dice.pick(_GROUNDS), dice, 4),
        hair_length=length / 100,
        parting=dice.between(-9, 9),
        brow=dice.between(85, 125) / 100,
        eyes=dice.between(96, 104) / 100,
        nose=dice.between(92, 108) / 100,
        mouth=dice.between(90, 110) / 100,
        has_glasses=dice.happens(25),
    )


def paint_portrait(person: Person, size: tuple[int, int]) -> Image.Image:
    """A portrait of a person before a plain ground, as many dots wide and high."""
    figure = paint_figure(person)
    portrait = Image.new("RGB", figure.size, choose_look(person).ground)
    portrait.paste(figure, (0, 0), figure)
    return ImageOps.fit(portrait, size, Image.Resampling.LANCZOS, centering=(0.5, 0.4))


def paint_figure(person: Person) -> Image.Image:
    """Head and shoulders with nothing behind them."""
    look = choose_look(person)
    easel = _Easel()
    _draw_hair_behind(easel, look)
    _draw_shoulders(easel, look)
    _draw_head(easel, look)
    _draw_shade(easel, look)
    for side in (-1, 1):
        _draw_eye(easel, look, side)
    _draw_nose(easel, look)
    _draw_mouth(easel, look)
    _draw_fringe(easel, look)
    if look.has_glasses:
        _draw_glasses(easel)
    return easel.image.convert("RGBa").filter(ImageFilter.GaussianBlur(_WIDTH / 300)).convert("RGBA")


class _Easel:
    """Draws in half heads, right and down from the middle of the face."""

    def __init__(self) -> None:
        self.image = Image.new("RGBA", (_WIDTH, _HEIGHT), (255, 255, 255, 0))
        self._draw = ImageDraw.Draw(self.image)

    def oval(self, x: float, y: float, width: float, height: float, fill: Colour) -> None:
        """An ellipse around a point, with half of its width and height."""
        self._draw.ellipse(_box(x, y, width, height), fill)

    def pie(self, x: float, y: float, width: float, height: float, ends: tuple[float, float], fill: Colour) -> None:
        """A part of an ellipse, from one angle to another."""
        self._draw.chord(_box(x, y, width, height), *ends, fill)

    def arc(
        self, x: float, y: float, width: float, height: float, ends: tuple[float, float], stroke: float, fill: Colour
    ) -> None:
        """A curved line."""
        self._draw.arc(_box(x, y, width, height), *ends, fill, _dots(stroke))

    def shape(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        """A shape with corners."""
        self._draw.polygon([_place(x, y) for x, y in points], fill)

    def line(self, points: Sequence[tuple[float, float]], stroke: float, fill: Colour) -> None:
        """A line."""
        self._draw.line([_place(x, y) for x, y in points], fill, _dots(stroke), "curve")

    def shade(self, ovals: Sequence[tuple[float, float, float, float, int]], colour: Colour) -> None:
        """Soft ovals on the face, each with its strength of 255."""
        mask = Image.new("L", self.image.size, 0)
        draw = ImageDraw.Draw(mask)
        for x, y, width, height, strength in ovals:
            draw.ellipse(_box(x, y, width, height), strength)
        face = Image.new("L", mask.size, 0)
        ImageDraw.Draw(face).ellipse(_box(0, 0, 1, 1), 255)
        soft = ImageChops.multiply(mask.filter(ImageFilter.GaussianBlur(_WIDTH / 30)), face)
        shaded = Image.composite(Image.new("RGB", mask.size, colour), self.image.convert("RGB"), soft)
        shaded.putalpha(self.image.getchannel("A"))
        self.image.paste(shaded)


def _draw_hair_behind(easel: _Easel, look: Look) -> None:
    """What is seen around the head, down to where it is cut."""
    easel.oval(0, -0.3, 1.16, 0.98, look.hair)
    if look.hair_length > 0.5:
        side, end = 1.14, look.hair_length
        easel.shape(((-side, -0.3), (side, -0.3), (side * 1.03, end), (-side * 1.03, end)), look.hair)
        easel.oval(0, end, side * 1.03, 0.16, look.hair)


def _draw_shoulders(easel: _Easel, look: Look) -> None:
    dark = _darken(look.skin, 0.78)
    easel.shape(((-0.48, 0.5), (0.48, 0.5), (0.5, 1.75), (-0.5, 1.75)), dark)
    easel.oval(0, 2.1, 1.85, 0.86, look.clothes)
    easel.shape(((-0.52, 1.2), (0.52, 1.2), (0, 1.75)), dark)
    for side in (-1, 1):
        easel.shape(((side * 0.5, 1.14), (side * 0.62, 1.3), (side * 0.2, 1.78), (0, 1.68)), _WHITE)


def _draw_head(easel: _Easel, look: Look) -> None:
    for side in (-1, 1):
        easel.oval(side * 0.98, 0.02, 0.13, 0.18, _darken(look.skin, 0.8))
    easel.oval(0, 0, 1, 1, look.skin)


def _draw_shade(easel: _Easel, look: Look) -> None:
    """Light comes from the left; eyes lie deep, and below nose, mouth and chin it is darker."""
    sockets = [(side * 0.43, -0.16, 0.32, 0.18, 120) for side in (-1, 1)]
    below = [(0, 0.27, 0.28, 0.11, 70), (0, 0.72, 0.24, 0.05, 40), (0, 1.0, 0.5, 0.1, 90)]
    easel.shade([(0.8, 0.05, 0.4, 0.85, 75), *sockets, *below], _darken(look.skin, 0.7))


def _draw_eye(easel: _Easel, look: Look, side: int) -> None:
    x, y = side * 0.43 * look.eyes, -0.14
    easel.oval(x, y, 0.22, 0.066, _WHITE)
    easel.oval(x, y, 0.1, 0.078, (40, 26, 20))
    easel.oval(x - 0.02, y - 0.03, 0.026, 0.016, (255, 255, 255))
    easel.arc(x, y + 0.01, 0.25, 0.11, (185, 355), 0.036, (50, 36, 30))
    easel.arc(x, y - 0.07, 0.3, 0.17, (205, 335), 0.06 * look.brow, _darken(look.hair, 0.9))


def _draw_nose(easel: _Easel, look: Look) -> None:
    width, dark = 0.16 * look.nose, _darken(look.skin, 0.48)
    easel.shape(((-0.02, -0.05), (-width, 0.28), (0.04, 0.3)), _darken(look.skin, 0.74))
    for side in (-1, 1):
        easel.oval(side * width * 0.62, 0.27, 0.06, 0.036, dark)


def _draw_mouth(easel: _Easel, look: Look) -> None:
    width = 0.36 * look.mouth
    easel.oval(0, 0.54, width, 0.08, (182, 96, 92))
    easel.line(((-width, 0.535), (0, 0.55), (width, 0.535)), 0.034, (112, 48, 46))


def _draw_fringe(easel: _Easel, look: Look) -> None:
    """The hair above the forehead."""
    easel.pie(0, -0.43, 1.06, 0.74, (190 + look.parting, 350 + look.parting), look.hair)


def _draw_glasses(easel: _Easel) -> None:
    frame = (64, 60, 62)
    for side in (-1, 1):
        easel.arc(side * 0.43, -0.12, 0.31, 0.17, (0, 360), 0.022, frame)
        easel.line(((side * 0.74, -0.14), (side * 0.97, -0.18)), 0.022, frame)
    easel.line(((-0.13, -0.14), (0.13, -0.14)), 0.022, frame)


def _place(x: float, y: float) -> tuple[float, float]:
    return (_MIDDLE[0] + x * _HEAD_WIDTH) * _WIDTH, (_MIDDLE[1] + y * _HEAD_HEIGHT) * _HEIGHT


def _box(x: float, y: float, width: float, height: float) -> tuple[tuple[float, float], tuple[float, float]]:
    return _place(x - width, y - height), _place(x + width, y + height)


def _dots(stroke: float) -> int:
    return round(stroke * _HEAD_WIDTH * _WIDTH)


def _darken(colour: Colour, share: float) -> Colour:
    red, green, blue = (round(level * share) for level in colour)
    return red, green, blue


def _vary(colour: Colour, dice: Dice, most: int) -> Colour:
    red, green, blue = (min(255, level + dice.between(-most, most)) for level in colour)
    return red, green, blue
