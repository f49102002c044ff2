"""Labels near candidates: which word names a number, joined to all candidates of a text at once.

Distances follow specification section 1.3: a label counts within 40 characters before and 20 after a value; a keyword
of the document within 300. Of several labels before a value the nearest names it. Where the field that holds a value
has a name, that name decides; in a table no other cell's words count.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import Columns
from meibo_detectors.fields import Fields
from meibo_detectors.label_table import Labels, LabelTable, Masks
from meibo_detectors.labels import CURRENCY_BEFORE, UNITS_AFTER
from meibo_detectors.model import Context
from meibo_detectors.normalise import KANJI, Folded, Offsets, Truth, is_digit, table_of
from meibo_detectors.number_runs import NumberRuns
from meibo_detectors.text import Text

BEFORE_CHARS: Final = 40
AFTER_CHARS: Final = 20
DOCUMENT_CHARS: Final = 300
_JOINT_CHARS: Final = 4
_BESIDE_CHARS: Final = 2
"""A sign beside a value, such as a postal mark, leaves it all of its cell."""


def weigh(
    detector: int,
    candidates: npt.NDArray[np.void],
    text: Text,
    find_labels: Callable[[], Labels],
    table: LabelTable,
    columns: Columns,
    keywords: Masks,
) -> Context:
    """The context of one detector's candidates (folded characters, ascending).

    ``keywords`` are the bits of detectors that the names of each block speak of.
    """
    start, end = candidates["start"], candidates["end"]
    fields = text.fields
    field = fields.holding(start, end)
    context = _no_context(len(start))
    bit = np.uint64(1 << detector)
    if len(fields.start):
        _weigh_names(bit, end - start + _count_note(start, end, field, text), field, fields, context)
        columns.measure(candidates, field, context)
    rows = np.flatnonzero(~_is_settled(field, fields, context))
    if len(rows):
        words = _weigh_words(detector, start[rows], end[rows], field[rows], text, find_labels(), table)
        open_to_words = np.flatnonzero(~(context.is_named | context.is_other)[rows])
        for name in ("label", "is_touching", "is_other", "is_named_other", "is_near_keyword"):
            getattr(context, name)[rows[open_to_words]] = getattr(words, name)[open_to_words]
        context.has_unit[rows] = words.has_unit
    if keywords.any():
        block = np.searchsorted(text.folded.text_starts, text.folded.restore(start), "right") - 1
        context.is_near_keyword[:] |= (keywords[block] & bit) != 0
    context.is_weak[:] = (context.label >= 0) & ((table.weak[np.maximum(context.label, 0)] & bit) != 0)
    return context


def _is_settled(field: Offsets, fields: Fields, context: Context) -> Truth:
    """All of a table's cell: there is no word in it beside the candidate, and no other cell's words count."""
    settled = context.fills_field.copy()
    cells = np.flatnonzero(settled)
    settled[cells] = fields.column[field[cells]] >= 0
    return settled


def _weigh_names(bit: np.uint64, length: Offsets, field: Offsets, fields: Fields, context: Context) -> None:
    """Let the name of the field decide that holds a candidate, where it says anything.

    A sentence behind a colon is no value: there the words near the candidate count as in any text.
    """
    within, held = field >= 0, np.maximum(field, 0)
    context.fills_field[:] = within & (length >= fields.end[held] - fields.start[held] - _BESIDE_CHARS)
    in_table = within & (fields.column[held] >= 0)
    named = within & ((fields.meanings.names[held] & bit) != 0) & (in_table | context.fills_field)
    refused = context.fills_field & ~named & ((fields.meanings.refuses[held] & bit) != 0)
    context.label[named] = fields.label[held[named]]
    context.is_touching[:] = context.is_named[:] = named
    context.is_other[:] = context.is_named_other[:] = refused


def _count_note(start: Offsets, end: Offsets, field: Offsets, text: Text) -> Offsets:
    """How many signs a note in brackets takes that ends the field behind a value: ``090-1234-5678（母）``."""
    fields, chars = text.fields, text.folded.chars
    length = np.zeros(len(start), np.int64)
    rows = np.flatnonzero(field >= 0)
    begins, until = fields.start[field[rows]], fields.end[field[rows]]
    opening = end[rows] + (chars.take(end[rows], mode="clip") == ord(" "))
    noted = (begins == start[rows]) & (opening < until) & (chars.take(opening, mode="clip") == ord("("))
    noted &= chars.take(until - 1, mode="clip") == ord(")")
    length[rows[noted]] = (until - end[rows])[noted]
    return length


def _no_context(count: int) -> Context:
    truths = iter([np.zeros(count, np.bool_) for _ in range(8)])
    return Context(
        label=np.full(count, -1, np.int32),
        is_touching=next(truths),
        is_other=next(truths),
        is_named_other=next(truths),
        is_near_keyword=next(truths),
        has_unit=next(truths),
        is_weak=next(truths),
        is_named=next(truths),
        fills_field=next(truths),
        column_cells=np.zeros(count, np.int64),
        column_share=np.zeros(count, np.float32),
    )


def _weigh_words(
    detector: int, start: Offsets, end: Offsets, field: Offsets, text: Text, labels: Labels, table: LabelTable
) -> Context:
    """What the words around the candidates say; inside a table only those of the candidate's own cell."""
    folded, fields = text.folded, text.fields
    context = _no_context(len(start))
    bit = np.uint64(1 << detector)
    speaks_for = (table.positive[labels.index] & bit) != 0
    speaks = speaks_for | ((table.negative[labels.index] & bit) != 0)
    context.has_unit[:] = _has_unit(folded, start, end)
    if not speaks.any():
        return context
    block_floor, ceiling = folded.block_borders(start)
    floor = block_floor.copy()
    cell = np.flatnonzero(field >= 0)
    cell = cell[fields.column[field[cell]] >= 0]
    floor[cell], roof = fields.start[field[cell]], ceiling.copy()
    roof[cell] = fields.end[field[cell]]
    known = labels.take(speaks)
    speaks_for = speaks_for[speaks]
    nearest, is_before = _before(start, floor, known, BEFORE_CHARS)
    distance = start - known.end[nearest]
    same_line = is_before & (folded.line_of(known.end[nearest]) == folded.line_of(start))
    above = is_before & ~same_line & _is_alone_above(start, nearest, folded, text.runs, known)
    is_for = (same_line | above) & speaks_for[nearest]
    context.label[is_for] = known.index[nearest[is_for]]
    context.is_touching[is_for] = distance[is_for] <= 1
    context.is_other[:] = same_line & ~speaks_for[nearest]
    named_other = context.is_other & _is_filled_with(folded, known.end[nearest], start, table_of(b" :=\t"))
    context.is_named_other[:] = named_other
    own = known.take(speaks_for)
    if len(own.start):
        follower, is_after = _after(end, folded, own)
        take = is_after & ~is_for & ~context.is_other & (own.end[follower] <= roof)
        context.label[take] = own.index[follower[take]]
        near = _before(start, block_floor, own, DOCUMENT_CHARS)[1] | _stands_ahead(end, ceiling, own)
        context.is_near_keyword[:] = near
    return context


