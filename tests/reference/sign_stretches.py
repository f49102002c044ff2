"""The plain twin of meibo_detectors.kernels.sign_stretches."""

from __future__ import annotations

import re

STRETCH = re.compile(rb"(?:[A-Z0-9]|<(?![/!?]))+")


def find_stretches(text: bytes, least: int, most: int) -> list[tuple[int, int]]:
    """Start and end of each stretch of so many signs of a machine-readable line."""
    return [match.span() for match in STRETCH.finditer(text) if least <= len(match.group()) <= most]
