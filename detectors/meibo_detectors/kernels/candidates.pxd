"""A growing list of rows of CANDIDATE (``meibo_detectors.model``) for kernels that find candidates."""

from libc.stdint cimport uint8_t
from libc.stdlib cimport free, malloc, realloc
from libc.string cimport memcpy, memset

from meibo_detectors.kernels.rows cimport Candidate


cdef struct Candidates:
    Candidate *rows
    Py_ssize_t count
    Py_ssize_t room
    bint is_full  # memory ran out; what was added after is lost, and taking the rows raises


cdef inline void begin_candidates(Candidates *found) noexcept nogil:
    """An empty list; it must be given to ``take_candidates``."""
    found.count = 0
    found.room = 16
    found.rows = <Candidate *> malloc(found.room * sizeof(Candidate))
    found.is_full = found.rows == NULL


cdef inline Candidate *add_candidate(Candidates *found) noexcept nogil:
    """A new row of zeros, to be filled before the next one is asked for; NULL where memory ran out."""
    cdef Candidate *grown
    if found.is_full:
        return NULL
    if found.count == found.room:
        grown = <Candidate *> realloc(found.rows, 2 * found.room * sizeof(Candidate))
        if grown == NULL:
            found.is_full = True
            return NULL
        found.rows = grown
        found.room *= 2
    grown = &found.rows[found.count]
    memset(grown, 0, sizeof(Candidate))
    found.count += 1
    return grown


cdef inline object take_candidates(Candidates *found):
    """The rows as an array, and the memory given back. Raises MemoryError where it ran out."""
    import numpy as np

    from meibo_detectors.model import CANDIDATE

    cdef Py_ssize_t count = found.count
    cdef uint8_t[::1] view
    if found.is_full:
        free(found.rows)
        found.rows = NULL
        raise MemoryError
    array = np.empty(count * sizeof(Candidate), np.uint8)
    if count:
        view = array
        memcpy(&view[0], found.rows, count * sizeof(Candidate))
    free(found.rows)
    found.rows = NULL
    return array.view(CANDIDATE)
