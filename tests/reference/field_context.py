"""The plain twin of meibo_detectors.kernels.field_context."""

from __future__ import annotations

from typing import Any

import numpy as np

from meibo_detectors.context import Flag
from meibo_detectors.model import CANDIDATE
from meibo_detectors.normalise import KANJI


def count_column_cells(chars: Any, start: Any, end: Any, column: Any) -> Any:
    """Cells of each column without an asterisk in them."""
    cells = np.zeros(max([0, *(int(one) + 1 for one in column)]), np.int64)
    for first, last, one in zip(start.tolist(), end.tolist(), column.tolist(), strict=True):
        if one >= 0 and ord("*") not in chars[first:last].tolist():
            cells[one] += 1
    return cells


def weigh_fields(
    candidates: Any,
    bit: int,
    failure: int,
    fields: Any,
    column_cells: Any,
    weak: Any,
    chars: Any,
    codes: Any,
    units_before: Any,
    units_after: Any,
) -> Any:
    """Field, label and flags of each candidate, valid cells of each column, rows that words may name."""
    starts, ends, columns, names, refuses, labels = fields
    rows = candidates.view(CANDIDATE)
    field, label = np.full(len(rows), -1, np.int32), np.full(len(rows), -1, np.int32)
    flags = [Flag(0)] * len(rows)
    valid = np.zeros(len(column_cells), np.int64)
    undecided = []
    for at, row in enumerate(rows):
        start, end = int(row["start"]), int(row["end"])
        held = max((one for one in range(len(starts)) if starts[one] <= start), default=-1)
        column = -1
        if held >= 0 and end <= ends[held]:
            field[at] = held
            column = int(columns[held])
            length = end - start + _count_note(chars, start, end, int(starts[held]), int(ends[held]))
            fills = length >= ends[held] - starts[held] - 2
            said = int(names[held]) & bit and (column >= 0 or fills)
            flags[at] = Flag.FILLS if fills else Flag(0)
            flags[at] |= Flag.NAMED | Flag.TOUCHING if said else Flag(0)
            flags[at] |= Flag.OTHER | Flag.NAMED_OTHER if fills and not said and int(refuses[held]) & bit else Flag(0)
            label[at] = labels[held] if said else -1
            if label[at] >= 0:
                flags[at] |= Flag.LABELLED | (Flag.WEAK if int(weak[label[at]]) & bit else Flag(0))
            if column >= 0 and fills and not int(row["evidence"]) & failure:
                valid[column] += 1
        if column < 0 or Flag.FILLS not in flags[at]:
            if _has_unit(chars, codes if len(codes) else chars, units_before, units_after, start, end):
                flags[at] |= Flag.UNIT
            if not flags[at] & (Flag.NAMED | Flag.OTHER):
                undecided.append(at)
    for at, held in enumerate(field.tolist()):
        if held >= 0 and columns[held] >= 0:
            flags[at] |= _tell_column(int(column_cells[columns[held]]), int(valid[columns[held]]))
    return field, label, np.array(flags, np.uint32), valid, np.array(undecided, np.int64)


def _tell_column(cells: int, valid: int) -> Flag:
    share = np.float32(valid / max(cells, 1))
    said = Flag.COUNTED_CELLS if cells >= 5 else Flag.SOME_CELLS if cells else Flag(0)
    if share >= np.float32(0.7):
        return said | Flag.PURE_SHARE
    return said | (Flag.SOME_SHARE if share >= np.float32(0.2) else Flag(0))


def _count_note(chars: Any, start: int, end: int, field_start: int, field_end: int) -> int:
    rest = bytes(chars[end:field_end]).removeprefix(b" ")
    is_note = field_start == start and len(rest) > 0 and rest.startswith(b"(") and rest.endswith(b")")
    return field_end - end if is_note else 0


def _has_unit(chars: Any, codes: Any, before: Any, after: Any, start: int, end: int) -> bool:
    if start > 0 and before[min(int(codes[start - 1]), 0xFFFF)]:
        return True
    behind = bytes(chars[end + 1 : end + 2])
    return end < len(codes) and bool(after[min(int(codes[end]), 0xFFFF)]) and behind != bytes([KANJI])
