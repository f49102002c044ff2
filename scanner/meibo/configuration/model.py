"""What a configuration says; frozen, so that it travels to the worker processes as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from meibo.configuration.limits import Limits
from meibo_detectors.user_rules.model import Rule


class ConfigurationError(Exception):
    """The file is wrong; ``key`` is a message of the catalogue."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class DetectorSettings(msgspec.Struct, frozen=True):
    """The table ``[detectors.ID]``."""

    enabled: bool = True
    min_confidence: str = "low"


class Allowance(msgspec.Struct, frozen=True):
    """The table ``[[allow]]``: findings that meet every condition it names are known and accepted."""

    reason: str
    fingerprint: str = ""
    """64 hex digits."""
    path: str = ""
    """As ``--exclude``: of the file, or of a folder above it."""
    pattern: str = ""
    """Of the whole value, folded or normalised."""
    detector: str = ""
    expires: date | None = None
    """The last day on which it holds."""

    def is_expired(self, today: date) -> bool:
        """Whether it holds no more."""
        return self.expires is not None and self.expires < today


class Configuration(msgspec.Struct, frozen=True):
    """A whole file; all empty where there is none."""

    path: Path | None = None
    scan: dict[str, Any] = {}
    """Options by name, as the command line would give them."""
    detectors: dict[str, DetectorSettings] = {}
    rules: tuple[Rule, ...] = ()
    allow: tuple[Allowance, ...] = ()
    limits: Limits = Limits()
    own_domains: tuple[str, ...] = ()
    """Of the company's mail addresses, in lower case."""
    prices: dict[str, Any] = {}
    """Of S3, by field of ``meibo.catalogue.prices.Prices``, where they are not the list prices."""
    passwords: tuple[str, ...] = ()
    """What encrypted files are tried with; secrets."""

    def __repr__(self) -> str:
        return f"Configuration({self.path})"
