"""The keys of all people of a scan in one private file, and the people and damages of groups, counted from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from meibo.assessment.file_columns import FileColumns, Numbers
from meibo.assessment.people import People, Union
from meibo_detectors.person_sets import unpack
from meibo_detectors.persons import KEY_BYTES

if TYPE_CHECKING:
    from meibo.assessment.gathering import Members

Counted = tuple[People, tuple[int, int]]
"""People, and the least and most yen."""

_NOBODY: Final[Counted] = (People(), (0, 0))


class SpooledPeople:
    """Counts people by the files that hold them; the same set of files is counted once."""

    def __init__(self, path: Path, files: FileColumns) -> None:
        self._keys = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.zeros(0, np.uint8)
        self._files = files
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
        people = People(int(self._files.column("least")[file]), int(self._files.column("most")[file]))
        yen = int(self._yen[self._files.column("damage")[file]])
        return people, (yen * people.least, yen * people.most)

    def _unite(self, files: Numbers) -> Counted:
        each = self._yen[self._files.column("damage")[files]]
        first, last = (self._files.column(name)[files] for name in ("keys_from", "keys_to"))
        fullest, fullest_most = (self._files.column(name)[files] for name in ("least", "most"))
        union, people, least_yen, most_yen = Union(), People(), 0, 0
        keyless_least = keyless_most = 0
        for yen in sorted(set(each.tolist()), reverse=True):
            for at in np.flatnonzero(each == yen).tolist():
                if last[at] > first[at]:
                    keys = unpack(self._keys[first[at] * KEY_BYTES : last[at] * KEY_BYTES].data)
                    union.add(keys, int(fullest[at]))
                else:
                    keyless_least = max(keyless_least, int(fullest[at]))
                    keyless_most += int(fullest_most[at])
            counted = union.count()
            more = People(max(counted.least, keyless_least), counted.most + keyless_most)
            least_yen += max(more.least - people.least, 0) * yen
            most_yen += max(more.most - people.most, 0) * yen
            people = more
        return people, (least_yen, most_yen)


_REMEMBERED: Final = 1000
"""Files of a set that is worth remembering: a share, all that lies in it, and the whole scan are often the same."""
