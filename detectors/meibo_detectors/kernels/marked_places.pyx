"""Where signs stand that may name a value in a line or part the cells of a little table: 64 characters at a look."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy

from meibo_detectors.kernels.characters cimport Characters, KANJI, LAST_CODE, Signs, WIDE, code_at, is_gap
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    CHUNK = 64
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
    cdef int64_t at = start, step
    cdef uint8_t marked[CHUNK]
    cdef uint64_t any_marked
    if not 0 <= start <= end <= text.signs.count or signs.shape[0] != LAST_CODE + 1:
        raise ValueError("the stretch must lie in the text, and the table of signs be whole")
    with nogil:
        begin(&found, (end - start) // 32)
        while at < end:
            if at > start and at + CHUNK < end:  # every character has neighbours in the stretch
                any_marked = mark_chunk(text.signs.chars + at, marked, text.signs.codes != NULL)
                if any_marked:
                    for step in range(CHUNK):
                        if marked[step] and is_marked(&text.signs, at + step, start, end, signs):
                            push(&found, at + step)
                at += CHUNK
            else:
                if is_marked(&text.signs, at, start, end, signs):
                    push(&found, at)
                at += 1
    return take(&found)


cdef inline uint64_t mark_chunk(const uint8_t *chars, uint8_t *marked, bint is_wide) noexcept nogil:
    """Mark what may be wanted among 64 characters, of which the neighbours on both sides can be read; 0 if nothing."""
    cdef uint8_t sign, before, after, wide = 1 if is_wide else 0
    cdef int step
    cdef uint64_t word, found = 0
    for step in range(CHUNK):
        sign, before, after = chars[step], chars[step - 1], chars[step + 1]
        marked[step] = (
            (sign == 58) | (sign == 61) | (sign == 44) | (sign == 59) | (sign == 124) | (sign == 93) | (sign == 62)
            | (sign == 9) | (sign == WIDE) | ((sign == 46) & (before == 46)) | (wide & (sign == KATAKANA))
            | (
                (sign == 32) & (after != 32) & (after != 9)
                & (
                    wide | (after >= KANJI) | (before == 32) | (before == 9)
                    | (before == 47) | (before == 44) | (before == 59) | (before == 124)
                )
            )
        )
    for step in range(0, CHUNK, 8):
        memcpy(&word, marked + step, 8)
        found |= word
    return found


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


