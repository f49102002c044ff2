"""``[[rule]]``: identifiers of the user's own organisation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from meibo.configuration.keys import (
    Keys,
    is_filled_text,
    is_filled_texts,
    is_flag,
    is_one_of,
    is_text,
    require,
    take_keys,
    take_list,
)
from meibo.configuration.model import ConfigurationError
from meibo_detectors.registry import DETECTORS
from meibo_detectors.user_rules.checks import CHECKS
from meibo_detectors.user_rules.model import MOST_RULES, RISK_CLASSES, Rule

_ID: Final = re.compile(r"[a-z][a-z0-9_]{1,39}")
_LONGEST_LABEL: Final = 60
_MOST_LABELS: Final = 100

RULE_KEYS: Final[Keys] = {
    "id": (is_text, str),
    "pattern": (is_filled_text, str),
    "labels": (
        lambda value: (
            is_filled_texts(value)
            and len(value) <= _MOST_LABELS
            and all(len(label) <= _LONGEST_LABEL for label in value)
        ),
        tuple,
    ),
    "check": (is_one_of(CHECKS), str),
    "severity": (is_one_of(RISK_CLASSES), str),
    "title": (is_filled_text, str),
    "person": (is_flag, bool),
}


def read_rules(tables: Any, path: Path) -> tuple[Rule, ...]:
    """The rules in their order, patterns not yet vetted; raises ConfigurationError."""
    rules: dict[str, Rule] = {}
    built_in = {detector.id for detector in DETECTORS}
    for number, table in enumerate(take_list(tables, path, "rule"), 1):
        place = f"rule[{number}]"
        taken = take_keys(table, RULE_KEYS, path, place)
        require(taken, ("id", "pattern"), path, place)
        name = taken["id"]
        if _ID.fullmatch(name) is None:
            raise ConfigurationError("error-rule-id", path=path, key=f"{place}.id", name=name)
        if name in built_in or name in rules:
            raise ConfigurationError("error-rule-taken", path=path, key=f"{place}.id", name=name)
        rules[name] = Rule(**taken)
    if len(rules) > MOST_RULES:
        raise ConfigurationError("error-rule-many", path=path, most=MOST_RULES, count=len(rules))
    return tuple(rules.values())
