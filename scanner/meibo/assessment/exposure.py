"""How far a file can be read, to tell the most exposed of several places and the least."""

from __future__ import annotations

from typing import Final

from meibo.assessment.holding import AUDIENCES
from meibo_connectors.model import Audience

_KNOWN: Final = [audience for audience in AUDIENCES if audience != Audience.UNKNOWN]
_WIDTHS: Final = {audience: len(_KNOWN) - place for place, audience in enumerate(_KNOWN)}
WIDE: Final = frozenset({Audience.PUBLIC.value, Audience.EVERYONE.value})
"""Who can read is not chosen person by person."""
_HIDDEN_PLACES: Final = len(_KNOWN) - len(WIDE)


def width_of(audience: str) -> int:
    """How many can read, the more the higher; 0 where that is unknown."""
    return _WIDTHS.get(audience, 0)


def narrowness_of(audience: str) -> int:
    """How good a place is to keep a file in, the lower the better: unknown readers are worse than named ones.

    >>> [narrowness_of(name) for name in ("owner", "groups", "unknown", "everyone")]
    [2, 4, 9, 10]
    """
    return 2 * width_of(audience) if audience in _WIDTHS else 2 * _HIDDEN_PLACES + 1


def audience_of(width: int) -> str:
    """The audience of a width."""
    return _AUDIENCES[width]


_AUDIENCES: Final = {0: Audience.UNKNOWN.value, **{width: audience for audience, width in _WIDTHS.items()}}
