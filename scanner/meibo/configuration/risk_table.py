"""``[risk]``: thresholds of the law, weights of the score, and factors of the damages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from meibo.configuration.keys import Keys, find_nearest, is_amount, is_count, take_keys
from meibo.configuration.model import ConfigurationError

_CLASSES: Final = 5


def is_weights(value: Any) -> bool:
    """Five numbers that never fall: the weights of the classes C1 to C5."""
    return isinstance(value, list) and len(value) == _CLASSES and all(map(is_count, value)) and value == sorted(value)


def is_sums(value: Any) -> bool:
    """A table of whole yen by detector."""
    return isinstance(value, dict) and all(is_count(yen) for yen in value.values())


RISK_KEYS: Final[Keys] = {
    "persons": (is_count, int),
    "my-numbers": (is_count, int),
    "weights": (is_weights, tuple),
    "score-cap": (is_count, int),
    "base-yen": (is_count, int),
    "responsibility": (is_amount, float),
    "response": (is_amount, float),
    "yen-per-person": (is_sums, dict),
    "retention-years": (is_count, int),
}
_FIELDS: Final = {"persons": "reportable_persons", "my-numbers": "reportable_my_numbers"}
"""Where a field of ``RiskRules`` has another name than its key."""


def read_risk(table: Any, path: Path) -> dict[str, Any]:
    """The values by field of ``meibo.assessment.risk_rules.RiskRules``; raises ConfigurationError."""
    taken = take_keys(table, RISK_KEYS, path, "risk")
    return {_FIELDS.get(key, key.replace("-", "_")): value for key, value in taken.items()}


def vet_sums(risk: dict[str, Any], known: Iterable[str], path: Path) -> None:
    """Raise ConfigurationError for a sum of a detector or kind that there is not."""
    names = set(known)
    for name in risk.get("yen_per_person", {}):
        if name not in names:
            near = find_nearest(name, names)
            raise ConfigurationError("error-config-key", path=path, key=f"risk.yen-per-person.{name}", near=near)
