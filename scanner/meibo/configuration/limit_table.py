"""``[limits]``: what reading one file may cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from meibo.configuration.keys import Keys, is_count, is_seconds, is_size, read_size, take_keys
from meibo.configuration.limits import Limits


def _is_time(value: Any) -> bool:
    return is_seconds(value) or value == 0


def _key_of(name: str) -> str:
    return name.replace("_", "-")


LIMIT_KEYS: Final[Keys] = {
    _key_of(name): (is_size, read_size)
    if name.endswith("_bytes")
    else (_is_time, float)
    if name.startswith("seconds")
    else (is_count, int)
    for name in Limits.__struct_fields__
}
"""The fields of the struct; sizes also as ``500M``."""


def read_limits(table: Any, path: Path) -> Limits:
    """The limits, with defaults for what the table does not name; raises ConfigurationError."""
    taken = take_keys(table, LIMIT_KEYS, path, "limits")
    return Limits(**{key.replace("-", "_"): value for key, value in taken.items()})
