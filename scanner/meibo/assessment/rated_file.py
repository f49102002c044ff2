"""A file and all that is said of it at a glance."""

from __future__ import annotations

import msgspec

from meibo.assessment.damage import Damage, estimate
from meibo.assessment.holding import Holding, hold_file
from meibo.assessment.law import Raised, find_raised
from meibo.assessment.risk import Risk, rate
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo.inventory.rows import Asset
from meibo_detectors.model import Confidence


class RatedFile(msgspec.Struct, frozen=True):
    """One file of a scan."""

    asset: Asset
    holding: Holding
    risk: Risk
    raised: tuple[Raised, ...]
    damage: Damage | None
    """To each person; None where nothing was found."""
    copies: int = 0
    """Other files of the scan with the same content."""

    @property
    def yen(self) -> tuple[int, int]:
        """The least and the most that its leak may cost."""
        each, people = self.damage.yen_per_person if self.damage else 0, self.holding.people
        return each * people.least, each * people.most


def rate_file(asset: Asset, least_score: int = Confidence.MEDIUM, rules: RiskRules = DEFAULT_RULES) -> RatedFile:
    """The rating of a file by its findings of this score or above, without its copies."""
    holding = hold_file(asset, least_score, rules)
    raised = find_raised(holding, rules)
    return RatedFile(asset, holding, rate(holding, raised, rules), raised, estimate(holding.found, rules))
