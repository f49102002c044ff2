"""The plain twin of meibo_detectors.kernels.field_names."""

from __future__ import annotations


def look_up_names(
    text: str, spans: list[tuple[int, int]], numbers: dict[str, int], *, without_number: bool
) -> list[int]:
    """The number of the word that each stretch of a text is, -1 for any other."""
    found = []
    for start, end in spans:
        name = text[start:end] if 0 <= start < end <= len(text) else ""
        if without_number and len(name) > 1 and name[-1] in "0123456789":
            name = name[:-1]
        found.append(numbers.get(name, -1))
    return found
