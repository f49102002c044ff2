"""Check digits over many numbers at once; each row of a matrix holds the digits of one, most significant first."""

from libc.stdint cimport uint8_t

import numpy as np

from meibo_detectors.kernels cimport check_digits as one

cdef enum:
    MY_NUMBER
    LICENCE
    RESIDENT
    LUHN
    POST_BANK
    CORPORATE
    COUNTER_OR_RUN
    RUN
    DATE_TIME
    CHECKS

LEAST_DIGITS = (12, 12, 11, 1, 13, 13, 2, 2, 12)
"""What each check reads, by its number."""


def pass_check(const uint8_t[:, ::1] digits, int check):
    """Which rows pass the check of this number (see ``meibo_detectors.checksums``); an array of bool."""
    cdef Py_ssize_t row, count = digits.shape[1]
    if not 0 <= check < CHECKS:
        raise ValueError("no such check")
    if count < LEAST_DIGITS[check]:
        raise ValueError("too few digits for the check")
    passed = np.empty(digits.shape[0], np.bool_)
    cdef uint8_t[::1] truth = passed.view(np.uint8)
    with nogil:
        for row in range(digits.shape[0]):
            truth[row] = _pass(&digits[row, 0], count, check)
    return passed


cdef bint _pass(const uint8_t *digits, Py_ssize_t count, int check) noexcept nogil:
    if check == MY_NUMBER:
        return one.has_my_number_check(digits)
    if check == LICENCE:
        return one.has_licence_check(digits)
    if check == RESIDENT:
        return one.has_resident_check(digits)
    if check == LUHN:
        return one.has_luhn_check(digits, count)
    if check == POST_BANK:
        return one.has_post_bank_check(digits)
    if check == CORPORATE:
        return one.has_corporate_check(digits)
    if check == COUNTER_OR_RUN:
        return one.is_counter_or_run(digits, count)
    if check == RUN:
        return one.is_run(digits, count)
    return one.is_date_time(digits)
