"""How grave it would be if a file leaked: a level, a score and legal flags (identifier specification, section 7).

The flags, not the score, decide whether a leak must be reported; the score only puts files in an order.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from meibo.inventory.model import Counts
from meibo.inventory.rows import Asset
from meibo_connectors.model import Audience
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


class RiskRules(msgspec.Struct, frozen=True):
    """Weights and thresholds; the defaults are those of the specification."""

    weights: tuple[int, int, int, int, int] = (1, 5, 15, 40, 100)
    """Of the classes C1 to C5."""
    score_cap: int = 500
    reportable_persons: int = 1000
    """A leak of more people must be reported: APPI, enforcement rules, article 7 item 4."""
    reportable_my_numbers: int = 100
    """A leak of more must be reported: reporting rule under the My Number Act, article 29-4, item 4."""
    classes: Mapping[str, str] = {}
    """The class of each user's rule, C2 to C5."""
    least_scores: Mapping[str, int] = {}
    """Of detectors whose findings count only from a higher score on than those of others."""


class Risk(msgspec.Struct, frozen=True):
    """The rating of one file."""

    level: Level = Level.NONE
    score: float = 0.0
    """0 where nothing was found, else 1 to ``score_cap``, to one decimal."""
    flags: tuple[str, ...] = ()
    """Ids of FLAGS, in its order."""


DEFAULT_RULES: Final = RiskRules()

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
_WIDE: Final = frozenset({Audience.PUBLIC, Audience.EVERYONE})

Found = Mapping[str, int]
"""Number of findings that count, by detector, and those of a kind as ``detector/kind``; none is 0."""

SPECIAL_CARE: Final = frozenset(
    f"{detector.id}/{kind.id}"
    for detector in DETECTORS
    if detector.id == "sensitive"
    for kind in detector.kinds
    if not kind.risk_class
)
"""Kinds of 要配慮個人情報; the others are sensitive only in the financial sector (機微), and weigh less."""

FLAGS: Final[dict[str, Callable[[Asset, Found, RiskRules], bool]]] = {
    "rule7-1": lambda _, found, __: bool(SPECIAL_CARE.intersection(found)),
    "rule7-2": lambda _, found, __: "payment_card" in found,
    "rule7-4": lambda asset, _, rules: asset.persons_most > rules.reportable_persons,
    "mynumber-any": lambda _, found, __: "jp_my_number" in found,
    "mynumber-100": lambda _, found, rules: found.get("jp_my_number", 0) > rules.reportable_my_numbers,
    "mynumber-public": lambda asset, found, _: "jp_my_number" in found and asset.audience in _WIDE,
}
"""When each legal flag is raised."""


def assess(asset: Asset, least_score: int = Confidence.MEDIUM, rules: RiskRules = DEFAULT_RULES) -> Risk:
    """The risk of a file, from its findings of the confidence of this score or above; none of a false positive."""
    if asset.mark is not None and asset.mark.is_dismissing:
        return Risk()
    found = count_found(asset, least_score, rules)
    kinds = count_kinds(asset, least_score, rules)
    counts: dict[Level, int] = {}
    for name, count in found.items():
        special = {kind: kinds.get(f"{name}/{kind}", 0) for detector, kind in _LEVEL_BY_KIND if detector == name}
        levels = [(_LEVEL_BY_KIND[name, kind], number) for kind, number in special.items()]
        for level, number in [(level_of(name, rules), count - sum(special.values())), *levels]:
            if number:
                counts[level] = counts.get(level, 0) + number
    if not counts:
        return Risk()
    score = max(_score(rules.weights[level.grade], count, asset.persons_most) for level, count in counts.items())
    return Risk(
        level=max(counts, key=lambda level: level.grade),
        score=round(min(score, rules.score_cap), 1),
        flags=tuple(name for name, is_raised in FLAGS.items() if is_raised(asset, {**found, **kinds}, rules)),
    )


def level_of(detector: str, rules: RiskRules = DEFAULT_RULES) -> Level:
    """The level that one finding of this detector gives a file."""
    own = _LEVELS[rules.classes.get(detector, UNKNOWN_CLASS)]
    return _LEVEL_BY_DETECTOR.get(detector, own)


def least_of(detector: str, least_score: int, rules: RiskRules = DEFAULT_RULES) -> int:
    """The score from which on findings of this detector count, where others do from ``least_score`` on."""
    return max(least_score, rules.least_scores.get(detector, 0))


def count_found(asset: Asset, least_score: int, rules: RiskRules = DEFAULT_RULES) -> dict[str, int]:
    """Findings that count by detector, without detectors that have none."""
    found = {name: count_from(row, least_of(name, least_score, rules)) for name, row in asset.counts.items()}
    return {name: count for name, count in found.items() if count}


def count_kinds(asset: Asset, least_score: int, rules: RiskRules = DEFAULT_RULES) -> dict[str, int]:
    """Findings that count as ``detector/kind``, without kinds that have none."""
    return {
        f"{detector}/{kind}": count
        for detector, kinds in asset.kind_counts.items()
        for kind, row in kinds.items()
        if (count := count_from(row, least_of(detector, least_score, rules)))
    }


def count_from(counts: Counts, least_score: int) -> int:
    """Findings of the levels that start at this score or above."""
    return (
        counts.high
        + (counts.medium if least_score <= Confidence.MEDIUM else 0)
        + (counts.low if least_score <= Confidence.LOW else 0)
    )


def _score(weight: int, count: int, persons: int) -> float:
    """Grows with the people; where nobody could be counted, each finding stands for one."""
    return weight * (1 + math.log10(min(count, persons) if persons else count))
