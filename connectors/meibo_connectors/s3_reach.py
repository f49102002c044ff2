"""Statements of who can read an object, put together: among grants the wider wins, within one grant the narrower."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from meibo_connectors.model import Access, Audience

if TYPE_CHECKING:
    from collections.abc import Iterable

ANYONE: Final = Access(Audience.PUBLIC, "")
_RANKS: Final = {
    Audience.ACCOUNT: 0, Audience.CROSS_ACCOUNT: 1, Audience.EVERYONE: 2, Audience.UNKNOWN: 3, Audience.PUBLIC: 4,
}  # fmt: skip
"""What is unknown may be anything up to public; only a proof of public is wider than it."""
_QUOTED: Final = 3
"""Reasons that a source names: it is a cell of a report."""


class Owner(msgspec.Struct, frozen=True):
    """Whose a bucket is; empty where that isn't known."""

    account: str = ""
    """The number of an AWS account."""
    canonical_id: str = ""
    """What ACLs call it; on Ceph, the user's name."""


def rank(statement: Access) -> int:
    """How many can read, as a number to compare: the greater, the more."""
    return _RANKS[statement.audience]


def widest(statements: Iterable[Access]) -> Access:
    """The widest of several statements, with the reasons of all that are as wide; of none: the account, no reason."""
    found = sorted(statements, key=rank, reverse=True)
    if not found:
        return Access(Audience.ACCOUNT, "")
    reasons = [*dict.fromkeys(one.source for one in found if one.audience is found[0].audience and one.source)]
    if len(reasons) > _QUOTED:
        reasons[_QUOTED:] = [f"and {len(reasons) - _QUOTED} more"]
    return Access(found[0].audience, "; ".join(reasons))


def narrowest(statements: Iterable[Access]) -> Access:
    """The narrowest of several statements that must all hold; of none: anyone."""
    return min(statements, key=rank, default=ANYONE)
