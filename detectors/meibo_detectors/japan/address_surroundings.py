"""What stands around an address: its postal code, and words of companies and offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from meibo_detectors.japan.place_names import find_places
from meibo_detectors.japan.postal_code import find_codes
from meibo_detectors.kernels.address_surroundings import find_organisations, find_own_codes
from meibo_detectors.roles import Role

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

_ROLES: Final = np.array([Role.ORGANISATION, Role.STAFF, Role.SURNAME, Role.KANA_GIVEN_NAME], np.uint8)
"""A company's, a clerk's, the first and the last of a person's name."""


def has_own_code(text: Text, start: Offsets, field: Offsets, prefecture: Offsets, packed: Offsets) -> Truth:
    """A postal code of the address's prefecture stands directly before it, or in its record.

    ``prefecture`` and ``packed`` are those of ``Places``.
    """
    codes, fields, block_of = find_codes(text), text.fields, text.folded.block_of
    if not len(codes.end) or not len(start):
        return np.zeros(len(start), np.bool_)
    places = (start, field, prefecture, packed, block_of(start))
    known = (codes.start, codes.end, codes.prefecture, block_of(codes.end))
    return find_own_codes(*places, *known, fields.start, fields.end, fields.record, len(fields.records))


def is_of_organisation(text: Text, start: Offsets, end: Offsets, field: Offsets) -> Truth:
    """The field is named as a company's, or a company stands beside the address and no person in its record."""
    fields, folded = text.fields, text.folded
    _, words = find_places(text)
    if not len(start) or not (len(words) or len(fields.start)):
        return np.zeros(len(start), np.bool_)
    return find_organisations(
        folded.letter_codes,
        start,
        end,
        field,
        words,
        folded.line_ends if len(words) else words,
        fields.start,
        fields.end,
        fields.record,
        fields.role,
        fields.cells.name_start,
        fields.cells.name_end,
        fields.named("jp_address"),
        fields.named("jp_name"),
        _ROLES,
        len(fields.records),
    )
