"""Names of fields told apart by a hash, and those that a record has had already."""

from libc.stdint cimport int64_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free

from meibo_detectors.kernels.characters cimport Signs

cdef extern from *:
    """
    #define MEIBO_NAME_FACTOR 0x9E3779B97F4A7C15ULL
    """
    const uint64_t NAME_FACTOR "MEIBO_NAME_FACTOR"

cdef enum:
    HASHED_CHARS = 10  # from the beginning; half as many from the end
    LEAST_SLOTS = 64


cdef struct Seen:
    # A hash table of one record's names: a slot is free unless it was filled in this record.
    uint64_t *names
    int64_t *filled  # the number of the record that filled each slot
    Py_ssize_t slots  # a power of two
    Py_ssize_t count  # of this record
    int64_t record
    bint is_full  # memory ran out


cdef inline uint64_t code_as_written(const Signs *text, int64_t at) noexcept nogil:
    """The code point at an offset, that of the nearest character outside of the text; 0 in an empty one."""
    if text.count == 0:
        return 0
    at = 0 if at < 0 else at if at < text.count else text.count - 1
    return text.codes[at] if text.codes != NULL else text.chars[at]


cdef inline uint64_t hash_outer(const Signs *text, int64_t start, int64_t end, int rounds) noexcept nogil:
    """A hash of a stretch by its length and outer characters; names that differ nearly always differ in it."""
    cdef uint64_t result = <uint64_t> end - <uint64_t> start
    cdef int step
    for step in range(rounds):
        result = (result ^ (code_as_written(text, start + step) if start + step < end else 0)) * NAME_FACTOR
        result ^= result >> 29
        if step < HASHED_CHARS // 2:
            result = (result ^ (code_as_written(text, end - 1 - step) if end - 1 - step >= start else 0)) * NAME_FACTOR
            result ^= result >> 29
    return result


cdef inline void begin_seen(Seen *seen) noexcept nogil:
    """No names; what is taken here is given back by ``end_seen``."""
    seen.slots = LEAST_SLOTS
    seen.count = 0
    seen.record = 1
    seen.names = <uint64_t *> calloc(LEAST_SLOTS, sizeof(uint64_t))
    seen.filled = <int64_t *> calloc(LEAST_SLOTS, sizeof(int64_t))
    seen.is_full = seen.names == NULL or seen.filled == NULL


cdef inline void end_seen(Seen *seen) noexcept nogil:
    free(seen.names)
    free(seen.filled)


cdef inline Py_ssize_t find_slot(const Seen *seen, uint64_t name) noexcept nogil:
    """Where a name stands, or the free slot for it; half of them are free."""
    cdef uint64_t mask = <uint64_t> seen.slots - 1, slot = name
    slot ^= slot >> 32
    slot = (slot * NAME_FACTOR) >> 20
    slot &= mask
    while seen.filled[slot] == seen.record and seen.names[slot] != name:
        slot = (slot + 1) & mask
    return <Py_ssize_t> slot


cdef inline void widen(Seen *seen) noexcept nogil:
    """Twice as many slots, for the names of this record alone."""
    cdef Seen wider = seen[0]
    cdef Py_ssize_t at, slot
    wider.slots = 2 * seen.slots
    wider.names = <uint64_t *> calloc(wider.slots, sizeof(uint64_t))
    wider.filled = <int64_t *> calloc(wider.slots, sizeof(int64_t))
    if wider.names == NULL or wider.filled == NULL:
        end_seen(&wider)
        seen.is_full = True
        return
    for at in range(seen.slots):
        if seen.filled[at] == seen.record:
            slot = find_slot(&wider, seen.names[at])
            wider.names[slot] = seen.names[at]
            wider.filled[slot] = wider.record
    end_seen(seen)
    seen[0] = wider


cdef inline bint begins_record(Seen *seen, uint64_t name, bint is_apart) noexcept nogil:
    """Whether a record begins with the next name, since it is apart from those before or the record has it already."""
    cdef Py_ssize_t slot
    if seen.is_full:
        return False
    if 2 * seen.count + 2 > seen.slots:
        widen(seen)
        if seen.is_full:
            return False
    slot = find_slot(seen, name)
    if is_apart or seen.filled[slot] == seen.record:
        is_apart = True
        seen.record += 1
        seen.count = 0
        slot = find_slot(seen, name)
    seen.names[slot] = name
    seen.filled[slot] = seen.record
    seen.count += 1
    return is_apart
