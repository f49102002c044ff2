"""The order of numbers, found in time that grows with how many there are and with how many bits they have."""

from libc.stdint cimport int32_t, int64_t, uint64_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy, memset


cdef inline int sort_rows(int32_t *rows, const int64_t *keys, Py_ssize_t count) noexcept nogil:
    """Put row numbers into the ascending order of ``keys[row]`` (unsigned), equal ones as they stand; -1 without memory."""
    cdef int32_t *spare
    cdef int32_t *source = rows
    cdef int32_t *target
    cdef int32_t *swap
    cdef Py_ssize_t counts[2048]
    cdef Py_ssize_t at, total, back
    cdef uint64_t top = 0
    cdef int shift = 0, digit
    cdef int32_t row
    if count < 48:
        for at in range(1, count):
            row = rows[at]
            back = at
            while back > 0 and <uint64_t> keys[rows[back - 1]] > <uint64_t> keys[row]:
                rows[back] = rows[back - 1]
                back -= 1
            rows[back] = row
        return 0
    total = 0
    for at in range(1, count):
        total += <uint64_t> keys[rows[at]] < <uint64_t> keys[rows[at - 1]]
    if total == 0:
        return 0
    spare = <int32_t *> malloc(count * sizeof(int32_t))
    if spare == NULL:
        return -1
    target = spare
    for at in range(count):
        if <uint64_t> keys[at] > top:
            top = <uint64_t> keys[at]
    while shift < 64 and (top >> shift) != 0:
        memset(counts, 0, sizeof(counts))
        for at in range(count):
            counts[<int> ((<uint64_t> keys[source[at]] >> shift) & 2047)] += 1
        total = 0
        for digit in range(2048):
            back = counts[digit]
            counts[digit] = total
            total += back
        for at in range(count):
            digit = <int> ((<uint64_t> keys[source[at]] >> shift) & 2047)
            target[counts[digit]] = source[at]
            counts[digit] += 1
        swap = source
        source = target
        target = swap
        shift += 11
    if source != rows:
        memcpy(rows, source, count * sizeof(int32_t))
    free(spare)
    return 0
