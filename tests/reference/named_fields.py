"""The plain twin of meibo_detectors.kernels.named_fields."""

from __future__ import annotations


def find_named(
    text: str, names: list[tuple[int, int]], label: list[int], words: list[str], *, without_number: bool
) -> list[int]:
    """Indices of the fields whose name is one of the words."""
    found = []
    for at, (start, end) in enumerate(names):
        name = text[start:end] if 0 <= start < end <= len(text) else ""
        if without_number and len(name) > 1 and name[-1] in "0123456789":
            name = name[:-1]
        if name in words and label[at] < 0:
            found.append(at)
    return found
