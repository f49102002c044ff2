"""Whether a picture holds text at all: most photographs do not, and must not cost what a page does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from meibo.extraction.pictures.decoding import Pixels
    from meibo.extraction.pictures.recogniser import Quads, Recogniser

_SIDE: Final = 960
"""Pixels of the longest side of what is looked at."""


def find_text(pixels: Pixels, recogniser: Recogniser) -> Quads:
    """Boxes around lines of text, in the pixels of the picture; found in a small copy of it."""
    import cv2

    share = min(_SIDE / max(pixels.shape[:2]), 1.0)
    small: Any = pixels if share == 1 else cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.asarray(recogniser.find(small) / share)
