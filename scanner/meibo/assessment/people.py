"""How many people stand behind the files of a set: each is counted once, in however many files and copies."""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np

from meibo_detectors.person_sets import KIND_BITS, Keys, count_union, list_readings, unite, unpack

TOGETHER: Final = 500_000
"""Keys that are united at once, at least; 60 bytes a key meanwhile."""


class People(msgspec.Struct, frozen=True):
    """Distinct people, as a range where their keys do not suffice."""

    least: int = 0
    most: int = 0
    likely: int | None = None
    """Of several files: told apart by names and birth dates alone; least to most. None of a single file."""
    nameless: int = 0
    """Of several files: entries without a name, which may be people with one and are not among the likely."""

    @property
    def figure(self) -> int:
        """The one number that people are ranked and drawn by."""
        return self.most if self.likely is None else self.likely

    def add_unkeyed(self, least: int, most: int) -> People:
        """The same with files whose keys were not kept: nobody knows who of them is in others, too.

        ``least`` is of the fullest of these files, ``most`` of all together.
        """
        if not most:
            return self
        likely = None if self.likely is None else self.likely + most
        return People(max(self.least, least), self.most + most, likely, self.nameless)


class Union:
    """The people of files that are added one by one.

    Memory and time grow with the distinct people and with the keys that are added, not with the files.
    """

    def __init__(self, known: Keys | None = None) -> None:
        """``known`` are readings from elsewhere, as ``Readings.unite`` has them."""
        self._known = known
        self._united = np.empty((0, 2), np.uint64)
        self._waiting: list[Keys] = []
        self._count = 0
        self._fullest = 0

    def add(self, keys: Keys, least: int) -> None:
        """Add a file's keys and the least people that it holds by itself."""
        self._waiting.append(keys)
        self._count += len(keys)
        self._fullest = max(self._fullest, least)
        if self._count > max(TOGETHER, len(self._united)):
            self._unite()

    def count(self) -> People:
        """The people of all files so far."""
        self._unite()
        counted = count_union(self._united, self._fullest, self._known)
        return People(counted.least, counted.most, counted.likely, counted.nameless)

    def _unite(self) -> None:
        if self._waiting:
            self._united = unite([self._united, *self._waiting])
            self._waiting, self._count = [], 0


class Readings:
    """How the names of all files of a scan are read: what one folder writes in kana, another may teach.

    Memory grows with the distinct readings.
    """

    def __init__(self) -> None:
        self._parts: list[Keys] = []
        self._count = 0
        self._united = 0

    def add(self, packed: bytes) -> None:
        """Add those of a file, from its packed keys."""
        if packed and not packed[-1] & KIND_BITS:  # something stands behind its people
            readings = list_readings(unpack(packed))
            self._parts.append(readings.astype(np.uint64))
            self._count += len(readings)
            if self._count > max(TOGETHER, 2 * self._united):
                self._united = len(self.unite())

    def unite(self) -> Keys:
        """All readings so far, each once, in order."""
        united = unite(self._parts)
        self._parts, self._count = [united], len(united)
        return united
