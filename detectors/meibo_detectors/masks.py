"""What of a value may be shown, by kind of value (interface, key ``masked``)."""

from __future__ import annotations

import re

_DIGIT = re.compile(r"[0-9０-９]")


def mask_digits(value: str, head: int = 0, tail: int = 2) -> str:
    """All digits but the first ``head`` and last ``tail`` as asterisks, separators as written.

    Of a short number no more than half of the digits stay at its end.

    >>> mask_digits("090-1234-5678"), mask_digits("61"), mask_digits("3")
    ('***-****-**78', '*1', '*')
    """
    total = len(_DIGIT.findall(value))
    tail = min(tail, total // 2)
    seen = 0

    def hide(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return match.group() if seen <= head or seen > total - tail else "*"

    return _DIGIT.sub(hide, value)


def hide(value: str) -> str:
    """Nothing shown, not even the value's length.

    >>> hide("A"), hide("AB")
    ('***', '***')
    """
    return "***" if value else ""
