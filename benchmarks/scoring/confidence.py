"""How often findings of each level are right, with the interval that so many findings allow."""

from __future__ import annotations

import collections
import math
from collections.abc import Iterable
from typing import Final

import msgspec

from scoring.figures import Outcome, Verdict
from scoring.kinds import family_of

Z_95: Final = 1.959964
"""The two-sided 95 % point of the normal distribution."""


class Tally(msgspec.Struct):
    """Right ones among those that were reported; what is optional or a piece is in neither."""

    right: int = 0
    reported: int = 0

    @property
    def share(self) -> float:
        """The share of right ones; 1 where nothing was reported."""
        return self.right / self.reported if self.reported else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of that share."""
        return compute_wilson(self.right, self.reported)


def compute_wilson(right: int, count: int, z: float = Z_95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927), from 0 to 1 where nothing was counted."""
    if not count:
        return 0.0, 1.0
    share, spread = right / count, z * z / count
    centre = share + spread / 2
    reach = z * math.sqrt(share * (1 - share) / count + spread / (4 * count))
    return max(0.0, (centre - reach) / (1 + spread)), min(1.0, (centre + reach) / (1 + spread))


def calibrate(outcomes: Iterable[Outcome]) -> dict[tuple[str, str], Tally]:
    """The tallies by detector and level, the detector ``""`` for all; a set says nothing of kinds it does not label."""
    tallies: dict[tuple[str, str], Tally] = collections.defaultdict(Tally)
    for outcome in outcomes:
        labelled = {family_of(kind) for kind, row in outcome.rows.items() if row.labelled + row.hard_labelled}
        for finding, verdict in outcome.verdicts:
            if verdict in (Verdict.RIGHT, Verdict.WRONG) and family_of(finding.kind) in labelled:
                for detector in (finding.detector, ""):
                    tally = tallies[detector, finding.level]
                    tally.reported += 1
                    tally.right += verdict is Verdict.RIGHT
    return dict(sorted(tallies.items()))
