"""Whether what was reported is the labelled value, a piece of it, or something else.

Numbers must be equal. Names, addresses and texts have no sharp ends, and a table may give more than the value: how
much may be missing or stand around is told here, once for every kind.
"""

from __future__ import annotations

import enum
import math
from typing import Final

HONORIFIC_CHARS: Final = 6
"""How much may be reported around a name: an honorific or a title."""
MOST: Final = 0.5
"""The share of a labelled address that must be found in one stretch."""
PIECE: Final = 0.25
"""The share of it that makes a finding a piece."""
ACCOUNT_CHARS: Final = 12
"""Digits that may stand around an account or insurance number: bank and branch, insurer and symbol."""
MAIL_CHARS: Final = 10
"""How much may stand around a mail address."""
DIGITS: Final = frozenset(
    ("POSTAL_CODE", "PHONE", "MY_NUMBER", "DRIVER_LICENSE", "CREDIT_CARD", "PENSION", "EMPLOYMENT_INS")
)


class Match(enum.IntEnum):
    """What a finding is to a labelled value, ascending."""

    NONE = 0
    PIECE = 1
    RIGHT = 2


def match(kind: str, truth: str, found: str) -> Match:
    """What a finding is to a labelled value of a kind; both folded, neither empty."""
    if truth == found:
        return Match.RIGHT
    if kind == "ADDRESS":
        return _match_address(truth, found)
    extra = len(found) - len(truth)
    match kind:
        case "NAME" | "NAME_KANA":
            is_right, is_piece = truth in found and extra <= HONORIFIC_CHARS, found in truth
        case "DOB":
            is_right, is_piece = truth in found, found in truth and len(found) > 3
        case "BANK_ACCOUNT" | "HEALTH_INSURANCE":
            is_right, is_piece = truth in found and extra <= ACCOUNT_CHARS, found in truth and len(found) > 3
        case "SENSITIVE":
            is_right, is_piece = truth in found or (found in truth and len(found) > 1), False
        case "EMAIL":
            is_right, is_piece = truth in found and extra <= MAIL_CHARS, found in truth and "@" in found
        case _:
            least = 6 if kind in DIGITS else 5
            is_right, is_piece = False, truth in found or (found in truth and len(found) >= least)
    return Match.RIGHT if is_right else Match.PIECE if is_piece else Match.NONE


def _match_address(truth: str, found: str) -> Match:
    if _has_stretch(truth, found, MOST):
        return Match.RIGHT
    is_piece = (found in truth and len(found) > 1) or _has_stretch(truth, found, PIECE)
    return Match.PIECE if is_piece else Match.NONE


def _has_stretch(truth: str, found: str, share: float) -> bool:
    """Whether a stretch of at least this share of the truth stands in what was found."""
    length = max(1, math.ceil(len(truth) * share))
    return any(truth[at : at + length] in found for at in range(len(truth) - length + 1))
