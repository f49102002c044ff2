"""Cells that look like values, whatever they are called: numbers, dates, mail addresses."""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.grid import Grid

LONG_DIGITS: Final = 5
"""No cell of a header has more digits."""
LONGEST_HEADER_CHARS: Final = 24


def is_typed(grid: Grid, cells: Offsets) -> Truth:
    """Cells of which half are digits, or that hold an at sign or as many digits as a date."""
    start, end = grid.start[cells], grid.end[cells]
    digits = grid.stretch.count_digits(start, end)
    has_sign = grid.stretch.hold_at_sign(start, end)
    return np.asarray((digits * 2 >= np.maximum(end - start, 1)) | (digits >= LONG_DIGITS) | has_sign)
