"""What holds for the scores of every number: samples count little, and what stands at a number can refute it."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Bits, Evidence, has, mark
from meibo_detectors.model import Context

SAMPLE_SCORE: Final = 35
OTHER_SCORE: Final = 40


def restrain(
    scores: npt.NDArray[np.int64], evidence: Bits, context: Context, *, sure: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.uint8]:
    """Scores after the common objections; rows of ``sure`` are left as they are, a published sample excepted.

    A unit at a number refutes it, and so does a Latin letter before it unless a label ends there; a label of something
    else leaves it low.
    """
    doubtful = np.ones(len(scores), np.bool_) if sure is None else ~sure
    mark(evidence, context.is_other, Evidence.OTHER_LABEL)
    mark(evidence, context.has_unit, Evidence.UNIT)
    glued = has(evidence, Evidence.LETTER_BEFORE) & ~context.is_touching
    scores = np.where(doubtful & context.is_other, np.minimum(scores, OTHER_SCORE), scores)
    scores = np.where(has(evidence, Evidence.SAMPLE), np.minimum(scores, SAMPLE_SCORE), scores)
    refuted = doubtful & (glued | context.has_unit)
    return np.where(refuted, 0, scores).astype(np.uint8)
