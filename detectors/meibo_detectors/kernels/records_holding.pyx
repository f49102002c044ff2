"""In which records something stands: in one of their fields, or in the name of one."""

from libc.stdint cimport int64_t, uint8_t

import numpy as np

cdef enum:
    REMEMBERED = 256


def mark_records(
    const int64_t[::1] at,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] name_start,
    const int64_t[::1] name_end,
    const int64_t[::1] record,
    Py_ssize_t records,
):
    """For each record whether one of the offsets ``at`` (ascending) lies in a field of it or in the name of a field.

    The other arrays are parallel to the fields. An array of bool; a field of no record marks none.
    """
    cdef Py_ssize_t row, slot, near = 0, count = start.shape[0]
    cdef int64_t begin_of[REMEMBERED]
    cdef int64_t end_of[REMEMBERED]
    cdef bint is_held[REMEMBERED]
    if min(end.shape[0], name_start.shape[0], name_end.shape[0], record.shape[0]) < count or records < 0:
        raise ValueError("columns must be parallel")
    marked = np.zeros(records, np.bool_)
    cdef uint8_t[::1] holds = marked.view(np.uint8)
    if at.shape[0] == 0:
        return marked
    with nogil:
        for slot in range(REMEMBERED):
            begin_of[slot] = end_of[slot] = 0
            is_held[slot] = False
        for row in range(count):
            if record[row] < 0 or record[row] >= records or holds[record[row]]:
                continue
            if near > 0 and at[near - 1] >= start[row]:
                near = _first_from(at, start[row])
            while near < at.shape[0] and at[near] < start[row]:
                near += 1
            if near < at.shape[0] and at[near] < end[row]:
                holds[record[row]] = 1
                continue
            if name_end[row] <= name_start[row]:
                continue
            slot = name_start[row] & (REMEMBERED - 1)  # the cells of a column share one name
            if begin_of[slot] != name_start[row] or end_of[slot] != name_end[row]:
                begin_of[slot], end_of[slot] = name_start[row], name_end[row]
                is_held[slot] = _first_from(at, name_start[row]) < _first_from(at, name_end[row])
            if is_held[slot]:
                holds[record[row]] = 1
    return marked


cdef inline Py_ssize_t _first_from(const int64_t[::1] at, int64_t offset) noexcept nogil:
    """The index of the first offset that is not before this one."""
    cdef Py_ssize_t low = 0, high = at.shape[0], middle
    while low < high:
        middle = low + (high - low) // 2
        if at[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low
