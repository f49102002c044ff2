"""Text that was recognised in a picture: any sign of it may have been misread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence, has, mark
from meibo_detectors.model import Block, Confidence
from meibo_detectors.records import LOWERED_TO_LOW, LOWERED_TO_MEDIUM


def lower_recognised(findings: npt.NDArray[np.void], blocks: Sequence[Block]) -> None:
    """Make what stands in recognised text less sure by one level than if it were typed, and never drop it.

    A check digit that fits is the proof that a number was read rightly: it stays as sure as it is.
    """
    if not len(findings) or not any(block.boxes for block in blocks):
        return
    is_recognised = np.array([bool(block.boxes) for block in blocks], np.bool_)
    rows = np.flatnonzero(is_recognised[findings["block"]])
    score, evidence = findings["score"][rows], findings["evidence"][rows]
    mark(evidence, np.ones(len(rows), np.bool_), Evidence.RECOGNISED)
    is_proved = has(evidence, Evidence.CHECK_DIGIT) & ~has(evidence, Evidence.CHECK_DIGIT_FAILED)
    lowered = np.where(score >= Confidence.HIGH, LOWERED_TO_MEDIUM, np.minimum(score, LOWERED_TO_LOW))
    findings["score"][rows] = np.where(is_proved, score, lowered)
    findings["evidence"][rows] = evidence
