"""``[scan]``: defaults of the options of the same names."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from meibo.configuration.hours import is_hours
from meibo.configuration.keys import (
    Keys,
    is_count,
    is_flag,
    is_one_of,
    is_seconds,
    is_text,
    is_texts,
    take_keys,
)
from meibo.configuration.rate import is_rate
from meibo.configuration.report_kinds import REPORT_KINDS

LEVELS: Final = {"low": 30, "medium": 60, "high": 85}
"""Levels of confidence and the lowest score of each."""
RISKS: Final = ("low", "medium", "high", "critical")
SMB_AUTH: Final = ("negotiate", "ntlm", "kerberos")

SCAN_KEYS: Final[Keys] = {
    "inventory": (is_text, Path),
    "workers": (is_count, int),
    "include": (is_texts, list),
    "exclude": (is_texts, list),
    "detectors": (lambda value: is_text(value) or is_texts(value), lambda value: value),
    "min-confidence": (is_one_of(LEVELS), str),
    "full": (is_flag, bool),
    "again": (is_text, str),
    "strict": (is_flag, bool),
    "nice": (is_flag, bool),
    "rate-limit": (is_rate, str),
    "hours": (is_hours, str),
    "max-file-size": (lambda value: is_text(value) or is_count(value), str),
    "file-timeout": (is_seconds, float),
    "file-memory": (lambda value: is_text(value) or is_count(value), str),
    "all-locations": (is_flag, bool),
    "ocr": (is_flag, bool),
    "faces": (is_flag, bool),
    "ocr-seconds": (is_seconds, float),
    "ocr-file-seconds": (is_seconds, float),
    "key-file": (is_text, Path),
    **{kind.id: (is_text, Path) for kind in REPORT_KINDS},
    "ledger-from": (is_text, Path),
    "fail-on": (is_one_of(RISKS), str),
    "notify": (lambda value: is_text(value) or is_texts(value), lambda value: value),
    "lang": (is_one_of(("ja", "en")), str),
    "log-format": (is_one_of(("text", "json")), str),
    "quiet": (is_flag, bool),
    "no-progress": (is_flag, bool),
    "smb-auth": (is_one_of(SMB_AUTH), str),
    "smb-encrypt": (is_flag, bool),
    "s3-endpoint": (is_text, str),
    "s3-profile": (is_text, str),
    "s3-role": (is_text, str),
    "s3-requester-pays": (is_flag, bool),
    "s3-versions": (is_flag, bool),
}


def read_scan(table: Any, path: Path) -> dict[str, Any]:
    """The options by name; raises ConfigurationError."""
    return {key.replace("-", "_"): value for key, value in take_keys(table, SCAN_KEYS, path, "scan").items()}
