"""Where signs stand that may name a value in a line or part the cells of a little table."""

from libc.stdint cimport int64_t, uint8_t, uint32_t

from meibo_detectors.kernels.characters cimport Characters, KANJI, LAST_CODE, Signs, WIDE, code_at, is_gap
from meibo_detectors.kernels.marked_rows cimport CHUNK, list_marked, same
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    KATAKANA = 0x83
    LEADER = 1
    OTHER_MARK = 2
    IDEOGRAPHIC_BLANK = 0x3000


def find_marked(Characters text not None, int64_t start, int64_t end, const uint8_t[::1] signs):
    """Offsets from ``start`` to before ``end``, ascending, of what lines are read by; an array of int64.

    They are: ``: = , ; | ] >`` and tabs; other signs that the table ``signs`` marks with 2; the last sign of a row of
    two or more that it marks with 1, such as dots; and the last blank of a gap between words that is wide (two blanks,
    a tab or an ideographic blank), or stands behind one of ``/ , ; |`` or before what is not Latin.
    """
    cdef Offsets found
    cdef int64_t count = text.signs.count, at, past
    cdef int wanted, row
    cdef int rows[CHUNK]
    if not 0 <= start <= end <= count or signs.shape[0] != LAST_CODE + 1:
        raise ValueError("the stretch must lie in the text, and the table of signs be whole")
    with nogil:
        begin(&found, (end - start) // 32)
        at = start
        while at < end:
            if at == 0 or at + 1 == count:  # one of two neighbours is missing
                if is_marked(&text.signs, at, start, end, signs):
                    push(&found, at)
                at += 1
                continue
            past = end if end < count else count - 1
            past = at + CHUNK if at + CHUNK < past else past
            wanted = find_candidates(&text.signs, at, <int> (past - at), rows)
            for row in range(wanted):
                if is_marked(&text.signs, at + rows[row], start, end, signs):
                    push(&found, at + rows[row])
            at = past
    return take(&found)


cdef inline int find_candidates(const Signs *text, int64_t start, int size, int *rows) noexcept nogil:
    """Characters of a chunk that may be wanted, as far as they and their neighbours tell; how many there are.

    The chunk has a character before it and one behind.
    """
    cdef uint8_t may[CHUNK]
    cdef uint8_t is_wide = text.codes != NULL and has_wide_blank(text.codes, start, start + size)
    tell_candidates(text.chars + start, size, is_wide, may)
    return list_marked(may, size, rows)


cdef inline void tell_candidates(const uint8_t *chars, int size, uint8_t is_wide, uint8_t *may) noexcept nogil:
    """1 for each character that may be wanted: without branches, so that compilers look at many at a time."""
    cdef uint8_t sign, before, after, always, ends_gap, ends_leaders
    cdef int at
    for at in range(size):
        before, sign, after = chars[at - 1], chars[at], chars[at + 1]
        always = (
            <uint8_t> (0 - (<uint8_t> (sign - 58) < 5)) | same(sign, 44) | same(sign, 93) | same(sign, 124)
            | same(sign, 9) | same(sign, WIDE)
        )
        ends_gap = same(sign, 32) & (
            is_wide | <uint8_t> (0 - (after >= KANJI)) | same(before, 32) | same(before, 9) | same(before, 47)
            | same(before, 44) | same(before, 59) | same(before, 124)
        )
        ends_leaders = (same(sign, 46) | same(sign, KATAKANA)) & (
            same(before, 46) | same(before, WIDE) | same(before, KATAKANA)
        )
        may[at] = (always | ends_gap | ends_leaders) & 1


cdef inline bint has_wide_blank(const uint32_t *codes, int64_t start, int64_t end) noexcept nogil:
    """Whether an ideographic blank stands in a stretch that the caller answers for."""
    cdef uint32_t found = 0
    cdef int64_t at
    for at in range(start, end):
        found |= codes[at] == IDEOGRAPHIC_BLANK
    return found != 0


cdef inline bint is_marked(
    const Signs *text, int64_t at, int64_t start, int64_t end, const uint8_t[::1] signs
) noexcept nogil:
    """Whether the character is wanted; the offset lies in the text."""
    cdef uint8_t sign = text.chars[at], before, told
    cdef int64_t first
    if sign == 58 or sign == 61 or sign == 44 or sign == 59 or sign == 124 or sign == 93 or sign == 62 or sign == 9:
        return True
    if sign == 46 or sign == WIDE or sign == KATAKANA:
        told = signs[code_at(text, at)]
        if told & OTHER_MARK:
            return True
        return told & LEADER and is_leader(text, at - 1, start, end, signs) and not is_leader(
            text, at + 1, start, end, signs
        )
    if sign != 32 or (at + 1 < end and is_gap(text.chars[at + 1])):
        return False
    first = at
    if first > start and is_gap(text.chars[first - 1]):
        return True
    if code_at(text, at) == IDEOGRAPHIC_BLANK or (at + 1 < text.count and text.chars[at + 1] >= KANJI):
        return True
    before = text.chars[at - 1] if at > 0 else 0
    return before == 47 or before == 44 or before == 59 or before == 124


cdef inline bint is_leader(
    const Signs *text, int64_t at, int64_t start, int64_t end, const uint8_t[::1] signs
) noexcept nogil:
    """Whether a sign inside of the stretch is one of those that lead to a value in rows."""
    cdef uint8_t sign
    if at < start or at >= end:
        return False
    sign = text.chars[at]
    if sign != 46 and sign != WIDE and sign != KATAKANA:
        return False
    return signs[code_at(text, at)] & LEADER


