"""The plain twin of meibo_detectors.kernels.alphabet_runs."""

from __future__ import annotations


def find_run_ends(text: bytes, start: list[int], alphabet: bytes) -> list[int]:
    """The first character from each start on that is none of the alphabet."""
    return [next((at for at in range(one, len(text)) if text[at] not in alphabet), len(text)) for one in start]
