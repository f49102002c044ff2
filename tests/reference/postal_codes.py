"""The plain twin of meibo_detectors.kernels.postal_codes."""

from __future__ import annotations

from reference import check_digits


def find_codes(numbers: list[str], in_use: dict[str, int]) -> list[tuple[int, int]]:
    """Which of these numbers of seven digits are codes in use, and the number of each."""
    return [
        (at, in_use[number])
        for at, number in enumerate(numbers)
        if in_use.get(number, 0) > 0 and not check_digits.CHECKS[6]([int(digit) for digit in number])
    ]
