"""How grave it would be if a file leaked: a level, a score and legal flags (identifier specification, section 7).

The flags, not the score, decide whether a leak must be reported; the score only puts files in an order.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable
from typing import Final

import msgspec

from meibo.assessment.holding import Holding, hold_file
from meibo.assessment.law import Raised, find_raised
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo.inventory.rows import Asset
from meibo_detectors.model import Confidence
from meibo_detectors.registry import DETECTORS


class Level(enum.StrEnum):
    """How grave, as in ``--fail-on``; in the order of the risk classes C1 to C5."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def grade(self) -> int:
        """0 (none) to 4 (critical), to compare levels by."""
        return _GRADES[self]


_GRADES: Final = {level: grade for grade, level in enumerate(Level)}


class Risk(msgspec.Struct, frozen=True):
    """The rating of one file."""

    level: Level = Level.NONE
    score: float = 0.0
    """0 where nothing was found, else 1 to ``score_cap``, to one decimal."""
    flags: tuple[str, ...] = ()
    """Ids of TRIGGERS, in its order: those that are only possible, too."""


UNKNOWN_CLASS: Final = "C2"
"""Of a detector that this program does not know: its findings are not passed over."""

_LEVELS: Final = {f"C{level.grade + 1}": level for level in Level}
_LEVEL_BY_DETECTOR: Final = {detector.id: _LEVELS[detector.risk_class] for detector in DETECTORS}
_LEVEL_BY_KIND: Final = {
    (detector.id, kind.id): _LEVELS[kind.risk_class]
    for detector in DETECTORS
    for kind in detector.kinds
    if kind.risk_class
}
"""Of kinds that weigh more or less than their detector."""
_SPECIAL_KINDS: Final = {
    detector.id: [kind.id for kind in detector.kinds if kind.risk_class]
    for detector in DETECTORS
    if any(kind.risk_class for kind in detector.kinds)
}


def assess(asset: Asset, least_score: int = Confidence.MEDIUM, rules: RiskRules = DEFAULT_RULES) -> Risk:
    """The risk of a file, from its findings of the confidence of this score or above; none of a false positive."""
    holding = hold_file(asset, least_score, rules)
    return rate(holding, find_raised(holding, rules), rules)


def rate(holding: Holding, raised: Iterable[Raised], rules: RiskRules = DEFAULT_RULES) -> Risk:
    """The risk of what is held, and the triggers that it raises."""
    counts: dict[Level, int] = {}
    for name, count in holding.found.items():
        if "/" in name:
            continue
        for kind in _SPECIAL_KINDS.get(name, ()):
            special = holding.found.get(f"{name}/{kind}", 0)
            level = _LEVEL_BY_KIND[name, kind]
            counts[level] = counts.get(level, 0) + special
            count -= special
        level = level_of(name, rules)
        counts[level] = counts.get(level, 0) + count
    counts = {level: count for level, count in counts.items() if count > 0}
    if not counts:
        return Risk()
    score = max(_score(rules.weights[level.grade], count, holding.people.most) for level, count in counts.items())
    return Risk(
        level=max(counts, key=lambda level: level.grade),
        score=round(min(score, rules.score_cap), 1),
        flags=tuple(one.trigger for one in raised),
    )


def level_of(detector: str, rules: RiskRules = DEFAULT_RULES) -> Level:
    """The level that one finding of this detector gives a file."""
    own = _LEVELS[rules.classes.get(detector, UNKNOWN_CLASS)]
    return _LEVEL_BY_DETECTOR.get(detector, own)


def _score(weight: int, count: int, persons: int) -> float:
    """Grows with the people; where nobody could be counted, each finding stands for one."""
    return weight * (1 + math.log10(min(count, persons) if persons else count))
