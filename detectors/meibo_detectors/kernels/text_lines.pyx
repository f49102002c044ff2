"""Lines of plain text: their edges without blanks and signs of lists, and what their first characters say of them."""

import numpy as np

from libc.stdint cimport int64_t, uint8_t, uint32_t

from meibo_detectors.kernels.characters cimport (
    Characters, KANJI, LabelWords, LAST_CODE, Labels, Signs, WIDE, char_at, code_at, is_blank, is_digit, is_label,
    is_letter, trim,
)

cdef enum:
    MARK = 1  # what the table of signs says
    HEADS = 2
    OPENS = 4
    BLANK_LINE = 1  # what is said of a line
    RULE = 2
    HEADING = 4
    POSTAL = 8
    MARK_STEPS = 4
    NUMBER_CHARS = 3
    RULE_CHARS = 3
    HIRAGANA = 0x82
    POSTAL_MARK = 0x3012
    POSTAL_CHARS = 7
    NAME_CHARS = 30


def read_lines(
    Characters text not None, const int64_t[::1] first, const int64_t[::1] past, const uint8_t[::1] signs
):
    """Each line from ``first`` to ``past`` without outer blanks: its start and end, where its content begins, flags.

    ``signs`` tells for each code point up to LAST_CODE whether it is a sign of lists (1) and one of headings (2). The
    flags are 1 for a blank line, 2 for one that only divides, 4 for a heading, 8 where it begins with a postal code.
    """
    cdef Py_ssize_t line, count = first.shape[0]
    cdef int64_t[::1] start, end, content
    cdef uint8_t[::1] flags
    if past.shape[0] != count or signs.shape[0] != LAST_CODE + 1:
        raise ValueError("lines must be parallel, and the table of signs whole")
    starts, ends, contents = np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count, np.int64)
    told = np.empty(count, np.uint8)
    start, end, content, flags = starts, ends, contents, told
    with nogil:
        for line in range(count):
            start[line], end[line] = first[line], past[line]
            trim(&text.signs, &start[line], &end[line])
            if end[line] <= start[line]:
                content[line] = end[line]
                flags[line] = BLANK_LINE
                continue
            content[line] = skip_numbers(
                &text.signs, skip_marks(&text.signs, start[line], end[line], signs), end[line]
            )
            flags[line] = 0
            if is_rule(&text.signs, start[line], end[line]):
                flags[line] = RULE | HEADING
            elif may_be_mark(char_at(&text.signs, start[line])) and signs[code_at(&text.signs, start[line])] & HEADS:
                flags[line] = HEADING
            if is_postal(&text.signs, start[line], end[line]):
                flags[line] |= POSTAL
    return starts, ends, contents, told


def find_label_lines(
    Characters text not None,
    LabelWords words not None,
    const int64_t[::1] content,
    const int64_t[::1] end,
    const uint8_t[::1] free,
    const uint8_t[::1] signs,
):
    """Which of the free lines are a label alone, brackets and a colon around it left out.

    ``signs`` as in ``read_lines``, 4 for a bracket that may open it. Returns an array of bool, and the edges of the
    labels, parallel to the lines.
    """
    cdef Py_ssize_t line, count = content.shape[0]
    cdef int64_t[::1] label_start, label_end
    cdef uint8_t[::1] known
    if end.shape[0] != count or free.shape[0] != count or signs.shape[0] != LAST_CODE + 1:
        raise ValueError("lines must be parallel, and the table of signs whole")
    found = np.zeros(count, np.uint8)
    starts, ends = np.zeros(count, np.int64), np.zeros(count, np.int64)
    known, label_start, label_end = found, starts, ends
    with nogil:
        for line in range(count):
            if free[line] and 0 < end[line] - content[line] <= NAME_CHARS:
                label_start[line], label_end[line] = content[line], end[line]
                leave_brackets(&text.signs, &label_start[line], &label_end[line], signs)
                known[line] = is_label(&text.signs, &words.labels, label_start[line], label_end[line])
    return found.view(np.bool_), starts, ends


cdef inline bint may_be_mark(uint8_t sign) noexcept nogil:
    """Whether the code point is worth a look: letters, kanji and hiragana are no signs of lists or headings."""
    return not is_letter(sign) and sign != KANJI and sign != HIRAGANA


cdef inline int64_t skip_marks(
    const Signs *text, int64_t at, int64_t end, const uint8_t[::1] signs
) noexcept nogil:
    """Behind up to four signs of lists with up to two blanks each."""
    cdef int step, blank
    for step in range(MARK_STEPS):
        if at >= end or not may_be_mark(char_at(text, at)) or not signs[code_at(text, at)] & MARK:
            break
        at += 1
        for blank in range(2):
            if at < end and is_blank(char_at(text, at)):
                at += 1
    return at if at < end else end


cdef inline int64_t skip_numbers(const Signs *text, int64_t at, int64_t end) noexcept nogil:
    """Behind ``1.``, ``(1)``, ``[12]``."""
    cdef int64_t begin = at
    cdef uint8_t sign = char_at(text, at)
    cdef int step
    if at >= end:
        return end
    if sign == 40 or sign == 91:
        at += 1
    if not is_digit(char_at(text, at)):
        return begin
    for step in range(NUMBER_CHARS):
        if is_digit(char_at(text, at)):
            at += 1
    sign = char_at(text, at)
    if not (sign == 46 or sign == 41 or sign == 93) or is_digit(char_at(text, at + 1)):
        return begin
    at += 1
    for step in range(2):
        if is_blank(char_at(text, at)):
            at += 1
    return at if at < end else end


cdef inline bint is_box(uint32_t code) noexcept nogil:
    """A line or a corner that boxes are drawn with."""
    return 0x2500 <= code < 0x2580


cdef inline bint is_rule(const Signs *text, int64_t start, int64_t end) noexcept nogil:
    """A line of at least three signs without a letter or digit that begins like a ruled line."""
    cdef uint8_t sign = char_at(text, start)
    cdef int64_t at
    if end - start < RULE_CHARS or end > text.count:
        return False
    if not (
        sign == 45 or sign == 61 or sign == 42 or sign == 95 or sign == 126 or sign == 35 or sign == 43 or sign == 124
        or (sign == WIDE and is_box(code_at(text, start)))
    ):
        return False
    for at in range(start, end):
        sign = text.chars[at]
        if is_digit(sign) or is_letter(sign) or (sign >= WIDE and not is_box(code_at(text, at))):
            return False
    return True


cdef inline bint is_postal(const Signs *text, int64_t start, int64_t end) noexcept nogil:
    """Whether a line begins with a postal code, with its mark or without."""
    cdef int64_t at = start + (char_at(text, start) == WIDE and code_at(text, start) == POSTAL_MARK)
    cdef int step
    if end - at < POSTAL_CHARS:
        return False
    for step in range(3):
        if not is_digit(char_at(text, at + step)):
            return False
    at += 3
    if char_at(text, at) == 45:
        at += 1
    for step in range(4):
        if not is_digit(char_at(text, at + step)):
            return False
    at += 4
    return at <= end and not is_digit(char_at(text, at)) and char_at(text, at) != 45


cdef inline void leave_brackets(
    const Signs *text, int64_t *start, int64_t *end, const uint8_t[::1] signs
) noexcept nogil:
    """Leave out a colon behind a label, then the brackets around it."""
    if end[0] > start[0] and char_at(text, end[0] - 1) == 58:
        end[0] -= 1
    trim(text, start, end)
    if end[0] - start[0] > 2 and signs[code_at(text, start[0])] & OPENS:
        start[0] += 1
        end[0] -= 1
        trim(text, start, end)
