"""The plain twin of meibo_detectors.kernels.code_words, asked through meibo_detectors.code_words."""

from __future__ import annotations


def find_ends(words: list[str], text: str) -> list[int]:
    """Where one of the words ends, ascending."""
    return [end for end in range(len(text) + 1) if any(text[:end].endswith(word) for word in words)]
