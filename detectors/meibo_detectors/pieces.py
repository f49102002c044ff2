"""Where the pieces of values stand that are spread over several cells or lines, or have lost their leading zero."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.fields import Fields
from meibo_detectors.grouping import count_before
from meibo_detectors.kernels.split_values import (
    find_broken_fields,
    find_cut_numbers,
    find_short_numbers,
    find_single_digits,
)
from meibo_detectors.normalise import Folded, Offsets, Truth, is_digit, table_of
from meibo_detectors.roles import Role
from meibo_detectors.windows import first_column, window

BLANK: Final = ord(" ")
NONE: Final = 0
_ERA_LETTERS: Final = np.frombuffer(b"\0MTSHR\0H\0R", np.uint8)
"""By the code of an era in a column of its own (specification 5.2); 7 and 9 are those of social insurance."""
_IS_BLANK: Final = table_of(b" \t\r\n")
_IS_NUMBER_PART: Final = table_of(b"0123456789-")
BOXES: Final = 7
"""Fewer single digits side by side are no number written one digit a cell."""
_TOKEN_CHARS: Final = 20
_PLACE_CHARS: Final = 8
_PLACE_SIGNS: Final = np.array([ord(sign) for sign in "都府県市区郡"], np.uint32)
_DAY_CHARS: Final = 2
_SHORT_DATE_CHARS: Final = (5, 11)
"""Of ``1.2.3`` and ``60年01月02日``; a year of the common era makes a date of ten characters with four digits first."""
_LABEL_CHARS: Final = 80
"""How much of a broken line goes with its number: the label before it."""


class Family(NamedTuple):
    """Parts in the order in which they are read, each with the sign behind it."""

    detector: str
    label: str
    parts: tuple[tuple[Role, int], ...]
    required: tuple[Role, ...]
    """Parts without which there is no whole."""
    beside: tuple[Role, ...] = ()
    """Or else: one of these, with at least one part more."""
    longest: int = 40
    """Characters of a part; a longer cell holds the whole already."""

    def may_stand_in(self, roles: frozenset[int]) -> bool:
        """Whether fields of these roles may make a whole; fields named as the whole may stand in for some parts."""
        if self.detector in _EFFECTIVE_ROLES:
            return any(role in roles for role, _ in self.parts)
        return all(role in roles for role in self.required)


FAMILIES: Final = (
    Family("jp_name", "氏名", ((Role.SURNAME, BLANK), (Role.GIVEN_NAME, NONE)), (Role.SURNAME, Role.GIVEN_NAME)),
    Family(
        "jp_name",
        "フリガナ",
        ((Role.KANA_SURNAME, BLANK), (Role.KANA_GIVEN_NAME, NONE)),
        (Role.KANA_SURNAME, Role.KANA_GIVEN_NAME),
    ),
    Family(
        "jp_name",
        "氏名",
        ((Role.ROMAJI_SURNAME, BLANK), (Role.ROMAJI_GIVEN_NAME, NONE)),
        (Role.ROMAJI_SURNAME, Role.ROMAJI_GIVEN_NAME),
    ),
    Family(
        "jp_address",
        "住所",
        (
            (Role.PREFECTURE, NONE),
            (Role.MUNICIPALITY, NONE),
            (Role.TOWN, NONE),
            (Role.STREET, BLANK),
            (Role.BUILDING, BLANK),
            (Role.BUILDING_2, NONE),
        ),
        (),
        (Role.TOWN, Role.STREET),
    ),
    Family(
        "jp_postal",
        "郵便番号",
        ((Role.POSTAL_1, ord("-")), (Role.POSTAL_2, NONE)),
        (Role.POSTAL_1, Role.POSTAL_2),
        (),
        4,
    ),
    Family(
        "jp_phone",
        "電話番号",
        ((Role.PHONE_1, ord("-")), (Role.PHONE_2, ord("-")), (Role.PHONE_3, NONE)),
        (Role.PHONE_1, Role.PHONE_2, Role.PHONE_3),
        (),
        5,
    ),
    Family(
        "dob",
        "生年月日",
        (
            (Role.BIRTH_ERA, NONE),
            (Role.BIRTH_YEAR, ord(".")),
            (Role.BIRTH_MONTH, ord(".")),
            (Role.BIRTH_DAY, NONE),
        ),
        (Role.BIRTH_YEAR, Role.BIRTH_MONTH, Role.BIRTH_DAY),
    ),
    Family(
        "dob",
        "生年月日",
        ((Role.BIRTH_ERA, NONE), (Role.BIRTH_DATE, NONE)),
        (Role.BIRTH_ERA, Role.BIRTH_DATE),
        (),
        12,
    ),
)


class Pieces(NamedTuple):
    """Stretches of text in the order in which they are joined; arrays are parallel."""

    start: Offsets
    end: Offsets
    glue: Offsets
    group: Offsets
    """Ascending."""
    field: Offsets
    """The field that each piece is taken from."""


def find_family(folded: Folded, fields: Fields, family: Family) -> Pieces:
    """The parts of one family, put in order record by record; the k-th surname goes with the k-th given name."""
    roles = [role for role, _ in family.parts]
    effective = _EFFECTIVE_ROLES.get(family.detector)
    role = effective(folded, fields) if effective else fields.role
    order_of = np.full(256, len(roles), np.int64)
    order_of[roles] = np.arange(len(roles))
    chosen = np.flatnonzero(order_of.take(role) < len(roles))
    chosen = chosen[fields.end[chosen] - fields.start[chosen] <= family.longest]
    if family.detector == "jp_address":
        chosen = chosen[~((role[chosen] == Role.BUILDING) & _begins_with_place(folded, fields, chosen))]
    order = order_of[role[chosen]]
    met = np.bincount(order, minlength=len(roles)) > 0
    if not (met.any() and met[order_of[list(family.required)]].all()):
        return _no_pieces()
    if family.beside and not met[order_of[list(family.beside)]].any():
        return _no_pieces()
    record = fields.record[chosen]
    occurrence = count_before(record * len(roles) + order)
    group = record * (int(occurrence.max()) + 1) + occurrence
    arranged = np.lexsort((order, group))
    chosen, group, order = chosen[arranged], group[arranged], order[arranged]
    _, group, sizes = np.unique(group, return_inverse=True, return_counts=True)
    whole = np.ones(len(sizes), np.bool_)
    for needed in family.required:
        has = np.zeros(len(sizes), np.bool_)
        has[group[order == order_of[needed]]] = True
        whole &= has
    if family.beside:  # an address in one cell needs no joining
        anchored = np.zeros(len(sizes), np.bool_)
        anchored[group[np.isin(order, order_of[list(family.beside)])]] = True
        whole &= anchored & (sizes > 1)
    kept = whole[group]
    chosen, group, order = chosen[kept], group[kept], order[kept]
    group = np.unique(group, return_inverse=True)[1]
    glue = np.array([sign for _, sign in family.parts], np.int64)[order]
    start, end = fields.start[chosen], fields.end[chosen].copy()
    if family.detector == "dob":
        _spell_eras(folded, start, end, glue, is_era=order == 0)
    return Pieces(start, end, glue, group, chosen)


def _begins_with_place(folded: Folded, fields: Fields, chosen: Offsets) -> Truth:
    """Whether each of these cells, if of a building, begins like an address: with a prefecture, city or county."""
    begins = np.zeros(len(chosen), np.bool_)
    building = np.flatnonzero(fields.role[chosen] == Role.BUILDING)
    if not len(building):
        return begins
    start, end = fields.start[chosen[building]], fields.end[chosen[building]]
    at = start[:, None] + np.arange(1, _PLACE_CHARS)
    shown = folded.letter_codes.take(at, mode="clip")
    begins[building] = (np.isin(shown, _PLACE_SIGNS) & (at < end[:, None])).any(axis=1)
    return begins


def _find_streets(_: Folded, fields: Fields) -> npt.NDArray[np.uint8]:
    """The roles, with a field that is named as an address taken for the street where its record splits addresses."""
    role = fields.role.copy()
    named = fields.named("jp_address")
    splits = np.zeros(len(fields.records), np.bool_)
    splits[fields.record[fields.of_role(Role.PREFECTURE, Role.MUNICIPALITY, Role.TOWN, Role.BUILDING)]] = True
    named = named[splits[fields.record[named]] & (role[named] == Role.NONE)]
    role[named] = Role.STREET
    return role


def _find_birth_parts(folded: Folded, fields: Fields) -> npt.NDArray[np.uint8]:
    """The roles, with bare years, months and days taken for those of a birth where the record has a part of one."""
    role = fields.role.copy()
    birth = np.zeros(len(fields.records), np.bool_)
    birth[fields.record[fields.of_role(Role.BIRTH_YEAR, Role.BIRTH_MONTH, Role.BIRTH_DAY)]] = True
    bare = fields.of_role(*_BARE)
    bare = bare[birth[fields.record[bare]]]
    role[bare] = _OF_BIRTH[role[bare]]
    named = fields.named("dob")  # ``birth_day`` beside ``birth_year`` is no birthday
    is_short = fields.end[named] - fields.start[named] <= _DAY_CHARS
    days = named[is_short & (role[named] == Role.NONE) & birth[fields.record[named]]]
    role[days] = Role.BIRTH_DAY
    return _find_dates_beside_eras(folded, fields, role, named)


def _find_dates_beside_eras(
    folded: Folded, fields: Fields, role: npt.NDArray[np.uint8], named: Offsets
) -> npt.NDArray[np.uint8]:
    """The roles, with dates of two-digit years that stand in a record with an era taken for what follows it."""
    eras = fields.of_role(Role.BIRTH_ERA)
    length = fields.end[named] - fields.start[named]
    named = named[(length >= _SHORT_DATE_CHARS[0]) & (length <= _SHORT_DATE_CHARS[1]) & (role[named] == Role.NONE)]
    if not len(eras) or not len(named):
        return role
    has_era = np.zeros(len(fields.records), np.bool_)
    has_era[fields.record[eras]] = True
    named = named[has_era[fields.record[named]]]
    leading = first_column(~is_digit(window(folded.chars, fields.start[named], _SHORT_DATE_CHARS[1] + 1)))
    is_compact = (leading == 6) & (fields.end[named] - fields.start[named] == 6)
    role[named[is_compact | (leading == 1) | (leading == 2)]] = Role.BIRTH_DATE
    return role


_BARE: Final = (Role.BARE_YEAR, Role.BARE_MONTH, Role.BARE_DAY)
_OF_BIRTH: Final = np.zeros(256, np.uint8)
_OF_BIRTH[list(_BARE)] = (Role.BIRTH_YEAR, Role.BIRTH_MONTH, Role.BIRTH_DAY)
_EFFECTIVE_ROLES: Final[dict[str, Callable[[Folded, Fields], npt.NDArray[np.uint8]]]] = {
    "jp_address": _find_streets,
    "dob": _find_birth_parts,
}


def _spell_eras(folded: Folded, start: Offsets, end: Offsets, glue: Offsets, is_era: Truth) -> None:
    """Put the letter of an era in place of its code."""
    sign = folded.chars[start]
    coded = np.flatnonzero(is_era & (end - start == 1) & is_digit(sign))
    end[coded] = start[coded]
    glue[coded] = _ERA_LETTERS[sign[coded] - np.uint8(48)]


def find_lost_zeros(folded: Folded, fields: Fields, detector: str, lengths: tuple[int, ...]) -> Pieces:
    """Cells of digits only that are one short of what their name says: a spreadsheet dropped the leading zero."""
    wanted = sum(1 << length for length in lengths)
    bit = fields.bit(detector)
    named = find_short_numbers(folded.chars, fields.start, fields.end, fields.meanings.names, bit, wanted)
    if not len(named):
        return _no_pieces()
    field = np.repeat(named, 2)
    start, end = fields.start[field], fields.end[field].copy()
    end[0::2] = start[0::2]
    glue = np.tile([ord("0"), NONE], len(named))
    return Pieces(start, end, glue, np.arange(len(field)) // 2, field)


def find_boxes(folded: Folded, fields: Fields) -> Pieces:
    """Neighbouring cells of one digit each, in one record."""
    first, count = find_single_digits(folded.chars, fields.start, fields.end, fields.record, fields.cells.place, BOXES)
    if not len(first):
        return _no_pieces()
    group = np.repeat(np.arange(len(first)), count)
    field = np.repeat(first, count) + _within(count)
    return Pieces(fields.start[field], fields.end[field], np.zeros(len(field), np.int64), group, field)


def find_broken_cells(folded: Folded, fields: Fields) -> Pieces:
    """Named cells with line breaks inside, such as an address with its building on a second line."""
    ends = folded.line_ends
    field, first, breaks = find_broken_fields(fields.start, fields.end, fields.meanings.names, ends)
    if not len(field):
        return _no_pieces()
    count = breaks + 1
    group = np.repeat(np.arange(len(field)), count)
    within = _within(count)
    owner = np.repeat(field, count)
    line = np.repeat(first, count) + within
    start = np.where(within == 0, fields.start[owner], ends.take(line - 1, mode="clip") + 1)
    is_last = np.append(group[1:] != group[:-1], True)[: len(group)]
    end = np.where(is_last, fields.end[owner], ends.take(line, mode="clip"))
    for _ in range(2):  # a carriage return, and a blank before it
        end -= (end > start) & _IS_BLANK[folded.chars.take(end - 1, mode="clip")]
    for _ in range(4):
        start += (start < end) & _IS_BLANK[folded.chars.take(start, mode="clip")]
    before = folded.chars.take(np.maximum(end - 1, 0), mode="clip")
    glue = np.where(is_last | (before == ord("-")), NONE, BLANK)
    return Pieces(start, end, glue, group, owner)


def find_broken_numbers(folded: Folded) -> Pieces:
    """Numbers that a line's end cuts behind a hyphen, outside of cells; ``field`` is -1."""
    last, start = find_cut_numbers(folded.chars, folded.line_ends)
    if not len(last):
        return _no_pieces()
    line = folded.line_of(last)
    line_start = np.where(line > 0, folded.line_ends[np.maximum(line - 1, 0)] + 1, 0)
    before = np.maximum(line_start, last - _LABEL_CHARS)
    after = first_column(~_IS_NUMBER_PART[window(folded.chars, start, _TOKEN_CHARS)])
    piece_start = np.stack([before, start], axis=1).ravel()
    piece_end = np.stack([last + 1, start + after], axis=1).ravel()
    nothing = np.zeros(len(piece_start), np.int64)
    return Pieces(piece_start, piece_end, nothing, np.arange(len(piece_start)) // 2, nothing - 1)


def _within(count: Offsets) -> Offsets:
    """0, 1, 2 ... within each group of these sizes."""
    total = int(count.sum())
    return np.arange(total) - np.repeat(np.cumsum(count) - count, count)


def _no_pieces() -> Pieces:
    nothing = np.zeros(0, np.int64)
    return Pieces(nothing, nothing, nothing, nothing, nothing)
