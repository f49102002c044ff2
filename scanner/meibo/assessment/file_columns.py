"""What groups are counted from: a few numbers a file, in columns, some 60 bytes a file and 16 a finding's kind."""

from __future__ import annotations

from array import array
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from meibo.assessment.damage import Damage
from meibo.assessment.holding import AUDIENCES
from meibo.assessment.rated_file import RatedFile
from meibo.inventory.model import Status

Numbers = npt.NDArray[Any]

_STATUSES: Final = tuple(Status)
PARTIAL, SKIPPED = _STATUSES.index(Status.PARTIAL), _STATUSES.index(Status.SKIPPED)
NO_AUDIENCE: Final = len(AUDIENCES)
"""Of a file without a My Number."""
_AUDIENCES: Final = {name: place for place, name in enumerate(AUDIENCES)}


class Names:
    """Numbers for names, from 0 on as they come."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, name: Any) -> int:
        """The number of a name; the same one gets the same."""
        return self._numbers.setdefault(name, len(self._numbers))

    def all(self) -> list[Any]:
        """The names by number."""
        return list(self._numbers)


class FileColumns:
    """The columns, appended file by file, then read as arrays."""

    def __init__(self) -> None:
        self.shares, self.folders, self.owners, self.kinds, self.damages = (Names() for _ in range(5))
        self._columns: dict[str, array[Any]] = {
            name: array(kind)
            for name, kind in (
                ("size", "q"), ("modified", "q"), ("status", "B"), ("level", "B"), ("score", "f"), ("audience", "B"),
                ("number_audience", "B"), ("share", "l"), ("folder", "l"), ("owner", "l"), ("content", "Q"),
                ("damage", "h"), ("least", "l"), ("most", "l"), ("keys_from", "q"), ("keys_to", "q"),
                ("found_from", "q"),
            )
        }  # fmt: skip
        self._found = array("h")
        self._counts = array("q")

    def __len__(self) -> int:
        return len(self._columns["size"])

    def add(self, file: RatedFile, keys_from: int, keys_to: int) -> None:
        """Append a file whose people's keys lie between two places of a spool."""
        asset, holding = file.asset, file.holding
        values = (
            asset.size_bytes, asset.modified_ns, _STATUSES.index(asset.status), file.risk.level.grade, file.risk.score,
            _AUDIENCES.get(asset.audience, NO_AUDIENCE - 1), _AUDIENCES.get(holding.number_audience, NO_AUDIENCE),
            self.shares.number(asset.target), self.folders.number((asset.target, asset.folder)),
            self.owners.number(asset.owner), self._tell_content(asset.content_hash, asset.size_bytes),
            -1 if file.damage is None else self.damages.number(file.damage), holding.people.least, holding.people.most,
            keys_from, keys_to, len(self._found),
        )  # fmt: skip
        for column, value in zip(self._columns.values(), values, strict=True):
            column.append(value)
        for name, count in holding.found.items():
            self._found.append(self.kinds.number(name))
            self._counts.append(count)

    def _tell_content(self, content_hash: bytes, size_bytes: int) -> int:
        """Equal for equal content; a file that was not read, and an empty one, is like no other."""
        if not content_hash or not size_bytes:
            return (1 << 63) | len(self)
        return int.from_bytes(content_hash[:8], "big") >> 1

    def column(self, name: str) -> Numbers:
        """One number a file."""
        return np.frombuffer(self._columns[name], self._columns[name].typecode) if len(self) else np.zeros(0, np.int64)

    def found(self) -> tuple[Numbers, Numbers]:
        """The kinds of findings and their numbers, file by file; ``found_from`` tells where those of each begin."""
        if not self._found:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return np.frombuffer(self._found, np.int16).astype(np.int64), np.frombuffer(self._counts, np.int64)

    def list_damages(self) -> list[Damage]:
        """The damages by number."""
        return self.damages.all()

    def count_copies(self) -> Numbers:
        """Of each file how many others have its content."""
        if not len(self):
            return np.zeros(0, np.int64)
        _, which, counts = np.unique(self.column("content"), return_inverse=True, return_counts=True)
        return np.asarray(counts[which] - 1)
