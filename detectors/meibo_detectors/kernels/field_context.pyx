"""What the fields of a text say about candidates: which field holds each, what its name says, how pure its column is."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memchr

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.rows cimport (
    CELL_STEP,
    FILLS,
    LABELLED,
    NAMED,
    NAMED_OTHER,
    OTHER,
    SHARE_STEP,
    TOUCHING,
    UNIT,
    WEAK,
    Candidate,
)
from meibo_detectors.kernels.search cimport last_at_most

import numpy as np

cdef enum:
    BESIDE_CHARS = 2
    LEAST_CELLS = 5
    OPEN_BRACKET = 40
    CLOSE_BRACKET = 41
    SPACE = 32
    KANJI = 0x81

cdef int64_t NOWHERE = <int64_t> 1 << 62


def count_column_cells(
    const uint8_t[::1] chars, const int64_t[::1] start, const int64_t[::1] end, const int64_t[::1] column
):
    """How many cells each column has, array of int64; a cell with ``*`` in it is masked and does not count.

    Cells ascend by ``start``; those outside of columns have a column below 0.
    """
    cdef Py_ssize_t at, count = start.shape[0]
    cdef int64_t columns = 0, masked = -1, length = chars.shape[0]
    cdef const uint8_t *found
    cdef int64_t[::1] cells
    with nogil:
        for at in range(count):
            if column[at] >= columns:
                columns = column[at] + 1
    made = np.zeros(columns, np.int64)
    if columns == 0:
        return made
    cells = made
    with nogil:
        for at in range(count):
            if column[at] < 0:
                continue
            if masked < start[at] and start[at] < length:  # the next mask at or behind the cell's start
                found = <const uint8_t *> memchr(&chars[start[at]], 42, <size_t> (length - start[at]))
                masked = found - &chars[0] if found != NULL else NOWHERE
            if masked < start[at] or masked >= end[at]:
                cells[column[at]] += 1
    return made


cdef inline int64_t count_note(
    const uint8_t[::1] chars, int64_t start, int64_t end, int64_t field_start, int64_t field_end
) noexcept nogil:
    """How many signs a note in brackets takes that ends the field behind a value: ``090-1234-5678（母）``."""
    cdef int64_t opening = end
    if field_start != start or field_end > chars.shape[0]:
        return 0
    if opening < field_end and chars[opening] == SPACE:
        opening += 1
    if opening < field_end and chars[opening] == OPEN_BRACKET and chars[field_end - 1] == CLOSE_BRACKET:
        return field_end - end
    return 0


cdef inline uint32_t code_at(const uint8_t[::1] chars, const uint32_t[::1] codes, int64_t at) noexcept nogil:
    """The code point at a place, at most 0xFFFF; ASCII text has no codes of its own."""
    cdef uint32_t code
    if codes.shape[0] == 0:
        return chars[at]
    code = codes[at]
    return code if code < 0xFFFF else 0xFFFF


cdef inline bint has_unit(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint8_t[::1] units_before,
    const uint8_t[::1] units_after,
    int64_t start,
    int64_t end,
) noexcept nogil:
    """A currency stands before the value, or a unit after it that does not begin a word of kanji."""
    cdef int64_t count = chars.shape[0]
    if end < count and units_after[code_at(chars, codes, end)] != 0:
        if end + 1 >= count or chars[end + 1] != KANJI:
            return True
    return 0 < start <= count and units_before[code_at(chars, codes, start - 1)] != 0


def weigh_fields(
    const uint8_t[::1] candidates,
    uint64_t bit,
    uint64_t failure,
    fields,
    const int64_t[::1] column_cells,
    const uint64_t[::1] weak,
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint8_t[::1] units_before,
    const uint8_t[::1] units_after,
):
    """The context of one detector's candidates as far as their fields tell it.

    ``candidates`` are the bytes of rows of CANDIDATE, ascending; ``bit`` is the detector's in the masks, ``failure`` the
    evidence that makes a candidate no valid cell; ``fields`` has start, end, column, names, refuses and label of each
    field; ``weak`` the detectors of which each label is a weak one; the tables of units have an element a code point.
    Returns, parallel to the candidates, field (int32, -1 outside), label (int32, -1 without) and flags (uint32); the
    valid cells of each column (int64); and the rows that words near them may name (int64).
    """
    cdef const int64_t[::1] field_start = fields[0]
    cdef const int64_t[::1] field_end = fields[1]
    cdef const int64_t[::1] field_column = fields[2]
    cdef const uint64_t[::1] names = fields[3]
    cdef const uint64_t[::1] refuses = fields[4]
    cdef const int32_t[::1] field_label = fields[5]
    cdef Py_ssize_t count = candidates.shape[0] // <Py_ssize_t> sizeof(Candidate)
    cdef Py_ssize_t at, held = 0
    cdef const Candidate *rows = NULL
    cdef int64_t length, column, filled
    cdef uint32_t flag
    cdef bint in_table, is_counted = False
    cdef float share
    cdef Offsets undecided
    fields_made = np.empty(count, np.int32)
    labels_made = np.empty(count, np.int32)
    flags_made = np.empty(count, np.uint32)
    good_made = np.zeros(column_cells.shape[0], np.int64)
    cdef int32_t[::1] field = fields_made
    cdef int32_t[::1] label = labels_made
    cdef uint32_t[::1] flags = flags_made
    cdef int64_t[::1] good = good_made
    if count > 0:
        rows = <const Candidate *> &candidates[0]
    with nogil:
        begin(&undecided, 16)
        for at in range(count):
            flag = 0
            label[at] = -1
            held = last_at_most(field_start, rows[at].start, held)
            if held < 0 or rows[at].end > field_end[held]:
                field[at] = -1
                in_table = False
            else:
                field[at] = <int32_t> held
                column = field_column[held]
                in_table = column >= 0
                length = rows[at].end - rows[at].start
                if length < field_end[held] - field_start[held] - BESIDE_CHARS:
                    length += count_note(chars, rows[at].start, rows[at].end, field_start[held], field_end[held])
                if length >= field_end[held] - field_start[held] - BESIDE_CHARS:
                    flag |= FILLS
                if (names[held] & bit) != 0 and (in_table or (flag & FILLS) != 0):
                    label[at] = field_label[held]
                    flag |= TOUCHING | NAMED
                    if label[at] >= 0:
                        flag |= LABELLED
                        if (weak[label[at]] & bit) != 0:
                            flag |= WEAK
                elif (flag & FILLS) != 0 and (refuses[held] & bit) != 0:
                    flag |= OTHER | NAMED_OTHER
                if in_table and column < column_cells.shape[0]:
                    is_counted = True
                    if (flag & FILLS) != 0 and (rows[at].evidence & failure) == 0:
                        good[column] += 1
            if not in_table or (flag & FILLS) == 0:  # else all of a table's cell: no word beside it, no other counts
                if has_unit(chars, codes, units_before, units_after, rows[at].start, rows[at].end):
                    flag |= UNIT
                if (flag & (NAMED | OTHER)) == 0:
                    push(&undecided, at)
            flags[at] = flag
        if is_counted:
            for at in range(count):
                column = field_column[field[at]] if field[at] >= 0 else -1
                if column < 0 or column >= column_cells.shape[0]:
                    continue
                filled = column_cells[column]
                share = <float> (<double> good[column] / <double> (filled if filled > 1 else 1))
                flags[at] |= CELL_STEP * <uint32_t> ((filled > 0) + (filled >= LEAST_CELLS))
                flags[at] |= SHARE_STEP * <uint32_t> ((share >= <float> 0.2) + (share >= <float> 0.7))
    return fields_made, labels_made, flags_made, good_made, take(&undecided)
