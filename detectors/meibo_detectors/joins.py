"""Values that are spread over several cells or lines, put together again before anything is looked for.

Each joined value is written into a stretch of text of its own behind the text (``Folded.append_joined``), with one
field around it that is named like the whole. Detectors see it as any other text; its offsets lead back to its cells.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.fields import Fields, Meanings
from meibo_detectors.grouping import opens_group
from meibo_detectors.naming import FieldNames
from meibo_detectors.normalise import Folded, Offsets
from meibo_detectors.pieces import (
    FAMILIES,
    Family,
    Pieces,
    find_boxes,
    find_broken_cells,
    find_broken_numbers,
    find_family,
    find_lost_zeros,
)
from meibo_detectors.structure.model import Cells

SPREADSHEET_LENGTHS: Final = (("jp_my_number", (11,)), ("jp_phone", (9, 10)), ("jp_postal", (6,)))
"""Digits that are left when a spreadsheet has dropped a leading zero."""


class _Part(NamedTuple):
    """Values of one kind that are joined."""

    pieces: Pieces
    meanings: Meanings | None
    """Of each value; None where it has those of its first field."""
    is_restored: bool = False


def join_values(folded: Folded, fields: Fields, names: FieldNames) -> Fields:
    """The fields and one for each joined value; the folded text grows by the joined values."""
    parts = [part for part in _find_parts(folded, fields, names) if len(part.pieces.start)]
    loose = find_broken_numbers(folded)
    if not parts and not len(loose.start):
        return fields
    every = [*(part.pieces for part in parts), *([loose] if len(loose.start) else [])]
    is_last = np.concatenate([np.append(pieces.group[1:] != pieces.group[:-1], True) for pieces in every])
    start = np.concatenate([pieces.start for pieces in every])
    end = np.concatenate([pieces.end for pieces in every])
    glue = np.concatenate([pieces.glue for pieces in every]).astype(np.uint8)
    glue[is_last] = 0
    folded.append_joined(start, end, glue, is_last)
    if not parts:
        return fields
    first = np.append(True, is_last[:-1])
    counts = [_count(part.pieces) for part in parts]
    owner = np.concatenate([pieces.field for pieces in every])[first][: sum(counts)]
    edges = folded.joined_edges[: sum(counts) + 1]
    joined = _make_fields(fields, parts, counts, owner, edges[:-1], edges[1:] - 1)
    joined.is_restored[len(fields.start) :] = np.repeat([part.is_restored for part in parts], counts)
    consumed = np.concatenate([part.pieces.field for part in parts])
    joined.consumed[consumed] = True
    return joined


def _find_parts(folded: Folded, fields: Fields, names: FieldNames) -> list[_Part]:
    parts: list[_Part] = []
    if not len(fields.start):
        return parts
    for family in FAMILIES:
        if fields.bit(family.detector) and family.may_stand_in(fields.meanings.roles):
            pieces = find_family(folded, fields, family)
            parts.append(_Part(pieces, _mean(fields, family, names, _count(pieces))))
    for detector, lengths in SPREADSHEET_LENGTHS:
        if fields.meanings.all_names & fields.bit(detector):
            parts.append(_Part(find_lost_zeros(folded, fields, detector, lengths), None, is_restored=True))
    boxes = find_boxes(folded, fields)
    parts.append(_Part(boxes, _mean_boxes(folded, fields, names, boxes)))
    parts.append(_Part(find_broken_cells(folded, fields), None))
    return parts


def _make_fields(
    fields: Fields, parts: list[_Part], counts: list[int], owner: Offsets, start: Offsets, end: Offsets
) -> Fields:
    cells, kind = fields.cells, np.repeat(np.arange(len(parts)), counts)
    columns = int(cells.column.max(initial=-1)) + 1
    column = np.where(cells.column[owner] < 0, -1, cells.column[owner] + columns * (kind + 1))
    nothing = np.zeros(len(owner), np.int64)
    added = Cells(
        start=start,
        end=end,
        record=cells.record[owner],
        column=column,
        place=cells.place[owner],
        name_start=nothing,
        name_end=nothing,
        upper_start=nothing,
        upper_end=nothing,
        records=cells.records[:0],
        rows=cells.rows[:0],
        nested=cells.nested[:0],
    )
    together = Cells(*(np.concatenate([old, new]) for old, new in zip(cells, added, strict=True)))
    owners = np.split(owner, np.cumsum(counts)[:-1])
    said = [part.meanings or fields.meanings.take(first) for part, first in zip(parts, owners, strict=True)]
    return Fields(together, Meanings.join([fields.meanings, *said]), fields.detector_ids)


def _count(pieces: Pieces) -> int:
    return int(pieces.group[-1]) + 1 if len(pieces.group) else 0


def _mean(fields: Fields, family: Family, names: FieldNames, count: int) -> Meanings:
    """The whole that a family's parts make."""
    bit = fields.bit(family.detector)
    return Meanings(
        np.full(count, names.label_index(family.label), np.int32),
        np.zeros(count, np.uint8),
        np.full(count, bit, np.uint64),
        np.full(count, fields.all_bits & ~bit, np.uint64),
    )


def _mean_boxes(folded: Folded, fields: Fields, names: FieldNames, boxes: Pieces) -> Meanings | None:
    """What the cell before the first box says, where that box has no name of its own."""
    if not len(boxes.field):
        return None
    first = boxes.field[opens_group(boxes.group)]
    before = np.maximum(first - 1, 0)
    beside = (first > 0) & (fields.record[before] == fields.record[first]) & (fields.label[first] < 0)
    start = np.where(beside, fields.start[before], fields.cells.name_start[first])
    end = np.where(beside, fields.end[before], fields.cells.name_end[first])
    return names.interpret_stretches(folded, start, end)
