"""The plain twin of meibo_detectors.kernels.romaji_names and of kernels/romaji_words.pxd."""

from __future__ import annotations

import re

from reference.name_words import LISTED_NAME, SAMPLE, WEAK, Names

_PAIR = re.compile(rb"(?<![A-Za-z])([A-Za-z]+) (?=([A-Z][A-Za-z]*))")


def as_word(written: bytes) -> str:
    """A Latin word in lower case, without the dot behind it; of a longer word than any name, its beginning."""
    return written.removesuffix(b".")[:17].decode("latin-1").translate({code: code + 32 for code in range(65, 91)})


def is_pair(names: Names, first: str, last: str) -> bool:
    """Surname and given name of the lists in either order."""
    return any(
        names.holds("romaji_surnames", surname) and names.holds("romaji_given_names", given)
        for surname, given in ((first, last), (last, first))
    )


def is_sample(names: Names, first: str, last: str) -> bool:
    """The name of a sample in either order."""
    return (first, last) in names.samples or (last, first) in names.samples


def find_romaji_names(names: Names, chars: bytes, blocked: bytes) -> list[tuple[int, int, int]]:
    """Pairs of capitalised words."""
    found = []
    for match in _PAIR.finditer(chars):
        start, blank, end = match.start(1), match.end(1), match.end(2)
        if blocked and blocked[blank - 1]:
            continue
        if not 2 <= len(match[1]) < 16 or not 2 <= len(match[2]) < 16 or not match[1][:1].isupper():
            continue
        if start and chars[start - 1] in b"-_'@./\\":
            continue
        first, last = as_word(match[1]), as_word(match[2])
        if names.holds("latin_words", first) or names.holds("latin_words", last):
            continue
        if is_pair(names, first, last):
            found.append((start, end, LISTED_NAME | WEAK | (SAMPLE if is_sample(names, first, last) else 0)))
    return found
