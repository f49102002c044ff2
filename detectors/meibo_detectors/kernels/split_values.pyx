"""Values that are spread over cells or lines, or have lost a zero: where they stand among the fields of a text."""

from libc.stdint cimport int64_t, uint8_t, uint64_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    RETURN = 13
    BLANK = 32
    HYPHEN = 45
    ZERO = 48
    INDENT = 8  # so many blanks may stand before the second half of a number


cdef inline bint is_digit(uint8_t sign) noexcept nogil:
    return <uint8_t> (sign - 48) < 10


def find_single_digits(
    const uint8_t[::1] chars,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] record,
    const int64_t[::1] place,
    int64_t least,
):
    """Runs of at least so many neighbouring cells of one record with one digit each: first field and number of fields.

    Cells of one row have places from 1 on, side by side where they differ by 1. Returns two arrays of int64.
    """
    cdef Offsets first, sizes
    cdef Py_ssize_t at, count = start.shape[0], run = 0
    cdef int64_t length = chars.shape[0]
    cdef bint is_single
    if end.shape[0] != count or record.shape[0] != count or place.shape[0] != count:
        raise ValueError("fields must be parallel")
    with nogil:
        begin(&first, 16)
        begin(&sizes, 16)
        for at in range(count):
            is_single = end[at] - start[at] == 1 and place[at] > 0
            is_single = is_single and 0 <= start[at] < length and is_digit(chars[start[at]])
            if run and is_single and record[at] == record[at - 1] and place[at] == place[at - 1] + 1:
                run += 1
                continue
            if run >= least:
                push(&first, at - run)
                push(&sizes, run)
            run = 1 if is_single else 0
        if run >= least:
            push(&first, count - run)
            push(&sizes, run)
    return take(&first), take(&sizes)


def find_broken_fields(
    const int64_t[::1] start, const int64_t[::1] end, const uint64_t[::1] names, const int64_t[::1] line_ends
):
    """Fields whose names say something that have line ends inside: the field, its first line end, how many there are.

    Fields and line ends ascend. Returns three arrays of int64.
    """
    cdef Offsets field, first, sizes
    cdef Py_ssize_t at, count = start.shape[0], line = 0, lines = line_ends.shape[0], past
    if end.shape[0] != count or names.shape[0] != count:
        raise ValueError("fields must be parallel")
    with nogil:
        begin(&field, 16)
        begin(&first, 16)
        begin(&sizes, 16)
        for at in range(count):
            while line < lines and line_ends[line] < start[at]:
                line += 1
            if line >= lines:
                break
            if line_ends[line] >= end[at] or not names[at]:
                continue
            past = line
            while past < lines and line_ends[past] < end[at]:
                past += 1
            push(&field, at)
            push(&first, line)
            push(&sizes, past - line)
    return take(&field), take(&first), take(&sizes)


def find_cut_numbers(const uint8_t[::1] chars, const int64_t[::1] line_ends):
    """Where a line ends with a hyphen behind a digit and the next one goes on with a digit: the hyphen and that digit.

    Returns two arrays of int64.
    """
    cdef Offsets hyphens, digits
    cdef Py_ssize_t row, step
    cdef int64_t last, following, length = chars.shape[0]
    with nogil:
        begin(&hyphens, 16)
        begin(&digits, 16)
        for row in range(line_ends.shape[0]):
            last = line_ends[row] - 1
            if last < 1 or last + 2 >= length:
                continue
            if chars[last] == RETURN:
                last -= 1
            if last < 1 or chars[last] != HYPHEN or not is_digit(chars[last - 1]):
                continue
            following = line_ends[row] + 1
            for step in range(INDENT):
                if following < length and chars[following] == BLANK:
                    following += 1
            if following < length and is_digit(chars[following]):
                push(&hyphens, last)
                push(&digits, following)
    return take(&hyphens), take(&digits)


def find_short_numbers(
    const uint8_t[::1] chars,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const uint64_t[::1] names,
    uint64_t bit,
    uint64_t lengths,
):
    """Fields with a name of this ``bit`` that are digits alone, the first no 0, as many as a bit of ``lengths`` says.

    An array of int64.
    """
    cdef Offsets found
    cdef Py_ssize_t row, count = start.shape[0]
    cdef int64_t at, length
    if end.shape[0] != count or names.shape[0] != count:
        raise ValueError("fields must be parallel")
    with nogil:
        begin(&found, 16)
        for row in range(count):
            if not names[row] & bit:
                continue
            length = end[row] - start[row]
            if not 0 < length < 64 or not (lengths >> length) & 1 or start[row] < 0 or end[row] > chars.shape[0]:
                continue
            if chars[start[row]] == ZERO:
                continue
            at = start[row]
            while at < end[row] and is_digit(chars[at]):
                at += 1
            if at == end[row]:
                push(&found, row)
    return take(&found)
