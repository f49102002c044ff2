"""What happens to pictures on their way to a share: scanners, faxes, telephones that take photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from numpy.typing import NDArray

    from meibo.samples.draw import Dice

    Distort = Callable[[Image.Image, Dice], Image.Image]
    Point = tuple[float, float]

FAX_DPI: Final = (204, 98)
FINE_FAX_DPI: Final = (204, 196)
"""Across and down: the dots of an ordinary fax are twice as high as wide (ITU-T T.4)."""
_PHOTO_DPI: Final = (72, 72)
"""What cameras write who do not know how large the thing is."""


def keep(image: Image.Image, _dice: Dice) -> Image.Image:
    """As it was drawn."""
    return image


def scan(image: Image.Image, dice: Dice) -> Image.Image:
    """What a flat-bed scanner makes of it: soft edges, paper that is not white, grain."""
    soft = image.convert("RGB").filter(ImageFilter.GaussianBlur(_dpi(image)[0] / 400))
    levels = np.asarray(soft, np.float32) * 0.94 + 8 + _grain(dice, (soft.height, soft.width, 1), 2.5)
    return _finish(levels, _dpi(image))


def skew(image: Image.Image, dice: Dice) -> Image.Image:
    """As :func:`scan`, drawn in crookedly: by two to three degrees to either side."""
    degrees = dice.between(20, 30) / 10 * (1 if dice.happens(50) else -1)
    turned = image.convert("RGB").rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    turned.info["dpi"] = _dpi(image)
    return scan(turned, dice)


def turn(method: Image.Transpose) -> Distort:
    """As :func:`scan`, by quarters of a circle."""

    def turn_scan(image: Image.Image, dice: Dice) -> Image.Image:
        turned = scan(image, dice).transpose(method)
        turned.info["dpi"] = _dpi(image)
        return turned

    return turn_scan


def fax(dpi: tuple[int, int]) -> Distort:
    """Black and white dots of a fax's size, with specks and a dropped line; a viewer must stretch those of 98 dpi."""

    def send(image: Image.Image, dice: Dice) -> Image.Image:
        across, down = _dpi(image)
        size = (round(image.width * dpi[0] / across), round(image.height * dpi[1] / down))
        grey = image.convert("L").resize(size, Image.Resampling.BOX)
        dots = np.asarray(grey) > 168
        chance = _generator(dice)
        specks = chance.random(dots.shape)
        dots = np.where(specks < 0.0006, False, np.where(specks > 0.9985, True, dots))
        dots[dice.between(size[1] // 10, size[1] - 1)] = True
        sent = Image.fromarray(np.where(dots, 255, 0).astype(np.uint8)).convert("1", dither=Image.Dither.NONE)
        sent.info["dpi"] = dpi
        return sent

    return send


def photograph(image: Image.Image, dice: Dice) -> Image.Image:
    """Lying on a table, seen at an angle in uneven light by a telephone."""
    width, height = round(image.width * 1.22), round(image.height * 1.22)
    corners = _place_corners(image.size, (width, height), dice)
    table = _make_table(width, height, dice)
    flat = image.convert("RGBA")
    seen = flat.transform(
        (width, height), Image.Transform.PERSPECTIVE, _solve(corners, image.size), Image.Resampling.BICUBIC
    )
    mask = seen.getchannel("A")
    shadow = mask.filter(ImageFilter.GaussianBlur(width / 120)).point([level // 2 for level in range(256)])
    table.paste((30, 26, 22), (width // 150, height // 120), shadow)
    table.paste(seen.convert("RGB"), (0, 0), mask)
    soft = table.filter(ImageFilter.GaussianBlur(max(width, height) / 4500))
    lit = np.asarray(soft, np.float32) * _light(width, height, dice)
    return _finish(lit + _grain(dice, (height, width, 3), 3.5), _PHOTO_DPI)


CONDITIONS: Final[dict[str, Distort]] = {
    "clean": keep,
    "scanned": scan,
    "skewed": skew,
    "turned-90": turn(Image.Transpose.ROTATE_90),
    "turned-180": turn(Image.Transpose.ROTATE_180),
    "turned-270": turn(Image.Transpose.ROTATE_270),
    "fax": fax(FAX_DPI),
    "fine-fax": fax(FINE_FAX_DPI),
    "photographed": photograph,
}
"""By name; degrees count against the clock."""


def _dpi(image: Image.Image) -> tuple[int, int]:
    across, down = image.info["dpi"]
    return int(across), int(down)


def _generator(dice: Dice) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(dice.below(1 << 32)))


def _grain(dice: Dice, shape: tuple[int, ...], strength: float) -> NDArray[np.float32]:
    return _generator(dice).standard_normal(shape, np.float32) * np.float32(strength)


def _finish(levels: NDArray[Any], dpi: tuple[int, int]) -> Image.Image:
    image = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
    image.info["dpi"] = dpi
    return image


def _make_table(width: int, height: int, dice: Dice) -> Image.Image:
    """Brown with the grain of wood along it."""
    streaks = _generator(dice).random((60, 3), np.float32)
    fibres = Image.fromarray((streaks * 255).astype(np.uint8)).resize((width, height), Image.Resampling.BICUBIC)
    shade = np.asarray(fibres, np.float32)[:, :, None] / 255 * 34 - 17
    return _finish(np.array((142, 106, 76), np.float32) + shade, _PHOTO_DPI)


def _place_corners(size: tuple[int, int], frame: tuple[int, int], dice: Dice) -> list[Point]:
    """Where the corners come to lie, clockwise from the upper left: the far side a little shorter than the near one."""
    width, height = size
    left, top = (frame[0] - width) / 2, (frame[1] - height) / 2

    def shift(length: float, least: int, most: int) -> float:
        return length * dice.between(least, most) / 1000

    return [
        (left + shift(width, 20, 50), top + shift(height, 10, 40)),
        (left + width - shift(width, 15, 60), top + shift(height, -20, 30)),
        (left + width + shift(width, 0, 40), top + height - shift(height, 0, 30)),
        (left - shift(width, 0, 40), top + height + shift(height, -10, 20)),
    ]


def _solve(corners: list[Point], size: tuple[int, int]) -> tuple[float, ...]:
    """The eight numbers of the projection that leads from a place in the photograph back to one on the page."""
    width, height = size
    rows: list[list[float]] = []
    goals: list[float] = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        goals += [u, v]
    return tuple(float(number) for number in np.linalg.solve(np.array(rows), np.array(goals)))


def _light(width: int, height: int, dice: Dice) -> NDArray[np.float32]:
    """Brighter on the side of a window, darker towards the far corner, and a little yellow."""
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    if dice.happens(50):
        across = across[:, ::-1]
    light = 1.02 - 0.26 * across - 0.14 * down * down
    return np.asarray(light[:, :, None] * np.array((1.0, 0.985, 0.945), np.float32), np.float32)
