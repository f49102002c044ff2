"""Rows that wait on disk until all are known, and then come in order: memory holds 20 bytes of each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import IO, Any

import msgspec
import numpy as np

Row = dict[str, Any]


class SpooledRows:
    """Rows in ``spool``, a file that can be read and written; those of the same weight come as they came."""

    def __init__(self, spool: IO[bytes]) -> None:
        self._spool = spool
        self._weights = array("d")
        self._places = array("Q", [0])
        self._encode = msgspec.msgpack.Encoder().encode
        self.marked = 0
        """How many say something under ``mark``."""

    def add(self, row: Row, weight: float) -> None:
        """Keep a row; the heaviest come first."""
        self._weights.append(-weight)
        self._places.append(self._places[-1] + self._spool.write(self._encode(row)))
        self.marked += row["mark"] is not None

    def __len__(self) -> int:
        return len(self._weights)

    def __iter__(self) -> Iterator[Row]:
        decode = msgspec.msgpack.Decoder(Row).decode
        for at in np.argsort(np.frombuffer(self._weights, np.float64), kind="stable").tolist():
            self._spool.seek(self._places[at])
            yield decode(self._spool.read(self._places[at + 1] - self._places[at]))
