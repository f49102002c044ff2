"""A list of words as it is looked up: by arrays of hashes, in a table mapped from the package's files."""

from __future__ import annotations

import functools
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.expand import make_table, read_words
from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.kernels.word_tables import find_words
from meibo_detectors.normalise import fold_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo_detectors.text_hash import Hashes


class WordTable:
    """Words with a number each (0 in plain lists)."""

    def __init__(self, buffer: npt.NDArray[np.uint8]) -> None:
        slots = len(buffer) // 8
        size = slots if slots & (slots - 1) == 0 else len(buffer) // 12  # a list has no numbers behind its hashes
        self._keys = np.asarray(buffer[: size * 8].view("<u8"), np.uint64)
        self._numbers = np.asarray(buffer[size * 8 :].view("<u4"), np.uint32)

    @property
    def keys(self) -> Hashes:
        """The hashes of the words, each at the first slot that was free from ``hash % slots`` on; 0 where none is."""
        return self._keys

    @property
    def numbers(self) -> npt.NDArray[np.uint32]:
        """The numbers of the words, slot by slot; empty for plain lists."""
        return self._numbers

    def find(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """The number of each word, -1 where the list does not hold it. Takes ``TextHash.of``."""
        return find_words(hashes, self._keys, self._numbers)

    def holds(self, hashes: Hashes) -> npt.NDArray[np.bool_]:
        """True for words of the list."""
        return self.find(hashes) >= 0


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
