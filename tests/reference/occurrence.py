"""The plain twin of meibo_detectors.kernels.occurrence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def count_chars(chars: npt.NDArray[np.uint8], counts: npt.NDArray[np.int64]) -> None:
    """Add how often each value occurs."""
    for value in chars.tolist():
        counts[value] += 1


def mark_codes(codes: npt.NDArray[np.uint32], marks: npt.NDArray[np.uint8]) -> None:
    """Mark each code point that occurs, the last mark for all that have none of their own."""
    for code in codes.tolist():
        marks[min(code, len(marks) - 1)] = 1
