"""Whether a picture holds text at all: most photographs do not, and must not cost what a page does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from meibo.extraction.pictures.recogniser import measure_sides

if TYPE_CHECKING:
    from meibo.extraction.pictures.decoding import Pixels
    from meibo.extraction.pictures.recogniser import Quads, Recogniser

_SIDE: Final = 640
"""Pixels of the longest side of what is looked at: an eighth of a second, and a card on a table is still found."""
_MOST_HEIGHT: Final = 0.4
"""Of the picture; a box that is higher is around no line of text, unless it is long."""
_LONG: Final = 4.0
"""Heights; so long is the one line of a picture that was cut around it."""
_FEW: Final = 5
"""So many boxes may be a pattern in a photograph: they are read before anything else is done."""
_GLIMPSES: Final = 3
"""Of a few boxes, so many are read: those that are longest for their height."""
_LEAST_SCORE: Final = 0.75
_LEAST_CHARACTERS: Final = 2
_ROUND: Final = frozenset("0OoQCcGDeU@●○◯")
"""What rows of coins, wheels, lamps and portholes are read as; a line of nothing else holds no word."""


def find_text(pixels: Pixels, recogniser: Recogniser) -> Quads:
    """Boxes around lines of text as a small copy of the picture shows them; none where there is no text."""
    quads = recogniser.find(pixels, _SIDE)
    short, long = np.sort(measure_sides(quads), axis=0)
    is_line = (short < _MOST_HEIGHT * min(pixels.shape[:2])) | (long > _LONG * short)
    lines: Quads = quads[is_line]
    return lines if len(lines) > _FEW or _is_sure(pixels, lines, recogniser) else np.zeros((0, 4, 2))


def _is_sure(pixels: Pixels, lines: Quads, recogniser: Recogniser) -> bool:
    """Whether a few boxes hold anything that can be read."""
    short, long = np.sort(measure_sides(lines), axis=0)
    likely = lines[np.argsort(-long / np.maximum(short, 1.0), kind="stable")[:_GLIMPSES]]
    return any(
        score >= _LEAST_SCORE and len(text.strip()) >= _LEAST_CHARACTERS and not _ROUND.issuperset(text)
        for text, score in recogniser.glimpse(pixels, likely)
    )
