"""How much of a roster a file is: many records that tell many things about a person each."""

from __future__ import annotations

import math
from typing import Final

HIGHEST: Final = 100
_PER_TENFOLD: Final = 25


def roster_score(points: int) -> int:
    """0 (no record of a person) to 100; each ten times as many points add 25.

    A record (row, object, form) with a name and at least two more kinds of a person's data gives as many points as it
    holds kinds, less one.

    >>> [roster_score(points) for points in (0, 2, 40, 4000, 10**9)]
    [0, 12, 40, 90, 100]
    """
    return min(HIGHEST, round(_PER_TENFOLD * math.log10(1 + points)))
