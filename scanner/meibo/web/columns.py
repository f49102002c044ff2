"""The table of files as one array a column, in files that the system maps into memory (docs/adr/0029).

Rows stand in the order of risk. A filter is a comparison of whole columns: of a million files some milliseconds,
however many match, so that every page can say how many there are.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

import numpy as np
from numpy.typing import NDArray

TYPES: Final = {
    "version": "<i8",  # of the inventory
    "level": "u1",  # Level.grade
    "score": "<f4",
    "least": "<i4",
    "most": "<i4",  # people
    "triggers": "<u2",  # a bit each, as in TRIGGERS
    "status": "u1",
    "audience": "u1",
    "mark": "u1",
    "owner": "<i4",
    "folder": "<i4",  # in the order of paths: a folder and all below it are one range
    "size": "<i8",  # bytes
    "modified": "<i8",  # ns
    "yen": "<i8",
    "copies": "<i4",
    "end": "<i8",  # where the path ends in the text that is searched
}
BY_DETECTOR: Final = "detectors"
"""One more column: a bit each, packed into bytes."""
_ROWS: Final = 1 << 15

Column = NDArray[Any]


class ColumnWriter:
    """Takes row after row; memory holds some thousands."""

    def __init__(self, folder: Path, names: tuple[str, ...] = tuple(TYPES)) -> None:
        self._streams: dict[str, IO[bytes]] = {name: (folder / name).open("wb") for name in (*names, BY_DETECTOR)}
        self._rows: list[tuple[Any, ...]] = []
        self._bits: list[bytes] = []
        self._names = names

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._flush()
        for stream in self._streams.values():
            stream.close()

    def put(self, row: tuple[Any, ...], bits: bytes) -> None:
        """A row in the order of the names, and its detectors."""
        self._rows.append(row)
        self._bits.append(bits)
        if len(self._rows) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        for name, values in zip(self._names, zip(*self._rows, strict=True), strict=False):
            self._streams[name].write(np.array(values, dtype=TYPES[name]).tobytes())
        self._streams[BY_DETECTOR].write(b"".join(self._bits))
        self._rows.clear()
        self._bits.clear()


def map_column(folder: Path, name: str, kind: str | None = None) -> Column:
    """A column as it lies on disk; not to be written."""
    return _map(folder / name, kind or TYPES[name])


def map_bits(folder: Path, detectors: int) -> Column:
    """The detectors of each file: rows of packed bits."""
    return _map(folder / BY_DETECTOR, "u1").reshape(-1, bits_bytes(detectors))


def bits_bytes(detectors: int) -> int:
    """Bytes of a row that has a bit for each; at least one."""
    return max(1, (detectors + 7) // 8)


def _map(path: Path, kind: str) -> Column:
    if not path.stat().st_size:  # which cannot be mapped
        return np.empty(0, dtype=kind)
    return np.memmap(path, dtype=kind, mode="r")
