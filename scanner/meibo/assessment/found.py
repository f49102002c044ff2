"""Which findings of a file count, by their confidence."""

from __future__ import annotations

from collections.abc import Mapping

from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo.inventory.model import Counts
from meibo.inventory.rows import Asset
from meibo_detectors.model import Confidence

Found = Mapping[str, int]
"""Number of findings that count, by detector, and those of a kind as ``detector/kind``; none is 0."""


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
