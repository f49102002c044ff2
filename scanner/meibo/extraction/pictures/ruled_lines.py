"""The straight lines of a picture: borders of tables and forms, as a PDF's rules are given to its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from meibo.extraction.pdf.rules import Rules

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo.extraction.pictures.decoding import Pixels

_LEAST_LENGTH: Final = 2.5
"""Heights of a line of text: longer than any stroke of a character, and than what is underlined alone."""
_MOST_WIDTH: Final = 0.5
"""The same; what is wider is no line."""
_MOST_RULES: Final = 4_000
_SHADE: Final = (31, 12)
"""Pixels around one that tell its surroundings, and how much darker than those ink is."""


def find_rules(pixels: Pixels, line_height: float) -> Rules:
    """Lines across and down as boxes without height or width, in pixels; y goes up from the lower edge."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, *_SHADE)
    length, height = max(int(_LEAST_LENGTH * line_height), 12), pixels.shape[0]
    across = _find_long(cv2.dilate(ink, np.ones((3, 1), np.uint8)), (1, length), _MOST_WIDTH * line_height)
    down = _find_long(cv2.dilate(ink, np.ones((1, 3), np.uint8)), (length, 1), _MOST_WIDTH * line_height)
    left, top, width, tall = across.T
    middle = height - (top + tall / 2)
    rules_across = np.stack((left, middle, left + width, middle), axis=1)
    left, top, width, tall = down.T
    middle = left + width / 2
    rules_down = np.stack((middle, height - (top + tall), middle, height - top), axis=1)
    return Rules(rules_across, rules_down)


def _find_long(ink: Any, kernel: tuple[int, int], most_width: float) -> npt.NDArray[np.float64]:
    """Left, top, width and height of thin stretches of ink that are as long as the kernel."""
    import cv2

    kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    boxes = stats[1:, :4].astype(np.float64)
    thin = np.minimum(boxes[:, 2], boxes[:, 3]) <= most_width
    return boxes[thin][:_MOST_RULES]
