"""Some hundred short literals of ASCII looked for at once, as the beginnings of tokens are."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

import numpy as np

from meibo_detectors.kernels.literals import find_literals
from meibo_detectors.normalise import Bytes, Offsets

_COMMON: Final = b" etaoinsrhldcumfpgwybv0123456789-.,:/ETAOINSR\"=_'"
"""The more common signs of business files and of programs, the most common first."""


class Literals:
    """Literals of three characters or more, known by their number in this order."""

    def __init__(self, literals: Sequence[bytes]) -> None:
        groups: dict[int, list[tuple[int, int]]] = {}
        for number, literal in enumerate(literals):
            at = min(range(len(literal) - 2), key=lambda at: _commonness(literal[at : at + 3]))
            for shift in (at, at + 1):
                pair = int.from_bytes(literal[shift : shift + 2], sys.byteorder)
                groups.setdefault(pair, []).append((number, shift))
        self._groups = np.zeros(1 << 16, np.uint16)
        self._groups[list(groups)] = np.arange(1, len(groups) + 1)
        self._first = _borders([len(members) for members in groups.values()])
        self._members, self._shifts = (
            np.array([member[part] for members in groups.values() for member in members], np.int64) for part in (0, 1)
        )
        self._signs = np.frombuffer(b"".join(literals), np.uint8)
        self._borders = _borders([len(literal) for literal in literals])

    def find(self, chars: Bytes) -> tuple[Offsets, Offsets, Offsets]:
        """Number, start and end of each literal in a text, ascending and apart; of several at one place the longest.

        >>> [column.tolist() for column in Literals([b"sk-", b"sk-ant-"]).find(np.frombuffer(b" sk-ant-x sk-", np.uint8))]
        [[1, 0], [1, 10], [8, 13]]
        """
        return find_literals(chars, self._groups, self._first, self._members, self._shifts, self._signs, self._borders)


def _borders(sizes: Sequence[int]) -> Offsets:
    borders = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=borders[1:])
    return borders


def _commonness(three: bytes) -> int:
    """Roughly how often either pair of three signs is met."""
    one, two, three_ = (max(len(_COMMON) - _COMMON.find(sign), 1) if sign in _COMMON else 1 for sign in three)
    return two * (one + three_)
