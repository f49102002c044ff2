"""The legal triggers of files as bits of a column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from meibo.assessment.law import TRIGGERS, Raised

IDS: Final = tuple(trigger.id for trigger in TRIGGERS)
REPORTABLE: Final = frozenset(trigger.id for trigger in TRIGGERS if trigger.is_reportable)
_BITS: Final = {name: 1 << number for number, name in enumerate(IDS)}
REPORTABLE_BITS: Final = sum(_BITS[name] for name in REPORTABLE)


def bits_of(raised: Iterable[Raised]) -> int:
    """The bits of what is raised."""
    return sum(_BITS[one.trigger] for one in raised)


def bit_of(trigger: str) -> int:
    """The bit of one; 0 of one that there is not."""
    return _BITS.get(trigger, 0)
