"""The plain twin of meibo_detectors.kernels.situations."""

from __future__ import annotations

from typing import Any

import numpy as np

from meibo_detectors.model import CANDIDATE


def tell_situations(candidates: Any, flags: Any) -> Any:
    """The situation of each candidate, and the first candidate of each."""
    rows = candidates.view(CANDIDATE)
    states = list(zip(rows["evidence"].tolist(), rows["kind"].tolist(), flags.tolist(), strict=True))
    distinct = {state: number for number, state in enumerate(dict.fromkeys(states))}
    first = [states.index(state) for state in distinct]
    return np.array([distinct[state] for state in states], np.int32), np.array(first, np.int64)


def settle(candidates: Any, which: Any, scores: Any, evidence: Any) -> Any:
    """The score and, written into its row, the evidence of each candidate."""
    candidates.view(CANDIDATE)["evidence"] = evidence[which]
    return scores[which]
