"""The files of a scan that hold people, as columns of numbers: 70 bytes a file, so that a million fit in memory."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import msgspec
import numpy as np
import numpy.typing as npt

from meibo.assessment.exposure import width_of
from meibo.inventory.reader import Reader

Numbers = npt.NDArray[np.int64]

_KIND_BITS = 63
"""More detectors than that share bits."""


class HeldFiles(msgspec.Struct, frozen=True):
    """One row a file, in the order of their readings; all columns are of one length."""

    version: Numbers
    reading: Numbers
    content: Numbers
    """Files of equal content have equal numbers, 0 up without gaps."""
    is_whole: npt.NDArray[np.bool_]
    """Its content could be compared: it was read to its end."""
    modified_ns: Numbers
    size_bytes: Numbers
    width: npt.NDArray[np.int8]
    """See ``exposure.width_of``."""
    folder: Numbers
    """Files of one folder have equal numbers."""
    persons_least: Numbers
    persons_most: Numbers
    is_wanted: npt.NDArray[np.bool_]
    kinds: Numbers
    """A bit for each detector that found something."""

    def __len__(self) -> int:
        return len(self.version)


def gather_files(reader: Reader, scan: int, is_wanted: Callable[[str], bool]) -> HeldFiles:
    """The files; ``is_wanted`` is asked of each path.

    Contents are told apart by 62 bits of their keyed hashes: of a million files two differ unseen once in nine million
    scans.
    """
    numbers = [array("q") for _ in range(8)]
    width, wanted, whole = array("b"), array("b"), array("b")
    folders: dict[tuple[str, str], int] = {}
    add = [column.append for column in numbers]
    for file in reader.briefs.with_people(scan):
        is_whole = len(file.content_hash) >= 8
        own = int.from_bytes(file.content_hash[:8], "big") >> 2 if is_whole else -file.reading
        row = (
            file.version, file.reading, own, file.modified_ns, file.size_bytes,
            folders.setdefault((file.target, file.folder), len(folders)), file.persons_least, file.persons_most,
        )  # fmt: skip
        for append, value in zip(add, row, strict=True):
            append(value)
        width.append(width_of(file.audience))
        wanted.append(is_wanted(file.path))
        whole.append(is_whole)
    version, reading, content, modified, size, folder, least, most = (
        np.frombuffer(column, np.int64) if column else np.zeros(0, np.int64) for column in numbers
    )
    return HeldFiles(
        version, reading, np.unique(content, return_inverse=True)[1].astype(np.int64), _make_flags(whole), modified,
        size, np.array(width, np.int8), folder, least, most, _make_flags(wanted), _find_kinds(reader, reading),
    )  # fmt: skip


def _find_kinds(reader: Reader, readings: Numbers) -> Numbers:
    bits: dict[str, int] = {}
    of, bit = array("q"), array("q")
    for reading, detector in reader.briefs.kinds():
        of.append(reading)
        bit.append(1 << bits.setdefault(detector, len(bits) % _KIND_BITS))
    kinds = np.zeros(len(readings), np.int64)
    if of:
        known = np.frombuffer(of, np.int64)
        starts = np.flatnonzero(np.diff(known, prepend=-1))
        place = np.searchsorted(known[starts], readings).clip(max=len(starts) - 1)
        is_known = known[starts][place] == readings
        kinds[is_known] = np.bitwise_or.reduceat(np.frombuffer(bit, np.int64), starts)[place][is_known]
    return kinds


def _make_flags(column: array[int]) -> npt.NDArray[np.bool_]:
    return np.array(column, np.int8).astype(np.bool_)
