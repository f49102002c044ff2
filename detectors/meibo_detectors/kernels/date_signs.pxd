"""The signs in and around written dates: what joins year, month and day, the marks of eras, where a date may end.

All offsets may lie outside of the text: there is no sign there.
"""

from libc.stdint cimport int64_t, uint8_t, uint32_t

cdef enum:
    YEAR = 0x5E74  # 年
    MONTH = 0x6708  # 月
    DAY = 0x65E5  # 日
    FIRST_YEAR = 0x5143  # 元
    KANJI_CLASS = 0x81
    GAP_CHARS = 5  # at most so many characters between two numbers of one date: a sign with blanks around it


cdef struct DateText:
    const uint8_t *chars
    const uint32_t *codes  # NULL where all of the text is ASCII
    int64_t count


cdef inline DateText text_of(const uint8_t[::1] chars, const uint32_t[::1] codes):
    """Arrays for use without the GIL; the caller keeps them alive. ``codes`` is None of a text that is ASCII."""
    cdef DateText text
    if codes is not None and codes.shape[0] != chars.shape[0]:
        raise ValueError("one code a character")
    text.count = chars.shape[0]
    text.chars = &chars[0] if text.count else NULL
    text.codes = &codes[0] if codes is not None and text.count else NULL
    return text


cdef inline uint8_t char_at(const DateText *text, int64_t at) noexcept nogil:
    """The ASCII code or class of the character at an offset."""
    return text.chars[at] if 0 <= at < text.count else 0


cdef inline uint32_t code_at(const DateText *text, int64_t at) noexcept nogil:
    """The code point of the character at an offset, in lower case."""
    cdef uint8_t char
    if at < 0 or at >= text.count:
        return 0
    if text.codes != NULL:
        return text.codes[at]
    char = text.chars[at]
    return char + 32 if <uint8_t> (char - c"A") < 26 else char


cdef inline bint is_digit(uint8_t char) noexcept nogil:
    return <uint8_t> (char - c"0") < 10


cdef inline bint is_letter(uint8_t char) noexcept nogil:
    return <uint8_t> ((char | 32) - c"a") < 26


cdef inline bint is_lower(uint32_t code) noexcept nogil:
    return code - <uint32_t> c"a" < 26


cdef inline bint is_tie(uint32_t code) noexcept nogil:
    """A sign between year, month and day, which ties any other number too."""
    return code == c"-" or code == c"." or code == c"/"


cdef inline bint is_open_before(const DateText *text, int64_t start) noexcept nogil:
    """Whether nothing before a date makes it part of a longer word, number or path."""
    cdef uint8_t before = char_at(text, start - 1), further = char_at(text, start - 2)
    if is_letter(before) or is_digit(before) or before == c"*" or before == c"_":
        return False
    return not (is_tie(before) and (is_letter(further) or is_digit(further)))


cdef inline bint is_open_after(const DateText *text, int64_t end) noexcept nogil:
    """Whether nothing behind a date makes it part of a longer word, number or path; ``T`` and a time may follow."""
    cdef uint8_t after = char_at(text, end), further = char_at(text, end + 1)
    if is_digit(after) or after == c"*" or after == c"_":
        return False
    if is_letter(after):
        return (after | 32) == c"t" and is_digit(further)
    return not (is_tie(after) and (is_letter(further) or is_digit(further)))


cdef inline uint32_t find_joint(const DateText *text, int64_t left, int64_t right) noexcept nogil:
    """The one sign between two offsets, blanks apart; 0 where it is none or several.

    Behind 年 and 月 a dot or a closing bracket is no sign of its own: ``昭和60年)1月2日``.
    """
    cdef int64_t at
    cdef uint32_t code, sign = 0
    cdef int signs = 0
    cdef bint is_spelled = False
    if right - left == 1:
        return code_at(text, left)
    if right - left < 1 or right - left > GAP_CHARS:
        return 0
    for at in range(left, right):
        code = code_at(text, at)
        is_spelled = is_spelled or code == YEAR or code == MONTH
    for at in range(left, right):
        code = code_at(text, at)
        if code == 0 or code == c" " or (is_spelled and (code == c"." or code == c")")):
            continue
        sign = code
        signs += 1
    return sign if signs == 1 else 0


cdef inline int64_t era_of_sign(uint32_t code) noexcept nogil:
    """The era of a mark of one character, 0 for other characters."""
    if code == 0x660E or code == c"m" or code == 0x337E:  # 明 ㍾
        return 1
    if code == 0x5927 or code == c"t" or code == 0x337D:  # 大 ㍽
        return 2
    if code == 0x662D or code == c"s" or code == 0x337C:  # 昭 ㍼
        return 3
    if code == 0x5E73 or code == c"h" or code == 0x337B:  # 平 ㍻
        return 4
    return 5 if code == 0x4EE4 or code == c"r" or code == 0x32FF else 0  # 令 ㋿


cdef inline int64_t era_of_pair(uint32_t one, uint32_t two) noexcept nogil:
    """The era of a mark of two kanji, 0 for other characters."""
    if one == 0x660E and two == 0x6CBB:  # 明治
        return 1
    if one == 0x5927 and two == 0x6B63:  # 大正
        return 2
    if one == 0x662D and two == 0x548C:  # 昭和
        return 3
    if one == 0x5E73 and two == 0x6210:  # 平成
        return 4
    return 5 if one == 0x4EE4 and two == 0x548C else 0  # 令和


cdef inline int64_t find_era_mark(const DateText *text, int64_t year_start, int64_t *start) noexcept nogil:
    """The era that is written before a year, 0 where none is; ``start`` is set to where its mark begins.

    Up to two blanks or dots may stand between. A letter counts only where no other letter or digit stands before it.
    """
    cdef int64_t last = year_start - 1, era
    cdef uint32_t code = code_at(text, last)
    cdef int turn
    start[0] = year_start
    for turn in range(2):
        if code == c" " or code == c".":
            last -= 1
            code = code_at(text, last)
    if code < c"a":
        return 0
    era = era_of_pair(code_at(text, last - 1), code)
    if era:
        start[0] = last - 1
        return era
    era = era_of_sign(code)
    if era and (code > 127 or is_open_before(text, last)):
        start[0] = last
        return era
    return 0


cdef inline int64_t end_of_day(const DateText *text, int64_t end, bint is_spelled) noexcept nogil:
    """The end of a date with the 日 that follows the day, up to two blanks between."""
    cdef int64_t behind = end
    cdef int turn
    if not is_spelled:
        return end
    for turn in range(2):
        if code_at(text, behind) == c" ":
            behind += 1
    return behind + 1 if code_at(text, behind) == DAY else end
