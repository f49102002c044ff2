"""What stands around an address: its postal code, and words of companies and offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from meibo_detectors.dictionaries.places import lies_in
from meibo_detectors.japan.address_characters import BLANK, SECOND_OF_PAIR, Kinds, among, find_kind, is_kind
from meibo_detectors.japan.place_names import Places
from meibo_detectors.japan.postal_code import find_codes
from meibo_detectors.roles import Role

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

CODE_CHARS: Final = 12
"""A code that ends so near before an address belongs to it, over a line's end too."""
LINE_CHARS: Final = 40
BEHIND_CHARS: Final = 12
"""A company that is named so near behind an address, on its line, sits there."""
ORGANISATION_WORDS: Final = (
    "会社", "本社", "支社", "支店", "本店", "商店", "店舗", "(株", "(有", "業所", "務先", "工場", "御中",
)  # fmt: skip
"""Two characters each: 営業所 and 勤務先 are known by their end."""
ORGANISATION_SIGNS: Final = "㈱㈲"
EMPLOYER: Final = ord("先")
"""Last sign of 勤務先."""


def has_own_code(text: Text, places: Places, field: Offsets) -> Truth:
    """A postal code of the address's prefecture stands directly before it, or in its record."""
    codes = find_codes(text)
    if not len(codes.end):
        return np.zeros(len(places.start), np.bool_)
    at = np.maximum(np.searchsorted(codes.end, places.start, "right") - 1, 0)
    distance = places.start - codes.end[at]
    same_block = text.folded.block_of(codes.end[at]) == text.folded.block_of(places.start)
    near = (distance >= 0) & (distance <= CODE_CHARS) & same_block
    found = near & _lies_there(places, codes.prefecture[at])
    holder = text.fields.holding(codes.start, codes.end)
    held = np.flatnonzero(holder >= 0)
    rows = np.flatnonzero(~found & (field >= 0))
    if not len(held) or not len(rows):
        return np.asarray(found)
    record = text.fields.record[holder[held]]
    order = np.argsort(record, kind="stable")
    record, prefecture = record[order], codes.prefecture[held[order]]
    mine = text.fields.record[field[rows]]
    first = np.searchsorted(record, mine)
    last = np.searchsorted(record, mine, "right") - 1
    for at in (np.minimum(first, len(record) - 1), np.maximum(last, 0)):
        found[rows] |= (record[at] == mine) & _lies_there(places.take(rows), prefecture[at])
    return np.asarray(found)


def _lies_there(places: Places, prefecture: Offsets) -> Truth:
    """Whether each place may lie in the prefecture."""
    listed = (places.packed >= 0) & lies_in(places.packed, prefecture)
    return np.where(places.prefecture > 0, places.prefecture == prefecture, listed)


def is_of_organisation(text: Text, kinds: Kinds, start: Offsets, end: Offsets, field: Offsets) -> Truth:
    """The field is named as a company's, or a company stands beside the address and no person in its record."""
    fields = text.fields
    words = _organisation_words(text, kinds)
    found = np.zeros(len(start), np.bool_)
    if len(words):
        nearest = words[np.maximum(np.searchsorted(words, start, "right") - 1, 0)]
        found = (nearest <= start) & (start - nearest <= LINE_CHARS)
        found &= text.folded.line_of(nearest) == text.folded.line_of(start)
        following = words[np.minimum(np.searchsorted(words, end, "right"), len(words) - 1)]
        behind = (following > end) & (following - end <= BEHIND_CHARS)
        behind &= is_kind(kinds, end, BLANK)  # else the company gives a building its name
        behind &= text.folded.letter_codes[following - 1] != EMPLOYER  # 勤務先: the next word is not of this address
        found |= behind & (text.folded.line_of(following) == text.folded.line_of(start))
    rows = np.flatnonzero(field >= 0)
    if not len(rows):
        return np.asarray(found)
    held = field[rows]
    record = fields.record[held]
    companies = fields.of_role(Role.ORGANISATION)
    addresses = np.zeros(len(fields.start), np.bool_)
    addresses[fields.named("jp_address")] = True
    found[rows] |= among(record, np.sort(fields.record[companies[~addresses[companies]]]))
    holder = fields.holding(words - 1, words)
    outside = holder[(holder >= 0) & ~addresses[holder]]
    found[rows] |= among(record, np.sort(fields.record[outside]))
    found[rows] &= ~among(record, _personal_records(text))
    found[rows] |= fields.role[held] == Role.ORGANISATION
    if len(words):
        name_end = fields.cells.name_end[held]
        inner = words[np.maximum(np.searchsorted(words, name_end, "right") - 1, 0)]
        found[rows] |= (inner <= name_end) & (inner > fields.cells.name_start[held])
    return np.asarray(found)


def _personal_records(text: Text) -> Offsets:
    """Records in which a field is named as a person's name."""
    fields = text.fields
    named = fields.named("jp_name")
    parts = fields.of_role(Role.SURNAME, Role.GIVEN_NAME, Role.KANA_SURNAME, Role.KANA_GIVEN_NAME)
    named = named[fields.role[named] != Role.STAFF]
    return np.sort(fields.record[np.concatenate((named, parts))])


def _organisation_words(text: Text, kinds: Kinds) -> Offsets:
    """Where words of companies end, ascending."""
    codes = text.folded.letter_codes
    last = find_kind(kinds, SECOND_OF_PAIR)
    if not len(last):
        return last
    pairs = codes[np.maximum(last - 1, 0)].astype(np.uint64) << np.uint64(32) | codes[last].astype(np.uint64)
    wanted = np.array([ord(word[0]) << 32 | ord(word[1]) for word in ORGANISATION_WORDS], np.uint64)
    signs = np.array([ord(sign) for sign in ORGANISATION_SIGNS], np.uint32)
    return np.asarray(last[np.isin(pairs, wanted) | np.isin(codes[last], signs)] + 1)
