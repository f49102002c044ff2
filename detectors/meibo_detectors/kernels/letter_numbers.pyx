"""Documents of letters and digits around a run of digits: passports (``TK1234567``) and residence cards (``TW48205913KA``)."""

from libc.stdint cimport int64_t, uint8_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

# What a passport's number looks like, as bits of its marks.
cpdef enum:
    SPACED = 1  # a blank stands between letters and digits
    REGULAR = 2  # two letters and seven digits
    UPPER = 4
    USUAL = 8  # as Japan issues them: regular, in capitals without a blank, T or M first
    TWO_LETTERS = 16

cdef enum:
    KANJI = 0x81  # character_tables.KANJI, the first of the wide classes
    LEAST_PASSPORT = 6
    REGULAR_PASSPORT = 7
    MOST_PASSPORT = 8
    COUNTER_ZEROS = 4  # a number that begins with as many is a counter, which nobody is given
    CARD_DIGITS = 8


cdef struct Page:
    const uint8_t *chars
    int64_t count


cdef inline uint8_t sign_at(const Page *page, int64_t at) noexcept nogil:
    """The character there, 0 outside of the text."""
    return page.chars[at] if 0 <= at < page.count else 0


cdef inline bint is_letter(uint8_t sign) noexcept nogil:
    return 97 <= (sign | 32) <= 122


cdef inline bint is_digit(uint8_t sign) noexcept nogil:
    return 48 <= sign <= 57


cdef inline bint is_upper(uint8_t sign) noexcept nogil:
    return 65 <= sign <= 90


cdef inline int64_t read_passport(const Page *page, int64_t start, int64_t length) noexcept nogil:
    """The marks of the number whose digits begin at ``start``, -1 where the letters before are none of a passport's."""
    cdef int64_t at = start, marks = 0, letters = 0
    cdef int zeros = 0
    cdef uint8_t one, two, border, before
    while zeros < COUNTER_ZEROS and sign_at(page, start + zeros) == c"0":
        zeros += 1
    if zeros == COUNTER_ZEROS:
        return -1
    if sign_at(page, at - 1) == c" ":
        marks |= SPACED
        at -= 1
    while letters < 3 and is_letter(sign_at(page, at - 1 - letters)):
        letters += 1
    if letters == 0 or letters == 3:
        return -1
    one, two, border = sign_at(page, at - 1), sign_at(page, at - 2), sign_at(page, at - 1 - letters)
    if is_digit(border) or border == c"-" or border == c"_" or border == c"*":
        return -1
    if border == c"/":  # but for 旅券No／TK1234567
        before = sign_at(page, at - 2 - letters)
        if before < KANJI and not ((before | 32) == c"o" and (sign_at(page, at - 3 - letters) | 32) == c"n"):
            return -1
    if letters == 2:
        marks |= TWO_LETTERS
    if letters == 2 and length == REGULAR_PASSPORT:
        marks |= REGULAR
    if is_upper(one) and (letters == 1 or is_upper(two)):
        marks |= UPPER
    if marks & SPACED:  # a word may stand there
        if marks & (REGULAR | UPPER) != REGULAR | UPPER:
            return -1
        if (two == c"N" and one == c"O") or (two == c"I" and one == c"D"):
            return -1
    elif marks & REGULAR and marks & UPPER and (two == c"T" or two == c"M"):
        marks |= USUAL
    return marks


cdef inline bint goes_on(uint8_t one, uint8_t two) noexcept nogil:
    """Whether the signs beside a number belong to it: letters, digits, or a hyphen or dot with one of them behind."""
    if is_letter(one) or is_digit(one):
        return True
    if one == c"-" or one == c"_" or one == c"/" or one == c"*" or one == c".":
        return is_letter(two) or is_digit(two) or one == c"*"
    return False


cdef inline bint is_card(const Page *page, int64_t left, int64_t right) noexcept nogil:
    """Whether two letters end at ``left`` and two begin at ``right``, and nothing goes on beside them."""
    cdef uint8_t one = sign_at(page, left - 3), two = sign_at(page, left - 4)
    cdef bint numbered
    if not (is_letter(sign_at(page, left - 1)) and is_letter(sign_at(page, left - 2))):
        return False
    if not (is_letter(sign_at(page, right)) and is_letter(sign_at(page, right + 1))):
        return False
    if goes_on(sign_at(page, right + 2), sign_at(page, right + 3)):
        return False
    numbered = (one == c"/" or one == c".") and (two | 32) == c"o" and (sign_at(page, left - 5) | 32) == c"n"
    return numbered or not goes_on(one, two)


def find_passports(
    const uint8_t[::1] chars, const int64_t[:] run_start, const int64_t[:] run_end, const uint8_t[::1] open_right
):
    """Runs of digits (of NumberRuns) with a passport's letters before them, and their marks; two arrays of int64."""
    cdef Page page
    cdef Offsets runs, found
    cdef int64_t row, length, marks
    if run_end.shape[0] != run_start.shape[0] or open_right.shape[0] != run_start.shape[0]:
        raise ValueError("the columns of the runs are not of one length")
    page.chars, page.count = &chars[0] if chars.shape[0] else NULL, chars.shape[0]
    with nogil:
        begin(&runs, 0)
        begin(&found, 0)
        for row in range(run_start.shape[0]):
            length = run_end[row] - run_start[row]
            if LEAST_PASSPORT <= length <= MOST_PASSPORT and open_right[row]:
                marks = read_passport(&page, run_start[row], length)
                if marks >= 0:
                    push(&runs, row)
                    push(&found, marks)
    return take(&runs), take(&found)


def find_cards(const uint8_t[::1] chars, const int64_t[:] run_start, const int64_t[:] run_end):
    """Runs of digits (of NumberRuns) with the letters of a residence card on both sides, and the sign between, 0 for none.

    Two arrays of int64.
    """
    cdef Page page
    cdef Offsets runs, joints
    cdef int64_t row, start, end
    cdef uint8_t joint
    if run_end.shape[0] != run_start.shape[0]:
        raise ValueError("the columns of the runs are not of one length")
    page.chars, page.count = &chars[0] if chars.shape[0] else NULL, chars.shape[0]
    with nogil:
        begin(&runs, 0)
        begin(&joints, 0)
        for row in range(run_start.shape[0]):
            start, end = run_start[row], run_end[row]
            if end - start != CARD_DIGITS:
                continue
            joint = sign_at(&page, start - 1)
            if is_letter(joint):
                joint = 0
            elif (joint != c" " and joint != c"-") or sign_at(&page, end) != joint:
                continue
            if is_card(&page, start - (joint != 0), end + (joint != 0)):
                push(&runs, row)
                push(&joints, joint)
    return take(&runs), take(&joints)
