"""``[[allow]]``: findings that are known and accepted, each with a reason and, if wished, a last day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from meibo.configuration.keys import Keys, find_nearest, is_filled_text, is_text, require, take_keys, take_list
from meibo.configuration.model import Allowance, ConfigurationError

_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")
_CONDITIONS: Final = ("fingerprint", "path", "pattern")

ALLOW_KEYS: Final[Keys] = {
    "fingerprint": (lambda value: is_text(value) and _FINGERPRINT.fullmatch(value.lower()) is not None, str.lower),
    "path": (is_filled_text, str),
    "pattern": (is_filled_text, str),
    "detector": (is_filled_text, str),
    "reason": (is_filled_text, str.strip),
    "expires": (lambda value: isinstance(value, date) and not isinstance(value, datetime), lambda value: value),
}


def read_allowances(tables: Any, known: Iterable[str], path: Path) -> tuple[Allowance, ...]:
    """The entries in their order, patterns not yet vetted; raises ConfigurationError. ``known`` are detector ids."""
    ids = tuple(known)
    entries = []
    for number, table in enumerate(take_list(tables, path, "allow"), 1):
        place = f"allow[{number}]"
        taken = take_keys(table, ALLOW_KEYS, path, place, "error-allow-value")
        require(taken, ("reason",), path, place)
        if not any(name in taken for name in _CONDITIONS):
            raise ConfigurationError("error-allow-all", path=path, key=place, keys=", ".join(_CONDITIONS))
        name = taken.get("detector")
        if name is not None and name not in ids:
            near = find_nearest(name, ids)
            raise ConfigurationError("error-config-detector", path=path, key=f"{place}.detector", name=name, near=near)
        entries.append(Allowance(**taken))
    return tuple(entries)
