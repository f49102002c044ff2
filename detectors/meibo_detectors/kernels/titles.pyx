"""Titles that stand alone on their line: at its beginning, behind signs that open it, or at its end.

Lines are looked at where they begin and where they end; a title is looked up there by its hash, the longest first.
"""

from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.word_hash cimport HASH_BASE, Words, holds_word, mix_hash, words_of

# What folded characters may be, as bits of the first table.
cpdef enum:
    OPENS = 1  # may stand before a title
    FOLLOWS = 2  # may stand directly behind a title that begins a line
    IS_BLANK = 4
    PARTS_LINE = 8  # none of them stands before a title that ends a line
    IS_EDGE = 16  # of a cell: what stands behind it is another one

# What code points below 65536 may be, as bits of the second table.
cpdef enum:
    IS_FIRST = 1  # of a title
    IS_LAST = 2  # what a line may end with that ends with a title
    IS_MARK = 4  # opens a line, of those that are OTHER
    IS_CLOSER = 8
    IS_STOP = 16  # as PARTS_LINE
    IS_DATE = 32  # may stand before the last blank before a title: a year, a month, a number
    ENDS_TITLE = 64

cdef enum:
    OTHER = 0x80  # character_tables.OTHER
    CODES = 65536
    MARK_STEPS = 4
    GAP_CHARS = 32  # between a title and the date at the end of its line
    REST_CHARS = 16  # more than that behind a title on its line makes it a sentence
    LINE_CHARS = 60  # a longer line that ends with a title is a sentence
    TRIM_STEPS = 2
    LEAST_CLOSING = 3  # characters of a title that ends a line


cdef struct Page:
    const uint8_t *chars
    const uint32_t *codes
    int64_t count  # what stands behind is no part of the page
    const uint8_t *traits
    const uint8_t *code_traits
    Words titles
    const uint8_t *is_length
    int64_t longest


cdef inline uint8_t traits_of(const Page *page, int64_t at) noexcept nogil:
    """The traits of a code point; those beyond the table are none of them."""
    return page.code_traits[page.codes[at]] if page.codes[at] < CODES - 1 else 0


cdef inline int64_t skip_marks(const Page *page, int64_t at) noexcept nogil:
    """Where a line begins behind the signs that open it."""
    for _ in range(MARK_STEPS):
        if at < page.count and page.traits[page.chars[at]] & OPENS:
            if page.chars[at] == OTHER and not traits_of(page, at) & IS_MARK:
                break
            at += 1
    return at


cdef inline int64_t find_opening(const Page *page, int64_t at, int64_t line_end) noexcept nogil:
    """Where the title ends that begins here and stands alone on its line, -1 where none does."""
    cdef int64_t end = -1, rest, size
    cdef uint64_t raw = 0, power = 1
    if at >= page.count or not traits_of(page, at) & IS_FIRST:
        return -1
    for size in range(1, page.longest + 1):
        if at + size > page.count:
            break
        raw += (<uint64_t> page.codes[at + size - 1] + 1) * power
        power *= HASH_BASE
        if page.is_length[size] and holds_word(&page.titles, mix_hash(raw, size)):
            end = at + size
    if end < 0 or end >= line_end:
        return end
    if not page.traits[page.chars[end]] & FOLLOWS and not traits_of(page, end) & IS_CLOSER:
        return -1
    if page.traits[page.chars[end]] & IS_EDGE:
        return end
    rest = end
    while rest < line_end and rest < end + GAP_CHARS and page.traits[page.chars[rest]] & IS_BLANK:
        rest += 1
    return end if line_end - rest <= REST_CHARS else -1


cdef inline int64_t trim(const Page *page, int64_t end) noexcept nogil:
    """The end of a line without blanks and closing brackets before it."""
    for _ in range(TRIM_STEPS):
        if end > 0 and (page.traits[page.chars[end - 1]] & IS_BLANK or traits_of(page, end - 1) & IS_CLOSER):
            end -= 1
    return end


