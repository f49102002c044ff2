"""How far an address goes on behind its municipality: the town, and the way to its number.

The number itself is read in ``address_number``, building and room behind it in ``address_building``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from meibo_detectors.dictionaries.places import towns
from meibo_detectors.grouping import opens_group
from meibo_detectors.japan.address_building import end_of_building
from meibo_detectors.japan.address_characters import (
    BLANK,
    DIGIT,
    HIRAGANA,
    NO_NUMBER_AFTER,
    NO_TOWN,
    PARTICLE,
    STREET,
    STREET_END,
    WORD,
    is_kind,
    is_sign,
    rows_of,
)
from meibo_detectors.japan.address_number import counts_houses, find_kanji_number, read_number
from meibo_detectors.windows import first_column, window

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.japan.address_characters import Kinds
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

LONGEST_TOWN: Final = 12
LONGEST_GAP: Final = 18
"""Characters between municipality and number."""
LONGEST_STREET: Final = 36
"""The same in Kyoto, where the way to the house is told (寺町通御池上る)."""
_WIDTH: Final = LONGEST_STREET + 1


class Extents(NamedTuple):
    """What follows each anchor; arrays of one length."""

    end: Offsets
    has_town: Truth
    """A town of the dictionary follows."""
    has_number: Truth
    """Block and house number."""
    is_chome_only: Truth
    """The number is a 丁目 alone: a quarter, not a house."""
    is_strong: Truth
    """The number is written with 丁目, 番地, 地割 or in three parts."""
    is_bare: Truth
    """The number is digits alone."""

    def take(self, rows: Truth | Offsets) -> Extents:
        """The extents of a choice of anchors."""
        rows = rows_of(rows)
        return Extents(
            self.end.take(rows),
            self.has_town.take(rows),
            self.has_number.take(rows),
            self.is_chome_only.take(rows),
            self.is_strong.take(rows),
            self.is_bare.take(rows),
        )


class Anchors(NamedTuple):
    """From where addresses are read on; arrays of one length."""

    end: Offsets
    """Where the municipality ends."""
    is_kyoto: Truth
    """It may lie in Kyoto."""
    is_field: Truth
    """The whole field is named as an address."""
    has_prefecture: Truth
    has_place: Truth
    """A municipality was read; without one a town must follow at once."""


def read_extents(text: Text, kinds: Kinds, anchors: Anchors) -> Extents:
    """Town, number, building and room behind each municipality."""
    codes = text.folded.letter_codes
    begin = _skip_section(kinds, codes, anchors.end)
    signs = window(kinds, begin, _WIDTH)
    word_end = begin + first_column(signs & WORD == 0)
    number = begin + np.minimum(first_column(signs & DIGIT != 0), find_kanji_number(codes, signs, begin))
    town_end = _end_of_town(text, begin, number, word_end)
    has_town = town_end > begin
    spaced = is_kind(kinds, word_end, BLANK) & (number == word_end + 1)
    reach = np.where(anchors.is_kyoto, LONGEST_STREET, LONGEST_GAP) + np.where(has_town, LONGEST_TOWN, 0)
    near = ((number <= word_end) | spaced) & (number - begin <= reach)
    gap_start = np.where(has_town, town_end, begin)
    gap = np.maximum(number - gap_start - spaced, 0)
    rows = np.flatnonzero(near & (gap > 0))
    near[rows] = ~_runs_on(codes, signs[rows], begin[rows], gap_start[rows], gap[rows], anchors.is_kyoto[rows])
    near &= has_town | ~is_kind(kinds, begin, NO_TOWN)
    rows = np.flatnonzero(near & ~has_town & (gap > 0) & anchors.has_place)
    has_town[rows] = _ends_in_town(text, gap_start[rows], gap_start[rows] + gap[rows])
    form = read_number(kinds, codes, number)
    street = anchors.is_kyoto & is_kind(kinds, form.end, STREET) & is_kind(kinds, form.end + 1, STREET_END)
    near &= (gap == 0) | has_town | street | form.is_strong | ~is_kind(kinds, number - 1, NO_NUMBER_AFTER)
    ends_cell = _ends_cell(text, form.end)
    near &= counts_houses(kinds, codes, number, form, has_town, anchors.is_field, ends_cell)
    fits = has_town | street | anchors.is_field | anchors.has_prefecture
    fits |= ((gap > 0) & (form.is_strong | ~form.is_bare)) | (form.is_strong & ~form.is_chome)
    has_number = near & fits
    end = np.where(town_end > begin, town_end, anchors.end)
    rows = np.flatnonzero(has_number)
    end[rows] = end_of_building(text, kinds, form.end[rows], anchors.is_field[rows], street[rows])
    return Extents(end, has_town, has_number, has_number & form.is_chome, form.is_strong, form.is_bare)


def _ends_cell(text: Text, end: Offsets) -> Truth:
    """Whether a comma at each offset parts two cells of a table."""
    found = is_sign(text.folded.letter_codes, end, ",")
    rows = np.flatnonzero(found)
    held = text.fields.holding(end[rows] - 1, end[rows])
    found[rows] = held >= 0
    rows, held = rows[held >= 0], held[held >= 0]
    found[rows] = (text.fields.column[held] >= 0) & (text.fields.end[held] == end[rows])
    return found


def _skip_section(kinds: Kinds, codes: npt.NDArray[np.uint32], end: Offsets) -> Offsets:
    """Behind a blank, and behind 大字 or 字."""
    begin = end + is_kind(kinds, end, BLANK)
    begin += np.where(is_sign(codes, begin, "大") & is_sign(codes, begin + 1, "字"), 2, 0)
    return begin + is_sign(codes, begin, "字")


def _end_of_town(text: Text, begin: Offsets, number: Offsets, word_end: Offsets) -> Offsets:
    """Where the longest town of the dictionary ends, ``begin`` where none stands there."""
    table = towns()
    end = begin.copy()
    rows = np.flatnonzero((number - begin <= LONGEST_TOWN) & (number <= word_end) & (number > begin))
    hit = rows[table.holds(text.hashes.of(begin[rows], number[rows]))]
    end[hit] = number[hit]
    rows = np.flatnonzero(end == begin)
    lengths = np.arange(LONGEST_TOWN, 1, -1)
    row, column = np.nonzero((word_end - begin)[rows, None] >= lengths)
    start, length = begin[rows[row]], lengths[column]
    found = table.holds(text.hashes.of(start, start + length))
    row, length = rows[row[found]], length[found]
    first = opens_group(row)  # of one place the longest comes first
    end[row[first]] += length[first]
    return end


def _ends_in_town(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether the words before a number end in a town, as behind the way to a house in Kyoto."""
    table = towns()
    found = np.zeros(len(start), np.bool_)
    for length in range(2, LONGEST_TOWN // 2 + 1):
        rows = np.flatnonzero(~found & (end - start >= length))
        found[rows] = table.holds(text.hashes.of(end[rows] - length, end[rows]))
    return found


def _runs_on(
    codes: npt.NDArray[np.uint32], signs: Kinds, begin: Offsets, start: Offsets, gap: Offsets, is_kyoto: Truth
) -> Truth:
    """Whether a particle or verb between municipality and number shows running text.

    A plot may be called い or り, as 甲 and 乙 elsewhere: one such character directly before the number is none.
    """
    width = int((start - begin + gap).max(initial=1))
    signs, columns = signs[:, :width], np.arange(width)
    first, end = (start - begin)[:, None], (start - begin + gap)[:, None]
    last = (columns == end - 1) & (signs & PARTICLE == 0)
    hiragana = (signs & HIRAGANA != 0) & (columns >= first) & (columns < end) & ~last
    found = np.zeros(len(start), np.bool_)
    rows = np.flatnonzero(hiragana.any(axis=1))
    if len(rows):
        hiragana = hiragana[rows]
        running = ((signs[rows] & PARTICLE != 0) & hiragana).any(axis=1)
        plain = np.isin(window(codes, begin[rows], width), [ord(sign) for sign in "のがるりつ"])
        other = (hiragana & ~plain).any(axis=1) & ~is_kyoto[rows]
        found[rows] = running | other | is_sign(codes, start[rows], "の")
    return found
