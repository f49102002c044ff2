"""A place in lines of text, as the answer key tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Location = Mapping[str, Any]


def read_line(text: str, location: Location) -> str:
    """What stands from a line and column on."""
    return text.splitlines()[location["line"] - 1][location["column"] - 1 :]
