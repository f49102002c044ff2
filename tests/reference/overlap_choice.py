"""The plain twin of meibo_detectors.kernels.overlap_choice."""

from __future__ import annotations

from typing import Any

import numpy as np

from meibo_detectors.model import FINDING


def order_rows(findings: Any) -> Any:
    """The order by start and end, None where it is that by start already."""
    rows = findings.view(FINDING)
    starts = rows["start"].tolist()
    if starts == sorted(starts):
        return None
    return np.array(sorted(range(len(rows)), key=lambda at: (starts[at], int(rows["end"][at]))), np.int32)


def keep_best(findings: Any, core_starts: Any, core_ends: Any) -> int:
    """The rows that overlap no better one that stays, moved to the front."""
    rows = findings.view(FINDING)
    spans = list(zip(rows["start"].tolist(), rows["end"].tolist(), strict=True))

    def rank(at: int) -> tuple[int, int, int]:
        return -int(rows["score"][at]), spans[at][0] - spans[at][1], at

    kept: list[int] = []
    for at in sorted(range(len(rows)), key=rank):
        if all(spans[at][1] <= spans[other][0] or spans[other][1] <= spans[at][0] for other in kept):
            kept.append(at)
    inside = [
        at for at in sorted(kept) if core_starts[rows["block"][at]] <= spans[at][0] < core_ends[rows["block"][at]]
    ]
    rows[: len(inside)] = rows[inside]
    return len(inside)
