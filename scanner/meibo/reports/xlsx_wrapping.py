"""How high a row must be for text that is broken into lines; spreadsheets do not see to it themselves."""

from __future__ import annotations

import math
from typing import Final
from unicodedata import east_asian_width

_MOST_LINES: Final = 8
_LINE_POINTS: Final = 14.5
_LEAST_POINTS: Final = 18


def count_lines(text: str, width_chars: float) -> int:
    """The lines of a text in a column of this width, where a full-width character takes two places."""
    room = max(width_chars - 2, 1)
    return sum(max(1, math.ceil(measure(line) / room)) for line in text[:4000].split("\n")) if text else 1


def measure(text: str) -> int:
    """The width of a line in characters."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(one) in "FWA" else 1 for one in text)


def line_height(lines: int) -> float:
    """The height of a row with so many lines, in points; very long text is cut in the picture, never in the cell."""
    return max(_LEAST_POINTS, min(lines, _MOST_LINES) * _LINE_POINTS + 3)
