"""Which fields hold names, and which characters lie in fields named as something, where none are looked for in text."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy

import numpy as np

from meibo_detectors.kernels.name_tables cimport KANJI, is_digit
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.word_hash cimport Words, hash_stretch, holds_word, words_of


cdef enum Limit:
    LONGEST_FAMILY_NAME = 20
    REMEMBERED = 256  # names of columns, which come again in every row


cdef enum Refusal:
    OPEN
    REFUSED  # named as something else
    ORGANISATION  # and that is an organisation, or somebody else


cdef struct Remembered:
    int64_t start
    int64_t end
    bint is_family


def sort_name_fields(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const int64_t[::1] name_start,
    const int64_t[::1] name_end,
    const int32_t[::1] label,
    const uint8_t[::1] role,
    const uint64_t[::1] names,
    const uint64_t[::1] refuses,
    uint64_t bit,
    roles,
    const uint32_t[::1] persons,
    const uint64_t[::1] family,
):
    """The fields named as names, whether each is surely a person's, and how each of all fields is refused.

    Rows, int64; uint8 for each of them; uint8 for each field: 0 open, 1 named as something else, 2 as an organisation or
    somebody else. ``bit`` is that of names in ``names`` and ``refuses``, ``roles`` are those of an organisation, of
    somebody else, of staff. ``persons`` are characters that words for persons end with, ``family`` the keys of a table
    of names of fields that no label is in, with a digit behind or without.
    """
    cdef uint8_t organisation = roles[0], other = roles[1], staff = roles[2]
    cdef Words words = words_of(family, persons[:0])
    cdef Py_ssize_t row, count = role.shape[0]
    cdef Remembered known[REMEMBERED]
    cdef Remembered *name
    cdef Offsets rows, sure
    cdef bint is_own
    made = np.zeros(count, np.uint8)
    cdef uint8_t[::1] refusal = made
    if not count == name_start.shape[0] == name_end.shape[0] == label.shape[0] == names.shape[0] == refuses.shape[0]:
        raise ValueError("columns of one length")
    if codes.shape[0] != chars.shape[0]:
        raise ValueError("the characters of one text")
    with nogil:
        begin(&rows, 0)
        begin(&sure, 0)
        for row in range(REMEMBERED):
            known[row].start = known[row].end = -1
        for row in range(count):
            if role[row] == organisation or role[row] == other:
                refusal[row] = ORGANISATION
                continue
            if refuses[row] & bit:
                refusal[row] = REFUSED
                continue
            is_own = role[row] == staff or (names[row] & bit) != 0
            if not is_own and label[row] >= 0:
                continue
            name = &known[name_start[row] & (REMEMBERED - 1)]
            if label[row] < 0 and (name.start != name_start[row] or name.end != name_end[row]):
                name.start, name.end = name_start[row], name_end[row]
                name.is_family = is_family(chars, codes, &words, name.start, name.end)
            if label[row] < 0 and name.is_family:
                push(&rows, row)
                push(&sure, True)
            elif is_own:
                push(&rows, row)
                push(&sure, role[row] == staff or ends_with(codes, name_start[row], name_end[row], persons))
    return take(&rows), take(&sure).astype(np.uint8), made


cdef inline bint is_family(
    const uint8_t[::1] chars, const uint32_t[::1] codes, const Words *words, int64_t start, int64_t end
) noexcept nogil:
    """Whether a name of a field speaks of somebody's family; a number may stand behind it."""
    if not 0 <= start < end <= codes.shape[0]:
        return False
    end -= end - start > 1 and is_digit(chars[end - 1])
    return end - start <= LONGEST_FAMILY_NAME and holds_word(words, hash_stretch(&codes[0], start, end))


cdef inline bint ends_with(
    const uint32_t[::1] codes, int64_t start, int64_t end, const uint32_t[::1] signs
) noexcept nogil:
    """Whether a stretch ends with one of these characters."""
    cdef Py_ssize_t at
    if not 0 <= start < end <= codes.shape[0]:
        return False
    for at in range(signs.shape[0]):
        if codes[end - 1] == signs[at]:
            return True
    return False


def cover_fields(
    const uint8_t[::1] chars,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] column,
    const uint8_t[::1] is_settled,
    const uint8_t[::1] refusal,
):
    """For each character whether it is blocked, and the same with an opening in refused fields; one bit each, the lowest
    of a byte first: two arrays of uint8.

    Blocked are fields in which a name was found, and those named as something else. Open to names in kanji is all of a
    refused field outside of tables, and what follows the first word of a cell. Both are empty where no field is either.
    """
    cdef Py_ssize_t row, rows = start.shape[0]
    cdef int64_t count = chars.shape[0], at
    cdef bint is_any = False
    if not rows == end.shape[0] == column.shape[0] == is_settled.shape[0] == refusal.shape[0]:
        raise ValueError("columns of one length")
    for row in range(rows):
        if is_settled[row] or refusal[row]:
            is_any = True
            break
    if not is_any:
        count = 0
    blocked = np.zeros((count + 7) // 8, np.uint8)
    cdef uint8_t[::1] covered = blocked
    with nogil:
        for row in range(rows):
            if (is_settled[row] or refusal[row]) and 0 <= start[row] < end[row] <= count:
                set_bits(&covered[0], start[row], end[row], 0xFF)
    closed = blocked.copy()
    cdef uint8_t[::1] kept = closed
    with nogil:
        for row in range(rows):
            if refusal[row] and 0 <= start[row] < end[row] <= count:
                at = start[row] if column[row] < 0 else second_word(chars, covered, start[row], end[row])
                if at < end[row]:
                    set_bits(&kept[0], at, end[row], 0)
    return blocked, closed


cdef inline void set_bits(uint8_t *bits, int64_t start, int64_t end, uint8_t value) noexcept nogil:
    """Make bits of a stretch, which holds something, those of a value: 0xFF or 0."""
    cdef int64_t first = start >> 3, last = (end - 1) >> 3, at
    cdef uint8_t head = <uint8_t> (0xFF << (start & 7)), tail = <uint8_t> (0xFF >> (7 - ((end - 1) & 7)))
    if first == last:
        head &= tail
    bits[first] = (bits[first] & ~head) | (value & head)
    for at in range(first + 1, last):
        bits[at] = value
    if first != last:
        bits[last] = (bits[last] & ~tail) | (value & tail)


cdef inline int64_t second_word(
    const uint8_t[::1] chars, const uint8_t[::1] covered, int64_t start, int64_t end
) noexcept nogil:
    """The first blank or bracket of a field before kanji; its end where there is none."""
    cdef int64_t at = start
    while at < end and at + 1 < chars.shape[0]:
        if at + 8 <= chars.shape[0] and not may_open(&chars[at]):
            at += 8
            continue
        if (chars[at] == 32 or chars[at] == 40) and chars[at + 1] == KANJI:
            if (covered[(at + 1) >> 3] >> ((at + 1) & 7)) & 1:
                return at
        at += 1
    return end


cdef inline bint may_open(const uint8_t *chars) noexcept nogil:
    """Whether one of eight characters is a blank or an opening bracket, which differ in one bit."""
    cdef uint64_t word
    memcpy(&word, chars, 8)
    word = (word & <uint64_t> 0xF7F7F7F7F7F7F7F7) ^ <uint64_t> 0x2020202020202020  # 0 where one stands
    return ((word - <uint64_t> 0x0101010101010101) & ~word & <uint64_t> 0x8080808080808080) != 0
