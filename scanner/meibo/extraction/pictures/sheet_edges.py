"""A sheet or card that was photographed from the side: its four corners, and the picture as if seen from above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from meibo.extraction.pictures.shrinking import shrink

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo.extraction.pictures.decoding import Pixels
    from meibo.extraction.pictures.recogniser import Quads

_SIDE: Final = 480
_AREA: Final = (0.15, 0.97)
"""Of the picture; more is the picture itself."""
_ROUGH: Final = 0.02
"""Of its circumference; corners are so much rounded, and edges so much bent."""
_LEAST_TEXT: Final = 0.9
"""Of the boxes of text that must lie on it."""
_LEAST_LEAN: Final = 0.008
"""Difference of the directions of two edges that lie opposite, in radians; less needs no straightening."""


def find_straightening(pixels: Pixels, quads: Quads) -> tuple[npt.NDArray[np.float64], tuple[int, int]] | None:
    """What makes a sheet that lies askew in a picture a rectangle, and the width and height of that.

    None where the text is on no such sheet, or on one that is a rectangle as it is. ``quads`` are boxes of text.
    """
    import cv2

    corners = _find_corners(pixels, quads)
    if corners is None:
        return None
    across = [corners[1] - corners[0], corners[2] - corners[3]]
    down = [corners[3] - corners[0], corners[2] - corners[1]]
    if max(_differ(*across), _differ(*down)) < _LEAST_LEAN:
        return None
    width = round(max(float(np.hypot(*edge)) for edge in across))
    height = round(max(float(np.hypot(*edge)) for edge in down))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix: Any = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return np.asarray(matrix, np.float64), (width, height)


def _find_corners(pixels: Pixels, quads: Quads) -> npt.NDArray[np.float64] | None:
    """The corners of the lightest large thing in a picture, clockwise from the upper left."""
    import cv2

    small, share = shrink(pixels, _SIDE)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    _, light = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    light = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    around: Any = cv2.approxPolyDP(hull, _ROUGH * cv2.arcLength(hull, True), True)
    area = cv2.contourArea(around) / (small.shape[0] * small.shape[1])
    if len(around) != 4 or not _AREA[0] < area < _AREA[1]:
        return None
    corners = np.asarray(around, np.float64).reshape(4, 2)
    held = [
        cv2.pointPolygonTest(around, (float(x * share), float(y * share)), False) >= 0 for x, y in quads.mean(axis=1)
    ]
    if np.mean(held) < _LEAST_TEXT:
        return None
    total, difference = corners.sum(axis=1), corners[:, 1] - corners[:, 0]
    order = [int(total.argmin()), int(difference.argmin()), int(total.argmax()), int(difference.argmax())]
    return corners[order] / share if len(set(order)) == 4 else None


def _differ(edge: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    """The angle between two edges, in radians."""
    return abs(float(np.arctan2(edge[0] * other[1] - edge[1] * other[0], float(edge @ other))))
