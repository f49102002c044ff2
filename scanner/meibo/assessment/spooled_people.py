"""The keys of all people of a scan in one private file, and the people and damages of groups, counted from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from meibo.assessment.file_columns import FileColumns, Numbers
from meibo.assessment.people import People, Union
from meibo_detectors.person_sets import Keys, unpack
from meibo_detectors.persons import KEY_BYTES

if TYPE_CHECKING:
    from meibo.assessment.gathering import Members

Counted = tuple[People, tuple[int, int, int]]
"""People, and the least, the most and the likely yen."""

_NOBODY: Final[Counted] = (People(likely=0), (0, 0, 0))


class SpooledPeople:
    """Counts people by the files that hold them; the same set of files is counted once."""

    def __init__(self, path: Path, files: FileColumns, readings: Keys) -> None:
        """``path`` holds the keys, ``readings`` are of all files, united."""
        self._keys = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.zeros(0, np.uint8)
        self._files, self._readings = files, readings
        each = [damage.yen_per_person for damage in files.list_damages()]
        self._yen = np.array([*each, 0], np.int64)  # the last is found by -1, the number of no damage
        self._known: dict[bytes, Counted] = {}

    def count_groups(self, members: Members, count: int) -> list[Counted]:
        """The people and yen of each group."""
        return [self.count(members.originals(group)) for group in range(count)]

    def count(self, files: Numbers) -> Counted:
        """The people of these files; each costs what the dearest file does in which they are.

        Of a file whose keys were not kept nobody knows who is in others, too: its people add to the most.
        """
        if not len(files):
            return _NOBODY
        if len(files) == 1:
            return self._count_one(int(files[0]))
        name = files.tobytes()
        if name not in self._known:
            counted = self._unite(files)
            if len(files) < _REMEMBERED:
                return counted
            self._known[name] = counted
        return self._known[name]

    def _count_one(self, file: int) -> Counted:
        least, most = (int(self._files.column(name)[file]) for name in ("least", "most"))
        if least < most:
            return self._unite(np.array([file]))
        yen = int(self._yen[self._files.column("damage")[file]]) * most
        return People(least, most, most), (yen, yen, yen)

    def _unite(self, files: Numbers) -> Counted:
        each = self._yen[self._files.column("damage")[files]]
        first, last = (self._files.column(name)[files] for name in ("keys_from", "keys_to"))
        fullest, fullest_most = (self._files.column(name)[files] for name in ("least", "most"))
        union, people, sums = Union(self._readings), People(likely=0), np.zeros(3, np.int64)
        keyless_least = keyless_most = 0
        for yen in sorted(set(each.tolist()), reverse=True):
            for at in np.flatnonzero(each == yen).tolist():
                if last[at] > first[at]:
                    keys = unpack(self._keys[first[at] * KEY_BYTES : last[at] * KEY_BYTES].data)
                    union.add(keys, int(fullest[at]))
                else:
                    keyless_least = max(keyless_least, int(fullest[at]))
                    keyless_most += int(fullest_most[at])
            more = union.count().add_unkeyed(keyless_least, keyless_most)
            grown = [more.least - people.least, more.most - people.most, more.figure - people.figure]
            sums += np.maximum(grown, 0) * yen
            people = more
        least_yen, most_yen, likely_yen = sums.tolist()
        return people, (least_yen, most_yen, min(max(likely_yen, least_yen), most_yen))


_REMEMBERED: Final = 1000
"""Files of a set that is worth remembering: a share, all that lies in it, and the whole scan are often the same."""
