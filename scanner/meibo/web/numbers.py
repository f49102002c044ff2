"""Numbers in addresses and forms, which may be anything."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = 18


def read_number(text: str | None) -> int | None:
    """A whole number of at least 0, None for any other text."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
