"""In which prefectures the municipalities of a name lie: the numbers of the list of municipalities, unpacked."""

from libc.stdint cimport int64_t

cdef enum:  # as in dictionaries.places
    PREFECTURE_BITS = 6
    MOST_PREFECTURES = 5
    AMBIGUOUS = 0x40000000


cdef inline bint lies_in(int64_t packed, int64_t prefecture) noexcept nogil:
    """Whether a municipality of this number may lie in the prefecture; one of number 0 lies in any."""
    cdef int64_t numbers = packed & (AMBIGUOUS - 1)
    cdef int at
    if numbers == 0:
        return True
    for at in range(MOST_PREFECTURES):
        if (numbers >> PREFECTURE_BITS * at & ((1 << PREFECTURE_BITS) - 1)) == prefecture:
            return True
    return False
