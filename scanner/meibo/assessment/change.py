"""A file that changed between two scans: its kinds of change, how each scan knew it, and how much that matters."""

from __future__ import annotations

import enum
from typing import Final

import msgspec

from meibo.assessment.risk import Level
from meibo.inventory.model import Status


class Kind(enum.StrEnum):
    """A kind of change, what matters most first. A file may show several."""

    ACCESS_OPENED = "access-opened"
    """More can read it; see ``Audience`` for the order."""
    NEW = "new"
    GROWN = "grown"
    """More people; with as many people, more findings."""
    MOVED = "moved"
    """The same content is gone from another path."""
    CHANGED = "changed"
    """Other content, neither grown nor shrunk."""
    ACCESS_CHANGED = "access-changed"
    """Another owner, or other groups: neither wider nor narrower as far as is known."""
    NEWLY_READABLE = "newly-readable"
    LET_IN = "let-in"
    """The options of the older scan left it out."""
    NEWLY_SEEN = "newly-seen"
    """The older scan could not list its folder or target: it may be new, or not."""
    NEWLY_UNREADABLE = "newly-unreadable"
    """It, or part of it, can no longer be read."""
    UNSEEN = "unseen"
    """The newer scan could not list its folder or target: it may be there, or not."""
    LEFT_OUT = "left-out"
    """The options of the newer scan leave it out."""
    ACCESS_CLOSED = "access-closed"
    SHRUNK = "shrunk"
    GONE = "gone"


class Side(msgspec.Struct, frozen=True):
    """A file as one of the scans knew it."""

    target: str
    path: str
    level: Level
    score: float
    persons_least: int
    persons_most: int
    roster_score: int
    findings: int
    """Of all detectors, those that count."""
    status: Status
    issue_code: str | None
    audience: str
    audience_source: str
    owner: str
    size_bytes: int
    modified_ns: int


class Change(msgspec.Struct, frozen=True):
    """One file that changed."""

    kinds: tuple[Kind, ...]
    """In the order of ``Kind``."""
    old: Side | None
    """None where the older scan knew nothing of it."""
    new: Side | None
    """None where it is gone."""
    copy_of: tuple[str, str] | None = None
    """Target and path of a file with the same content that was there before and still is."""

    @property
    def last(self) -> Side:
        """The file as it was known last."""
        side = self.new or self.old
        if side is None:
            raise AssertionError
        return side

    @property
    def level(self) -> Level:
        """The graver of its levels."""
        return max((side.level for side in (self.old, self.new) if side), key=lambda level: level.grade)

    @property
    def persons_change(self) -> int | None:
        """People who came, or went (below 0); None where one of the scans has not counted them."""
        return self._subtract([side.persons_most if side else None for side in (self.old, self.new)])

    @property
    def findings_change(self) -> int | None:
        """The same of findings."""
        return self._subtract([side.findings if side else None for side in (self.old, self.new)])

    def _subtract(self, counts: list[int | None]) -> int | None:
        is_counted = all(side is None or side.status is not Status.SKIPPED for side in (self.old, self.new))
        is_known = None not in counts or not {Kind.NEW, Kind.GONE}.isdisjoint(self.kinds)
        return (counts[1] or 0) - (counts[0] or 0) if is_counted and is_known else None


def weigh(change: Change) -> int:
    """How much a change matters, the lower the more; below 2**56.

    Files without any finding that counts come last. Before them comes what makes things better; before that, what was
    not seen. In front stands what spread or grew, and first of all access that was opened. Within each: the graver
    level, then the kind, then the fuller roster, then the more people.
    """
    level, kind = change.level, change.kinds[0]
    sides = [side for side in (change.old, change.new) if side]
    has_findings = any(side.findings for side in sides)
    group = _GROUPS[kind] if has_findings or kind in _BLIND else _LAST
    rosters = max(side.roster_score for side in sides)
    persons = max(side.persons_most for side in sides)
    place = (group << 3 | (len(Level) - level.grade)) << 4 | _PLACES[kind]
    return (place << 7 | (127 - rosters)) << 32 | ((1 << 32) - 1 - min(persons, (1 << 32) - 1))


_BLIND: Final = frozenset({Kind.NEWLY_UNREADABLE, Kind.UNSEEN})
_LAST: Final = 4
_PLACES: Final = {kind: place for place, kind in enumerate(Kind)}
_GROUPS: Final = {
    kind: 0 if kind is Kind.ACCESS_OPENED
    else 2 if kind in _BLIND
    else 3 if kind in (Kind.LEFT_OUT, Kind.ACCESS_CLOSED, Kind.SHRUNK, Kind.GONE)
    else 1
    for kind in Kind
}  # fmt: skip
