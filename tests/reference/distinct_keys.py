"""The plain twin of meibo_detectors.kernels.distinct_keys."""

from __future__ import annotations

from typing import Any

import numpy as np


def number_keys(keys: Any) -> tuple[Any, int]:
    """A number for each key, and how many different ones there are."""
    numbers: dict[tuple[int, int], int] = {}
    which = [numbers.setdefault((first, second), len(numbers)) for first, second in keys.tolist()]
    return np.array(which, np.int64), len(numbers)
