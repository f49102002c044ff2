"""Where bytes of a short stretch are marked, once all of them have been looked at without branches."""

from libc.stdint cimport uint8_t, uint64_t
from libc.string cimport memcpy

cdef enum:
    CHUNK = 512  # bytes that are looked at together


cdef inline uint8_t same(uint8_t sign, uint8_t other) noexcept nogil:
    """All bits where both are the same, else none: compilers make tables of chains of plain comparisons."""
    return <uint8_t> (0 - (sign == other))


cdef inline int list_marked(const uint8_t *marks, int size, int *rows) noexcept nogil:
    """The places of the ones among ``size`` zeros and ones, ascending; how many. ``rows`` has room for ``size``."""
    cdef uint64_t eight
    cdef int at = 0, step, count = 0
    while at + 8 <= size:
        memcpy(&eight, marks + at, 8)
        if eight:
            for step in range(8):
                rows[count] = at + step
                count += marks[at + step]
        at += 8
    while at < size:
        rows[count] = at
        count += marks[at]
        at += 1
    return count
