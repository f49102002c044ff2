"""Numbers that an organisation gives its own people: where labels of them end, and what may be one."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

import numpy as np

cdef enum:
    COMMA = 44
    HYPHEN = 45
    DOT = 46
    UNDERSCORE = 95
    ZERO = 48
    SHORTEST = 3
    LONGEST_NUMBER = 12
    LONGEST = 20
    FEWEST_DIGITS = 10
    MOST_DIGITS = 11
    MAY_BE = 1
    IS_NUMBERED = 2
    IS_PART = 1


cdef inline bint is_digit(uint8_t char) noexcept nogil:
    return <uint8_t> (char - ZERO) < 10


cdef inline bint is_letter(uint8_t char) noexcept nogil:
    return <uint8_t> ((char | 32) - 97) < 26


cdef inline uint8_t char_at(const uint8_t[::1] chars, int64_t at) noexcept nogil:
    """The character at an offset, 0 outside of the text."""
    return chars[at] if 0 <= at < chars.shape[0] else 0


def find_label_ends(
    const uint32_t[::1] codes,
    const uint8_t[::1] chars,
    const uint32_t[:, ::1] wide,
    const uint32_t[:, ::1] latin,
    uint8_t first_wide,
):
    """Where words end whose last two signs are a pair of ``wide``, or one of ``latin`` behind kanji or kana; int64.

    ``codes`` are letter codes, ``chars`` the folded classes beside them, of which ``first_wide`` and those above are of
    kanji and kana; it is no ASCII, and neither are the pairs of ``wide`` or their characters.
    """
    cdef Offsets ends
    cdef Py_ssize_t at = 1, pair, until, count = codes.shape[0]
    cdef uint8_t is_last[256]
    cdef uint64_t eight
    cdef uint32_t code
    cdef bint ends_here
    if chars.shape[0] != count or wide.shape[1] != 2 or latin.shape[1] != 2:
        raise ValueError("each code needs its character, and each pair two signs")
    with nogil:
        begin(&ends, 0)
        for pair in range(256):
            is_last[pair] = 0
        for pair in range(wide.shape[0]):
            is_last[wide[pair, 1] & 255] = 1
        for pair in range(latin.shape[0]):
            is_last[latin[pair, 1] & 255] = 1
        while at < count:
            until = count
            if at >= 2 and count - at >= 6:  # a pair ends within two signs behind a wide one
                memcpy(&eight, &chars[at - 2], 8)
                if not eight & <uint64_t> 0x8080808080808080:
                    at += 6
                    continue
                until = at + 6
            elif at < 2:
                until = at + 1
            while at < until:
                code = codes[at]
                if is_last[code & 255]:
                    ends_here = False
                    for pair in range(wide.shape[0]):
                        ends_here = ends_here or (wide[pair, 1] == code and wide[pair, 0] == codes[at - 1])
                    if at >= 2 and chars[at - 2] >= first_wide and chars[at - 1] < first_wide:
                        for pair in range(latin.shape[0]):
                            ends_here = ends_here or (
                                latin[pair, 1] == (chars[at] | 32) and latin[pair, 0] == codes[at - 1]
                            )
                    if ends_here:
                        push(&ends, at + 1)
                at += 1
    return take(&ends)


def find_word_ends(
    const uint8_t[::1] chars, const int64_t[::1] start, const int64_t[::1] end, const uint8_t[::1] is_stop
):
    """Where the word ends that each field begins with, -1 where it is too short or too long, or an amount; int64.

    ``is_stop``: for each folded character whether a word ends before it. The end may lie behind that of the field, where
    no stop stands there; no more than 21 characters are looked at.
    """
    cdef Py_ssize_t row, count = start.shape[0]
    cdef int64_t at, length
    if end.shape[0] != count or is_stop.shape[0] != 256:
        raise ValueError("each field needs its end, and each character its mark")
    found = np.empty(count, np.int64)
    cdef int64_t[::1] until = found
    with nogil:
        for row in range(count):
            at = start[row]
            while at - start[row] <= LONGEST and not is_stop[char_at(chars, at)]:
                at += 1
            length = min(at, end[row]) - start[row]
            until[row] = at
            if length < SHORTEST or length > LONGEST:
                until[row] = -1
            elif at < end[row] and char_at(chars, at) == COMMA and is_digit(char_at(chars, at + 1)):
                until[row] = -1
    return found


def judge_ids(
    const uint8_t[::1] chars, const int64_t[::1] start, const int64_t[::1] end, const uint8_t[::1] is_part
):
    """What each stretch may be, as bits (uint8): 1 a number or name of a login, 2 with a digit and short.

    ``is_part``: 1 where it is not all of its field.
    """
    cdef Py_ssize_t row, count = start.shape[0]
    if end.shape[0] != count or is_part.shape[0] != count:
        raise ValueError("columns must be parallel")
    made = np.empty(count, np.uint8)
    cdef uint8_t[::1] bits = made
    with nogil:
        for row in range(count):
            bits[row] = _judge(chars, start[row], end[row] - start[row], is_part[row] != 0)
    return made


cdef uint8_t _judge(const uint8_t[::1] chars, int64_t start, int64_t length, bint is_part) noexcept nogil:
    cdef uint8_t shown[LONGEST]
    cdef int at, digits = 0, letters = 0, dots = 0, hyphens = 0
    cdef bint is_mixed = False, is_signed = length <= LONGEST
    cdef uint8_t bits, sign
    for at in range(LONGEST):
        sign = char_at(chars, start + at)
        shown[at] = sign
        hyphens += sign == HYPHEN
        if at >= length:
            continue
        if is_digit(sign) or is_letter(sign):
            is_mixed = is_mixed or sign != shown[0]
            digits += is_digit(sign)
            letters += is_letter(sign)
        elif sign == DOT:
            dots += 1
        elif sign != HYPHEN and sign != UNDERSCORE:
            is_signed = False
    bits = IS_NUMBERED if digits > 0 and length <= LONGEST_NUMBER else 0
    if not is_signed or digits + letters < SHORTEST or not is_mixed:
        return bits
    if dots and (letters == 0 or is_part):  # an amount, a version, a file
        return bits
    if letters == 0 and _is_date_or_phone(shown, length, digits, hyphens):
        return bits
    return bits | MAY_BE


cdef inline int _pair(const uint8_t *shown) noexcept nogil:
    return (shown[0] - ZERO) * 10 + shown[1] - ZERO


cdef bint _is_date_or_phone(const uint8_t *shown, int64_t length, int digits, int hyphens) noexcept nogil:
    """Whether signs without letters are a date (``YYYYMMDD``, ``YYYY-MM-DD``) or a telephone number."""
    cdef int year, month, day
    if is_digit(shown[0]) and is_digit(shown[1]) and is_digit(shown[2]) and is_digit(shown[3]):
        year = _pair(shown) * 100 + _pair(&shown[2])
        if 1900 <= year < 2100:
            if hyphens == 2 and shown[4] == HYPHEN:
                return True
            if length == 8 and digits == 8:
                month, day = _pair(&shown[4]), _pair(&shown[6])
                if 1 <= month <= 12 and 1 <= day <= _days_of(year, month):
                    return True
    if shown[0] != ZERO or digits < FEWEST_DIGITS or digits > MOST_DIGITS:
        return False
    if hyphens == 2:
        return True
    return shown[2] == ZERO and (shown[1] == 53 or shown[1] == 55 or shown[1] == 56 or shown[1] == 57)


cdef inline int _days_of(int year, int month) noexcept nogil:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month == 4 or month == 6 or month == 9 or month == 11 else 31
