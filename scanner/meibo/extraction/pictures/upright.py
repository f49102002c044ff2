"""How a picture of text must be turned so that its lines run from left to right, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from meibo.extraction.pictures.recogniser import measure_sides

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo.extraction.pictures.decoding import Pixels
    from meibo.extraction.pictures.recogniser import Quads, Recogniser

_LONG: Final = 2.0
"""A box so many times as long as high holds a line, and not a character or two."""
_ASKED: Final = 8
"""Lines that tell which way is up."""
_LEAST_ANGLE: Final = 0.3
"""Degrees; less does not mix the lines of a page."""
_MOST_ANGLE: Final = 20.0
"""A page that leans more was not meant as a page."""
_WHITE: Final = (255, 255, 255)


class Turn(NamedTuple):
    """Quarter turns to the left, and then degrees to the left, that make a picture upright."""

    quarters: int = 0
    degrees: float = 0.0


def find_turn(pixels: Pixels, quads: Quads, recogniser: Recogniser) -> Turn:
    """The turn that the boxes of its lines ask for."""
    across, down = quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0]
    wide, tall = measure_sides(quads)
    is_lying, is_standing = wide >= _LONG * tall, tall >= _LONG * wide
    quarters = 1 if tall[is_standing].sum() > wide[is_lying].sum() else 0
    chosen = np.flatnonzero(is_standing if quarters else is_lying)
    if not len(chosen):
        return Turn()
    length = (tall if quarters else wide)[chosen]
    longest = chosen[np.argsort(-length)][:_ASKED]
    if recogniser.is_upside_down(pixels, quads[longest], quarters):
        quarters += 2
    along = down[chosen] if quarters % 2 else across[chosen]
    lean = np.degrees(np.arctan2(along[:, 1], along[:, 0])) - (90.0 if quarters % 2 else 0.0)
    degrees = float(np.median((lean + 90.0) % 180.0 - 90.0))
    return Turn(quarters, degrees if _LEAST_ANGLE <= abs(degrees) <= _MOST_ANGLE else 0.0)


def transform(quads: Quads, matrix: npt.NDArray[np.float64]) -> Quads:
    """Where corners stand after a change of the point of view."""
    there = np.concatenate((quads, np.ones((*quads.shape[:-1], 1))), axis=-1) @ matrix.T
    return np.asarray(there[..., :2] / there[..., 2:], np.float64)


class Upright:
    """A picture that was turned, and the way back."""

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = pixels
        self._size = pixels.shape[1], pixels.shape[0]
        self._back = np.eye(3)

    def straighten(self, matrix: npt.NDArray[np.float64], size: tuple[int, int]) -> None:
        """Look at it from another side; ``size`` is width and height of what is then seen."""
        import cv2

        seen: Any = cv2.warpPerspective(self.pixels, matrix, size, flags=cv2.INTER_LINEAR, borderValue=_WHITE)
        self.pixels = np.asarray(seen, np.uint8)
        self._back = self._back @ np.linalg.inv(matrix)

    def turn(self, turn: Turn) -> None:
        """Turn it."""
        import cv2

        pixels = self.pixels
        height, width = pixels.shape[:2]
        matrix = _turn_quarters(width, height, turn.quarters)
        turned: Any = np.ascontiguousarray(np.rot90(pixels, turn.quarters)) if turn.quarters else pixels
        if turn.degrees:
            tall, wide = turned.shape[:2]
            lean = np.vstack((cv2.getRotationMatrix2D((wide / 2, tall / 2), turn.degrees, 1.0), (0, 0, 1)))
            turned = cv2.warpAffine(turned, lean[:2], (wide, tall), flags=cv2.INTER_LINEAR, borderValue=_WHITE)
            matrix = lean @ matrix
        self.pixels = turned
        self._back = self._back @ np.linalg.inv(matrix)

    def find_box(self, quad: npt.NDArray[np.float64]) -> tuple[int, int, int, int]:
        """Where corners of the turned picture stand in the one that was given: thousandths, as ``Box``."""
        share = np.clip(transform(quad, self._back) / self._size, 0.0, 1.0) * 1000
        left, top = np.floor(share.min(axis=0)).astype(int).tolist()
        right, bottom = np.ceil(share.max(axis=0)).astype(int).tolist()
        return left, top, right, bottom


def _turn_quarters(width: int, height: int, quarters: int) -> npt.NDArray[np.float64]:
    """Where each place of a picture stands after quarter turns to the left."""
    match quarters % 4:
        case 1:
            rows = ((0, 1, 0), (-1, 0, width))
        case 2:
            rows = ((-1, 0, width), (0, -1, height))
        case 3:
            rows = ((0, -1, height), (1, 0, 0))
        case _:
            rows = ((1, 0, 0), (0, 1, 0))
    return np.array((*rows, (0, 0, 1)), np.float64)
