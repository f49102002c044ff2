"""Findings that overlap: the better one stays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.overlap_choice import keep_best, order_rows
from meibo_detectors.model import Confidence
from meibo_detectors.normalise import Offsets, Truth


def resolve(findings: npt.NDArray[np.void], core_starts: Offsets, core_ends: Offsets) -> npt.NDArray[np.void]:
    """Findings without overlaps, in reading order: the better score wins, then the longer, then the earlier.

    Of these, those that begin in the core of their block, which are told by block. The rows that came in are used up.
    """
    order = order_rows(findings.view(np.uint8))
    if order is not None:  # what is joined from several places stands where the first of them is
        findings = findings.take(order)
    return findings[: keep_best(findings.view(np.uint8), core_starts, core_ends)]


def shorten_sentences(findings: npt.NDArray[np.void], is_sentence: Truth) -> None:
    """End each sentence before the first sure finding inside it, so that neither hides the other.

    ``is_sentence`` has one element a detector. What begins with such a finding stays whole: it is the answer itself.
    """
    long = np.flatnonzero(is_sentence[findings["detector"]])
    if not len(long):
        return
    sure = findings[~is_sentence[findings["detector"]] & (findings["score"] >= Confidence.MEDIUM)]
    sure = sure[np.argsort(sure["start"], kind="stable")]
    at = np.searchsorted(sure["start"], findings["start"][long], "right")
    long, at = long[at < len(sure)], at[at < len(sure)]
    rows, inner = findings[long], sure[at]
    holds = (inner["start"] < rows["end"]) & (inner["folded_start"] > rows["folded_start"])
    holds &= inner["folded_start"] < rows["folded_end"]
    findings["end"][long[holds]] = inner["start"][holds]
    findings["folded_end"][long[holds]] = inner["folded_start"][holds]
