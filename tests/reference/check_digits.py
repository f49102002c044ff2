"""The plain twin of meibo_detectors.kernels.check_digits."""

from __future__ import annotations

import itertools


def weigh(digits: list[int], weights: list[int]) -> int:
    """The weighted sum."""
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def _my_number(digits: list[int]) -> bool:
    remainder = weigh(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    return digits[11] == (0 if remainder <= 1 else 11 - remainder)


def _licence(digits: list[int]) -> bool:
    return digits[10] == (11 - weigh(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 10


def _resident(digits: list[int]) -> bool:
    remainder = weigh(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    return digits[10] == (0 if remainder <= 1 else 11 - remainder)


def _luhn(digits: list[int]) -> bool:
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _post_bank(digits: list[int]) -> bool:
    worth = {0: 1, 1: 3, 2: 2}
    products = [digit * worth[at % 3] if at != 3 else 0 for at, digit in enumerate(digits[:13])]
    return sum(sum(divmod(one, 10)) if at % 3 == 2 else one for at, one in enumerate(products)) % 10 == digits[3]


def _corporate(digits: list[int]) -> bool:
    return digits[0] == 9 - weigh(digits[1:], [2, 1] * 6) % 9


def _run(digits: list[int]) -> bool:
    steps = {(two - one) % 10 for one, two in itertools.pairwise(digits)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def _counter_or_run(digits: list[int]) -> bool:
    return not any(digits[: len(digits) * 2 // 3]) or _run(digits)


def _date_time(digits: list[int]) -> bool:
    year, month, day, hour, minute = (
        int("".join(map(str, digits[at:end]))) for at, end in ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12))
    )
    return 1900 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60


CHECKS = (_my_number, _licence, _resident, _luhn, _post_bank, _corporate, _counter_or_run, _run, _date_time)
"""By the numbers that the kernel knows them by."""
