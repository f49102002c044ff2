"""Which lines of plain text begin a record, and which go on with the value of a line above."""

import numpy as np

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.characters cimport Characters, Signs, WIDE, char_at, code_at
from meibo_detectors.kernels.seen_names cimport HASHED_CHARS, Seen, begin_seen, begins_record, end_seen, hash_outer

cdef enum:
    BLANK_LINE = 1  # flags of lines, see text_lines
    RULE = 2
    HEADING = 4
    POSTAL = 8
    FORM = 1  # what a line is among others: it has names, fewer than a line of a log
    GUEST = 2
    OTHER = 4  # a row of a table, or a line of a log
    LOG_EQUATIONS = 2
    GUEST_LINES = 3  # so many lines without a name may stand inside a form
    GUEST_CHARS = 44
    LABEL_LINES = 6  # an address label has no more
    DEEP = 3
    VALUE_LINES = 2
    FOLDED_STOP = 46
    FULL_STOP = 0x3002
    WIDE_FULL_STOP = 0xFF0E
    SAMA = 0x69D8
    TONO = 0x6BBF


cdef struct Lines:
    const int64_t *start
    const int64_t *end
    const int64_t *content
    const uint8_t *flags
    const uint8_t *torn
    Py_ssize_t count


cdef struct Pairs:
    # Names with values, ascending by line.
    const int64_t *line
    const int64_t *name_start
    const int64_t *name_end
    const uint8_t *is_equation
    Py_ssize_t count


def find_line_records(
    Characters text not None,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] content,
    const uint8_t[::1] flags,
    const uint8_t[::1] torn,
    const uint8_t[::1] is_row,
    const uint8_t[::1] is_value,
    const int64_t[::1] pair_line,
    const int64_t[::1] name_start,
    const int64_t[::1] name_end,
    const uint8_t[::1] is_equation,
):
    """The lines that begin a record: a form, an address label, a row, a line of a log or of prose; an array of bool.

    Lines are parallel arrays, with ``flags`` as ``text_lines`` tells them, ``torn`` where one begins a new text,
    ``is_row`` where it is part of a table and ``is_value`` where it belongs to the value of a line above. Names with
    values are parallel arrays too, ascending by line.
    """
    cdef Py_ssize_t count = start.shape[0]
    cdef Lines lines
    cdef Pairs pairs
    cdef Seen seen
    cdef uint8_t[::1] kind, begins
    if end.shape[0] != count or content.shape[0] != count or flags.shape[0] != count or torn.shape[0] != count:
        raise ValueError("lines must be parallel")
    if is_row.shape[0] != count or is_value.shape[0] != count:
        raise ValueError("what is said of lines must be parallel to them")
    if name_start.shape[0] != pair_line.shape[0] or name_end.shape[0] != pair_line.shape[0]:
        raise ValueError("names must be parallel")
    check_pairs(pair_line, is_equation, count)
    made = np.zeros(count, np.uint8)
    if not count:
        return made.view(np.bool_)
    kinds = np.zeros(count, np.uint8)
    kind, begins = kinds, made
    lines.start, lines.end, lines.content = &start[0], &end[0], &content[0]
    lines.flags, lines.torn, lines.count = &flags[0], &torn[0], count
    pairs.count = pair_line.shape[0]
    pairs.line = pairs.name_start = pairs.name_end = NULL
    pairs.is_equation = NULL
    if pairs.count:
        pairs.line, pairs.is_equation = &pair_line[0], &is_equation[0]
        pairs.name_start, pairs.name_end = &name_start[0], &name_end[0]
    with nogil:
        begin_seen(&seen)
        tell_forms(&lines, &pairs, &is_row[0], &kind[0])
        if pairs.count:
            find_guests(&text.signs, &lines, &kind[0])
        begin_records(&text.signs, &lines, &pairs, &is_row[0], &is_value[0], &kind[0], &seen, &begins[0])
        leave_address_labels(&text.signs, &lines, &begins[0])
        end_seen(&seen)
    if seen.is_full:
        raise MemoryError
    return made.view(np.bool_)


