"""The plain twin of meibo_detectors.kernels.literals, asked through meibo_detectors.general.literals."""

from __future__ import annotations

import re


def find_literals(literals: list[bytes], text: bytes) -> list[tuple[int, int, int]]:
    """Number, start and end of each literal, the leftmost and of several the longest, none within another."""
    number = {literal: at for at, literal in reversed(list(enumerate(literals)))}
    longest_first = sorted(number, key=len, reverse=True)
    pattern = re.compile(b"|".join(re.escape(literal) for literal in longest_first))
    return [(number[match.group()], *match.span()) for match in pattern.finditer(text)]
