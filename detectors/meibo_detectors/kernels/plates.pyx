"""Number plates around a run of digits: a serial number, a kana before it, and before that a class and a place."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.word_hash cimport HASH_BASE, Words, holds_word, mix_hash, words_of

# What folded characters may be, as bits of the first table.
cpdef enum:
    IS_NEAR = 1  # may stand before a serial number
    IS_GAP = 2  # between two parts
    IN_CLASS = 4

# What code points up to the table's end may be.
cpdef enum:
    IS_KANA = 1  # of a plate, or a letter of one
    IS_PARTICLE = 2  # stands between two numbers of a sentence as well
    IS_DOT = 4  # stands for a digit of the serial number

# What is found out about a plate.
cpdef enum:
    BARE = 1  # without place and class
    GROUPED = 2  # written as on plates
    DOUBTFUL = 4  # a sentence might read like this

cdef enum:
    KANJI = 0x81  # character_tables.KANJI; the kana follow
    KATAKANA = 0x83
    SERIAL_DIGITS = 4
    CLASS_SIGNS = 3
    GAP_SIGNS = 2


cdef struct Road:
    const uint8_t *chars
    const uint32_t *codes
    const uint8_t *traits
    const uint8_t *code_traits
    int64_t known_codes
    Words places
    const uint8_t *is_length
    int64_t longest


cdef inline bint is_alphanumeric(uint8_t sign) noexcept nogil:
    return 48 <= sign <= 57 or 97 <= (sign | 32) <= 122


cdef inline uint8_t traits_at(const Road *road, int64_t at) noexcept nogil:
    """The traits of a code point, 0 before the text."""
    return road.code_traits[road.codes[at]] if at >= 0 and road.codes[at] < road.known_codes else 0


cdef inline int64_t skip_gap(const Road *road, int64_t end) noexcept nogil:
    """The offset moved back over blanks or a line break before it."""
    for _ in range(GAP_SIGNS):
        if end > 0 and road.traits[road.chars[end - 1]] & IS_GAP:
            end -= 1
    return end


cdef inline int64_t find_place(const Road *road, int64_t kana) noexcept nogil:
    """Where the place begins whose class stands before a kana, -1 where there is none."""
    cdef int64_t end = skip_gap(road, kana), at = end, past, size, found = -1
    cdef uint64_t raw = 0
    for _ in range(CLASS_SIGNS):
        if at > 0 and road.traits[road.chars[at - 1]] & IN_CLASS:
            at -= 1
    if at == end or not 48 <= road.chars[at] <= 57:
        return -1
    past = skip_gap(road, at)
    for size in range(1, road.longest + 1):
        if size > past:
            break
        raw = raw * HASH_BASE + road.codes[past - size] + 1
        if road.is_length[size] and holds_word(&road.places, mix_hash(raw, size)):
            found = past - size
    return found


cdef inline int64_t skip_dots(const Road *road, int64_t start, int64_t *dots) noexcept nogil:
    """Where a serial number begins with the dots before it, a blank between them or none; counts them."""
    for _ in range(2 * SERIAL_DIGITS):
        if traits_at(road, start - 1) & IS_DOT:
            dots[0] += 1
        elif start < 2 or road.codes[start - 1] != c" " or not traits_at(road, start - 2) & IS_DOT:
            break
        start -= 1
    return start


cdef inline bint is_number(const uint8_t *chars, int64_t start, int64_t end) noexcept nogil:
    """Whether a digit of a stretch is not zero."""
    cdef int64_t at
    for at in range(start, end):
        if 49 <= chars[at] <= 57:
            return True
    return False


def find_plates(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const int64_t[:] run_start,
    const int64_t[:] run_end,
    const uint8_t[::1] link,
    const uint8_t[::1] open_right,
    const uint8_t[::1] traits,
    const uint8_t[::1] code_traits,
    places,
    const uint8_t[::1] is_length,
):
    """Start, end and marks of plates, in the order of their serial numbers; arrays of int64.

    ``codes`` are the look-up codes of the folded characters ``chars``. The next four are columns of NumberRuns.
    ``traits`` are bits for each of 256 characters, ``code_traits`` for the first code points; ``places`` is the WordTable
    of the places, and ``is_length[n]`` tells whether one has n signs, as far as the longest.
    """
    cdef Road road
    cdef Offsets starts, ends, found
    cdef int64_t row, rows = run_start.shape[0], length, start, end, dots, at, place, marks
    cdef uint8_t before, trait
    cdef bint is_double
    if run_end.shape[0] != rows or link.shape[0] != rows or open_right.shape[0] != rows:
        raise ValueError("the columns of the runs are not of one length")
    if traits.shape[0] != 256 or not code_traits.shape[0] or not is_length.shape[0] or codes.shape[0] != chars.shape[0]:
        raise ValueError("a table is not as long as there are signs to tell apart")
    if rows and (not chars.shape[0] or run_start[0] < 0 or run_end[rows - 1] > chars.shape[0]):
        raise ValueError("the runs do not lie in the text")
    road.chars = &chars[0] if rows else NULL
    road.codes = &codes[0] if rows else NULL
    road.traits, road.code_traits, road.known_codes = &traits[0], &code_traits[0], code_traits.shape[0]
    road.is_length, road.longest = &is_length[0], is_length.shape[0] - 1
    road.places = words_of(places.keys, places.numbers)
    with nogil:
        begin(&starts, 0)
        begin(&ends, 0)
        begin(&found, 0)
        for row in range(rows):
            start, end = run_start[row], run_end[row]
            length, before = end - start, chars[start - 1] if start > 0 else 0
            if length > SERIAL_DIGITS or not traits[before] & IS_NEAR:
                continue
            is_double = False
            if not open_right[row]:
                is_double = length == 2 and link[row] == c"-" and row + 1 < rows and open_right[row + 1]
                if not is_double or run_end[row + 1] - run_start[row + 1] != 2:
                    continue
                end = run_end[row + 1]
            if not is_number(road.chars, start, end):
                continue
            dots = 0
            if length < SERIAL_DIGITS and not is_double:
                start = skip_dots(&road, start, &dots)
                if dots and dots + length != SERIAL_DIGITS:
                    continue
            at = start - 1
            for _ in range(GAP_SIGNS):
                if at > 0 and traits[chars[at]] & IS_GAP:
                    at -= 1
            trait = traits_at(&road, at)
            if not trait & IS_KANA:
                continue
            place, marks = find_place(&road, at), 0
            if place < 0:
                before = chars[at - 1] if at > 0 else 0
                if end - start != SERIAL_DIGITS + is_double or chars[at] < KANJI:
                    continue
                if at > 0 and (is_alphanumeric(before) or KANJI <= before <= KATAKANA):  # a word goes on
                    continue
                marks |= BARE
            elif dots or is_double:
                marks |= GROUPED
            if trait & IS_PARTICLE and not dots:
                marks |= DOUBTFUL
            push(&starts, place if place >= 0 else at)
            push(&ends, end)
            push(&found, marks)
    return take(&starts), take(&ends), take(&found)
