"""Which field or record of a text stretches lie in, and which cells begin with given letters."""

import numpy as np

from libc.stdint cimport int64_t, uint8_t, uint32_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.search cimport last_at_most


def find_holding(
    const int64_t[::1] field_start, const int64_t[::1] field_end, const int64_t[:] start, const int64_t[:] end
):
    """For each stretch the field that holds all of it, -1 where none does; an array of int64.

    Fields ascend and lie apart; stretches may come in any order, and cost least where they ascend.
    """
    cdef Py_ssize_t row, count = start.shape[0], fields = field_start.shape[0], at = 0
    cdef int64_t[::1] held
    if end.shape[0] != count or field_end.shape[0] != fields:
        raise ValueError("starts and ends must be parallel")
    result = np.empty(count, np.int64)
    held = result
    with nogil:
        for row in range(count):
            at = last_at_most(field_start, start[row], at)
            held[row] = at if 0 <= at < fields and end[row] <= field_end[at] else -1
    return result


def find_last_at_most(const int64_t[::1] numbers, const int64_t[:] wanted):
    """For each wanted number the index of the last of ``numbers``, which ascend, that is not above it; -1 where all are."""
    cdef Py_ssize_t row, count = wanted.shape[0], at = 0
    cdef int64_t[::1] found
    result = np.empty(count, np.int64)
    found = result
    with nogil:
        for row in range(count):
            at = last_at_most(numbers, wanted[row], at)
            found[row] = at
    return result


def find_cells_beginning(
    const uint32_t[::1] letters,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] column,
    const uint8_t[::1] signs,
):
    """The cells of columns whose first letter ``signs`` marks by its code point; letters behind the table have no mark.

    Returns their indices, an array of int64; empty cells and those with a column below 0 are left out.
    """
    cdef Offsets found
    cdef Py_ssize_t row, count = start.shape[0]
    cdef uint32_t letter
    if end.shape[0] != count or column.shape[0] != count:
        raise ValueError("cells must be parallel")
    with nogil:
        begin(&found, 16)
        for row in range(count):
            if column[row] < 0 or start[row] < 0 or start[row] >= end[row] or start[row] >= letters.shape[0]:
                continue
            letter = letters[start[row]]
            if letter < signs.shape[0] and signs[letter]:
                push(&found, row)
    return take(&found)
