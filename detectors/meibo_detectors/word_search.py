"""Many words looked for in one pass over a text by an automaton; ``words_near`` looks for a few by their characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Folded, Offsets, Truth, fold_label, is_letter

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


def make_matcher(words: Iterable[str]) -> ahocorasick_rs.AhoCorasick:
    """Knows folded words by their number in this order; where several begin at one place it takes the longest."""
    return ahocorasick_rs.AhoCorasick(
        list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
    )


def make_matcher_of_kinds(words: Mapping[_Kind, Sequence[str]]) -> tuple[ahocorasick_rs.AhoCorasick, Offsets]:
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
    matcher: ahocorasick_rs.AhoCorasick, folded: Folded, floor: Offsets | None = None, roof: Offsets | None = None
) -> tuple[Offsets, Offsets, Offsets]:
    """Number, start and end of each word of a text that the matcher knows, Latin ones at word borders only.

    With stretches of the text, ascending by ``floor``, only the words that begin in one of them.
    """
    if floor is None or roof is None:
        number, start, end = columns_of(matcher.find_matches_as_indexes(folded.letters))
    else:
        found = [
            (word, start + low, end + low)
            for low, high in zip(floor.tolist(), roof.tolist(), strict=True)
            for word, start, end in matcher.find_matches_as_indexes(folded.letters[low:high])
        ]
        number, start, end = columns_of(found)
    chars = folded.chars
    before = chars[np.maximum(start - 1, 0)]
    after = chars[np.minimum(end, len(chars) - 1)]
    first, last = chars[start], chars[end - 1]
    inner_left = is_letter(first) & is_letter(before) & (start > 0) & ~(_is_upper(first) & ~_is_upper(before))
    inner_right = is_letter(last) & is_letter(after) & (end < len(chars)) & ~(_is_upper(after) & ~_is_upper(last))
    whole = ~(inner_left | inner_right)
    return number[whole], start[whole], end[whole]


def columns_of(matches: Sequence[tuple[int, int, int]]) -> Offsets:
    """Numbers, starts and ends of a matcher's matches; shape (3, matches)."""
    numbers = np.fromiter((number for match in matches for number in match), np.int64, len(matches) * 3)
    return numbers.reshape(-1, 3).T


def _is_upper(chars: npt.NDArray[np.uint8]) -> Truth:
    return (chars - np.uint8(65)) < 26
