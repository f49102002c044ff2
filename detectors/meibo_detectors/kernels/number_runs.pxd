"""The runs of digits of a text as other kernels read them."""

from libc.stdint cimport int64_t, uint8_t


cdef class RunColumns:
    """The columns of ``meibo_detectors.number_runs.NumberRuns``; every run lies inside of the text, after the one before."""

    cdef const uint8_t[::1] chars
    cdef readonly Py_ssize_t count
    cdef const int64_t[::1] start
    cdef const int64_t[::1] end
    cdef const uint8_t[::1] link
    cdef const uint8_t[::1] before
    cdef const uint8_t[::1] after
    cdef const uint8_t[::1] letter_left
    cdef const uint8_t[::1] open_left
    cdef const uint8_t[::1] open_right


cdef inline int64_t length_of(RunColumns runs, Py_ssize_t run) noexcept nogil:
    """The digits of a run."""
    return runs.end[run] - runs.start[run]


cdef inline void read_digits(RunColumns runs, Py_ssize_t run, uint8_t *digits, Py_ssize_t total) noexcept nogil:
    """So many digits, 0 to 9, from the beginning of a run on, across what stands between runs; zeros behind the last."""
    cdef Py_ssize_t place = 0
    cdef int64_t at
    while place < total and run < runs.count:
        at = runs.start[run]
        while place < total and at < runs.end[run]:
            digits[place] = runs.chars[at] - 48
            place += 1
            at += 1
        run += 1
    while place < total:
        digits[place] = 0
        place += 1
