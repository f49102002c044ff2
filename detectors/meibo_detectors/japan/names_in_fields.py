"""Names in fields that are named as names: the whole cell, or each of several names in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.kernels.names_in_fields import find_names_in_fields
from meibo_detectors.model import CANDIDATE, make_candidates

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text


def find_in_fields(text: Text, start: Offsets, end: Offsets, sure: Truth | None = None) -> npt.NDArray[np.void]:
    """Candidates in these cells, ascending; ``sure``: of each whether its field's name says that persons stand there."""
    if not len(start):
        return np.zeros(0, CANDIDATE)
    folded = text.folded
    of_staff = np.zeros(len(start), np.uint8) if sure is None else sure.view(np.uint8)
    start, end, evidence = find_names_in_fields(
        folded.chars, text.look_up_codes, folded.letter_codes, start, end, of_staff, name_tables()
    )
    return make_candidates(start, end, evidence.view(np.uint64))
