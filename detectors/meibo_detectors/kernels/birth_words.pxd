"""What stands behind a date and tells what it is: words of birth and age, or the time of a day."""

from libc.stdint cimport int64_t, uint8_t, uint32_t

from meibo_detectors.kernels.date_signs cimport KANJI_CLASS, DateText, char_at, code_at, is_digit

cdef enum:
    BORN = 0x751F  # 生
    MA = 0x307E  # ま
    RE = 0x308C  # れ
    BIRTH = 0x8A95  # 誕
    FULL = 0x6E80  # 満
    AGE = 0x6B73  # 歳
    AGE_IN_SHORT = 0x624D  # 才
    HOUR = 0x6642  # 時
    AGE_DIGITS = 3


cdef inline bint is_born_behind(const DateText *text, int64_t at) noexcept nogil:
    """Whether 生, 生まれ or an age follows: ``昭和35年8月9日生``, ``1938年2月19日（87歳）``."""
    cdef uint32_t sign, after
    cdef int turn
    for turn in range(2):
        if char_at(text, at) == c" " or char_at(text, at) == c"(" or char_at(text, at) == c"[":
            at += 1
    sign = code_at(text, at)
    after = code_at(text, at + 1)
    if sign == BORN:
        return after == MA or after == RE or after == BIRTH or char_at(text, at + 1) != KANJI_CLASS
    if sign == FULL:
        at += 1
    for turn in range(AGE_DIGITS):
        if not is_digit(char_at(text, at + turn)):
            return False
        after = code_at(text, at + turn + 1)
        if after == AGE or after == AGE_IN_SHORT:
            return True
    return False


cdef inline bint has_time_behind(const DateText *text, int64_t at) noexcept nogil:
    """Whether a time of day other than midnight follows: ``T10:02``, `` 10:02:33``, ``10時``."""
    cdef uint8_t first, second
    cdef int64_t behind
    if char_at(text, at) == c" " or (char_at(text, at) | 32) == c"t":
        at += 1
    if char_at(text, at) == c" ":
        at += 1
    first, second = char_at(text, at), char_at(text, at + 1)
    if not is_digit(first):
        return False
    behind = at + 1 + is_digit(second)
    if char_at(text, behind) != c":" and code_at(text, behind) != HOUR:
        return False
    if first != c"0" or (is_digit(second) and second != c"0"):
        return True
    return char_at(text, behind + 1) != c"0" or char_at(text, behind + 2) != c"0"
