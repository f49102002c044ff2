"""The plain twin of meibo_detectors.kernels.tally."""

from __future__ import annotations

from typing import Any

import numpy as np

from meibo_detectors.model import FINDING


def tally(findings: Any, first_kind: Any, counts: Any, least: Any, room: Any) -> Any:
    """Counts by detector, kind and level, and the rows of the first findings of each detector."""
    picked = []
    for at, row in enumerate(findings.view(FINDING)):
        detector, kind, score = int(row["detector"]), int(row["kind"]), int(row["score"])
        level = 2 if score >= 85 else 1 if score >= 60 else 0
        counts[first_kind[detector], level] += 1
        if kind:
            counts[first_kind[detector] + kind, level] += 1
        if room[detector] > 0 and score >= least[detector]:
            room[detector] -= 1
            picked.append(at)
    return np.array(picked, np.int64)
