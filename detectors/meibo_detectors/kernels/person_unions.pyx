"""People of several texts united: those who share a key other than a name are one."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t
from libc.stdlib cimport calloc, free, malloc

from meibo_detectors.kernels.radix cimport sort_rows

import numpy as np

cdef enum:
    KIND_BITS = 7
    FIRST_BIT = 8
    NAME = 6


cdef inline int32_t root_of(int32_t *person, int32_t one) noexcept nogil:
    """The lowest number of all people that one is linked to."""
    while person[one] != one:
        person[one] = person[person[one]]
        one = person[one]
    return one


cdef inline bint is_same(const uint64_t[:, ::1] keys, Py_ssize_t one, Py_ssize_t other) noexcept nogil:
    """Whether two keys are equal, whoever's first they are."""
    return keys[one, 0] == keys[other, 0] and ((keys[one, 1] ^ keys[other, 1]) & ~<uint64_t> FIRST_BIT) == 0


cdef inline bint is_name(const uint64_t[:, ::1] keys, Py_ssize_t row) noexcept nogil:
    return (keys[row, 1] & KIND_BITS) >= NAME


cdef void link(
    const uint64_t[:, ::1] keys, const int32_t *order, int32_t *owner, int32_t *person, uint8_t *keyed
) noexcept nogil:
    """Say in ``owner`` who each key belongs to once people are united."""
    cdef Py_ssize_t at, count = keys.shape[0], before = -1
    cdef int32_t low, high
    for at in range(1, count):
        if is_same(keys, order[at], order[at - 1]) and not is_name(keys, order[at]):
            low = root_of(person, owner[order[at - 1]])
            high = root_of(person, owner[order[at]])
            if low < high:
                person[high] = low
            else:
                person[low] = high
    for at in range(count):
        owner[at] = root_of(person, owner[at])
        if not is_name(keys, at):
            keyed[owner[at]] = 1
    for at in range(count):  # people known by nothing but the same name are one entry
        if is_name(keys, order[at]) and keyed[owner[order[at]]] == 0:
            if before >= 0 and is_same(keys, order[at], order[before]):
                owner[order[at]] = owner[order[before]]
            before = at


def unite_keys(const uint64_t[:, ::1] keys):
    """The keys of all people, equal ones once; shape (n, 2), as new rows.

    A key begins a person where it carries bit 3; its three lowest bits are its kind. People are sorted by their lowest
    key, by half a key and its kind: two others of millions agree in them once in a million times.
    """
    cdef Py_ssize_t count = keys.shape[0], at, row, to = 0
    cdef int32_t people = 0
    cdef int64_t *weight = NULL
    cdef int64_t *lowest = NULL
    cdef int32_t *order = NULL
    cdef int32_t *owner = NULL
    cdef int32_t *person = NULL
    cdef uint8_t *keyed = NULL
    cdef bint is_full
    if keys.shape[1] != 2:
        raise ValueError("a key has two halves")
    made = np.empty((count, 2), np.uint64)
    cdef uint64_t[:, ::1] united = made
    with nogil:
        weight = <int64_t *> malloc((count + 1) * sizeof(int64_t))
        lowest = <int64_t *> malloc((count + 1) * sizeof(int64_t))
        order = <int32_t *> malloc((count + 1) * sizeof(int32_t))
        owner = <int32_t *> malloc((count + 1) * sizeof(int32_t))
        person = <int32_t *> malloc((count + 1) * sizeof(int32_t))
        keyed = <uint8_t *> calloc(count + 1, 1)
        is_full = (
            weight == NULL or lowest == NULL or order == NULL or owner == NULL or person == NULL or keyed == NULL
        )
        if not is_full:
            for at in range(count):
                if (keys[at, 1] & FIRST_BIT) != 0 or at == 0:
                    person[people] = people
                    people += 1
                owner[at] = people - 1
                order[at] = <int32_t> at
                weight[at] = <int64_t> ((keys[at, 0] & ~<uint64_t> KIND_BITS) | (keys[at, 1] & KIND_BITS))
            is_full = sort_rows(order, weight, count) != 0
        if not is_full:
            link(keys, order, owner, person, keyed)
            for at in range(people):
                lowest[at] = -1
            for at in range(count):
                if lowest[owner[order[at]]] < 0:
                    lowest[owner[order[at]]] = at
            for at in range(count):
                weight[order[at]] = lowest[owner[order[at]]]
            is_full = sort_rows(order, weight, count) != 0
        if not is_full:
            for at in range(count):
                row = order[at]
                if at == 0 or owner[row] != owner[order[at - 1]]:
                    united[to, 1] = keys[row, 1] | FIRST_BIT
                elif is_same(keys, row, order[at - 1]):
                    continue
                else:
                    united[to, 1] = keys[row, 1] & ~<uint64_t> FIRST_BIT
                united[to, 0] = keys[row, 0]
                to += 1
        free(weight)
        free(lowest)
        free(order)
        free(owner)
        free(person)
        free(keyed)
    if is_full:
        raise MemoryError
    return made[:to]
