"""Equal keys among keys of 128 bits, told apart without sorting them."""

from libc.stdint cimport int64_t, uint64_t
from libc.stdlib cimport calloc, free

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

import numpy as np


def number_keys(const uint64_t[:, ::1] keys):
    """A number for each key, the same for equal ones (int64, from 0 on by their first place), and how many there are."""
    cdef Py_ssize_t count = keys.shape[0], at, slot, slots = 64
    cdef int64_t *table = NULL
    cdef Offsets firsts
    cdef bint is_full
    if keys.shape[1] != 2:
        raise ValueError("a key has two halves")
    made = np.empty(count, np.int64)
    cdef int64_t[::1] numbers = made
    with nogil:
        while slots < 2 * count:
            slots *= 2
        begin(&firsts, count)
        table = <int64_t *> calloc(slots, sizeof(int64_t))
        if table != NULL and not firsts.is_full:
            for at in range(count):
                slot = <Py_ssize_t> ((keys[at, 0] ^ (keys[at, 1] >> 8)) & <uint64_t> (slots - 1))  # keys are hashes
                while table[slot] != 0:
                    if (
                        keys[firsts.items[table[slot] - 1], 0] == keys[at, 0]
                        and keys[firsts.items[table[slot] - 1], 1] == keys[at, 1]
                    ):
                        break
                    slot = (slot + 1) & (slots - 1)
                if table[slot] == 0:
                    push(&firsts, at)
                    table[slot] = firsts.count
                numbers[at] = table[slot] - 1
        is_full = table == NULL
        free(table)
    found = take(&firsts)
    if is_full:
        raise MemoryError
    return made, len(found)
