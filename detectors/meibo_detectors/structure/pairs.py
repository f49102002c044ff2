"""Names and their values within lines: ``name: value``, ``name=value``, ``name　value``, ``【name】value``."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.kernels.named_values import find_named_values
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.signs import name_signs

LONGEST_NAME_CHARS: Final = 30
"""Of a name before its value is known."""
_NOTHING: Final = np.zeros(0, np.uint8)


class Pairs(NamedTuple):
    """Names with their values in reading order; arrays are parallel."""

    name_start: Offsets
    name_end: Offsets
    start: Offsets
    end: Offsets
    line: Offsets
    is_equation: Truth
    """Written with an equals sign."""


def find_pairs(lines: Lines) -> Pairs:
    """All names with values on their lines."""
    stretch = lines.stretch
    hidden = _NOTHING if lines.is_hidden is None else lines.is_hidden.view(np.uint8)
    found = find_named_values(
        stretch.text,
        stretch.words,
        stretch.start,
        stretch.end,
        lines.start,
        lines.end,
        lines.content,
        lines.places,
        name_signs(),
        hidden,
    )
    return Pairs(*found)
