"""The plain twin of meibo_detectors.kernels.kana_names and of kernels/kana_readings.pxd."""

from __future__ import annotations

import re

from reference.name_context import is_addressed, is_titled
from reference.name_words import (
    HIRAGANA,
    KANJI,
    KATAKANA,
    LISTED_NAME,
    NEEDS_LABEL,
    PROLONGED,
    SAMPLE,
    SHAPED,
    STRONG,
    TITLED,
    WEAK,
    Names,
    Text,
)

Found = list[tuple[int, int, int]]


def is_read(names: Names, surname: str, given: str) -> bool:
    """Whether two words are readings of Japanese names."""
    return names.holds("surname_readings", surname) and names.holds("given_readings", given)


def read_whole(names: Names, word: str) -> tuple[str, str] | None:
    """The first border at which a word of four to sixteen kana reads as surname and given name."""
    if not 4 <= len(word) <= 16:
        return None
    parts = [(word[:length], word[length:]) for length in range(2, 8) if len(word) >= length + 2]
    return next((pair for pair in parts if is_read(names, *pair)), None)


def _reading(names: Names, start: int, end: int, pair: tuple[str, str]) -> tuple[int, int, int]:
    return start, end, LISTED_NAME | WEAK | (SAMPLE if pair in names.samples else 0)


def _kind(char: int) -> int:
    return KATAKANA if char in (KATAKANA, PROLONGED) else char if char == HIRAGANA else 0


def _stretches(chars: bytes) -> list[tuple[int, int]]:
    """Stretches of kana of one kind."""
    kinds = "".join({HIRAGANA: "h", KATAKANA: "k"}.get(_kind(char), " ") for char in chars)
    return [match.span() for match in re.finditer("h+|k+", kinds)]


def find_kana_pairs(names: Names, text: Text, blocked: bytes) -> Found:
    """Pairs of kana words with one blank between, neither paired with a third."""
    words, found = _stretches(text.chars), []

    def joined(left: int) -> bool:
        if not 0 <= left < len(words) - 1:
            return False
        (start, end), (behind, _) = words[left], words[left + 1]
        same = _kind(text.chars[start]) == _kind(text.chars[behind])
        return same and behind == end + 1 and text.chars[end] == ord(" ") and not (blocked and blocked[start])

    for left in range(len(words)):
        if not joined(left) or joined(left - 1) or joined(left + 1):
            continue
        (start, border), (given_start, end) = words[left], words[left + 1]
        if border - start >= 2 and end - given_start >= 2 and 5 <= end - start <= 16:
            pair = text.codes[start:border], text.codes[given_start:end]
            if is_read(names, *pair):
                found.append(_reading(names, start, end, pair))
    return found


def find_bracketed_readings(names: Names, text: Text, name_ends: list[int]) -> Found:
    """Readings that begin brackets behind names."""
    found = []
    for name_end in name_ends:
        if text.inside(name_end) != ord("("):
            continue
        start = end = name_end + 1
        while end - start < 17 and _kind(text.inside(end)):
            end += 1
        pair = read_whole(names, text.codes[start:end])
        if pair and names.is_sign(text.letter(end), "behind_reading"):
            found.append(_reading(names, start, end, pair))
    return found


def find_foreign_names(names: Names, text: Text, blocked: bytes) -> Found:
    """Two to four words in katakana with middle dots between."""
    found = []
    for start, end in _stretches(text.chars):
        parts = text.letters[start:end].split("・")
        is_kana = _kind(text.chars[start]) == KATAKANA and KATAKANA in text.chars[start:end]
        if not is_kana or not 5 <= end - start <= 32 or (blocked and blocked[start]) or not 2 <= len(parts) <= 4:
            continue
        if len(parts[0]) < 2 or len(parts[-1]) < 2:
            continue
        first, last = text.codes[start : start + len(parts[0])], text.codes[end - len(parts[-1]) : end]
        if names.holds("firm_words", first) or names.holds("firm_words", last):
            continue
        known = names.holds("foreign_names", first) and names.holds("foreign_names", last)
        titled = is_titled(names, text, end) if known else is_addressed(names, text, end)
        sure = (
            known and names.number("foreign_names", last) == 0 and _stands_free(names, text, start, end, titled=titled)
        )
        sure = sure and not names.holds("ordinary_words", text.codes[start:end])
        sure = sure and not names.holds("place_beginnings", first)
        evidence = NEEDS_LABEL | (STRONG if sure else WEAK) | (LISTED_NAME if known else SHAPED)
        found.append((start, end, evidence | (TITLED if titled else 0)))
    return found


def _stands_free(names: Names, text: Text, start: int, end: int, *, titled: bool) -> bool:
    before = text.letters[start - 1] if start else ""
    after = text.letters[end] if end < len(text.letters) else ""
    if names.is_sign(before, "joined") or names.is_sign(after, "joined"):
        return False
    return titled or text.inside(end) != KANJI
