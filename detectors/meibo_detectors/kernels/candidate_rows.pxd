"""A growing list of candidates: rows of ``model.CANDIDATE`` as kernels write them."""

from libc.stdint cimport int64_t, uint8_t, uint64_t
from libc.stdlib cimport free, malloc, realloc
from libc.string cimport memcpy


cdef packed struct Candidate:
    int64_t start
    int64_t end
    uint64_t evidence
    uint8_t kind
    char key[20]


cdef struct Candidates:
    Candidate *items
    Py_ssize_t count
    Py_ssize_t room
    bint is_full  # memory ran out; taking the list raises


cdef inline void begin_rows(Candidates *rows) noexcept nogil:
    """An empty list; it must be given to ``take_rows``."""
    rows.items = NULL
    rows.count = rows.room = 0
    rows.is_full = False


cdef inline Candidate *add_row(Candidates *rows) noexcept nogil:
    """One row more, to be written to; NULL where memory ran out."""
    cdef Candidate *grown
    if rows.is_full:
        return NULL
    if rows.count == rows.room:
        grown = <Candidate *> realloc(rows.items, (2 * rows.room + 64) * sizeof(Candidate))
        if grown == NULL:
            rows.is_full = True
            return NULL
        rows.items = grown
        rows.room = 2 * rows.room + 64
    rows.count += 1
    return rows.items + rows.count - 1


cdef inline object take_rows(Candidates *rows):
    """The rows as an array of bytes, to be viewed as CANDIDATE; the memory is given back."""
    import numpy as np

    cdef uint8_t[::1] view
    cdef Py_ssize_t size = rows.count * sizeof(Candidate)
    if rows.is_full:
        free(rows.items)
        rows.items = NULL
        raise MemoryError
    made = np.empty(size, np.uint8)
    if size:
        view = made
        memcpy(&view[0], rows.items, size)
    free(rows.items)
    rows.items = NULL
    return made