def _before(start: Offsets, floor: Offsets, labels: Labels, reach: int) -> tuple[Offsets, Truth]:
    """For each value the last label that ends at or before it, and whether it is within reach in the same block."""
    at = np.searchsorted(labels.end, start, "right") - 1
    safe = np.maximum(at, 0)
    return safe, (at >= 0) & (start - labels.end[safe] <= reach) & (labels.start[safe] >= floor)


def _is_alone_above(start: Offsets, nearest: Offsets, folded: Folded, runs: NumberRuns, labels: Labels) -> Truth:
    """Whether the label on a line above can only name this value: no number between, no second label on its line."""
    first_number = np.searchsorted(runs.start, labels.end[nearest]) == np.searchsorted(runs.start, start)
    line = folded.line_of(labels.start)
    crowded = np.zeros(len(line), np.bool_)
    crowded[1:] = line[1:] == line[:-1]
    return np.asarray(first_number & ~crowded[nearest])


def _is_filled_with(folded: Folded, start: Offsets, end: Offsets, allowed: Truth) -> Truth:
    """Whether only allowed characters, and few of them, stand from ``start`` to ``end``."""
    at = start[:, None] + np.arange(_JOINT_CHARS)
    fits = allowed[folded.chars.take(at, mode="clip")] | (at >= end[:, None])
    return np.asarray(fits.all(axis=1) & (end - start <= _JOINT_CHARS))


def _stands_ahead(end: Offsets, ceiling: Offsets, labels: Labels) -> Truth:
    """Whether a label follows within the reach of a document's keywords, in the same block."""
    following = np.searchsorted(labels.start, end)
    ahead = labels.start.take(following, mode="clip")
    return np.asarray((following < len(labels.start)) & (ahead - end <= DOCUMENT_CHARS) & (ahead < ceiling))


def _after(end: Offsets, folded: Folded, labels: Labels) -> tuple[Offsets, Truth]:
    """For each value the first label after it, and whether it names it: same line, not followed by its own value."""
    at = np.searchsorted(labels.start, end)
    safe = np.minimum(at, len(labels.start) - 1)
    reach = (at < len(labels.start)) & (labels.start[safe] - end <= AFTER_CHARS)
    reach &= folded.line_of(labels.start[safe]) == folded.line_of(end)
    following = labels.end[safe][:, None] + np.arange(3)
    behind = folded.chars.take(following, mode="clip")
    behind[following >= len(folded.chars)] = 0
    behind[np.logical_or.accumulate(table_of(b"\r\n")[behind], axis=1)] = 0  # the next line is another's
    names_next = table_of(b":=")[behind[:, 0]] | is_digit(behind).any(axis=1)
    return safe, reach & ~names_next


def _has_unit(folded: Folded, start: Offsets, end: Offsets) -> Truth:
    """A currency stands before the value, or a unit after it that does not begin a word of kanji."""
    before, after = _unit_tables()
    codes: npt.NDArray[np.uint32] | npt.NDArray[np.uint8] = folded.chars if folded.codes is None else folded.codes
    last = len(codes) - 1
    behind = codes[np.minimum(end, last)].astype(np.int64)
    ahead = codes[np.maximum(start - 1, 0)].astype(np.int64)
    follows = after[np.minimum(behind, 0xFFFF)] & (end <= last)
    follows &= (folded.chars[np.minimum(end + 1, last)] != KANJI) | (end + 1 > last)
    precedes = before[np.minimum(ahead, 0xFFFF)] & (start > 0)
    return np.asarray(follows | precedes)


@functools.cache
def _unit_tables() -> tuple[Truth, Truth]:
    tables = np.zeros((2, 0x10000), np.bool_)
    tables[0, [ord(sign) for sign in CURRENCY_BEFORE]] = True
    tables[1, [ord(sign) for sign in UNITS_AFTER]] = True
    return tables[0], tables[1]