def extend_values(
    const int64_t[::1] first,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] content,
    const uint8_t[::1] flags,
    const uint8_t[::1] torn,
    const uint8_t[::1] is_row,
    const int64_t[::1] pair_line,
    const int64_t[::1] pair_end,
    const uint8_t[::1] is_equation,
):
    """Let the last value of a line go on with up to two lines below that are indented deeply.

    Arguments as above; ``first`` is where each line begins with its blanks. Returns the ends of all values, and for
    each line whether it goes on with one (uint8).
    """
    cdef Py_ssize_t count = first.shape[0], pairs = pair_line.shape[0], at, line, below
    cdef int64_t[::1] ends
    cdef uint8_t[::1] goes_on
    if start.shape[0] != count or end.shape[0] != count or content.shape[0] != count or flags.shape[0] != count:
        raise ValueError("lines must be parallel")
    if torn.shape[0] != count or is_row.shape[0] != count or pair_end.shape[0] != pairs:
        raise ValueError("what is said of lines and of values must be parallel to them")
    check_pairs(pair_line, is_equation, count)
    extended, told = np.array(pair_end), np.zeros(count, np.uint8)
    ends, goes_on = extended, told
    with nogil:
        for at in range(pairs):
            line = pair_line[at]
            if is_equation[at] or is_row[line] or (at + 1 < pairs and pair_line[at + 1] == line):
                continue
            below = line + 1
            while below <= line + VALUE_LINES and below < count:
                if (
                    (at + 1 < pairs and pair_line[at + 1] == below) or flags[below] & (BLANK_LINE | HEADING)
                    or is_row[below] or torn[below] or content[below] != start[below]
                    or start[below] - first[below] < start[line] - first[line] + DEEP
                ):
                    break
                ends[at] = end[below]
                goes_on[below] = 1
                below += 1
    return extended, told


cdef int check_pairs(const int64_t[::1] line, const uint8_t[::1] is_equation, Py_ssize_t lines) except -1:
    cdef Py_ssize_t at
    if is_equation.shape[0] != line.shape[0]:
        raise ValueError("names must be parallel")
    for at in range(line.shape[0]):
        if not 0 <= line[at] < lines or (at > 0 and line[at] < line[at - 1]):
            raise ValueError("names must stand on lines, and ascend")
    return 0


cdef inline void tell_forms(const Lines *lines, const Pairs *pairs, const uint8_t *is_row, uint8_t *kind) noexcept nogil:
    """Which lines are of a form, and which of a table or a log; names within a row of a table are no form."""
    cdef Py_ssize_t line, at = 0, first
    cdef int equations
    for line in range(lines.count):
        if is_row[line]:
            kind[line] = OTHER
    while at < pairs.count:
        line = pairs.line[at]
        first, equations = at, 0
        while at < pairs.count and pairs.line[at] == line:
            equations += pairs.is_equation[at] != 0
            at += 1
        if not is_row[line]:
            kind[line] = OTHER if equations >= LOG_EQUATIONS else FORM


cdef inline bint may_be_guest(const Signs *text, const Lines *lines, Py_ssize_t line, const uint8_t *kind) noexcept nogil:
    """Whether a line is short, without a name, and no sentence or heading."""
    cdef uint32_t last
    cdef uint8_t sign
    if kind[line] & (FORM | OTHER) or lines.flags[line] & (BLANK_LINE | HEADING):
        return False
    if lines.end[line] - lines.start[line] > GUEST_CHARS:
        return False
    sign = char_at(text, lines.end[line] - 1)
    if sign != FOLDED_STOP and sign != WIDE:
        return True
    last = code_at(text, lines.end[line] - 1)
    return last != FULL_STOP and last != WIDE_FULL_STOP


cdef inline void find_guests(const Signs *text, const Lines *lines, uint8_t *kind) noexcept nogil:
    """Mark the few lines between two lines of a form that may belong to it, up to where a new text begins."""
    cdef Py_ssize_t line = 0, form, past
    while line < lines.count:
        form = line
        line += 1
        if not kind[form] & FORM:
            continue
        past = line
        while past < lines.count and past - line <= GUEST_LINES and may_be_guest(text, lines, past, kind):
            past += 1
        if past < lines.count and past - line <= GUEST_LINES and kind[past] & FORM:
            while line < past and not lines.torn[line]:
                kind[line] |= GUEST
                line += 1
        line = past


