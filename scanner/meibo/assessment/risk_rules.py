"""Weights, thresholds and factors that files and folders are rated by; the table ``[risk]`` changes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec


class RiskRules(msgspec.Struct, frozen=True):
    """The defaults are those of the specification, section 7."""

    weights: tuple[int, int, int, int, int] = (1, 5, 15, 40, 100)
    """Of the classes C1 to C5."""
    score_cap: int = 500
    reportable_persons: int = 1000
    """A leak of more people must be reported: APPI, enforcement rules, article 7 item 4."""
    reportable_my_numbers: int = 100
    """A leak of more must be reported: reporting rule under the My Number Act, article 29-4, item 4."""
    base_yen: int = 500
    """基礎情報価値 of the JNSA model."""
    responsibility: float = 1.0
    """社会的責任度: 2 for medicine, finance, public offices and the like, else 1."""
    response: float = 1.0
    """事後対応評価: 2 for a poor response to a leak, else 1."""
    yen_per_person: Mapping[str, int] = {}
    """By detector or ``detector/kind``: sums that stand in place of what the model gives."""
    retention_years: int = 5
    """Files that nobody has changed for so long are asked after."""
    classes: Mapping[str, str] = {}
    """The class of each user's rule, C2 to C5."""
    least_scores: Mapping[str, int] = {}
    """Of detectors whose findings count only from a higher score on than those of others."""


DEFAULT_RULES: Final = RiskRules()
