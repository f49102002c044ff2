"""Which cells of tables begin with one of a few characters: a look that spares looking words up in all of them."""

from libc.stdint cimport int64_t, uint8_t, uint32_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take


def find_beginnings(
    const uint32_t[::1] codes,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] column,
    const uint8_t[::1] is_first,
):
    """Cells of columns that are not empty and begin with a code of the table ``is_first``; indices, int64.

    Codes behind the table's last are looked up as its last.
    """
    cdef Py_ssize_t at
    cdef uint32_t code, last = <uint32_t> (is_first.shape[0] - 1)
    cdef int64_t count = codes.shape[0]
    cdef Offsets found
    with nogil:
        begin(&found, 16)
        for at in range(start.shape[0]):
            if column[at] >= 0 and end[at] > start[at] and start[at] < count:
                code = codes[start[at]]
                if is_first[code if code < last else last] != 0:
                    push(&found, at)
    return take(&found)
