"""The plain twin of meibo_detectors.kernels.place_names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from meibo_detectors.japan.address_characters import BLANK, CITY_END, HIRAGANA, LEADS, WORD
from reference.address_signs import Signs, lies_in


class Place(NamedTuple):
    """A prefecture, a municipality, or both."""

    start: int
    end: int
    prefecture: int
    packed: int


def find_places(
    signs: Signs, prefectures: Mapping[str, int], cities: Mapping[str, int], organisation_words: Sequence[str]
) -> tuple[list[Place], list[int]]:
    """The anchors of a text, and where words of companies end."""
    above = drop_overlaps(find_names(signs, "都道府県", prefectures, range(3, 5)))
    towns = drop_overlaps(find_names(signs, "市区町村", cities, range(2, 16)))
    linked = [link(signs, city, towns, above) for city in towns]
    places = chain(signs, [city for city, stays in linked if stays])
    places += find_unknown(signs, above, [city for city, _ in linked])
    words = [
        at + 1
        for at in range(len(signs.letters))
        if any(signs.letters[max(at + 1 - len(word), 0) : at + 1] == word for word in organisation_words)
    ]
    return sorted(places, key=lambda place: place.start), words


def find_names(signs: Signs, ends: str, names: Mapping[str, int], lengths: range) -> list[Place]:
    """The longest name that ends at each of these signs."""
    found = []
    for end in (at + 1 for at, letter in enumerate(signs.letters) if letter in ends):
        hits = [length for length in lengths if signs.word(end - length, end) in names]
        if hits:
            start = end - max(hits)
            found.append(Place(start, end, 0, names[signs.word(start, end)]))
    return found


def drop_overlaps(places: Iterable[Place]) -> list[Place]:
    """What begins inside one before it is left out; of one start the longest stays."""
    kept, reach = [], 0
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if place.start >= reach:
            kept.append(place)
        reach = max(reach, place.end)
    return kept


def link(signs: Signs, city: Place, cities: list[Place], prefectures: list[Place]) -> tuple[Place, bool]:
    """A municipality with the prefecture before it, and whether it is one."""
    before = [one for one in prefectures if one.end <= city.start]
    inside = any(one.start < city.start < one.end for one in prefectures)
    is_linked = False
    if before:
        touches = before[-1].end == city.start
        spaced = before[-1].end + 1 == city.start and bool(signs.kind(before[-1].end) & BLANK)
        fits = lies_in(city.packed, before[-1].packed)
        inside = inside or (touches and not fits)
        is_linked = (touches or spaced) and fits
        if is_linked:
            city = city._replace(start=before[-1].start, prefecture=before[-1].packed)
    kind = signs.kind(city.start - 1)
    bounded = not kind & WORD or kind & (HIRAGANA | LEADS) or city.start in [one.end for one in cities]
    return city, bool(not inside and (is_linked or bounded))


def chain(signs: Signs, cities: list[Place]) -> list[Place]:
    """A ward behind its city is one with it; another name there is the town's, and none."""
    kept: list[Place] = []
    for before, city in zip([None, *cities], cities, strict=False):
        gap = city.start - before.end if before else -1
        follows = before and (gap == 0 or (gap == 1 and signs.kind(before.end) & BLANK)) and not city.prefecture
        if not follows:
            kept.append(city)
        elif signs.at(city.end - 1) == "区" and kept[-1].start == before.start:  # type: ignore[union-attr]
            kept[-1] = kept[-1]._replace(end=city.end)
    return kept


def find_unknown(signs: Signs, prefectures: list[Place], cities: list[Place]) -> list[Place]:
    """What follows a prefecture and is shaped like a municipality."""
    found = []
    known = {city.start for city in cities}
    for one in prefectures:
        begin = one.end + (1 if signs.kind(one.end) & BLANK else 0)
        if begin in known or one.start in known or begin in {other.start for other in prefectures}:
            continue
        ends = [end for end in range(begin + 2, begin + 9) if signs.kind(end - 1) & CITY_END]
        if ends and all(signs.kind(at) & (WORD | HIRAGANA) == WORD for at in range(begin, ends[0])):
            found.append(Place(one.start, ends[0], one.packed, -1))
    return found
