"""Which characters of a text lie in fields that are named as something, so that names in text are not looked for there."""

from libc.stdint cimport int64_t, uint8_t
from libc.string cimport memset

import numpy as np

from meibo_detectors.kernels.name_tables cimport KANJI


def cover_fields(
    const uint8_t[::1] chars,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] column,
    const uint8_t[::1] is_settled,
    const uint8_t[::1] is_refused,
):
    """For each character whether it is blocked, and the same with an opening in refused fields; two arrays of uint8.

    Blocked are fields in which a name was found, and those named as something else. Open to names in kanji is all of a
    refused field outside of tables, and what follows the first word of a cell. Both are empty where no field is either.
    """
    cdef Py_ssize_t row, rows = start.shape[0]
    cdef int64_t count = chars.shape[0], at
    cdef bint is_any = False
    if not rows == end.shape[0] == column.shape[0] == is_settled.shape[0] == is_refused.shape[0]:
        raise ValueError("columns of one length")
    for row in range(rows):
        if is_settled[row] or is_refused[row]:
            is_any = True
            break
    if not is_any:
        count = 0
    blocked, closed = np.zeros(count, np.uint8), np.zeros(count, np.uint8)
    cdef uint8_t[::1] covered = blocked, kept = closed
    with nogil:
        for row in range(rows):
            if (is_settled[row] or is_refused[row]) and 0 <= start[row] < end[row] <= count:
                memset(&covered[start[row]], 1, end[row] - start[row])
                memset(&kept[start[row]], 1, end[row] - start[row])
        for row in range(rows):
            if is_refused[row] and 0 <= start[row] < end[row] <= count:
                at = start[row] if column[row] < 0 else second_word(chars, covered, start[row], end[row])
                if at < end[row]:
                    memset(&kept[at], 0, end[row] - at)
    return blocked, closed


cdef inline int64_t second_word(
    const uint8_t[::1] chars, const uint8_t[::1] covered, int64_t start, int64_t end
) noexcept nogil:
    """The first blank or bracket of a field before kanji; its end where there is none."""
    cdef int64_t at
    for at in range(start, end):
        if (chars[at] == 32 or chars[at] == 40) and at + 1 < chars.shape[0]:
            if chars[at + 1] == KANJI and covered[at + 1]:
                return at
    return end
