"""Names in fields that are named as names: the whole cell, or each of several names in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.kernels.names_in_fields import find_names_in_fields
from meibo_detectors.model import make_candidates

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets
    from meibo_detectors.text import Text


def find_in_fields(text: Text, start: Offsets, end: Offsets) -> npt.NDArray[np.void]:
    """Candidates in these cells, ascending."""
    start, end, evidence = read_fields(text, start, end, np.zeros(len(start), np.uint8))
    return make_candidates(start, end, evidence.view(np.uint64))


def read_fields(
    text: Text, start: Offsets, end: Offsets, sure: npt.NDArray[np.uint8]
) -> tuple[Offsets, Offsets, Offsets]:
    """Start, end and evidence; ``sure``: of each cell whether its field's name says that persons stand there."""
    if not len(start):
        return start, end, start
    folded = text.folded
    return find_names_in_fields(folded.chars, text.look_up_codes, folded.letter_codes, start, end, sure, name_tables())
