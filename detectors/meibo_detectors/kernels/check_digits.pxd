"""Check digits and other tests of one number: its digits, 0 to 9, most significant first."""

from libc.stdint cimport uint8_t


cdef inline bint has_my_number_check(const uint8_t *digits) noexcept nogil:
    """12 digits whose last is the check digit of MIC Ordinance 85/2014, article 5."""
    cdef int total = (
        6 * digits[0] + 5 * digits[1] + 4 * digits[2] + 3 * digits[3] + 2 * digits[4] + 7 * digits[5] + 6 * digits[6]
        + 5 * digits[7] + 4 * digits[8] + 3 * digits[9] + 2 * digits[10]
    ) % 11
    return (0 if total <= 1 else 11 - total) == digits[11]


cdef inline int weigh_ten(const uint8_t *digits) noexcept nogil:
    """The sum of ten digits, weights 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, modulo 11."""
    return (
        5 * digits[0] + 4 * digits[1] + 3 * digits[2] + 2 * digits[3] + 7 * digits[4] + 6 * digits[5] + 5 * digits[6]
        + 4 * digits[7] + 3 * digits[8] + 2 * digits[9]
    ) % 11


cdef inline bint has_licence_check(const uint8_t *digits) noexcept nogil:
    """12 digits whose eleventh is the check digit that driver's licences are said to have."""
    return (11 - weigh_ten(digits)) % 10 == digits[10]


cdef inline bint has_resident_check(const uint8_t *digits) noexcept nogil:
    """11 digits whose last is the check digit that resident register codes are said to have."""
    cdef int total = weigh_ten(digits)
    return (0 if total <= 1 else 11 - total) == digits[10]


cdef inline bint has_luhn_check(const uint8_t *digits, Py_ssize_t count) noexcept nogil:
    """Digits that satisfy the Luhn formula (ISO/IEC 7812-1, annex B)."""
    cdef int total = 0, doubled
    cdef Py_ssize_t at
    for at in range(count):
        if (count - at) % 2:
            total += digits[at]
        else:
            doubled = 2 * digits[at]
            total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


cdef inline bint has_corporate_check(const uint8_t *digits) noexcept nogil:
    """13 digits whose first is the check digit of MOF Ordinance 70/2014, article 2; it is never 0."""
    cdef int total = 0
    cdef Py_ssize_t at
    for at in range(1, 13):
        total += digits[at] * (2 if at % 2 else 1)
    return 9 - total % 9 == digits[0]


cdef inline bint has_post_bank_check(const uint8_t *digits) noexcept nogil:
    """13 digits, a symbol of five and a number of eight, whose fourth is the Post Bank's check digit."""
    cdef int total = digits[0] + digits[6] + digits[9] + digits[12]
    cdef Py_ssize_t at
    total += 3 * (digits[1] + digits[4] + digits[7] + digits[10])
    for at in range(2, 12, 3):
        total += 2 * digits[at] - (9 if digits[at] >= 5 else 0)
    return total % 10 == digits[3]


cdef inline bint is_run(const uint8_t *digits, Py_ssize_t count) noexcept nogil:
    """One digit repeated, or digits in a row up or down, 9 and 0 side by side; two digits at least."""
    cdef uint8_t step
    cdef Py_ssize_t at
    if count < 2:
        return False
    step = <uint8_t> (<uint8_t> (digits[1] + 10 - digits[0]) % 10)
    if step > 1 and step != 9:
        return False
    for at in range(1, count):
        if <uint8_t> (digits[at - 1] + step) % 10 != digits[at]:
            return False
    return True


cdef inline bint is_counter_or_run(const uint8_t *digits, Py_ssize_t count) noexcept nogil:
    """What nobody is given: one digit repeated, digits in a row up or down, a counter behind zeros."""
    cdef Py_ssize_t at, zeros = 0
    while zeros < count * 2 // 3 and digits[zeros] == 0:
        zeros += 1
    return zeros == count * 2 // 3 or is_run(digits, count)


cdef inline int pair_at(const uint8_t *digits, Py_ssize_t at) noexcept nogil:
    """The number of two digits."""
    return digits[at] * 10 + digits[at + 1]


cdef inline bint is_date_time(const uint8_t *digits) noexcept nogil:
    """12 or more digits that begin like ``YYYYMMDDhhmm`` between 1900 and 2099."""
    cdef int century = pair_at(digits, 0), month = pair_at(digits, 4), day = pair_at(digits, 6)
    if (century != 19 and century != 20) or month < 1 or month > 12 or day < 1 or day > 31:
        return False
    return pair_at(digits, 8) < 24 and pair_at(digits, 10) < 60
