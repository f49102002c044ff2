"""The plain twin of meibo_detectors.kernels.fixed_numbers."""

from __future__ import annotations

import functools
from typing import Final, NamedTuple

import numpy as np

from reference import check_digits, number_runs

PLAIN, MY_NUMBER, LICENCE, CARD = range(4)
BITS: Final = (
    "CHECK_DIGIT", "CHECK_DIGIT_FAILED", "DATE_TIME", "SAMPLE", "LETTER_BEFORE", "NEEDS_LABEL", "IN_PATH",
    "STRONG_FORM", "ISSUED", "PARTIAL",
)  # fmt: skip
"""The evidence in the order of the kernel's bits."""
_PASSES = dict(zip((MY_NUMBER, LICENCE), check_digits.CHECKS, strict=False))


class Rules(NamedTuple):
    """What is known of the numbers."""

    owner: int
    samples: set[bytes]
    ranges: list[list[int]]
    keeps_failures: bool


def weigh(text: bytes, first: int, count: int, total: int, rules: Rules, *, is_wanted: bool) -> set[str] | None:
    """The evidence of the number that begins with a run, None where nobody has it."""
    start, end, link, letter = _read(text)
    written = b"".join(text[start[at] : end[at]] for at in range(first, len(start))[:total])[:total].ljust(total, b"0")
    digits = [sign - 48 for sign in written]
    is_sample = written in rules.samples
    if rules.owner == CARD and not any(low <= int(written[:6]) <= high for low, high in rules.ranges):
        return None
    if check_digits.CHECKS[6](digits) and not (is_sample and rules.owner == PLAIN):
        return None
    words = {"SAMPLE"} if is_sample else set()
    words |= {"LETTER_BEFORE"} if letter[first] else set()
    if rules.owner == PLAIN:
        words |= {"IN_PATH"} if text[: start[first]].endswith(b"/") else set()
        return words | ({"STRONG_FORM"} if count > 1 and link[first] == ord("-") else set())
    if rules.owner == CARD:
        passes = check_digits.CHECKS[3](digits)
        return (
            words | {"ISSUED", "CHECK_DIGIT" if passes else "CHECK_DIGIT_FAILED"}
            if passes or rules.keeps_failures
            else None
        )
    passes = _PASSES[rules.owner](digits)
    if rules.owner == MY_NUMBER:
        words |= {"CHECK_DIGIT" if passes else "CHECK_DIGIT_FAILED"}
    elif rules.ranges[int(written[:2])][0] and rules.ranges[int(written[2:4])][1]:
        words |= {"ISSUED", "CHECK_DIGIT"} if passes else {"ISSUED"}
    elif is_wanted:
        words |= {"PARTIAL"}
    else:
        return None
    words |= {"DATE_TIME"} if check_digits.CHECKS[8](digits) else set()
    if first and end[first - 1] - start[first - 1] == 1 and link[first - 1] in b" -":
        whole = text[start[first - 1] : end[first - 1]] + written
        other = whole.startswith((b"45", b"49", b"978", b"979", b"16", b"17", b"18"))
        words |= {"NEEDS_LABEL"} if check_digits.CHECKS[5]([sign - 48 for sign in whole]) and not other else set()
    return words


@functools.lru_cache(maxsize=4)
def _read(text: bytes) -> tuple[list[int], list[int], list[int], list[int]]:
    """Start, end, link of each run, and whether a letter stands to its left."""
    chars = np.frombuffer(text, np.uint8)
    start, end = number_runs.find_runs(chars)
    columns = number_runs.describe_runs(chars, start, end)
    return start.tolist(), end.tolist(), columns[1].tolist(), columns[4].tolist()
