"""A growing list of offsets for kernels that do not know beforehand how many rows they will find."""

from libc.stdint cimport int64_t
from libc.stdlib cimport free, malloc, realloc
from libc.string cimport memcpy


cdef struct Offsets:
    int64_t *items
    Py_ssize_t count
    Py_ssize_t room
    bint is_full  # memory ran out; what was pushed after is lost, and taking the list raises


cdef inline void begin(Offsets *offsets, Py_ssize_t room) noexcept nogil:
    """An empty list with room for so many; it must be given to ``take`` or ``free``."""
    offsets.count = 0
    offsets.room = room if room > 16 else 16
    offsets.items = <int64_t *> malloc(offsets.room * sizeof(int64_t))
    offsets.is_full = offsets.items == NULL


cdef inline bint reserve(Offsets *offsets, Py_ssize_t more) noexcept nogil:
    """Make room for so many more, to be written behind the last; whether there is."""
    cdef int64_t *grown
    cdef Py_ssize_t room = 2 * offsets.room + more
    if offsets.is_full:
        return False
    if offsets.count + more <= offsets.room:
        return True
    grown = <int64_t *> realloc(offsets.items, room * sizeof(int64_t))
    if grown == NULL:
        offsets.is_full = True
        return False
    offsets.items = grown
    offsets.room = room
    return True


cdef inline void push(Offsets *offsets, int64_t value) noexcept nogil:
    """Append one."""
    cdef int64_t *grown
    if offsets.count == offsets.room:
        if offsets.is_full:
            return
        grown = <int64_t *> realloc(offsets.items, 2 * offsets.room * sizeof(int64_t))
        if grown == NULL:
            offsets.is_full = True
            return
        offsets.items = grown
        offsets.room *= 2
    if not offsets.is_full:
        offsets.items[offsets.count] = value
        offsets.count += 1


cdef inline object take(Offsets *offsets):
    """The list as an array of int64, and the memory given back. Raises MemoryError where it ran out."""
    import numpy as np

    cdef Py_ssize_t count = offsets.count
    cdef int64_t[::1] view
    if offsets.is_full:
        free(offsets.items)
        offsets.items = NULL
        raise MemoryError
    array = np.empty(count, np.int64)
    if count:
        view = array
        memcpy(&view[0], offsets.items, count * sizeof(int64_t))
    free(offsets.items)
    offsets.items = NULL
    return array
