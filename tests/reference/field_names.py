"""The plain twin of meibo_detectors.kernels.field_names."""

from __future__ import annotations


def look_up_names(text: str, spans: list[tuple[int, int]], numbers: dict[str, int]) -> list[int]:
    """The number of the word that each stretch of a text is, -1 for any other."""
    return [numbers.get(text[start:end], -1) if 0 <= start < end <= len(text) else -1 for start, end in spans]
