"""Puts the changes between two scans in order, what matters most first, without holding them all in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO

from meibo.assessment.change import Change, Kind, weigh
from meibo.assessment.ordered_rows import OrderedRows


class OrderedChanges(OrderedRows[Change]):
    """Changes that wait in ``spool``, a file that can be read and written."""

    def __init__(self, changes: Iterable[Change], spool: IO[bytes]) -> None:
        self.kinds: Counter[Kind] = Counter()
        """Files by kind of change; one may be in several."""
        super().__init__(self._count(changes), Change, weigh, spool)

    def _count(self, changes: Iterable[Change]) -> Iterator[Change]:
        for change in changes:
            self.kinds.update(change.kinds)
            yield change
