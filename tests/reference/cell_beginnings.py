"""The plain twin of meibo_detectors.kernels.cell_beginnings."""

from __future__ import annotations

from typing import Any

import numpy as np


def find_beginnings(codes: Any, start: Any, end: Any, column: Any, is_first: Any) -> Any:
    """Cells of columns that begin with one of the characters."""
    found = [
        at
        for at in range(len(start))
        if column[at] >= 0 and start[at] < end[at] and is_first[min(int(codes[start[at]]), len(is_first) - 1)]
    ]
    return np.array(found, np.int64)
