"""``[detectors.ID]``: whether a detector is used, and from which confidence on its findings count."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from meibo.configuration.keys import Keys, find_nearest, is_flag, is_one_of, spell_value, take_keys
from meibo.configuration.model import ConfigurationError, DetectorSettings
from meibo.configuration.scan_table import LEVELS

DETECTOR_KEYS: Final[Keys] = {"enabled": (is_flag, bool), "min_confidence": (is_one_of(LEVELS), str)}


def read_detectors(tables: Any, known: Iterable[str], path: Path) -> dict[str, DetectorSettings]:
    """The settings by detector; ``known`` are the ids that there are; raises ConfigurationError."""
    ids = tuple(known)
    if not isinstance(tables, dict):
        raise ConfigurationError("error-config-value", path=path, key="detectors", why=spell_value(tables))
    for name in tables:
        if name not in ids:
            near = find_nearest(name, ids)
            raise ConfigurationError("error-config-key", path=path, key=f"detectors.{name}", near=near)
    return {
        name: DetectorSettings(**take_keys(table, DETECTOR_KEYS, path, f"detectors.{name}"))
        for name, table in tables.items()
    }
