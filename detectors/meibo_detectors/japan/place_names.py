"""Where prefectures and municipalities stand in a text: the anchors from which addresses are read.

Every municipality ends in 市, 区, 町 or 村: the stretches that end there are looked up, and the longest name wins. A
prefecture that it does not lie in refutes it (東京都横浜市), and so does a word that it is only the tail of (木津市場).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.places import (
    AMBIGUOUS,
    PREFECTURES,
    lies_in,
    municipalities,
    municipality_lengths,
)
from meibo_detectors.grouping import opens_group
from meibo_detectors.japan.address_characters import (
    BLANK,
    CITY_END,
    HIRAGANA,
    LEADS,
    PREFECTURE_END,
    WORD,
    Kinds,
    among,
    find_kind,
    is_kind,
    is_sign,
    kinds_of,
    rows_of,
)
from meibo_detectors.text_hash import hash_word
from meibo_detectors.windows import first_column, window

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

LONGEST_UNKNOWN: Final = 8
"""Characters of a municipality that the list does not hold, between a prefecture and the end of the name."""


class Places(NamedTuple):
    """Anchors of addresses, ascending; arrays of one length."""

    start: Offsets
    """Where the prefecture begins, or else the municipality."""
    end: Offsets
    """Where the municipality ends."""
    prefecture: Offsets
    """Number of the prefecture that is written before it, 0 where none is."""
    packed: Offsets
    """Number of the municipality in its list, -1 where only its shape tells that it is one."""

    @property
    def is_ambiguous(self) -> Truth:
        """No prefecture or city is written before a name that many places share."""
        return np.asarray((self.prefecture == 0) & (self.packed & AMBIGUOUS != 0))

    def take(self, where: Truth | Offsets) -> Places:
        """The anchors of a choice."""
        rows = rows_of(where)
        return Places(*(column.take(rows) for column in self))


def find_places(text: Text) -> tuple[Places, Kinds]:
    """The anchors of a text, and the kinds of its characters; read once a text."""
    return text.once(_read)


def _read(text: Text) -> tuple[Places, Kinds]:
    kinds = kinds_of(text.folded.letter_codes)
    return _find(text, kinds), kinds


def _find(text: Text, kinds: Kinds) -> Places:
    prefectures = _find_prefectures(text, kinds)
    cities = _find_municipalities(text, kinds)
    at = np.searchsorted(prefectures.end, cities.start + 1) - 1
    linked, inside = np.zeros((2, len(cities.start)), np.bool_)
    if len(prefectures.start):
        above = prefectures.take(np.maximum(at, 0))
        gap = cities.start - above.end
        touching = (at >= 0) & (gap == 0)
        spaced = (at >= 0) & (gap == 1) & is_kind(kinds, above.end, BLANK)
        fits = lies_in(cities.packed, above.prefecture)
        linked = (touching | spaced) & fits
        following = np.minimum(at + 1, len(prefectures.start) - 1)
        inside = (prefectures.start[following] < cities.start) & (cities.start < prefectures.end[following])
        inside |= touching & ~fits
        start = np.where(linked, above.start, cities.start)
        cities = cities._replace(start=start, prefecture=np.where(linked, above.prefecture, 0))
    before = cities.start - 1
    bounded = ~is_kind(kinds, before, WORD) | is_kind(kinds, before, HIRAGANA | LEADS)
    bounded |= among(cities.start, np.sort(cities.end))
    chained = _chain(cities.take(~inside & (linked | bounded)), kinds, text.folded.letter_codes)
    unknown = _find_unknown(prefectures, cities, kinds)
    both = Places(*(np.concatenate(pair) for pair in zip(chained, unknown, strict=True)))
    return both.take(np.argsort(both.start, kind="stable"))


@functools.cache
def _prefecture_hashes() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Hashes of the names, ascending, and their numbers."""
    hashes = np.array([hash_word(name) for name in PREFECTURES], np.uint64)
    order = np.argsort(hashes)
    return hashes[order], order + 1


def _find_prefectures(text: Text, kinds: Kinds) -> Places:
    hashes, numbers = _prefecture_hashes()
    ends = find_kind(kinds, PREFECTURE_END) + 1
    parts = []
    for length in (3, 4):
        end = ends[ends >= length]
        key = text.hashes.of(end - length, end)
        at = np.minimum(np.searchsorted(hashes, key), len(hashes) - 1)
        hit = hashes[at] == key
        end = end[hit]
        parts.append(Places(end - length, end, numbers[at[hit]], np.full(len(end), -1)))
    found = Places(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    return _drop_overlaps(found)  # 東京都府中市 holds 京都府 too


def _find_municipalities(text: Text, kinds: Kinds) -> Places:
    """The longest name that ends at each 市, 区, 町 or 村."""
    codes = text.look_up_codes
    ends = find_kind(kinds, CITY_END) + 1
    table, lengths = municipalities(), municipality_lengths()
    span = np.arange(int(lengths.max()).bit_length() - 1, 1, -1)
    ahead = window(codes, ends - span[0], len(span))
    row, column = np.nonzero(lengths.take(ahead, mode="clip") & (1 << span).astype(np.uint16))
    start = ends[row] - span[column]
    packed = table.find(text.hashes.of(start, ends[row]))
    hit = np.flatnonzero(packed >= 0)
    hit = hit[opens_group(row[hit])]  # of one end the longest comes first
    nowhere = np.zeros(len(hit), np.int64)
    return _drop_overlaps(Places(start[hit], ends[row[hit]], nowhere, packed[hit]))


def _drop_overlaps(places: Places) -> Places:
    """In order of their start; what begins inside one before it is left out, of one start the longest stays."""
    places = places.take(np.lexsort((-places.end, places.start)))
    reach = np.maximum.accumulate(np.append(0, places.end))[:-1]
    return places.take(places.start >= reach)


def _chain(cities: Places, kinds: Kinds, codes: npt.NDArray[np.uint32]) -> Places:
    """A ward behind its city (横浜市 中区) is one with it; another name there is the town's (高山市昭和町), and none."""
    if len(cities.start) < 2:
        return cities
    gap = cities.start[1:] - cities.end[:-1]
    follows = (gap == 0) | ((gap == 1) & is_kind(kinds, cities.end[:-1], BLANK))
    follows &= cities.prefecture[1:] == 0
    ward = follows & is_sign(codes, cities.end[1:] - 1, "区")
    end = cities.end.copy()
    end[:-1][ward] = cities.end[1:][ward]
    return cities._replace(end=end).take(np.concatenate(([True], ~follows)))


def _find_unknown(prefectures: Places, cities: Places, kinds: Kinds) -> Places:
    """What follows a prefecture and is shaped like a municipality: names that have merged away."""
    begin = prefectures.end + is_kind(kinds, prefectures.end, BLANK)
    starts = np.sort(cities.start)
    known = among(begin, starts) | among(begin, prefectures.start) | among(prefectures.start, starts)
    rest, begin = prefectures.take(~known), begin[~known]
    if not len(begin):
        return rest
    signs = window(kinds, begin + 1, LONGEST_UNKNOWN)
    end = begin + 2 + first_column(signs & CITY_END != 0)
    near = end - begin <= LONGEST_UNKNOWN
    rest, begin, end = rest.take(near), begin[near], end[near]
    picked = window(kinds, begin, LONGEST_UNKNOWN)
    plain = (picked & (WORD | HIRAGANA) == WORD) | (np.arange(LONGEST_UNKNOWN) >= (end - begin)[:, None])
    return rest._replace(end=end).take(plain.all(axis=1))
