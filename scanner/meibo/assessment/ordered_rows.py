"""Rows that wait in a file to be put in order: memory holds a number of each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Generic, TypeVar

import msgspec
import numpy as np

Row = TypeVar("Row")


class OrderedRows(Generic[Row]):
    """Rows by weight, the lowest first; those that weigh the same come as they came. 16 bytes of memory a row."""

    def __init__(self, rows: Iterable[Row], kind: type[Row], weigh: Callable[[Row], int], spool: IO[bytes]) -> None:
        """``spool`` can be written and read; a weight is below 2**63."""
        self._spool, self._decode = spool, msgspec.msgpack.Decoder(kind).decode
        encode = msgspec.msgpack.Encoder().encode
        places, weights = array("q"), array("q")
        place = spool.tell()
        for row in rows:
            encoded = encode(row)
            spool.write(len(encoded).to_bytes(4, "big"))
            spool.write(encoded)
            places.append(place)
            weights.append(weigh(row))
            place += 4 + len(encoded)
        order = np.argsort(np.array(weights, np.int64), kind="stable")
        self._places = np.array(places, np.int64)[order]

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Row]:
        for place in self._places.tolist():
            self._spool.seek(place)
            size = int.from_bytes(self._spool.read(4), "big")
            yield self._decode(self._spool.read(size))
