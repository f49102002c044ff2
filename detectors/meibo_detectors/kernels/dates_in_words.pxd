"""Dates that are written with words: ``2 Jan 1985``, ``January 2, 1985``, ``昭和六十年一月二日``."""

from libc.stdint cimport int64_t, uint32_t

from meibo_detectors.kernels.date_signs cimport DateText, code_at, is_lower

cdef enum:
    GAP_OF_WORDS = 16
    WORD_CHARS = 12
    LEAST_WORD_CHARS = 3
    TEN = 10


cdef inline int64_t month_of(uint32_t one, uint32_t two, uint32_t three, int64_t length) noexcept nogil:
    """The month that a word of so many letters names, in full or by three letters; 0 for other words."""
    cdef int64_t month = 0, full = 0
    if one == c"j":
        if two == c"a" and three == c"n":
            month, full = 1, 7
        elif two == c"u" and three == c"n":
            month, full = 6, 4
        elif two == c"u" and three == c"l":
            month, full = 7, 4
    elif one == c"m":
        if two == c"a" and three == c"r":
            month, full = 3, 5
        elif two == c"a" and three == c"y":
            month, full = 5, 3
    elif one == c"a":
        if two == c"p" and three == c"r":
            month, full = 4, 5
        elif two == c"u" and three == c"g":
            month, full = 8, 6
    elif one == c"f" and two == c"e" and three == c"b":
        month, full = 2, 8
    elif one == c"s" and two == c"e" and three == c"p":
        month, full = 9, 9
    elif one == c"o" and two == c"c" and three == c"t":
        month, full = 10, 7
    elif one == c"n" and two == c"o" and three == c"v":
        month, full = 11, 8
    elif one == c"d" and two == c"e" and three == c"c":
        month, full = 12, 8
    return month if length == 3 or length == full or (month == 9 and length == 4) else 0


cdef inline bint is_ordinal(uint32_t one, uint32_t two) noexcept nogil:
    """The ``st`` or ``th`` behind a day."""
    return (
        (one == c"s" and two == c"t") or (one == c"n" and two == c"d")
        or (one == c"r" and two == c"d") or (one == c"t" and two == c"h")
    )


cdef inline int64_t month_between(const DateText *text, int64_t start, int64_t end, bint *is_spaced) noexcept nogil:
    """The month that is named between day and year, 0 where none is; ``is_spaced``: blanks and commas alone are there."""
    cdef int64_t at, first = -1, length = 0
    cdef uint32_t code
    is_spaced[0] = True
    if end - start >= 2 and is_ordinal(code_at(text, start), code_at(text, start + 1)):
        if end - start == 2 or not is_lower(code_at(text, start + 2)):
            start += 2
    for at in range(start, end):
        code = code_at(text, at)
        if code == c" " or code == c",":
            continue
        is_spaced[0] = False
        if is_lower(code):
            if first < 0:
                first = at
            length += 1
            if at - first + 1 != length:  # a second word
                return 0
        elif not (code == c"-" or code == c"." or code == c"/"):
            return 0
    if length < LEAST_WORD_CHARS:
        return 0
    return month_of(code_at(text, first), code_at(text, first + 1), code_at(text, first + 2), length)


cdef inline int64_t month_before(const DateText *text, int64_t day, int64_t *start) noexcept nogil:
    """The month that is named directly before a day, 0 where none is; ``start`` is set to where its word begins."""
    cdef int64_t at = day - 1, last
    cdef int turn
    for turn in range(2):
        if at == day - 1 - turn and (code_at(text, at) == c" " or code_at(text, at) == c"."):
            at -= 1
    last = at
    while day - 1 - at < WORD_CHARS and is_lower(code_at(text, at)):
        at -= 1
    start[0] = at + 1
    if last - at < LEAST_WORD_CHARS:
        return 0
    return month_of(code_at(text, at + 1), code_at(text, at + 2), code_at(text, at + 3), last - at)


cdef inline int64_t numeral_of(uint32_t code) noexcept nogil:
    """The value of a kanji numeral, TEN for 十, -1 for all else."""
    if code == 0x3007 or code == 0x96F6:  # 〇 零
        return 0
    if code == 0x4E00:
        return 1
    if code == 0x4E8C:
        return 2
    if code == 0x4E09:
        return 3
    if code == 0x56DB:
        return 4
    if code == 0x4E94:
        return 5
    if code == 0x516D:
        return 6
    if code == 0x4E03:
        return 7
    if code == 0x516B:
        return 8
    if code == 0x4E5D:
        return 9
    return TEN if code == 0x5341 else -1


cdef inline int64_t count_numerals(const DateText *text, int64_t at, int64_t step, int64_t most) noexcept nogil:
    """How many kanji numerals stand in a row from an offset on; ``step`` -1 counts backwards."""
    cdef int64_t count = 0
    while count < most and numeral_of(code_at(text, at + step * count)) >= 0:
        count += 1
    return count


cdef inline int64_t read_numerals(const DateText *text, int64_t start, int64_t end, bint *has_ten) noexcept nogil:
    """The number that kanji numerals spell, by place (一九八五) or with 十; ``has_ten`` is set to which."""
    cdef int64_t at, numeral, total = 0, unit = 0
    has_ten[0] = False
    for at in range(start, end):
        numeral = numeral_of(code_at(text, at))
        if numeral == TEN:
            total = (total if total > 1 else 1) * 10
            has_ten[0] = True
        elif has_ten[0]:
            unit = numeral
        else:
            total = total * 10 + numeral
    return total + unit
