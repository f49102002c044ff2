"""Matches of one user's pattern in a text: Hyperscan says where one may begin, the package ``regex`` says where one is.

Hyperscan passes over all of a text many times as fast as ``regex``, and what it looks for is the necessary beginning of
the pattern (``necessary``): in every match there is a hit. Where no wheel of it is installed, or where it cannot hold a
pattern, ``regex`` passes over everything and finds the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Final, Protocol

import numpy as np
import regex

from meibo_detectors.normalise import Offsets
from meibo_detectors.text import Text
from meibo_detectors.user_rules.necessary import find_necessary
from meibo_detectors.user_rules.vetting import compile_search

BLOCK_SECONDS: Final = 1.0
"""Of processor time for one pattern and block; a megabyte takes some hundredths."""
CHARS_A_HIT: Final = 64
"""Where a pattern has more hits in a text than one in so many bytes, ``regex`` alone is as quick."""
_LEAST_HITS: Final = 100
_NEAR_CHARS: Final = 400
"""Hits no further apart are looked at together."""

Span = tuple[int, int]
Walk = Callable[[int, int], Iterator[Span]]
"""The matches in a stretch of a text, from left to right, none inside another; TimeoutError after BLOCK_SECONDS."""


class Search(Protocol):
    """Looks for one pattern."""

    def prepare(self, text: Text) -> Walk:
        """What finds the matches in stretches of a text."""


class PlainSearch:
    """By ``regex`` alone."""

    def __init__(self, pattern: str) -> None:
        self._pattern = compile_search(pattern)

    def prepare(self, text: Text) -> Walk:
        """A walk over all letters."""
        letters, find = text.folded.letters, self._pattern.finditer
        return lambda begin, end: (match.span() for match in find(letters, begin, end, timeout=BLOCK_SECONDS))


class HyperscanSearch:
    """By Hyperscan first."""

    def __init__(self, pattern: str, hyperscan: ModuleType) -> None:
        """Raises ``hyperscan.error`` where it cannot hold the pattern."""
        self._plain = PlainSearch(pattern)
        self._pattern = compile_search(pattern)
        self._necessary = find_necessary(pattern)
        self._stops = regex.compile(self._necessary.stop)
        self._stops_before = regex.compile(f"(?r){self._necessary.stop}")  # searches backwards
        self._ended = hyperscan.ScanTerminated
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        source = self._necessary.source.encode("ascii")
        self._database.compile([source], ids=[0], elements=1, flags=[hyperscan.HS_FLAG_UTF8])

    def prepare(self, text: Text) -> Walk:
        """A walk over the letters around hits."""
        hits = self._find_hits(text)
        if hits is None:
            return self._plain.prepare(text)
        if not len(hits):
            return lambda _begin, _end: iter(())
        letters = text.folded.letters

        def walk(begin: int, end: int) -> Iterator[Span]:
            first, last = np.searchsorted(hits, (begin, end), "right")
            return self._walk(letters, begin, end, _group(hits[first:last])) if first < last else iter(())

        return walk

    def _walk(self, letters: str, begin: int, end: int, groups: Iterable[Span]) -> Iterator[Span]:
        """The matches of a stretch that has these groups of hits, each from the first to the last."""
        at, roof, started = begin, begin, time.process_time()
        ahead = len(letters) if self._necessary.ahead is None else self._necessary.ahead
        for first, last in groups:
            if last <= at:  # inside a match that was found already
                continue
            left = BLOCK_SECONDS - (time.process_time() - started)
            if left <= 0:
                raise TimeoutError
            if roof <= last:
                roof = self._find_roof(letters, last, end)
            limit = min(roof + ahead + 1, end)
            for match in self._pattern.finditer(letters, self._find_floor(letters, at, first), limit, timeout=left):
                if limit < end and match.start() >= last:  # it may have been cut, and has hits of its own
                    break
                yield match.span()
                at = match.end()
                if limit == end and at >= last:
                    break
            else:
                if limit == end:
                    return
            at = max(at, last) if limit < end else at

    def _find_floor(self, letters: str, at: int, hit: int) -> int:
        """The first place from ``at`` on at which a match may begin that has a hit here or behind."""
        if hit <= at:
            return at
        if self._necessary.width is not None:
            return max(at, hit - self._necessary.width)
        found = self._stops_before.search(letters, at, hit)
        return at if found is None else int(found.end())

    def _find_roof(self, letters: str, hit: int, end: int) -> int:
        """Where all matches have ended that begin before a hit; the end where that is not near."""
        found = self._stops.search(letters, hit, min(hit + _NEAR_CHARS, end))
        return end if found is None else int(found.start())

    def _find_hits(self, text: Text) -> Offsets | None:
        """Where necessary beginnings end, ascending; None where there are too many to be of use."""
        letters = text.once(_encode)
        most = len(letters) // CHARS_A_HIT + _LEAST_HITS
        ends: list[int] = []
        append = ends.append

        def note(_number: int, _start: int, end: int, _flags: int, _context: object) -> bool:
            append(end)
            return len(ends) > most

        try:
            self._database.scan(letters, note)
        except self._ended:
            return None
        hits = np.array(ends, np.int64)
        hits.sort()
        return hits if text.folded.is_ascii or not ends else np.searchsorted(text.once(_find_characters), hits)


def make_search(pattern: str) -> Search:
    """The search for a vetted pattern."""
    hyperscan = load_hyperscan()
    if hyperscan is None:
        return PlainSearch(pattern)
    try:
        return HyperscanSearch(pattern, hyperscan)
    except hyperscan.error:
        return PlainSearch(pattern)


def load_hyperscan() -> ModuleType | None:
    """The package, or None where there is no wheel of it for this machine."""
    try:
        import hyperscan
    except ImportError:
        return None
    return hyperscan


def _group(hits: Offsets) -> Iterable[Span]:
    """The first and the last of hits that stand close together."""
    gaps = np.flatnonzero(np.diff(hits) > _NEAR_CHARS)
    firsts, lasts = hits[np.append(0, gaps + 1)], hits[np.append(gaps, len(hits) - 1)]
    return zip(firsts.tolist(), lasts.tolist(), strict=True)


def _encode(text: Text) -> bytes:
    return text.folded.letters.encode("utf-8")


def _find_characters(text: Text) -> Offsets:
    """The byte at which each character begins."""
    return np.flatnonzero((np.frombuffer(text.once(_encode), np.uint8) & 0xC0) != 0x80)
