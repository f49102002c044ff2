"""Checking one table of the configuration: which keys it may have, and what each may hold."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from meibo.configuration.model import ConfigurationError

Check = Callable[[Any], bool]

MOST_COUNT: Final = (1 << 63) - 1
_SHOWN_CHARS: Final = 200
"""Of a wrong value."""


def is_text(value: Any) -> bool:
    """Any string."""
    return isinstance(value, str)


def is_filled_text(value: Any) -> bool:
    """A string with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_texts(value: Any) -> bool:
    """A list of strings."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_filled_texts(value: Any) -> bool:
    """A list of strings with something in each."""
    return isinstance(value, list) and all(is_filled_text(item) for item in value)


def is_flag(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def is_count(value: Any) -> bool:
    """A whole number above 0 that a database can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST_COUNT


def is_seconds(value: Any) -> bool:
    """A time longer than none."""
    return is_count(value) or (isinstance(value, float) and 0 < value < math.inf)


def is_amount(value: Any) -> bool:
    """A number, 0 or above."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST_COUNT


_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", re.IGNORECASE)
_UNITS: Final = {"": 1, "K": 1000, "M": 1000**2, "G": 1000**3, "T": 1000**4}


def read_size(value: str | int) -> int:
    """Bytes of ``500M`` or ``2G``; -1 for what is no size, or more than any disk holds."""
    match = _SIZE.fullmatch(str(value).strip())
    size = float(match[1]) * _UNITS[match[2].upper()] if match else -1
    return int(size) if size <= MOST_COUNT else -1


def is_size(value: Any) -> bool:
    """A whole number above 0, or one with a unit."""
    return is_count(value) or (isinstance(value, str) and read_size(value) > 0)


def is_one_of(known: Iterable[str]) -> Check:
    """One of these words."""
    words: Final = frozenset(known)
    return lambda value: isinstance(value, str) and value in words


Keys = Mapping[str, tuple[Check, Callable[[Any], Any]]]
"""For each key what it may hold, and how it is taken."""


def take_keys(table: Any, keys: Keys, path: Path, place: str, complaint: str = "error-config-value") -> dict[str, Any]:
    """The values of a table, by key; raises ConfigurationError that names the key and the nearest known one.

    ``complaint`` is the message for a wrong value.
    """
    if not isinstance(table, dict):
        raise ConfigurationError("error-config-value", path=path, key=place, why=spell_value(table))
    taken: dict[str, Any] = {}
    for key, value in table.items():
        if key not in keys:
            raise ConfigurationError("error-config-key", path=path, key=f"{place}.{key}", near=find_nearest(key, keys))
        is_valid, take = keys[key]
        if not is_valid(value):
            raise ConfigurationError(complaint, path=path, key=f"{place}.{key}", why=spell_value(value))
        taken[key] = take(value)
    return taken


def spell_value(value: Any) -> str:
    """A wrong value as it is shown: its beginning."""
    try:
        return repr(value)[:_SHOWN_CHARS]
    except (ValueError, RecursionError):  # Python spells no number of more than 4,300 digits
        return "..."


def take_list(tables: Any, path: Path, name: str) -> list[Any]:
    """The tables of a list of tables, ``[[name]]``."""
    if not isinstance(tables, list):
        raise ConfigurationError("error-config-value", path=path, key=name, why=f"[[{name}]]")
    return tables


def require(taken: Mapping[str, Any], names: Iterable[str], path: Path, place: str) -> None:
    """Raise ConfigurationError for a key that must be there and is not."""
    for name in names:
        if name not in taken:
            raise ConfigurationError("error-config-no-key", path=path, key=f"{place}.{name}")


def find_nearest(name: str, known: Iterable[str]) -> str:
    """The words that look most like another, or all of them."""
    words = list(known)
    return ", ".join(difflib.get_close_matches(name, words, n=3, cutoff=0.4) or sorted(words))
