"""Findings that overlap: the better one stays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.overlap_choice import keep_best, order_rows
from meibo_detectors.normalise import Offsets


def resolve(findings: npt.NDArray[np.void], core_starts: Offsets, core_ends: Offsets) -> npt.NDArray[np.void]:
    """Findings without overlaps, in reading order: the better score wins, then the longer, then the earlier.

    Of these, those that begin in the core of their block, which are told by block. The rows that came in are used up.
    """
    order = order_rows(findings.view(np.uint8))
    if order is not None:  # what is joined from several places stands where the first of them is
        findings = findings.take(order)
    return findings[: keep_best(findings.view(np.uint8), core_starts, core_ends)]
