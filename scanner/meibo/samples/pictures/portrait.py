"""What stands where a card has a photograph: nobody's face, so that no picture can be taken for a real card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from meibo.samples.pictures.canvas import Canvas

_GROUND: Final = (214, 220, 226)
_SHADE: Final = (142, 146, 152)


def draw_portrait(sheet: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A grey silhouette in the rectangle of a photograph."""
    middle, head = x + width / 2, width * 0.42
    top = y + height * 0.16
    sheet.frame(x, y, width, height, colour=None, fill=_GROUND)
    sheet.ellipse(middle - head / 2, top, head, head * 1.25, _SHADE, None)
    neck, shoulder, bottom = top + head * 1.1, top + head * 1.75, y + height
    sheet.polygon(
        [
            *((middle - head * 0.2, neck), (middle + head * 0.2, neck)),
            *((middle + head * 0.28, neck + head * 0.3), (middle + width * 0.42, shoulder)),
            *((middle + width * 0.46, bottom), (middle - width * 0.46, bottom)),
            *((middle - width * 0.42, shoulder), (middle - head * 0.28, neck + head * 0.3)),
        ],
        _SHADE,
    )
