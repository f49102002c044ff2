"""Seeded draws that give the same result on every platform and Python version."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")


class Dice:
    """Draws from a Mersenne Twister.

    Only ``getrandbits`` of :mod:`random` is used: how ``choice``, ``sample`` or ``shuffle`` turn bits into a result may
    differ between Python versions.
    """

    def __init__(self, *seed: int | str) -> None:
        digest = hashlib.sha256("/".join(str(part) for part in seed).encode()).digest()
        self._bits = random.Random(int.from_bytes(digest, "big")).getrandbits  # noqa: S311  # made to be repeatable

    def below(self, end: int) -> int:
        """A number from 0 to ``end - 1``, all equally likely."""
        width = (end - 1).bit_length()
        drawn = self._bits(width) if width else 0
        while drawn >= end:
            drawn = self._bits(width)
        return drawn

    def between(self, first: int, last: int) -> int:
        """A number from ``first`` to ``last``, both included."""
        return first + self.below(last - first + 1)

    def digits(self, count: int) -> str:
        """``count`` decimal digits; the first may be 0."""
        return str(self.below(10**count)).zfill(count)

    def pick(self, items: Sequence[Item]) -> Item:
        """One of ``items``."""
        return items[self.below(len(items))]

    def happens(self, percent: int) -> bool:
        """Whether an event of this likelihood takes place."""
        return self.below(100) < percent

    def shuffle(self, items: Sequence[Item]) -> list[Item]:
        """``items`` in a drawn order."""
        rest = list(items)
        return [rest.pop(self.below(len(rest))) for _ in range(len(rest))]

    def sample(self, items: Sequence[Item], count: int) -> list[Item]:
        """Up to ``count`` different members of ``items``, in a drawn order."""
        return self.shuffle(items)[:count]
