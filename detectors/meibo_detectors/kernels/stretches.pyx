"""The stretches of a text in which words can say anything about values: what stands around each, no word cut."""

from libc.stdint cimport int64_t, uint8_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    REACH_CHARS = 300
    LINE_CHARS = 40


cdef inline bint is_line_end(uint8_t char) noexcept nogil:
    return char == 10 or char == 13


def surround(
    const int64_t[::1] start, const int64_t[::1] end, const uint8_t[::1] chars, const uint8_t[::1] is_border
):
    """Floor and roof of each stretch, ascending and apart; two arrays of int64.

    Values ascend by ``start``. A stretch reaches 300 characters around them and on to characters that are in no word
    (``is_border``, one element for each folded character); where a line ends within 40 characters before a value, back to
    where that line begins.
    """
    cdef Py_ssize_t at
    cdef int64_t floor, roof, line, count = chars.shape[0], low = 0, high = -1, near
    cdef Offsets floors, roofs
    with nogil:
        begin(&floors, 16)
        begin(&roofs, 16)
        for at in range(start.shape[0]):
            floor = start[at] - REACH_CHARS if start[at] > REACH_CHARS else 0
            if floor > count:
                floor = count
            while floor > 0 and floor > high and is_border[chars[floor - 1]] == 0:
                floor -= 1
            if floor > high:  # else what stands before is in the stretch already
                near = start[at] - LINE_CHARS if start[at] > LINE_CHARS else 0
                for line in range(near, start[at] if start[at] < count else count):
                    if is_line_end(chars[line]):
                        while line > 0 and line > high and not is_line_end(chars[line - 1]):
                            line -= 1
                        if line < floor:
                            floor = line
                        break
            roof = end[at] + REACH_CHARS if end[at] + REACH_CHARS < count else count
            while roof < count and roof >= high and is_border[chars[roof]] == 0:
                roof += 1
            if floor > high:
                if high >= 0:
                    push(&floors, low)
                    push(&roofs, high)
                low = floor
                high = roof
            elif roof > high:
                high = roof
        if high >= 0:
            push(&floors, low)
            push(&roofs, high)
    return take(&floors), take(&roofs)
