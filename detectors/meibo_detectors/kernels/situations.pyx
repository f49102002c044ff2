"""Candidates in the same situation: with the same evidence, kind and context they have the same score."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.rows cimport Candidate

import numpy as np

cdef enum:
    KIND_SHIFT = 32
    FIRST_SLOTS = 256


cdef inline uint64_t state_of(const Candidate *row, uint32_t flags) noexcept nogil:
    return <uint64_t> flags | (<uint64_t> row.kind << KIND_SHIFT)


cdef inline Py_ssize_t slot_of(uint64_t evidence, uint64_t state, Py_ssize_t slots) noexcept nogil:
    cdef uint64_t mixed = (evidence ^ (state * <uint64_t> 0x9E3779B97F4A7C15)) * <uint64_t> 0xFF51AFD7ED558CCD
    return <Py_ssize_t> ((mixed >> 32) & <uint64_t> (slots - 1))


def tell_situations(const uint8_t[::1] candidates, const uint32_t[::1] flags):
    """The situation of each candidate (int32), and the first candidate of each situation (int64).

    ``candidates`` are the bytes of rows of CANDIDATE, ``flags`` the context of each.
    """
    cdef Py_ssize_t count = candidates.shape[0] // <Py_ssize_t> sizeof(Candidate)
    cdef Py_ssize_t at, slot, slots = FIRST_SLOTS, first, known, told = 0
    cdef const Candidate *rows = NULL
    cdef int32_t *table = NULL
    cdef uint64_t state
    cdef Offsets firsts
    cdef bint is_full = False
    made = np.empty(count, np.int32)
    cdef int32_t[::1] which = made
    if count > 0:
        rows = <const Candidate *> &candidates[0]
    with nogil:
        begin(&firsts, 64)
        table = <int32_t *> calloc(slots, sizeof(int32_t))
        is_full = table == NULL or firsts.is_full
        at = 0
        while at < count and not is_full:
            state = state_of(&rows[at], flags[at])
            first = firsts.items[told] if told < firsts.count else -1  # neighbours are often in one situation
            if first < 0 or rows[first].evidence != rows[at].evidence or state_of(&rows[first], flags[first]) != state:
                slot = slot_of(rows[at].evidence, state, slots)
                while table[slot] != 0:
                    first = firsts.items[table[slot] - 1]
                    if rows[first].evidence == rows[at].evidence and state_of(&rows[first], flags[first]) == state:
                        break
                    slot = (slot + 1) & (slots - 1)
                if table[slot] == 0:
                    push(&firsts, at)
                    if firsts.is_full:
                        is_full = True
                        break
                    table[slot] = <int32_t> firsts.count
                told = table[slot] - 1
                if 2 * firsts.count > slots:  # a table twice as large, filled anew
                    free(table)
                    slots *= 4
                    table = <int32_t *> calloc(slots, sizeof(int32_t))
                    if table == NULL:
                        is_full = True
                        break
                    for known in range(firsts.count):
                        first = firsts.items[known]
                        slot = slot_of(rows[first].evidence, state_of(&rows[first], flags[first]), slots)
                        while table[slot] != 0:
                            slot = (slot + 1) & (slots - 1)
                        table[slot] = <int32_t> (known + 1)
            which[at] = <int32_t> told
            at += 1
        free(table)
    found = take(&firsts)
    if is_full:
        raise MemoryError
    return made, found


def settle(uint8_t[::1] candidates, const int32_t[::1] which, const uint8_t[::1] scores, const uint64_t[::1] evidence):
    """The score of each candidate (uint8) by its situation; the evidence of its situation is written into its row."""
    cdef Py_ssize_t at, count = candidates.shape[0] // <Py_ssize_t> sizeof(Candidate)
    cdef Candidate *rows = NULL
    made = np.empty(count, np.uint8)
    cdef uint8_t[::1] score = made
    if count > 0:
        rows = <Candidate *> &candidates[0]
    with nogil:
        for at in range(count):
            score[at] = scores[which[at]]
            rows[at].evidence = evidence[which[at]]
    return made