cdef inline bint leads(const Page *page, int64_t start, int64_t title) noexcept nogil:
    """Whether what stands before a title at the end of a line is part of it: no sentence, no name of a field.

    It has no blank, only an indent, or a year or a number before its last blank.
    """
    cdef int64_t at, last = -1
    cdef bint is_indent = True
    for at in range(start, title):
        if page.traits[page.chars[at]] & PARTS_LINE or traits_of(page, at) & IS_STOP:
            return False
        if page.traits[page.chars[at]] & IS_BLANK:
            last = at
    for at in range(start, last):
        is_indent = is_indent and page.traits[page.chars[at]] & IS_BLANK
    return last < 0 or is_indent or (last > 0 and traits_of(page, last - 1) & IS_DATE)


cdef inline int64_t find_closing(const Page *page, int64_t start, int64_t line_end) noexcept nogil:
    """Where the title ends that closes a short line, -1 where none does; what stands in brackets behind it is no part."""
    cdef int64_t end, at, title = -1, size
    cdef uint64_t raw = 0
    if line_end - start > LINE_CHARS or line_end <= start or not traits_of(page, line_end - 1) & IS_LAST:
        return -1
    end = trim(page, line_end)
    if end > 0 and page.chars[end - 1] == c")":
        at = end - 1
        while at > start and page.chars[at] != c"(":
            at -= 1
        if at > start:
            end = at
    end = trim(page, end)
    if end <= start or not traits_of(page, end - 1) & ENDS_TITLE:
        return -1
    for size in range(1, page.longest + 1):
        at = end - size
        if at <= start:  # a title that is all of its line begins it
            break
        raw = raw * HASH_BASE + page.codes[at] + 1
        if size >= LEAST_CLOSING and page.is_length[size] and holds_word(&page.titles, mix_hash(raw, size)):
            title = at
    return end if title >= 0 and leads(page, start, title) else -1


def find_titles(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const int64_t[::1] starts,
    const int64_t[::1] line_ends,
    const uint8_t[::1] traits,
    const uint8_t[::1] code_traits,
    words,
    const uint8_t[::1] is_length,
):
    """Where titles end that stand alone on their line, in the order of the lines; an array of int64.

    ``chars`` are folded characters, ``codes`` the look-up codes of as many; a line begins at each of ``starts``, and
    behind each of ``line_ends`` (both ascending, and less than there are characters). ``traits`` are bits for each of 256
    characters, ``code_traits`` for each code point below 65536; ``words`` is the WordTable of the titles, and
    ``is_length[n]`` tells whether one has n characters, as far as the longest.
    """
    cdef Page page
    cdef Offsets ends
    cdef int64_t start = 0, line_end, end, at_start = 0, at_line = 0
    cdef int64_t count = chars.shape[0] if chars.shape[0] < codes.shape[0] else codes.shape[0]
    if traits.shape[0] != 256 or code_traits.shape[0] != CODES or is_length.shape[0] == 0:
        raise ValueError("a table is not as long as there are signs to tell apart")
    page.chars = &chars[0] if count else NULL
    page.codes = &codes[0] if count else NULL
    page.count = count
    page.traits, page.code_traits, page.is_length = &traits[0], &code_traits[0], &is_length[0]
    page.longest = is_length.shape[0] - 1
    page.titles = words_of(words.keys, words.numbers)
    with nogil:
        begin(&ends, 0)
        while at_start < starts.shape[0] or at_line < line_ends.shape[0]:
            if at_line == line_ends.shape[0] or (
                at_start < starts.shape[0] and starts[at_start] <= line_ends[at_line]
            ):
                start = starts[at_start]
                at_start += 1
            else:
                start = line_ends[at_line] + 1
                at_line += 1
            if start < 0 or start >= count:
                continue
            line_end = line_ends[at_line] if at_line < line_ends.shape[0] else count
            if line_end > count or line_end < start:
                line_end = count
            start = skip_marks(&page, start)
            end = find_opening(&page, start, line_end)
            if end >= 0:
                push(&ends, end)
            end = find_closing(&page, start, line_end)
            if end >= 0:
                push(&ends, end)
    return take(&ends)
