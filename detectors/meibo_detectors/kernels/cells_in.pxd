"""The fields of a text for kernels: which of them holds a stretch."""

from libc.stdint cimport int64_t

from meibo_detectors.kernels.search cimport last_until


cdef struct Cells:
    # Columns of ``Fields``, ascending by start.
    const int64_t *start
    const int64_t *end
    int64_t count
    int64_t hint  # the field that was looked up last: what is asked for next lies near


cdef inline Cells cells_of(const int64_t[::1] start, const int64_t[::1] end):
    """Arrays for use without the GIL; the caller keeps them alive."""
    cdef Cells cells
    if start.shape[0] != end.shape[0]:
        raise ValueError("starts and ends of one length")
    cells.count = start.shape[0]
    cells.start = &start[0] if cells.count > 0 else NULL
    cells.end = &end[0] if cells.count > 0 else NULL
    cells.hint = -1
    return cells


cdef inline int64_t holding(Cells *cells, int64_t start, int64_t end) noexcept nogil:
    """The field that holds all of a stretch, -1 where none does."""
    cdef int64_t at = last_until(cells.start, cells.count, start, cells.hint)
    cells.hint = at
    return at if at >= 0 and end <= cells.end[at] else -1
