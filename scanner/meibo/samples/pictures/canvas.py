"""A sheet of paper or a card on which text is set in millimetres."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from PIL import Image, ImageDraw, ImageFont, ImageOps

from meibo.samples.page import Value
from meibo.samples.pictures.model import Field, describe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from meibo.samples.pictures.fonts import Faces

Colour = str | tuple[int, int, int]
Face = Literal["gothic", "mincho"]
Align = Literal["left", "middle", "right"]

BLACK: Final = (24, 24, 26)
"""Of toner and ink, which are never quite black."""
_MILLIMETRES: Final = 25.4
_ASCENT: Final = 0.88
"""From the top of a character's square to the line that it stands on."""
_LEAST_SIZE: Final = 0.6
"""Text that is too long for its place is set smaller down to this, as programs of offices do."""
_ANCHORS: Final[dict[Align, str]] = {"left": "ls", "middle": "ms", "right": "rs"}


class NoRoomError(ValueError):
    """Text does not fit in its place."""


class Easel(NamedTuple):
    """What all pictures of one run are drawn with."""

    dpi: int
    faces: Faces

    def open(self, width: float, height: float, colour: Colour = "white") -> Canvas:
        """A blank sheet of this size in millimetres."""
        return Canvas(self, width, height, colour)


class Canvas:
    """A sheet that remembers which values were written on it."""

    def __init__(self, easel: Easel, width: float, height: float, colour: Colour = "white") -> None:
        self.width, self.height = width, height
        self.fields: list[Field] = []
        self._easel = easel
        self._scale = easel.dpi / _MILLIMETRES
        self.image = Image.new("RGB", (self.dots(width), self.dots(height)), colour)
        self.image.info["dpi"] = (easel.dpi, easel.dpi)
        self._draw = ImageDraw.Draw(self.image)

    def dots(self, length: float) -> int:
        """A length in dots."""
        return round(length * self._scale)

    def note(self, part: Value, label: str = "") -> None:
        """Remember a value that was written piece by piece."""
        self.fields.append(describe(part, label))

    def write(
        self,
        x: float,
        y: float,
        size: float,
        part: str | Value,
        *,
        label: str = "",
        width: float = 0,
        align: Align = "left",
        face: Face = "gothic",
        colour: Colour = BLACK,
    ) -> float:
        """Set a line with the top of its characters at ``y``; where it ends.

        ``x`` is its left, middle or right as ``align`` says. Text wider than ``width`` is set smaller.

        Raises:
            NoRoomError: when it would leave its place or the sheet.
        """
        text = part if isinstance(part, str) else part.text
        if not isinstance(part, str):
            self.note(part, label)
        length = self.measure(text, size, face)
        if width and length > width:
            if width < _LEAST_SIZE * length:
                raise NoRoomError(text)
            size, length = size * width / length, width
        left = x - {"left": 0.0, "middle": length / 2, "right": length}[align]
        if left < 0 or y < 0 or left + length > self.width or y + size > self.height:
            raise NoRoomError(f"{text!r} leaves the sheet")
        point = (x * self._scale, (y + _ASCENT * size) * self._scale)
        self._draw.text(point, text, colour, self._font(face, size), anchor=_ANCHORS[align])
        return left + length

    def measure(self, text: str, size: float, face: Face = "gothic") -> float:
        """How long a line is."""
        return float(self._font(face, size).getlength(text)) / self._scale

    def wrap(
        self,
        x: float,
        y: float,
        size: float,
        part: str | Value,
        width: float,
        *,
        label: str = "",
        leading: float = 1.25,
        lines: int = 2,
        face: Face = "gothic",
        colour: Colour = BLACK,
    ) -> float:
        """Set text that goes on in the next line where it is as wide as its place; the top of the line after it."""
        text = part if isinstance(part, str) else part.text
        if not isinstance(part, str):
            self.note(part, label)
        least = _LEAST_SIZE * size
        rows = self._cut(text, size, width, face)
        while len(rows) > lines:
            size *= 0.95
            if size < least:
                raise NoRoomError(text)
            rows = self._cut(text, size, width, face)
        for row in rows:
            self.write(x, y, size, row, face=face, colour=colour)
            y += size * leading
        return y

    def write_apart(
        self,
        x: float,
        y: float,
        size: float,
        part: str | Value,
        pitch: float,
        *,
        label: str = "",
        face: Face = "gothic",
        colour: Colour = BLACK,
    ) -> None:
        """Set each character in the middle of a place of its own, as in boxes or by a typewriter."""
        text = part if isinstance(part, str) else part.text
        if not isinstance(part, str):
            self.note(part, label)
        for at, sign in enumerate(text):
            self.write(x + (at + 0.5) * pitch, y, size, sign, align="middle", face=face, colour=colour)

    def rule(
        self, x: float, y: float, width: float, height: float, stroke: float = 0.2, colour: Colour = BLACK
    ) -> None:
        """A line; across where ``height`` is 0, down where ``width`` is."""
        ends = [(self.dots(x), self.dots(y)), (self.dots(x + width), self.dots(y + height))]
        self._draw.line(ends, colour, max(1, self.dots(stroke)))

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        stroke: float = 0.2,
        colour: Colour | None = BLACK,
        fill: Colour | None = None,
        radius: float = 0,
    ) -> None:
        """A rectangle; without a line where ``colour`` is none."""
        corners = [(self.dots(x), self.dots(y)), (self.dots(x + width), self.dots(y + height))]
        line = max(1, self.dots(stroke)) if colour is not None else 0
        self._draw.rounded_rectangle(corners, self.dots(radius), fill, colour, line)

    def ellipse(
        self, x: float, y: float, width: float, height: float, fill: Colour | None, colour: Colour | None
    ) -> None:
        """An ellipse in a rectangle."""
        corners = [(self.dots(x), self.dots(y)), (self.dots(x + width), self.dots(y + height))]
        self._draw.ellipse(corners, fill, colour)

    def polygon(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        """A filled shape."""
        self._draw.polygon([(self.dots(x), self.dots(y)) for x, y in points], fill)

    def tick(self, x: float, y: float, size: float, *, is_ticked: bool) -> None:
        """A check box."""
        self.frame(x, y, size, size)
        if is_ticked:
            self.rule(x + size * 0.15, y + size * 0.5, size * 0.3, size * 0.35, size * 0.14)
            self.rule(x + size * 0.45, y + size * 0.85, size * 0.5, -size * 0.8, size * 0.14)

    def lay(self, card: Canvas, x: float, y: float, degrees: float) -> None:
        """Put a card on the sheet, turned to the left, with its edge showing; its values are the sheet's then."""
        edged = ImageOps.expand(card.image, max(1, self.dots(0.15)), (150, 150, 152)).convert("RGBA")
        turned = edged.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
        self.image.paste(turned, (self.dots(x), self.dots(y)), turned)
        self.fields += card.fields

    def place(self, image: Image.Image, x: float, y: float) -> None:
        """Put a picture on the sheet as large as it is, through whose empty parts one sees what was there."""
        self.image.paste(image, (self.dots(x), self.dots(y)), image if image.mode == "RGBA" else None)

    def make_grey(self) -> None:
        """Take all colour away, as copiers do, which also make light grounds lighter."""
        grey = self.image.convert("L").point([min(255, round(255 * (level / 245) ** 1.25)) for level in range(256)])
        grey.info["dpi"] = self.image.info["dpi"]
        self.image = grey

    def _cut(self, text: str, size: float, width: float, face: Face) -> list[str]:
        rows = [""]
        for sign in text:
            if rows[-1] and self.measure(rows[-1] + sign, size, face) > width:
                rows.append("")
            rows[-1] += sign
        return rows

    def _font(self, face: Face, size: float) -> ImageFont.FreeTypeFont:
        return _load(getattr(self._easel.faces, face), round(size * self._scale * 4) / 4)


@functools.lru_cache(maxsize=256)
def _load(path: Path, size: float) -> ImageFont.FreeTypeFont:
    """A font of this size in dots, without ligatures or other help, so that all builds of Pillow set it alike."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