cdef inline uint64_t hash_whole(const Signs *text, int64_t start, int64_t end) noexcept nogil:
    """The hash of a name, with as many rounds as it needs."""
    return hash_outer(text, start, end, <int> (end - start) if 0 <= end - start < HASHED_CHARS else HASHED_CHARS)


cdef inline void begin_records(
    const Signs *text, const Lines *lines, const Pairs *pairs, const uint8_t *is_row, const uint8_t *is_value,
    uint8_t *kind, Seen *seen, uint8_t *begins
) noexcept nogil:
    """A form begins after a heading, prose, or two blank lines, and where the first name of a line comes again."""
    cdef Py_ssize_t line, at = 0, above = -1, forms = 0
    cdef int64_t region = 0, last_region = -1, region_before = -1, opening_region = -1
    cdef uint64_t name, last_name = 0
    cdef bint is_blank, again, is_heading = False
    for line in range(lines.count):
        is_blank = lines.flags[line] & BLANK_LINE
        if is_value[line] and not is_row[line]:
            kind[line] |= GUEST
        if lines.torn[line] or (not is_blank and not kind[line] & (FORM | GUEST)):
            region += 1
        elif line >= 2 and not is_blank and lines.flags[line - 1] & lines.flags[line - 2] & BLANK_LINE:
            region += 1
        if not kind[line] & FORM:
            begins[line] = not is_blank and not kind[line] & GUEST
        else:
            while at < pairs.count and pairs.line[at] < line:
                at += 1
            name = hash_whole(text, pairs.name_start[at], pairs.name_end[at])
            # Two telephone numbers one below the other belong to one person, unless the list begins with them.
            again = (
                forms >= 2 and name == last_name and region == region_before
                and pairs.name_start[at] <= lines.content[line] + 1
            )
            if not again:
                begins[line] = begins_record(seen, name, region != opening_region)
                opening_region = region
            # What stands directly below a heading belongs to it.
            if above >= 0 and is_heading and line - above <= 2 and not lines.torn[line]:
                begins[line] = 0
            region_before, last_region, last_name = last_region, region, name
            forms += 1
        if not is_blank:
            above = line
            is_heading = (
                lines.flags[line] & (HEADING | RULE) == HEADING and not kind[line] & (FORM | GUEST) and not is_row[line]
            )


cdef inline bint ends_with_title(const Signs *text, const Lines *lines, Py_ssize_t line) noexcept nogil:
    """Whether a line ends with what is written behind the name of whom a letter goes to."""
    cdef uint32_t last
    if lines.flags[line] & BLANK_LINE:
        return False
    last = code_at(text, lines.end[line] - 1)
    return last == SAMA or last == TONO


cdef inline Py_ssize_t end_address_label(const Signs *text, const Lines *lines, Py_ssize_t postal) noexcept nogil:
    """The last line of the label that begins with a postal code: that of the name, or of a short paragraph's end."""
    cdef Py_ssize_t line = postal
    while True:
        if ends_with_title(text, lines, line):
            if line > postal:
                return line
            break
        line += 1
        if line >= lines.count or line > postal + LABEL_LINES or lines.flags[line] & POSTAL or lines.torn[line]:
            break
    line = postal + 1
    while line < lines.count and not (lines.flags[line] & BLANK_LINE or lines.torn[line]):
        if line >= postal + LABEL_LINES:
            return postal
        line += 1
    # Another postal code ends the label too, though not the paragraph.
    for postal in range(postal + 1, line):
        if lines.flags[postal] & POSTAL:
            return postal - 1
    return line - 1


cdef inline void leave_address_labels(const Signs *text, const Lines *lines, uint8_t *begins) noexcept nogil:
    """No record begins inside of an address label; one begins with each text."""
    cdef Py_ssize_t line, last = -1
    for line in range(lines.count):
        if line <= last:
            begins[line] = 0
        if lines.flags[line] & POSTAL:
            last = end_address_label(text, lines, line)
        if lines.torn[line]:
            begins[line] = 1
