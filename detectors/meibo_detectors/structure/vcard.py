"""Cells of vCard files (RFC 6350): the values of the properties, N and ADR by their parts."""

from __future__ import annotations

import numpy as np

from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.lines import Lines
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.values import Values, make_values, no_values


def find(stretch: Stretch) -> Values:
    """Every property's value, named by the property; ``place`` numbers the parts of N and ADR. A card is a record."""
    lines = Lines.of(stretch)
    start, end = _unfold(lines)
    colon, semicolon, dot = (np.append(stretch.find(sign), stretch.end) for sign in ":;.")
    first_colon = colon[np.searchsorted(colon, start)]
    held = first_colon < end
    start, end, first_colon = start[held], end[held], first_colon[held]
    if not len(start):
        return no_values()
    name_end = np.minimum(first_colon, semicolon[np.searchsorted(semicolon, start)])
    last_dot = np.append(-1, dot)[np.searchsorted(dot, name_end)]
    name_start = np.maximum(start, last_dot + 1)  # item1.TEL
    is_begin = stretch.is_word(name_start, name_end, b"begin")
    is_end = stretch.is_word(name_start, name_end, b"end")
    in_parts = stretch.is_word(name_start, name_end, b"n") | stretch.is_word(name_start, name_end, b"adr")
    owner, part_start, part_end, part = _split_parts(stretch, first_colon + 1, end, in_parts, semicolon[:-1])
    part_start, part_end = stretch.trim(part_start, part_end)
    kept = (part_end > part_start) & ~(is_begin | is_end)[owner]
    owner = owner[kept]
    return make_values(
        part_start[kept],
        part_end[kept],
        start[is_begin],
        column=np.full(len(owner), -1),
        place=np.where(in_parts[owner], part[kept], 0),
        name_start=name_start[owner],
        name_end=name_end[owner],
    )


def _unfold(lines: Lines) -> tuple[Offsets, Offsets]:
    """Start and end of properties; a line that begins with a blank goes on with the one above."""
    goes_on = (lines.start > lines.first) & ~lines.is_blank & ~lines.is_torn
    solid = ~lines.is_blank
    goes_on[1:] &= solid[:-1]
    begins = np.flatnonzero(solid & ~goes_on)
    if not len(begins):
        return begins, begins
    last = np.maximum.accumulate(np.where(solid, np.arange(len(lines)), -1))
    return lines.start[begins], lines.end[last[np.append(begins[1:], len(lines)) - 1]]


def _split_parts(
    stretch: Stretch, start: Offsets, end: Offsets, in_parts: Truth, semicolons: Offsets
) -> tuple[Offsets, Offsets, Offsets, Offsets]:
    """The property of each part, its start and end, and its number from 1 on; other properties are one part."""
    escaped = stretch.chars.take(np.maximum(semicolons - 1, 0), mode="clip") == ord("\\")
    at = semicolons[~escaped]
    owner = np.searchsorted(start, at, "right") - 1
    held = np.maximum(owner, 0)
    inside = (owner >= 0) & in_parts[held] & (at < end[held])
    at, owner = at[inside], owner[inside]
    properties = np.concatenate((np.arange(len(start)), owner))
    part_start = np.concatenate((start, at + 1))
    order = np.argsort(part_start, kind="stable")
    properties, part_start = properties[order], part_start[order]
    part_end = np.sort(np.concatenate((end, at)), kind="stable")
    first = np.searchsorted(properties, properties)
    return properties, part_start, part_end, np.arange(len(properties)) - first + 1
