"""What became of files between two scans: which are new, which are gone, and what else is to be known of the rest."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec

from meibo.assessment.change import Change, Kind, Side
from meibo.assessment.exposure import width_of
from meibo.assessment.found import count_found
from meibo.assessment.risk import assess
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo.assessment.roster import roster_score
from meibo.inventory.differing import Pair
from meibo.inventory.model import ScanFacts, Status
from meibo.inventory.reader import Reader
from meibo.inventory.rows import Asset
from meibo_detectors.model import Confidence

TOGETHER: Final = 500
"""Pairs whose versions are looked up at once."""


RemarkCode = Literal[
    "target-old-only", "target-new-only", "filters-differ", "rules-differ", "old-unfinished", "new-unfinished",
]  # fmt: skip


class Remark(msgspec.Struct, frozen=True):
    """What is to be known of a comparison as a whole."""

    code: RemarkCode
    subject: str = ""
    """The target."""


def find_remarks(old: ScanFacts, new: ScanFacts) -> tuple[Remark, ...]:
    """What the two scans did not have in common."""
    return (
        *(Remark("target-old-only", uri) for uri in old.targets if uri not in new.targets),
        *(Remark("target-new-only", uri) for uri in new.targets if uri not in old.targets),
        *((Remark("filters-differ"),) if _take(old, _FILTERS) != _take(new, _FILTERS) else ()),
        *((Remark("rules-differ"),) if _decide(old) != _decide(new) else ()),
        *((Remark("old-unfinished"),) if old.state != "finished" else ()),
        *((Remark("new-unfinished"),) if new.state != "finished" else ()),
    )


_FILTERS: Final = ("include", "exclude", "largest_bytes", "versions")
_WITHOUT_EFFECT: Final = (*_FILTERS, "full", "again", "endpoint", "examples")
"""Options that do not decide what is found in a file."""


def _take(scan: ScanFacts, names: Iterable[str]) -> dict[str, object]:
    return {name: value for name in names if (value := scan.options.get(name))}


def _decide(scan: ScanFacts) -> tuple[str, dict[str, object]]:
    return scan.rule_set, {name: value for name, value in scan.options.items() if name not in _WITHOUT_EFFECT}


def compare_scans(
    reader: Reader, old: int, new: int, least_score: int = Confidence.MEDIUM, rules: RiskRules = DEFAULT_RULES
) -> Iterator[Change]:
    """The files that differ, by target and path, of the targets that both scans had.

    Findings of this score or above count. What both scans saw alike is never looked at.
    """
    pairs = reader.differing(old, new)
    while some := list(itertools.islice(pairs, TOGETHER)):
        numbers = {number for pair in some for number in (pair.old, pair.new, pair.source) if number is not None}
        assets = reader.versions(sorted(numbers))
        for pair in some:
            change = _judge(pair, assets, least_score, rules)
            if change.kinds:
                yield change


def _judge(pair: Pair, assets: dict[int, Asset], least_score: int, rules: RiskRules) -> Change:
    old = assets[pair.old] if pair.old is not None else None
    new = assets[pair.new] if pair.new is not None and pair.new_sight == "seen" else None
    before, after = (describe(asset, least_score, rules) if asset else None for asset in (old, new))
    kinds = {*_tell_presence(pair), *_tell_more(pair, old, new, before, after)}
    source = assets[pair.source] if pair.source is not None else None
    return Change(
        kinds=tuple(kind for kind in Kind if kind in kinds),
        old=before,
        new=after,
        copy_of=(source.target, source.path) if source else None,
    )


def describe(asset: Asset, least_score: int, rules: RiskRules) -> Side:
    """A file as a scan knew it, and its rating."""
    risk = assess(asset, least_score, rules)
    return Side(
        target=asset.target, path=asset.path, level=risk.level, score=risk.score, persons_least=asset.persons_least,
        persons_most=asset.persons_most, roster_score=roster_score(asset.roster_points),
        findings=sum(count_found(asset, least_score, rules).values()), status=asset.status,
        issue_code=asset.issue_code, audience=asset.audience, audience_source=asset.audience_source,
        owner=asset.owner, size_bytes=asset.size_bytes, modified_ns=asset.modified_ns,
    )  # fmt: skip


def _tell_presence(pair: Pair) -> Iterator[Kind]:
    if pair.is_moved:
        yield Kind.MOVED
    elif pair.new_sight != "seen":
        yield {"absent": Kind.GONE, "unseen": Kind.UNSEEN, "left-out": Kind.LEFT_OUT}[pair.new_sight]
    elif pair.old_sight != "seen":
        yield {"absent": Kind.NEW, "unseen": Kind.NEWLY_SEEN, "left-out": Kind.LET_IN}[pair.old_sight]


def _tell_more(
    pair: Pair, old: Asset | None, new: Asset | None, before: Side | None, after: Side | None
) -> Iterator[Kind]:
    """What both versions tell, where there are two and both scans wanted the file."""
    if old is None or new is None or before is None or after is None:
        return
    yield from _compare_access(old, new)
    if pair.old_sight == "left-out":
        return
    reach = _REACH[new.status] - _REACH[old.status]
    if reach:
        yield Kind.NEWLY_READABLE if reach > 0 else Kind.NEWLY_UNREADABLE
    growth = 0
    if not reach and new.status is not Status.SKIPPED:  # else fewer may only mean that less was read
        growth = _compare(before, after)
        if growth:
            yield Kind.GROWN if growth > 0 else Kind.SHRUNK
    if not growth and _has_other_content(old, new):
        yield Kind.CHANGED


_REACH: Final = {Status.SKIPPED: 0, Status.PARTIAL: 1, Status.COMPLETE: 2}


def _compare(before: Side, after: Side) -> int:
    return (
        after.persons_most - before.persons_most
        or after.persons_least - before.persons_least
        or after.findings - before.findings
    )


def _has_other_content(old: Asset, new: Asset) -> bool:
    """By the hashes; where one is missing because the file was not read to its end, by what the listing says."""
    if old.content_hash and new.content_hash:
        return old.content_hash != new.content_hash
    return (old.size_bytes, old.modified_ns) != (new.size_bytes, new.modified_ns)


def _compare_access(old: Asset, new: Asset) -> Iterator[Kind]:
    """Nothing where one of them only says that nothing is known."""
    before, after = width_of(old.audience), width_of(new.audience)
    if before and after and before != after:
        yield Kind.ACCESS_OPENED if after > before else Kind.ACCESS_CLOSED
        return
    said = [(asset.audience, asset.audience_source) for asset in (old, new) if asset.audience_source]
    owners = {asset.owner for asset in (old, new) if asset.owner}
    if len(set(said)) == 2 or len(owners) == 2:
        yield Kind.ACCESS_CHANGED
