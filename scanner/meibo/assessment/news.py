"""What a scan found that the scan before did not: what somebody should look at in the morning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from meibo.assessment.change import Side
from meibo.assessment.differences import compare_scans, describe
from meibo.assessment.risk import Level
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo.catalogue.issues import IssueClass, issue_code
from meibo.inventory.reader import Reader
from meibo_connectors.model import Audience
from meibo_detectors.model import Confidence

NewsKind = Literal["new-high-risk", "grown", "opened", "newly-unreadable"]
KINDS: Final[tuple[NewsKind, ...]] = ("new-high-risk", "grown", "opened", "newly-unreadable")

MOST_PATHS: Final = 10
LEAST_GROWTH: Final = 10
"""More people than before that make a file a grown roster."""
_WIDE: Final = frozenset({Audience.PUBLIC, Audience.EVERYONE})


class NewsPath(msgspec.Struct, frozen=True):
    """One file that is news; the path as listed."""

    kind: NewsKind
    level: Level
    persons: int
    target: str
    path: str


class News(msgspec.Struct, frozen=True):
    """Number of files by kind of news; a file may be of several kinds."""

    since: int | None
    """The scan that this one is compared with; None where there is none, and all is new."""
    counts: dict[NewsKind, int]
    paths: tuple[NewsPath, ...] = ()
    """The gravest, at most MOST_PATHS."""

    @property
    def is_any(self) -> bool:
        """Whether there is anything to look at."""
        return any(self.counts.values())


def find_news(
    reader: Reader,
    old: int | None,
    new: int,
    least_score: int = Confidence.MEDIUM,
    rules: RiskRules = DEFAULT_RULES,
) -> News:
    """What is new in scan ``new`` beside scan ``old``; only files that have changed since are looked at.
    One that was only moved is as it was.

    *new-high-risk*: a file of level high or above that was not there, or was below; *grown*: a file with at least
    ``LEAST_GROWTH`` people more; *opened*: a file with findings that everybody can read now and could not before;
    *newly-unreadable*: a fault kept it from being read, and did not before.
    """
    counts: dict[NewsKind, int] = dict.fromkeys(KINDS, 0)
    found: list[NewsPath] = []
    for before, after in _find_sides(reader, old, new, least_score, rules):
        for kind in _find_kinds(before, after):
            counts[kind] += 1
            found.append(NewsPath(kind, after.level, after.persons_most, after.target, after.path))
        if len(found) > 100 * MOST_PATHS:
            found = _choose(found)
    return News(old, counts, tuple(_choose(found)))


def _find_sides(
    reader: Reader, old: int | None, new: int, least_score: int, rules: RiskRules
) -> Iterator[tuple[Side | None, Side]]:
    """Each file that may be news, as it was and as it is."""
    if old is None:
        for asset in reader.assets(new):
            yield None, describe(asset, least_score, rules)
        return
    for change in compare_scans(reader, old, new, least_score, rules):
        if change.new is not None:
            yield change.old, change.new


def _choose(found: list[NewsPath]) -> list[NewsPath]:
    """The gravest first; of the same gravity those with most people."""
    return sorted(found, key=lambda item: (-item.level.grade, -item.persons, item.kind, item.path))[:MOST_PATHS]


def _find_kinds(before: Side | None, after: Side) -> Iterator[NewsKind]:
    old_level = Level.NONE if before is None else before.level
    if after.level.grade >= Level.HIGH.grade > old_level.grade:
        yield "new-high-risk"
    if before is not None and after.persons_most - before.persons_most >= LEAST_GROWTH:
        yield "grown"
    if before is not None and after.score and after.audience in _WIDE and before.audience not in _WIDE:
        yield "opened"
    if _is_unreadable(after) and not (before is not None and _is_unreadable(before)):
        yield "newly-unreadable"


def _is_unreadable(side: Side) -> bool:
    return side.issue_code is not None and issue_code(side.issue_code).kind is IssueClass.FAULT
