"""``[mail]`` and ``[archives]``: what tells own addresses from others, and what opens encrypted files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from meibo.configuration.keys import Keys, is_filled_texts, take_keys


def _take_domains(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip().lstrip("@").lower() for name in names))


MAIL_KEYS: Final[Keys] = {"own-domains": (is_filled_texts, _take_domains)}
ARCHIVE_KEYS: Final[Keys] = {"passwords": (is_filled_texts, tuple)}


def read_own_domains(table: Any, path: Path) -> tuple[str, ...]:
    """Domains in lower case; raises ConfigurationError."""
    return tuple(take_keys(table, MAIL_KEYS, path, "mail").get("own-domains", ()))


def read_passwords(table: Any, path: Path) -> tuple[str, ...]:
    """What encrypted files are tried with; raises ConfigurationError, which never shows one."""
    return tuple(take_keys(table, ARCHIVE_KEYS, path, "archives", "error-config-passwords").get("passwords", ()))
