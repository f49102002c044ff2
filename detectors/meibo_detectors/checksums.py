"""Check digits over whole arrays of digits; each row of a matrix is one number, most significant digit first."""

from __future__ import annotations

import enum

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.check_digits import pass_check
from meibo_detectors.normalise import Truth

Digits = npt.NDArray[np.uint8]


class _Check(enum.IntEnum):
    """The checks by the numbers that the kernel knows them by."""

    MY_NUMBER = 0
    LICENCE = enum.auto()
    RESIDENT = enum.auto()
    LUHN = enum.auto()
    POST_BANK = enum.auto()
    CORPORATE = enum.auto()
    COUNTER_OR_RUN = enum.auto()
    RUN = enum.auto()
    DATE_TIME = enum.auto()


def _pass(digits: Digits, check: _Check) -> Truth:
    return pass_check(np.ascontiguousarray(digits), check)


def has_my_number_check(digits: Digits) -> Truth:
    """True for rows of 12 digits whose last is the check digit of MIC Ordinance 85/2014, article 5.

    >>> has_my_number_check(np.array([[1,2,3,4,5,6,7,8,9,0,1,8], [1,2,3,4,5,6,7,8,9,0,1,9]], np.uint8)).tolist()
    [True, False]
    """
    return _pass(digits, _Check.MY_NUMBER)


def has_licence_check(digits: Digits) -> Truth:
    """True for rows of 12 digits whose eleventh is the check digit that driver's licences are said to have.

    Many pages agree on the formula; the police notice behind it (10 September 1981) was not read.

    >>> has_licence_check(np.array([[3,0,9,0,1,2,3,4,5,6,2,0], [3,0,9,0,1,2,3,4,5,6,3,0]], np.uint8)).tolist()
    [True, False]
    """
    return _pass(digits, _Check.LICENCE)


def has_resident_check(digits: Digits) -> Truth:
    """True for rows of 11 digits whose last is the check digit that resident register codes are said to have.

    Pages and programs agree on the formula; the notice behind it (MIC Notice 436 of 2002) was not read, and what a
    remainder of 0 gives is not known for sure.

    >>> has_resident_check(np.array([[2,4,7,2,7,0,5,9,6,0,8], [2,4,7,2,7,0,5,9,6,0,9]], np.uint8)).tolist()
    [True, False]
    """
    return _pass(digits, _Check.RESIDENT)


def has_luhn_check(digits: Digits) -> Truth:
    """True for rows that satisfy the Luhn formula (ISO/IEC 7812-1, annex B).

    >>> has_luhn_check(np.array([[4] + [1] * 15, [4] + [1] * 14 + [2]], np.uint8)).tolist()
    [True, False]
    """
    return _pass(digits, _Check.LUHN)


def has_post_bank_check(digits: Digits) -> Truth:
    """True for rows of 13 digits, a symbol of five and a number of eight, whose fourth is the Post Bank's check digit.

    Not published as a rule; pages cite the bank's own conversion of account numbers (specification 3.2).

    >>> has_post_bank_check(np.array([[1,4,0,3,0,1,2,3,4,5,6,7,1], [1,4,0,4,0,1,2,3,4,5,6,7,1]], np.uint8)).tolist()
    [True, False]
    """
    return _pass(digits, _Check.POST_BANK)


def is_counter_or_run(digits: Digits) -> Truth:
    """True for rows that nobody is given: one digit repeated, digits in a row up or down, a counter behind zeros."""
    return _pass(digits, _Check.COUNTER_OR_RUN)


def is_run(digits: Digits) -> Truth:
    """True for rows of one digit repeated, or of digits in a row up or down.

    >>> is_run(np.array([[1, 2, 3, 4], [7, 7, 7, 7], [0, 9, 8, 7], [0, 0, 0, 1]], np.uint8)).tolist()
    [True, True, True, False]
    """
    return _pass(digits, _Check.RUN)


def is_date_time(digits: Digits) -> Truth:
    """True for rows of 12 or more digits that begin like ``YYYYMMDDhhmm`` between 1900 and 2099."""
    return _pass(digits, _Check.DATE_TIME)


MRZ_WEIGHTS = np.array([7, 3, 1], np.int64)


def has_corporate_check(digits: Digits) -> Truth:
    """True for rows of 13 digits whose first is the check digit of MOF Ordinance 70/2014, article 2; it is never 0.

    >>> has_corporate_check(np.array([[8,7,0,0,1,1,0,0,0,5,9,0,1], [7,7,0,0,1,1,0,0,0,5,9,0,1]], np.uint8)).tolist()
    [True, False]
    """
    return _pass(digits, _Check.CORPORATE)


def mrz_digits(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The check digit of each row of values of machine-readable signs (ICAO Doc 9303-3, section 4.9).

    A digit is worth itself, A to Z 10 to 35, ``<`` nothing.

    >>> mrz_digits(np.array([[5, 2, 0, 7, 2, 7]])).tolist()
    [3]
    """
    weights = np.resize(MRZ_WEIGHTS, values.shape[1])
    remainder: npt.NDArray[np.int64] = np.mod(values @ weights, 10)
    return remainder
