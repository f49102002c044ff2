"""The plain twin of meibo_detectors.kernels.addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from meibo_detectors.evidence import Evidence, Note
from meibo_detectors.japan.address_characters import DIGIT
from reference.address_extent import Anchor, Extent, read_extent
from reference.address_signs import Signs, lies_in
from reference.place_names import Place


class Field(NamedTuple):
    """A cell."""

    start: int
    end: int
    column: int
    is_named: bool


class Address(NamedTuple):
    """An address as far as it was read."""

    start: int
    end: int
    border: int
    field: int
    prefecture: int
    packed: int
    evidence: int
    place_end: int


def read_addresses(
    signs: Signs, kanji: Sequence[bool], places: Sequence[Place], fields: Sequence[Field]
) -> tuple[list[Address], int]:
    """Addresses that begin with a place, then those of fields; and the number of the former. ``kanji``: which are."""

    def ends_cell(end: int) -> bool:
        held = find_field(fields, end - 1, end)
        return held >= 0 and fields[held].column >= 0 and fields[held].end == end

    found = []
    for place in places:
        held = find_field(fields, place.start, place.end)
        is_field = held >= 0 and fields[held].is_named
        anchor = Anchor(place.end, lies_in(place.packed, 26), is_field, place.prefecture > 0, has_place=True)
        extent = read_extent(signs, ends_cell, anchor)
        is_listed = place.packed >= 0
        if extent.has_number:
            is_taken = is_listed or not extent.is_bare
        else:
            is_taken = is_listed and (place.prefecture > 0 or is_field)
        if is_taken:
            end, border = extent.end, -1
            if held >= 0:
                end, border = end_with_field(signs, kanji, places, place.start, extent.end, fields[held])
            townless = place.end if is_field and not extent.has_number else -1
            evidence = weigh(extent, place.prefecture, place.packed)
            found.append(Address(place.start, end, border, held, place.prefecture, place.packed, evidence, townless))
    from_places = len(found)
    for held, field in enumerate(fields):
        following = min([place.start for place in places if place.start >= field.start], default=len(signs.letters))
        if not field.is_named or following < field.end:
            continue
        anchor = Anchor(field.start, is_kyoto=False, is_field=True, has_prefecture=False, has_place=False)
        extent = read_extent(signs, ends_cell, anchor)
        if extent.has_town and extent.has_number:
            end, border = end_with_field(signs, kanji, places, field.start, extent.end, field)
            found.append(Address(field.start, end, border, held, 0, -1, weigh(extent, 0, -1), -1))
    return found, from_places


def find_field(fields: Sequence[Field], start: int, end: int) -> int:
    """The last field that begins at ``start`` or before, if it holds all of the stretch."""
    before = [at for at, field in enumerate(fields) if field.start <= start]
    return before[-1] if before and end <= fields[before[-1]].end else -1


def end_with_field(
    signs: Signs, kanji: Sequence[bool], places: Sequence[Place], start: int, end: int, field: Field
) -> tuple[int, int]:
    """Where the address ends, and the field's end where a name may follow, else -1."""
    end = min(end, field.end)
    rest = signs.letters[end : field.end]
    following = min([place.start for place in places if place.start >= end], default=len(signs.letters))
    if not field.is_named or not rest or field.end - start > 120 or following < field.end or set("@:") & set(rest):
        return end, -1
    if sum(signs.kind(at) & DIGIT > 0 for at in range(end, field.end)) > 8:
        return end, -1
    begin = end + min(len(rest) - len(rest.lstrip(" ")), 4)
    if rest[0] == " " and rest[-1] != "方" and begin < len(kanji) and kanji[begin]:
        return end, field.end
    return field.end, -1


def weigh(extent: Extent, prefecture: int, packed: int) -> int:
    """What was read, as evidence and notes."""
    evidence = Evidence.PREFECTURE if prefecture > 0 else 0
    evidence |= Evidence.MUNICIPALITY if packed >= 0 else 0
    evidence |= Evidence.TOWN if extent.has_town else 0
    if extent.has_number:
        evidence |= Note.PARTIAL if extent.is_chome_only else Evidence.TOWN_NUMBER
    is_ambiguous = prefecture == 0 and bool(packed & 1 << 30)
    loose = is_ambiguous or extent.is_bare or (not extent.is_strong and prefecture == 0) or packed < 0
    return int(evidence | (Note.WEAK_FORM if loose and not extent.has_town else 0))
