"""Puts the changes between two scans in order, what matters most first, without holding them all in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, Final

import msgspec

from meibo.assessment.change import Change, Kind, weigh

_PLACE_BITS: Final = 44
"""Of the place in the spool: sixteen terabytes."""


class OrderedChanges:
    """Changes that wait in ``spool``, a file that can be read and written; memory holds a number of each.

    Those that weigh the same come as they came.
    """

    def __init__(self, changes: Iterable[Change], spool: IO[bytes]) -> None:
        self._spool = spool
        self._places: list[int] = []
        self.kinds: Counter[Kind] = Counter()
        """Files by kind of change; one may be in several."""
        encode = msgspec.msgpack.Encoder().encode
        place = 0
        for change in changes:
            self.kinds.update(change.kinds)
            self._places.append(weigh(change) << _PLACE_BITS | place)
            encoded = encode(change)
            spool.write(len(encoded).to_bytes(4, "big"))
            spool.write(encoded)
            place += 4 + len(encoded)
        self._places.sort()

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Change]:
        decode = msgspec.msgpack.Decoder(Change).decode
        for place in self._places:
            self._spool.seek(place & ((1 << _PLACE_BITS) - 1))
            size = int.from_bytes(self._spool.read(4), "big")
            yield decode(self._spool.read(size))
