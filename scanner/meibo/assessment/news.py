"""What a scan found that the scan before did not: what somebody should look at in the morning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from meibo.assessment.risk import DEFAULT_RULES, Level, Risk, RiskRules, assess
from meibo.catalogue.issues import IssueClass
from meibo.inventory.reader import Asset, Reader
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


def find_before(reader: Reader, scan: int) -> int | None:
    """The newest finished scan before this one that saw all of its targets."""
    wanted = set(reader.targets(scan))
    older = (number for number in reversed(reader.scan_numbers()) if number < scan)
    return next(
        (number for number in older if reader.state(number) == "finished" and wanted <= set(reader.targets(number))),
        None,
    )


def find_news(
    reader: Reader,
    old: int | None,
    new: int,
    least_score: int = Confidence.MEDIUM,
    rules: RiskRules = DEFAULT_RULES,
) -> News:
    """What is new in scan ``new`` beside scan ``old``; only files that have changed since are looked at.

    *new-high-risk*: a file of level high or above that was not there, or was below; *grown*: a file with at least
    ``LEAST_GROWTH`` people more; *opened*: a file with findings that everybody can read now and could not before;
    *newly-unreadable*: a fault kept it from being read, and did not before.
    """
    counts: dict[NewsKind, int] = dict.fromkeys(KINDS, 0)
    found: list[NewsPath] = []
    for asset in reader.changed_assets(new, old or 0):
        before = reader.asset_at(old, asset.target, asset.path) if old is not None else None
        risk = assess(asset, least_score, rules)
        for kind in _find_kinds(asset, risk, before, assess(before, least_score, rules) if before else Risk()):
            counts[kind] += 1
            found.append(NewsPath(kind, risk.level, asset.persons_most, asset.target, asset.path))
        if len(found) > 100 * MOST_PATHS:
            found = _choose(found)
    return News(old, counts, tuple(_choose(found)))


def _choose(found: list[NewsPath]) -> list[NewsPath]:
    """The gravest first; of the same gravity those with most people."""
    return sorted(found, key=lambda item: (-item.level.grade, -item.persons, item.kind, item.path))[:MOST_PATHS]


def _find_kinds(asset: Asset, risk: Risk, before: Asset | None, old_risk: Risk) -> Iterator[NewsKind]:
    if risk.level.grade >= Level.HIGH.grade > old_risk.level.grade:
        yield "new-high-risk"
    if before is not None and asset.persons_most - before.persons_most >= LEAST_GROWTH:
        yield "grown"
    if before is not None and risk.score and _is_wide(asset) and not _is_wide(before):
        yield "opened"
    if _is_unreadable(asset) and not (before is not None and _is_unreadable(before)):
        yield "newly-unreadable"


def _is_wide(asset: Asset) -> bool:
    return asset.audience in _WIDE


def _is_unreadable(asset: Asset) -> bool:
    return asset.issue_class == IssueClass.FAULT
