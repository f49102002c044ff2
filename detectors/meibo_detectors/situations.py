"""One score for all candidates that are alike: a text has many candidates and few situations."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import refute_headers
from meibo_detectors.context import Weighed, make_stepped_context
from meibo_detectors.kernels.situations import settle, tell_situations
from meibo_detectors.model import CANDIDATE, Detector

MOST_SITUATIONS: Final = 1 << 14
"""So many are remembered of each detector."""

_Known = dict[tuple[int, int], tuple[int, int]]
"""Score and evidence of a situation, by evidence and state (flags, and the kind above them)."""


class Scorer:
    """Scores the candidates of a detector, and remembers the situations that it has met."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector
        self._known: _Known = {}

    def score(self, weighed: Weighed) -> None:
        """Set the scores, and add the evidence that speaks for or against to the candidates."""
        detector, candidates = self._detector, weighed.candidates
        if detector.scores_values:
            weighed.scores = refute_headers(detector.score(candidates, weighed.context), weighed.context)
            return
        rows = candidates.view(np.uint8)
        which, first = tell_situations(rows, weighed.flags)
        met, flags = candidates.take(first), weighed.flags.take(first)
        states = list(zip(met["evidence"].tolist(), (met["kind"].astype(np.int64) << 32 | flags).tolist(), strict=True))
        known = self._known
        if any(state not in known for state in states):
            known = self._learn(states, met, flags)
        judged = [known[state] for state in states]
        scores, evidence = zip(*judged, strict=True)
        weighed.scores = settle(rows, which, np.array(scores, np.uint8), np.array(evidence, np.uint64))

    def _learn(self, states: list[tuple[int, int]], met: npt.NDArray[np.void], flags: npt.NDArray[np.uint32]) -> _Known:
        """Everything known, these situations included."""
        rows = np.zeros(len(met), CANDIDATE)  # nothing but what a situation is
        rows["evidence"], rows["kind"] = met["evidence"], met["kind"]
        context = make_stepped_context(flags)
        scores = refute_headers(self._detector.score(rows, context), context)
        known = self._known if len(self._known) + len(states) <= MOST_SITUATIONS else {}
        known.update(zip(states, zip(scores.tolist(), rows["evidence"].tolist(), strict=True), strict=True))
        self._known = known
        return known
