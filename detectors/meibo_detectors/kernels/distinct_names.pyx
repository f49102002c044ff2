"""Which cells have the same name, upper name and place: each distinct name is then looked at once."""

import numpy as np

from libc.stdint cimport int32_t, int64_t, uint64_t
from libc.stdlib cimport calloc, free

from meibo_detectors.kernels.characters cimport Characters, Signs, letter_at
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.word_hash cimport HASH_BASE, mix_hash

cdef enum:
    RECENT = 64  # names that are told again by where they stand, without a look at their characters


cdef struct Seen:
    int64_t start
    int64_t above
    int64_t end
    int64_t until
    int64_t place
    int32_t number


cdef struct Table:
    # Open addressing, a power of two of slots; a slot is free where its number is 0.
    uint64_t *keys
    int32_t *numbers
    Py_ssize_t slots
    Py_ssize_t held


def find_distinct(
    Characters text not None,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] above,
    const int64_t[::1] until,
    const int64_t[::1] place,
    int64_t longest,
):
    """The number of each row's name among the distinct ones, from 0 on in order, and the first row of each.

    A name is the letters from ``start`` to ``end``, those from ``above`` to ``until``, and ``place``; letters are those
    of dictionaries. Of a name more than ``longest`` long one letter more counts, of an upper name ``longest``.
    Returns arrays of int32 and int64.
    """
    cdef Py_ssize_t row, count = start.shape[0]
    cdef Offsets first
    cdef Table table
    cdef Seen seen[RECENT]
    cdef Seen *slot
    cdef int32_t[::1] number
    cdef uint64_t key
    cdef bint is_full = False
    if end.shape[0] != count or above.shape[0] != count or until.shape[0] != count or place.shape[0] != count:
        raise ValueError("names must be parallel")
    result = np.empty(count, np.int32)
    number = result
    with nogil:
        begin(&first, 64)
        is_full = not open_table(&table, 256)
        for row in range(RECENT):
            seen[row].number = -1
        for row in range(count):
            if is_full:
                break
            slot = &seen[(start[row] ^ (above[row] << 1) ^ (start[row] >> 6) ^ place[row]) & (RECENT - 1)]
            if (
                slot.number < 0 or slot.start != start[row] or slot.end != end[row] or slot.above != above[row]
                or slot.until != until[row] or slot.place != place[row]
            ):
                key = hash_name(&text.signs, start[row], end[row], above[row], until[row], place[row], longest)
                slot.start, slot.end, slot.above, slot.until = start[row], end[row], above[row], until[row]
                slot.place = place[row]
                slot.number = number_of(&table, key)
                if slot.number < 0:
                    slot.number = <int32_t> first.count
                    push(&first, row)
                    is_full = not insert(&table, key, slot.number)
            number[row] = slot.number
        free(table.keys)
        free(table.numbers)
    if is_full:
        first.is_full = True
    return result, take(&first)


cdef inline uint64_t hash_name(
    const Signs *text, int64_t start, int64_t end, int64_t above, int64_t until, int64_t place, int64_t longest
) noexcept nogil:
    """One number for the three; 0 stands for none."""
    cdef int64_t past = end if end < start + longest + 1 else start + longest + 1
    cdef uint64_t key = hash_between(text, start, past) * HASH_BASE
    past = until if until < above + longest else above + longest
    key ^= hash_between(text, above, past)
    key ^= <uint64_t> (place + 1)
    return key if key else 1


cdef inline uint64_t hash_between(const Signs *text, int64_t start, int64_t end) noexcept nogil:
    cdef uint64_t raw = 0
    cdef int64_t at = end
    while at > start:
        at -= 1
        raw = raw * HASH_BASE + letter_at(text, at) + 1
    return mix_hash(raw, end - start if end > start else 0)


cdef inline bint open_table(Table *table, Py_ssize_t slots) noexcept nogil:
    table.slots, table.held = slots, 0
    table.keys = <uint64_t *> calloc(slots, sizeof(uint64_t))
    table.numbers = <int32_t *> calloc(slots, sizeof(int32_t))
    return table.keys != NULL and table.numbers != NULL


cdef inline int32_t number_of(const Table *table, uint64_t key) noexcept nogil:
    """The number of a key, -1 where the table does not hold it."""
    cdef uint64_t mask = <uint64_t> table.slots - 1
    cdef uint64_t slot = (key ^ (key >> 32)) & mask
    while table.keys[slot]:  # half of the slots are free
        if table.keys[slot] == key:
            return table.numbers[slot]
        slot = (slot + 1) & mask
    return -1


cdef inline void put(Table *table, uint64_t key, int32_t number) noexcept nogil:
    cdef uint64_t mask = <uint64_t> table.slots - 1
    cdef uint64_t slot = (key ^ (key >> 32)) & mask
    while table.keys[slot]:
        slot = (slot + 1) & mask
    table.keys[slot], table.numbers[slot] = key, number
    table.held += 1


cdef bint insert(Table *table, uint64_t key, int32_t number) noexcept nogil:
    """Add a key that the table does not hold; False where memory ran out."""
    cdef Table wider
    cdef Py_ssize_t slot
    if 2 * (table.held + 1) > table.slots:
        if not open_table(&wider, 2 * table.slots):
            free(wider.keys)
            free(wider.numbers)
            return False
        for slot in range(table.slots):
            if table.keys[slot]:
                put(&wider, table.keys[slot], table.numbers[slot])
        free(table.keys)
        free(table.numbers)
        table[0] = wider
    put(table, key, number)
    return True
