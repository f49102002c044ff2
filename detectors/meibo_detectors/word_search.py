"""Many words looked for in one pass over a text by a trie; ``words_near`` looks for a few by their characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.word_matches import WordTrie, find_whole_words
from meibo_detectors.normalise import Folded, Offsets, fold_label

_Kind = TypeVar("_Kind", bound=int)
_NUMBERS: Final = (" no", " num", " number", " bango")
_ENDINGS: Final = {
    "証番号": ("証の番号", "証no", "証no."),
    "カード番号": ("カードの番号", "カードno", "カードno."),
    "番号": ("no", "no."),
    "コード": ("cd", "code"),
    " code": (" cd",),
    **{ending: tuple(other for other in _NUMBERS if other != ending) for ending in _NUMBERS},
    " bango": (*_NUMBERS[:-1], " bangou"),
}
"""Endings of labels that say the same as others."""


def make_matcher(words: Iterable[str], *, has_case: bool = False) -> WordTrie:
    """Knows folded words by their number in this order; where several begin at one place it takes the longest.

    Unless the words have case, capitals of ``Folded.chars`` are read as small letters.
    """
    numbers: dict[str, int] = {}
    for number, word in enumerate(words):
        if word:
            numbers.setdefault(word, number)
    ordered = sorted(numbers)
    letters = np.frombuffer("".join(ordered).encode("utf-32-le"), np.uint32)
    ends = np.cumsum([len(word) for word in ordered], dtype=np.int64)
    return WordTrie(letters, ends, np.array([numbers[word] for word in ordered], np.int32), has_case)


def make_matcher_of_kinds(words: Mapping[_Kind, Sequence[str]]) -> tuple[WordTrie, Offsets]:
    """A matcher of words in all their spellings, and the kind of each; a word of two kinds has the later one."""
    kinds = {form: int(kind) for kind, group in words.items() for word in group for form in spell(word)}
    return make_matcher(kinds), np.array(list(kinds.values()), np.int64)


def spell(word: str) -> set[str]:
    """A word, folded, and the other forms that it is written in: several Latin words joined, or with a sign between.

    ``社員番号`` is also 社員no, ``社員コード`` also 社員cd; ``shain no`` also shain_bango, shain-number, shainno ...

    >>> sorted(spell("Card Key"))
    ['card key', 'card-key', 'card_key', 'cardkey']
    """
    forms = {word}
    for ending, others in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            forms |= {word.removesuffix(ending) + other for other in others}
    for form in sorted(forms):
        if form.isascii():
            forms |= {re.sub(r"[ ]", joint, form) for joint in ("", "_", "-")}
    return {fold_label(form) for form in forms}


def find_words(
    matcher: WordTrie, folded: Folded, floor: Offsets | None = None, roof: Offsets | None = None
) -> tuple[Offsets, Offsets, Offsets]:
    """Number, start and end of each word of a text that the matcher knows, Latin ones at word borders only.

    With stretches of the text, ascending by ``floor``, only the words that begin in one of them.
    """
    chars = folded.chars
    if floor is None or roof is None:
        floor, roof = np.zeros(1, np.int64), np.array([len(chars)])
    return find_whole_words(matcher, codes_of(folded), chars, floor, roof)


def codes_of(folded: Folded) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    """The characters of a text in which words are looked for; of ASCII, with its capitals."""
    return folded.chars if folded.codes is None else folded.letter_codes
