"""Little tables in plain text: neighbouring lines with equally many bars, tabs, commas or semicolons."""

import numpy as np

from libc.stdint cimport int32_t, int64_t, uint8_t

from meibo_detectors.kernels.characters cimport (
    Characters, LAST_CODE, Signs, WIDE, char_at, code_at, is_digit, is_written,
)
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    BARS = 1  # kinds of tables, by what stands between their cells
    TABS = 2
    COMMAS = 3
    SEMICOLONS = 4
    KINDS = 5
    PLAIN_COMMAS = 0  # those that part no thousands, counted where no kind is
    BAR_SIGN = 32  # what the table of signs says
    BLANK_LINE = 1  # flags of lines, see text_lines
    RULE = 2
    CELL_CHARS = 30
    MOST_PAIRS = 1


cdef struct Lines:
    const int64_t *start
    const int64_t *end
    const uint8_t *flags
    const uint8_t *torn
    const int64_t *pairs
    Py_ssize_t count


def find_table_lines(
    Characters text not None,
    const int64_t[::1] places,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const uint8_t[::1] flags,
    const uint8_t[::1] torn,
    const int64_t[::1] pairs,
    const uint8_t[::1] signs,
):
    """The lines that are rows of little tables, and their cells as they stand between the delimiters.

    Lines are parallel arrays, ``pairs`` the names with values of each; ``places`` are those of ``marked_places``,
    ``signs`` tells of each code point up to LAST_CODE whether it is a bar (32). Returns the kind of each line (0: no
    row), the delimiters in it, start and end of each cell, and the first cell of each row.
    """
    cdef Lines lines
    cdef Offsets cell_start, cell_end, first
    cdef int32_t[:, ::1] counts
    cdef int64_t[::1] kind, width
    cdef int64_t totals[KINDS]
    cdef Py_ssize_t count = start.shape[0], at, line, place
    cdef int64_t left, right, offset
    if end.shape[0] != count or flags.shape[0] != count or torn.shape[0] != count or pairs.shape[0] != count:
        raise ValueError("lines must be parallel")
    if signs.shape[0] != LAST_CODE + 1:
        raise ValueError("the table of signs must be whole")
    kinds, widths = np.zeros(count, np.int64), np.zeros(count, np.int64)
    numbers = np.zeros((KINDS, count), np.int32)
    kind, width, counts = kinds, widths, numbers
    lines.count = count
    lines.start = lines.end = lines.pairs = NULL
    lines.flags = lines.torn = NULL
    if count:
        lines.start, lines.end, lines.flags = &start[0], &end[0], &flags[0]
        lines.torn, lines.pairs = &torn[0], &pairs[0]
    with nogil:
        begin(&cell_start, 16)
        begin(&cell_end, 16)
        begin(&first, 16)
        count_delimiters(&text.signs, &lines, places, signs, counts, totals)
        for at in range(1, KINDS):
            if totals[at]:
                take_runs(&lines, at, counts, kind, width)
        place = 0
        for line in range(count):
            if not kind[line]:
                continue
            left, right = start[line], end[line]
            if kind[line] == BARS:
                if left < right and signs[code_at(&text.signs, left)] & BAR_SIGN:
                    left += 1
                if left < right and signs[code_at(&text.signs, right - 1)] & BAR_SIGN:
                    right -= 1
            push(&first, cell_start.count)
            push(&cell_start, left)
            while place < places.shape[0] and places[place] < left:
                place += 1
            while place < places.shape[0] and places[place] < right:
                offset = places[place]
                if kind_of(&text.signs, offset, signs) == kind[line]:
                    push(&cell_end, offset)
                    push(&cell_start, offset + 1)
                place += 1
            push(&cell_end, right)
    return kinds, widths, take(&cell_start), take(&cell_end), take(&first)


cdef inline int kind_of(const Signs *text, int64_t at, const uint8_t[::1] signs) noexcept nogil:
    """The kind of table whose cells a sign parts; 0 for no delimiter."""
    cdef uint8_t sign = char_at(text, at)
    if sign == 124 or (sign == WIDE and signs[code_at(text, at)] & BAR_SIGN):
        return BARS
    if sign == 9:
        return TABS
    if sign == 44 and is_written(text, at):
        return COMMAS
    if sign == 59 and is_written(text, at):
        return SEMICOLONS
    return 0


cdef inline bint parts_thousands(const Signs *text, int64_t at) noexcept nogil:
    """Whether a comma stands as in ``5,420,000``: a list of amounts is no table."""
    cdef int step
    if not is_digit(char_at(text, at - 1)) or is_digit(char_at(text, at + 4)):
        return False
    for step in range(1, 4):
        if not is_digit(char_at(text, at + step)):
            return False
    return True


cdef void count_delimiters(
    const Signs *text, const Lines *lines, const int64_t[::1] places, const uint8_t[::1] signs,
    int32_t[:, ::1] counts, int64_t *totals
) noexcept nogil:
    """How many delimiters of each kind each line has."""
    cdef Py_ssize_t line, place = 0
    cdef int kind
    for kind in range(KINDS):
        totals[kind] = 0
    for line in range(lines.count):
        while place < places.shape[0] and places[place] < lines.start[line]:
            place += 1
        while place < places.shape[0] and places[place] < lines.end[line]:
            kind = kind_of(text, places[place], signs)
            if kind:
                counts[kind, line] += 1
                totals[kind] += 1
                if kind == COMMAS and not parts_thousands(text, places[place]):
                    counts[PLAIN_COMMAS, line] += 1
            place += 1


cdef inline int64_t count_fitting(
    const Lines *lines, int number, const int32_t[:, ::1] counts, Py_ssize_t line, int64_t taken
) noexcept nogil:
    """The delimiters of a line if it may be a row of this kind, else 0."""
    cdef int64_t count = counts[number, line]
    if taken or lines.flags[line] & (BLANK_LINE | RULE) or count < (1 if number == TABS else 2):
        return 0
    if number == COMMAS and not counts[PLAIN_COMMAS, line]:
        return 0
    if number >= COMMAS:
        if lines.pairs[line] > MOST_PAIRS or lines.end[line] - lines.start[line] > CELL_CHARS * (count + 1):
            return 0
    return count


cdef void take_runs(
    const Lines *lines, int number, const int32_t[:, ::1] counts, int64_t[::1] kind, int64_t[::1] width
) noexcept nogil:
    """Make rows of the lines of long runs with the same number of delimiters, dividing lines between not counted."""
    cdef Py_ssize_t line, first = 0
    cdef int64_t run = 0, held = 0, count
    for line in range(lines.count):
        if lines.flags[line] & RULE and not lines.torn[line]:
            continue
        count = count_fitting(lines, number, counts, line, kind[line])
        if held and count == held and not lines.torn[line]:
            run += 1
            continue
        mark_run(lines, number, first, line, held, run, kind, width)
        first, held, run = line, count, 1
    mark_run(lines, number, first, lines.count, held, run, kind, width)


cdef void mark_run(
    const Lines *lines, int number, Py_ssize_t first, Py_ssize_t past, int64_t held, int64_t run,
    int64_t[::1] kind, int64_t[::1] width
) noexcept nogil:
    """The lines from ``first`` to before ``past`` are rows, if they are enough."""
    cdef Py_ssize_t line
    if not held or run < (3 if number >= COMMAS else 2):
        return
    for line in range(first, past):
        if not lines.flags[line] & RULE:
            kind[line] = number
            width[line] = held
