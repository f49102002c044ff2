"""Where signs stand that may name a value in a line or part the cells of a little table."""

from libc.stdint cimport int64_t, uint8_t, uint32_t

from meibo_detectors.kernels.characters cimport Characters, KANJI, LAST_CODE, Signs, WIDE, code_at, is_gap
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    GROUP = 4
    CHUNK = 512
    ALWAYS = 1
    AFTER_SIGN = 2
    AFTER_GAP_END = 4
    AFTER_LEADER = 8
    BLANK_ROLES = 0x62  # AFTER_SIGN, and what stands behind is AFTER_SIGN and AFTER_GAP_END
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
    cdef int64_t at = start, step, seen = start, checked = start
    cdef uint8_t first, second, third, fourth, before = 0
    cdef uint8_t roles[256]
    cdef const uint8_t *chars = text.signs.chars
    if not 0 <= start <= end <= text.signs.count or signs.shape[0] != LAST_CODE + 1:
        raise ValueError("the stretch must lie in the text, and the table of signs be whole")
    with nogil:
        begin(&found, (end - start) // 32)
        fill_roles(roles)
        while at + GROUP <= end:
            if at >= checked and text.signs.codes != NULL:  # only some blanks are wide by themselves
                checked = at + CHUNK if at + CHUNK < end else end
                roles[32] = BLANK_ROLES | (ALWAYS if has_wide_blank(text.signs.codes, at, checked) else 0)
            first, second, third, fourth = roles[chars[at]], roles[chars[at + 1]], roles[chars[at + 2]], roles[chars[at + 3]]
            if (
                ((first | second | third | fourth) & ALWAYS)
                | (first & (before >> 4)) | (second & (first >> 4)) | (third & (second >> 4)) | (fourth & (third >> 4))
            ):
                # What stands behind a blank may tell that the blank is wanted, which ends the group before.
                step = at - 1 if at - 1 > seen else seen
                while step < at + GROUP:
                    if is_candidate(chars[step]) and is_marked(&text.signs, step, start, end, signs):
                        push(&found, step)
                    step += 1
                seen = at + GROUP
            before = fourth
            at += GROUP
        at = at - 1 if at - 1 > seen else seen
        while at < end:
            if is_marked(&text.signs, at, start, end, signs):
                push(&found, at)
            at += 1
    return take(&found)


cdef inline bint is_candidate(uint8_t sign) noexcept nogil:
    """Whether a character can be wanted at all: most letters of a Japanese text cannot."""
    return sign <= WIDE or sign == KATAKANA


cdef inline bint has_wide_blank(const uint32_t *codes, int64_t start, int64_t end) noexcept nogil:
    """Whether an ideographic blank stands in a stretch that the caller answers for."""
    cdef uint32_t found = 0
    cdef int64_t at
    for at in range(start, end):
        found |= codes[at] == IDEOGRAPHIC_BLANK
    return found != 0


cdef inline void fill_roles(uint8_t *roles) noexcept nogil:
    """For each folded character its roles: ALWAYS, and AFTER_x where it is wanted behind one that is x."""
    cdef int sign
    for sign in range(256):
        roles[sign] = AFTER_GAP_END if sign >= KANJI else 0
    for sign in range(58, 63):
        roles[sign] = ALWAYS
    roles[60] = 0
    roles[44] = roles[59] = roles[124] = ALWAYS | (AFTER_SIGN << 4)
    roles[47] = AFTER_SIGN << 4
    roles[93] = ALWAYS
    roles[9] = ALWAYS | ((AFTER_SIGN | AFTER_GAP_END) << 4)
    roles[32] = BLANK_ROLES
    roles[46] = AFTER_LEADER | (AFTER_LEADER << 4)
    roles[WIDE] = ALWAYS | (AFTER_LEADER << 4)
    roles[KATAKANA] |= AFTER_LEADER | (AFTER_LEADER << 4)


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


