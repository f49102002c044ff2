"""The check digits that a rule of the configuration can name; rows hold the digits of one number of any length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.checksums import (
    Digits,
    has_corporate_check,
    has_licence_check,
    has_luhn_check,
    has_my_number_check,
)
from meibo_detectors.normalise import Truth

Check = Callable[[Digits], Truth]

_CYCLE: Final = np.arange(2, 8)


def _take_length(check: Check, length: int) -> Check:
    """The check of a number that always has so many digits; any other fails."""

    def take(digits: Digits) -> Truth:
        return check(digits) if digits.shape[1] == length else np.zeros(len(digits), np.bool_)

    return take


def _weigh(digits: Digits, weights: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The weighted sum of each row; the weights repeat from the last digit to the first."""
    reach = np.resize(weights, digits.shape[1])[::-1].astype(np.int64)
    total: npt.NDArray[np.int64] = digits.astype(np.int64) @ reach
    return total


def has_mod11_check(digits: Digits) -> Truth:
    """True where the last digit is 11 less the sum modulo 11, weights 2 to 7 from the right; 10 and 11 count as 0.

    >>> has_mod11_check(np.array([[1, 2, 3, 4, 5, 5], [1, 2, 3, 4, 5, 6]], np.uint8)).tolist()
    [True, False]
    """
    remainder = _weigh(digits[:, :-1], _CYCLE) % 11
    return np.asarray(np.where(remainder <= 1, 0, 11 - remainder) == digits[:, -1])


def has_mod10_check(digits: Digits) -> Truth:
    """True where the sum with weights 1 and 3 in turn from the right ends in 0 (JAN, GTIN; ISO/IEC 15420).

    >>> has_mod10_check(np.array([[4, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 6]], np.uint8)).tolist()
    [True]
    """
    return np.asarray(_weigh(digits, np.array([1, 3])) % 10 == 0)


def has_mod97_check(digits: Digits) -> Truth:
    """True where the number leaves 1 when divided by 97 (ISO/IEC 7064, MOD 97-10).

    >>> has_mod97_check(np.array([[7, 9, 4, 4, 4], [7, 9, 4, 4, 5]], np.uint8)).tolist()
    [True, False]
    """
    return np.asarray(_divide(digits, 97) == 1)


def has_mod7_check(digits: Digits) -> Truth:
    """True where the last digit is the number before it modulo 7, as on many slips.

    >>> has_mod7_check(np.array([[1, 0, 0, 2], [1, 0, 0, 3]], np.uint8)).tolist()
    [True, False]
    """
    return np.asarray(_divide(digits[:, :-1], 7) == digits[:, -1])


def _divide(digits: Digits, divisor: int) -> npt.NDArray[np.int64]:
    """The remainder of each number."""
    remainder = np.zeros(len(digits), np.int64)
    for column in range(digits.shape[1]):
        remainder = (remainder * 10 + digits[:, column]) % divisor
    return remainder


CHECKS: Final[dict[str, Check | None]] = {
    "none": None,
    "luhn": has_luhn_check,
    "mod7": has_mod7_check,
    "mod10-weights31": has_mod10_check,
    "mod11": has_mod11_check,
    "iso7064-mod97-10": has_mod97_check,
    "my-number": _take_length(has_my_number_check, 12),
    "corporate-number": _take_length(has_corporate_check, 13),
    "licence": _take_length(has_licence_check, 12),
    "resident-code": _take_length(has_mod11_check, 11),  # its weights are those of mod11
}
"""By name; None stands for no check."""


def is_valid(check: Check, numbers: list[str]) -> Truth:
    """Whether each number, a string of digits, passes; one of fewer than two digits does not."""
    valid = np.zeros(len(numbers), np.bool_)
    length = np.array([len(number) for number in numbers], np.int64)
    for width in np.unique(length[length >= 2]).tolist():
        rows = np.flatnonzero(length == width)
        digits = np.frombuffer("".join(numbers[row] for row in rows).encode("ascii"), np.uint8) - np.uint8(48)
        valid[rows] = check(digits.reshape(-1, width))
    return valid
