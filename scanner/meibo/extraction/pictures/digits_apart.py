"""Digits that stand far apart, put together as they stand in a number: a reader of lines loses one of two like ones."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from meibo.extraction.pictures.recogniser import cut_out

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo.extraction.pictures.decoding import Pixels
    from meibo.extraction.pictures.recogniser import Recogniser

_TALL: Final = (0.6, 1.4)
"""Of the usual height; what is lower is a hyphen or a speck, what is higher a box that was not painted over."""
_LOW: Final = 0.35
"""Of the height of a box; specks are lower."""
_GAP: Final = 0.15
"""Heights between two digits, and around all."""
_LEAST_HEIGHT: Final = 6
"""Pixels."""


class Strip(NamedTuple):
    """Digits side by side."""

    pixels: Pixels
    digits: int


def read_apart(pixels: Pixels, quad: npt.NDArray[np.float64], recogniser: Recogniser) -> str | None:
    """The digits that stand apart in a box; None where not as many are read as stand there."""
    strip = put_together(pixels, quad)
    if strip is None:
        return None
    height, width = strip.pixels.shape[:2]
    whole = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float64)
    text = "".join(line.text for line in recogniser.read(strip.pixels, whole))
    digits = "".join(unicodedata.normalize("NFKC", text).split())
    return digits if digits.isascii() and digits.isdigit() and len(digits) == strip.digits else None


def put_together(pixels: Pixels, quad: npt.NDArray[np.float64]) -> Strip | None:
    """What stands in a box whose digits are apart, without the room between them; None where there is nothing."""
    import cv2

    line = cut_out(pixels, quad)
    grey: Any = cv2.cvtColor(line, cv2.COLOR_BGR2GRAY)
    paper = float(np.median(grey))
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    stretches = [(left, right, *_measure_rows(ink[:, left:right])) for left, right in _find_stretches(ink.any(axis=0))]
    heights = np.array([below - above for *_, above, below in stretches if below - above >= _LOW * len(ink)])
    usual = float(np.median(heights)) if len(heights) else 0.0
    digits = [one for one in stretches if _TALL[0] * usual <= one[3] - one[2] <= _TALL[1] * usual]
    if usual < _LEAST_HEIGHT or not digits:
        return None
    top, bottom = min(above for *_, above, _ in digits), max(below for *_, below in digits)
    gap = max(round(_GAP * usual), 2)
    room = np.full((bottom - top, gap, 3), paper, np.uint8)
    parts = [room]
    for left, right, *_ in digits:
        parts += [line[top:bottom, left:right], room]
    strip = cv2.copyMakeBorder(
        np.concatenate(parts, axis=1), gap, gap, gap, gap, cv2.BORDER_CONSTANT, value=(paper, paper, paper)
    )
    return Strip(np.asarray(strip, np.uint8), len(digits))


def _find_stretches(is_inked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where columns with ink begin and end."""
    steps = np.flatnonzero(np.diff(np.concatenate(([0], is_inked.astype(np.int8), [0]))))
    return [(int(left), int(right)) for left, right in steps.reshape(-1, 2)]


def _measure_rows(ink: npt.NDArray[Any]) -> tuple[int, int]:
    """The first row with ink, and the one behind the last."""
    rows = np.flatnonzero(ink.any(axis=1))
    return int(rows[0]), int(rows[-1]) + 1
