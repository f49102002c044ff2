"""The plain twin of meibo_detectors.kernels.word_matches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint32]


class WordTrie:
    """The words, with their numbers."""

    def __init__(
        self, letters: npt.NDArray[np.uint32], ends: Offsets, numbers: npt.NDArray[np.int32], has_case: bool = False
    ) -> None:
        begins = [0, *ends[:-1].tolist()]
        words = [tuple(letters[first:last].tolist()) for first, last in zip(begins, ends.tolist(), strict=False)]
        self.number_of = dict(zip(words, numbers.tolist(), strict=True))
        self.has_case = has_case

    def search(self, codes: Codes) -> list[tuple[int, int, int]]:
        """Number, start and end of the longest word at each place from left to right, none inside another."""
        text = codes.tolist()
        if codes.dtype == np.uint8 and not self.has_case:
            text = list(codes.tobytes().lower())
        lengths = sorted({len(word) for word in self.number_of}, reverse=True)
        found, at = [], 0
        while at < len(text):
            for length in lengths:
                word = tuple(text[at : at + length])
                if word in self.number_of:
                    found.append((self.number_of[word], at, at + len(word)))
                    at += len(word)
                    break
            else:
                at += 1
        return found


def find_words(trie: WordTrie, codes: Codes, floors: Offsets, roofs: Offsets) -> tuple[Offsets, ...]:
    """The words that begin in one of the stretches."""
    stretches = list(zip(floors.tolist(), roofs.tolist(), strict=True))
    return _columns([one for one in trie.search(codes) if any(floor <= one[1] < roof for floor, roof in stretches)], 3)


def find_whole_words(
    trie: WordTrie, codes: Codes, chars: npt.NDArray[np.uint8], floors: Offsets, roofs: Offsets
) -> tuple[Offsets, ...]:
    """Those of them that do not begin or end inside a longer word of Latin letters."""
    text = chars.tobytes().decode("latin-1")

    def is_joined(at: int) -> bool:
        if not 0 < at < len(text):
            return False
        before, behind = text[at - 1], text[at]
        if not (before.isascii() and before.isalpha() and behind.isascii() and behind.isalpha()):
            return False
        return not (before.islower() and behind.isupper())

    found = zip(*(column.tolist() for column in find_words(trie, codes, floors, roofs)), strict=True)
    return _columns([one for one in found if not (is_joined(one[1]) or is_joined(one[2]))], 3)


def find_words_apart(trie: WordTrie, codes: Codes, floors: Offsets, roofs: Offsets) -> tuple[Offsets, ...]:
    """The words of each stretch by itself."""
    found = []
    for stretch, (floor, roof) in enumerate(zip(floors.tolist(), roofs.tolist(), strict=True)):
        floor, roof = max(floor, 0), max(roof, 0)
        for number, start, end in trie.search(codes[floor:roof]):
            found.append((number, floor + start, floor + end, stretch))
    return _columns(found, 4)


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> tuple[Offsets, ...]:
    return tuple(np.array([row[column] for row in rows], np.int64) for column in range(width))
