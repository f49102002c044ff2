"""The plain twin of meibo_detectors.kernels.digit_runs."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt


def find_digit_runs(chars: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Start and end of each run of ASCII digits."""
    spans = [match.span() for match in re.finditer(rb"[0-9]+", chars.tobytes())]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return np.array(starts, np.int64), np.array(ends, np.int64)
