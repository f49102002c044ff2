"""What a leak would lose: the data of one file, or of many together."""

from __future__ import annotations

from typing import Final

import msgspec

from meibo.assessment.found import Found, count_found, count_kinds
from meibo.assessment.people import People
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo.inventory.rows import Asset
from meibo_connectors.model import Audience

MY_NUMBER: Final = "jp_my_number"

AUDIENCES: Final = tuple(audience.value for audience in Audience)
"""Widest first; what is unknown comes last."""


class Holding(msgspec.Struct, frozen=True):
    """Findings that count, and the people behind them."""

    found: Found
    """The same content counts once."""
    people: People
    audience: str
    """The widest of the files with findings, a value of Audience."""
    number_audience: str
    """The widest of the files with a My Number, empty where there is none."""


def hold_file(asset: Asset, least_score: int, rules: RiskRules = DEFAULT_RULES) -> Holding:
    """What one file holds; a false positive holds nothing."""
    people = People(asset.persons_least, asset.persons_most)
    if asset.mark is not None and asset.mark.is_dismissing:
        return Holding({}, People(), asset.audience, "")
    found = count_found(asset, least_score, rules)
    number_audience = asset.audience if MY_NUMBER in found else ""
    return Holding({**found, **count_kinds(asset, least_score, rules)}, people, asset.audience, number_audience)
