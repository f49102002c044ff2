"""Lines as a recogniser gives them, without one: each text with its box."""

from __future__ import annotations

import unicodedata

import numpy as np

from meibo.extraction.pdf.rules import Rules
from meibo.extraction.pictures.recogniser import GLYPH_SHARE, Written, spread

HEIGHT = 20.0
"""Of a box, in pixels."""
EM = GLYPH_SHARE * HEIGHT
"""Of the characters in it."""
NO_RULES = Rules(np.zeros((0, 4)), np.zeros((0, 4)))


def measure(text: str) -> float:
    """How wide a text is, in pixels: kanji and kana are as wide as high, other characters half."""
    return sum(EM if unicodedata.east_asian_width(sign) in "WF" else EM / 2 for sign in text)


def line(text: str, x: float = 0, y: float = 0, width: float | None = None, height: float = HEIGHT) -> Written:
    """A line whose box begins at a place; y goes down, to the upper edge."""
    right, bottom = x + (measure(text) if width is None else width), y + height
    quad = np.array([(x, y), (right, y), (right, bottom), (x, bottom)], np.float64)
    return spread(Written(text, 0.9, quad, np.zeros(0), np.zeros(0)))


def boxes(digits: str, x: float = 0, y: float = 0, pitch: float = 1.6 * EM) -> list[Written]:
    """Digits that stand in boxes of their own, each found by itself."""
    return [line(digit, x + at * pitch, y) for at, digit in enumerate(digits)]


def find_edges(written: Written) -> tuple[int, int, int, int]:
    """The box of a line as what finds it again would be handed it."""
    (left, top), _, (right, bottom), _ = written.quad.astype(int).tolist()
    return left, top, right, bottom
