"""Check digits over whole arrays of digits; each row of a matrix is one number, most significant digit first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Truth

Digits = npt.NDArray[np.uint8]

MY_NUMBER_WEIGHTS = np.array([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], np.int64)

LICENCE_WEIGHTS = np.array([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], np.int64)

RESIDENT_WEIGHTS = np.array([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], np.int64)


def has_my_number_check(digits: Digits) -> Truth:
    """True for rows of 12 digits whose last is the check digit of MIC Ordinance 85/2014, article 5.

    >>> has_my_number_check(np.array([[1,2,3,4,5,6,7,8,9,0,1,8], [1,2,3,4,5,6,7,8,9,0,1,9]], np.uint8)).tolist()
    [True, False]
    """
    remainder: npt.NDArray[np.int64] = np.mod(digits[:, :11].astype(np.int64) @ MY_NUMBER_WEIGHTS, 11)
    expected = np.where(remainder <= 1, 0, 11 - remainder)
    return np.asarray(expected == digits[:, 11])


def has_licence_check(digits: Digits) -> Truth:
    """True for rows of 12 digits whose eleventh is the check digit that driver's licences are said to have.

    Many pages agree on the formula; the police notice behind it (10 September 1981) was not read.

    >>> has_licence_check(np.array([[3,0,9,0,1,2,3,4,5,6,2,0], [3,0,9,0,1,2,3,4,5,6,3,0]], np.uint8)).tolist()
    [True, False]
    """
    remainder: npt.NDArray[np.int64] = np.mod(digits[:, :10].astype(np.int64) @ LICENCE_WEIGHTS, 11)
    return np.asarray((11 - remainder) % 10 == digits[:, 10])


def has_resident_check(digits: Digits) -> Truth:
    """True for rows of 11 digits whose last is the check digit that resident register codes are said to have.

    Pages and programs agree on the formula; the notice behind it (MIC Notice 436 of 2002) was not read, and what a
    remainder of 0 gives is not known for sure.

    >>> has_resident_check(np.array([[2,4,7,2,7,0,5,9,6,0,8], [2,4,7,2,7,0,5,9,6,0,9]], np.uint8)).tolist()
    [True, False]
    """
    remainder: npt.NDArray[np.int64] = np.mod(digits[:, :10].astype(np.int64) @ RESIDENT_WEIGHTS, 11)
    expected = np.where(remainder <= 1, 0, 11 - remainder)
    return np.asarray(expected == digits[:, 10])


def has_luhn_check(digits: Digits) -> Truth:
    """True for rows that satisfy the Luhn formula (ISO/IEC 7812-1, annex B).

    >>> has_luhn_check(np.array([[4] + [1] * 15, [4] + [1] * 14 + [2]], np.uint8)).tolist()
    [True, False]
    """
    doubled = digits[:, -2::-2].astype(np.int64) * 2
    doubled -= 9 * (doubled > 9)
    total = digits[:, -1::-2].sum(axis=1, dtype=np.int64) + doubled.sum(axis=1)
    return np.asarray(total % 10 == 0)


def has_post_bank_check(digits: Digits) -> Truth:
    """True for rows of 13 digits, a symbol of five and a number of eight, whose fourth is the Post Bank's check digit.

    Not published as a rule; pages cite the bank's own conversion of account numbers (specification 3.2).

    >>> has_post_bank_check(np.array([[1,4,0,3,0,1,2,3,4,5,6,7,1], [1,4,0,4,0,1,2,3,4,5,6,7,1]], np.uint8)).tolist()
    [True, False]
    """
    numbers = digits.astype(np.int64)
    doubled = numbers * 2 - 9 * (numbers >= 5)
    total = numbers[:, [0, 6, 9, 12]].sum(axis=1) + 3 * numbers[:, [1, 4, 7, 10]].sum(axis=1)
    total += doubled[:, [2, 5, 8, 11]].sum(axis=1)
    return np.asarray(total % 10 == numbers[:, 3])


def is_counter_or_run(digits: Digits) -> Truth:
    """True for rows that nobody is given: one digit repeated, digits in a row up or down, a counter behind zeros."""
    return np.asarray((digits[:, : digits.shape[1] * 2 // 3] == 0).all(axis=1) | is_run(digits))


def is_run(digits: Digits) -> Truth:
    """True for rows of one digit repeated, or of digits in a row up or down.

    >>> is_run(np.array([[1, 2, 3, 4], [7, 7, 7, 7], [0, 9, 8, 7], [0, 0, 0, 1]], np.uint8)).tolist()
    [True, True, True, False]
    """
    step = (digits[:, 1] + np.uint8(10) - digits[:, 0]) % np.uint8(10)
    rows = np.flatnonzero((step <= 1) | (step == 9))
    shown, step = digits[rows], step[rows]
    found = np.zeros(len(digits), np.bool_)
    found[rows] = ((shown[:, :-1] + step[:, None]) % np.uint8(10) == shown[:, 1:]).all(axis=1)
    return found


def is_date_time(digits: Digits) -> Truth:
    """True for rows of 12 or more digits that begin like ``YYYYMMDDhhmm`` between 1900 and 2099."""
    numbers = digits[:, :12].astype(np.int64)
    year = numbers[:, 0] * 10 + numbers[:, 1]
    month, day, hour, minute = (numbers[:, at] * 10 + numbers[:, at + 1] for at in (4, 6, 8, 10))
    return np.asarray(
        ((year == 19) | (year == 20))
        & (month >= 1)
        & (month <= 12)
        & (day >= 1)
        & (day <= 31)
        & (hour < 24)
        & (minute < 60)
    )


CORPORATE_WEIGHTS = np.array([2, 1] * 6, np.int64)

MRZ_WEIGHTS = np.array([7, 3, 1], np.int64)


def has_corporate_check(digits: Digits) -> Truth:
    """True for rows of 13 digits whose first is the check digit of MOF Ordinance 70/2014, article 2; it is never 0.

    >>> has_corporate_check(np.array([[8,7,0,0,1,1,0,0,0,5,9,0,1], [7,7,0,0,1,1,0,0,0,5,9,0,1]], np.uint8)).tolist()
    [True, False]
    """
    expected: npt.NDArray[np.int64] = 9 - np.mod(digits[:, 1:13].astype(np.int64) @ CORPORATE_WEIGHTS, 9)
    return np.asarray(expected == digits[:, 0])


def mrz_digits(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The check digit of each row of values of machine-readable signs (ICAO Doc 9303-3, section 4.9).

    A digit is worth itself, A to Z 10 to 35, ``<`` nothing.

    >>> mrz_digits(np.array([[5, 2, 0, 7, 2, 7]])).tolist()
    [3]
    """
    weights = np.resize(MRZ_WEIGHTS, values.shape[1])
    remainder: npt.NDArray[np.int64] = np.mod(values @ weights, 10)
    return remainder
