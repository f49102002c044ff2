"""A list of words as it is looked up: by arrays of hashes, in a table mapped from the package's files."""

from __future__ import annotations

import functools
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.expand import make_table, read_words
from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.normalise import fold_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo_detectors.text_hash import Hashes


class WordTable:
    """Words with a number each (0 in plain lists)."""

    def __init__(self, buffer: npt.NDArray[np.uint8]) -> None:
        slots = len(buffer) // 8
        size = slots if slots & (slots - 1) == 0 else len(buffer) // 12  # a list has no numbers behind its hashes
        self._keys = buffer[: size * 8].view("<u8")
        self._values = buffer[size * 8 :].view("<u4") if size < slots else None
        self._mask = np.uint64(size - 1)

    def find(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """The number of each word, -1 where the list does not hold it. Takes ``TextHash.of``."""
        slot, hit = self._probe(hashes)
        numbers = 0 if self._values is None else self._values.take(slot).astype(np.int64)
        return np.where(hit, numbers, -1)

    def holds(self, hashes: Hashes) -> npt.NDArray[np.bool_]:
        """True for words of the list."""
        return self._probe(hashes)[1]

    def _probe(self, hashes: Hashes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """The slot where each search ends, and whether the word stands there."""
        slot = (hashes & self._mask).view(np.int64)
        key = self._keys.take(slot)
        hit = key == hashes
        going = np.flatnonzero(~hit & (key != 0))
        while len(going):
            slot[going] = at = (slot[going] + 1) & int(self._mask)
            key = self._keys.take(at)
            hit[going] = same = key == hashes[going]
            going = going[~same & (key != 0)]
        return slot, hit


@functools.cache
def word_table(name: str) -> WordTable:
    """The table of the list ``name``.words.xz; mapped where the build has made it of this list, else made in memory."""
    folder = files("meibo_detectors.dictionaries")
    words, table = folder.joinpath(f"{name}.words.xz"), folder.joinpath(f"{name}.table")
    if table.is_file():
        with as_file(table) as path, as_file(words) as source:
            if path.stat().st_mtime_ns >= source.stat().st_mtime_ns:
                return WordTable(np.memmap(path, np.uint8, "r").view(np.ndarray))
    return make_word_table(read_words(words.read_bytes()))


def make_word_table(lines: Sequence[str]) -> WordTable:
    """A table of lines as ``expand`` describes them, already folded, made in memory."""
    return WordTable(np.frombuffer(make_table(lines), np.uint8))


@functools.cache
def table_of_words(words: tuple[str, ...]) -> WordTable:
    """A table of a few words as they are written, folded as texts are; made once."""
    return make_word_table(sorted({fold_for_look_up(fold_label(word)) for word in words}))
