"""Findings counted by detector, kind and level of confidence, and the first of each detector picked out."""

from libc.stdint cimport int64_t, uint8_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.rows cimport Finding

cdef enum:
    MEDIUM = 60
    HIGH = 85
    LEVELS = 3


def tally(
    const uint8_t[::1] findings,
    const int64_t[::1] first_kind,
    int64_t[:, ::1] counts,
    const int64_t[::1] least,
    int64_t[::1] room,
):
    """Add to ``counts`` (low, medium and high in a row) and return the rows (int64) of the first findings, in order.

    ``findings`` are the bytes of rows of FINDING. The counts of a detector stand at row ``first_kind[detector]``, those of
    its kinds in the rows behind. Of each detector as many findings are picked as there is ``room``, which they use up,
    among those that have the ``least`` score.
    """
    cdef Py_ssize_t at, count = findings.shape[0] // <Py_ssize_t> sizeof(Finding)
    cdef const Finding *rows = NULL
    cdef const Finding *row
    cdef int64_t place
    cdef int level
    cdef Offsets picked
    if count > 0:
        rows = <const Finding *> &findings[0]
    with nogil:
        begin(&picked, 16)
        for at in range(count):
            row = &rows[at]
            level = (row.score >= MEDIUM) + (row.score >= HIGH)
            place = first_kind[row.detector]
            counts[place, level] += 1
            if row.kind != 0 and place + row.kind < counts.shape[0]:
                counts[place + row.kind, level] += 1
            if room[row.detector] > 0 and row.score >= least[row.detector]:
                room[row.detector] -= 1
                push(&picked, at)
    return take(&picked)
