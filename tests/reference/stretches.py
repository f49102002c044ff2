"""The plain twin of meibo_detectors.kernels.stretches."""

from __future__ import annotations

from typing import Any

import numpy as np


def surround(start: Any, end: Any, chars: Any, is_border: Any) -> Any:
    """Floor and roof of what stands around the values, put together where they meet."""
    covered: list[tuple[int, int]] = []
    for first, last in zip(start.tolist(), end.tolist(), strict=True):
        floor = min(max(first - 300, 0), len(chars))
        while floor and not is_border[chars[floor - 1]]:
            floor -= 1
        line_end = next((at for at in range(max(first - 40, 0), min(first, len(chars))) if chars[at] in (10, 13)), None)
        if line_end is not None:
            while line_end and chars[line_end - 1] not in (10, 13):
                line_end -= 1
            floor = min(floor, line_end)
        roof = min(last + 300, len(chars))
        while roof < len(chars) and not is_border[chars[roof]]:
            roof += 1
        if covered and floor <= covered[-1][1]:
            floor, roof = min(floor, covered[-1][0]), max(roof, covered[-1][1])
            covered.pop()
        covered.append((floor, roof))
    return np.array([one[0] for one in covered], np.int64), np.array([one[1] for one in covered], np.int64)
