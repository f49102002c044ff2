"""Precision, recall and F1 of findings against a labelled set.

The unit is a distinct (file, kind, folded value). A finding that is a labelled value of any tier is right, a piece of
one counts neither way, everything else is false.
"""

from __future__ import annotations

import collections
import enum
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from scoring.findings import Finding
from scoring.kinds import family_of
from scoring.labelled import TIERS, Truth
from scoring.matching import Match, match


class Verdict(enum.Enum):
    """What a finding is."""

    RIGHT = "right"
    OPTIONAL = "optional"
    PIECE = "piece"
    WRONG = "wrong"


class Row(msgspec.Struct):
    """The counts of one kind."""

    labelled: int = 0
    found: int = 0
    hard_labelled: int = 0
    hard_found: int = 0
    right: int = 0
    """Findings that are labelled, in whichever tier."""
    wrong: int = 0
    pieces: int = 0

    @property
    def precision(self) -> float:
        """Share of what was reported that is right; 1 where nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the labelled core values that were found; 1 where there are none."""
        return self.found / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Outcome(msgspec.Struct):
    """All that a comparison says."""

    rows: dict[str, Row]
    """By labelled kind; a kind of a family has the reports of its family."""
    missed: list[Truth]
    """Core values that were not found."""
    verdicts: list[tuple[Finding, Verdict]]

    @property
    def micro(self) -> Row:
        """The sums of all kinds; reports of a family once."""
        sums = {name: sum(getattr(row, name) for row in self.rows.values()) for name in Row.__struct_fields__}
        reports = collections.Counter(verdict for _, verdict in self.verdicts)
        sums["right"] = reports[Verdict.RIGHT] + reports[Verdict.OPTIONAL]
        sums["wrong"], sums["pieces"] = reports[Verdict.WRONG], reports[Verdict.PIECE]
        return Row(**sums)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the kinds of which core values are labelled."""
        scores = [row.f1 for row in self.rows.values() if row.labelled]
        return sum(scores) / len(scores) if scores else 0.0


def compare(truths: Iterable[Truth], findings: Iterable[Finding]) -> Outcome:
    """What the findings are to the labelled values."""
    labelled = _group_truths(truths)
    reported: dict[tuple[str, str], list[Finding]] = collections.defaultdict(list)
    for finding in findings:
        reported[finding.path, family_of(finding.kind)].append(finding)
    rows: dict[str, Row] = collections.defaultdict(Row)
    missed: list[Truth] = []
    verdicts: list[tuple[Finding, Verdict]] = []
    for key in sorted(labelled.keys() | reported.keys()):
        known, values = labelled.get(key, []), reported.get(key, [])
        found = frozenset(finding.value for finding in values)
        for truth in known:
            is_found = bool(truth.values & found) or any(_match(truth, value) is Match.RIGHT for value in found)
            _count_truth(rows[truth.kind], truth, is_found)
            if truth.tier == "core" and not is_found:
                missed.append(truth)
        verdicts += [(finding, judge(finding.value, known)) for finding in values]
    _count_reports(rows, verdicts)
    return Outcome(dict(sorted(rows.items())), missed, verdicts)


def judge(value: str, known: Sequence[Truth]) -> Verdict:
    """What a folded value is to the labelled ones of its file and family."""
    if any(value in truth.values and truth.tier != "optional" for truth in known):
        return Verdict.RIGHT
    best, tiers = Match.NONE, set()
    for truth in known:
        found = _match(truth, value)
        best = max(best, found)
        if found is Match.RIGHT:
            tiers.add(truth.tier)
    if best is Match.RIGHT:
        return Verdict.OPTIONAL if tiers == {"optional"} else Verdict.RIGHT
    return Verdict.PIECE if best is Match.PIECE else Verdict.WRONG


def _match(truth: Truth, value: str) -> Match:
    return max(match(truth.kind, spelling, value) for spelling in truth.values)


def _group_truths(truths: Iterable[Truth]) -> Mapping[tuple[str, str], list[Truth]]:
    """By file and family, each value once, in its tier that counts most."""
    kept: dict[tuple[str, str], dict[frozenset[str], Truth]] = collections.defaultdict(dict)
    for truth in truths:
        known = kept[truth.path, family_of(truth.kind)]
        before = known.get(truth.values)
        if before is None or TIERS.index(truth.tier) < TIERS.index(before.tier):
            known[truth.values] = truth
    return {key: list(known.values()) for key, known in kept.items()}


def _count_truth(row: Row, truth: Truth, is_found: bool) -> None:
    if truth.tier == "core":
        row.labelled += 1
        row.found += is_found
    elif truth.tier == "hard":
        row.hard_labelled += 1
        row.hard_found += is_found


def _count_reports(rows: dict[str, Row], verdicts: Iterable[tuple[Finding, Verdict]]) -> None:
    counts: dict[str, collections.Counter[Verdict]] = collections.defaultdict(collections.Counter)
    for finding, verdict in verdicts:
        counts[family_of(finding.kind)][verdict] += 1
    for kind in set(rows) | set(counts):
        reports = counts[family_of(kind)]
        row = rows[kind]
        row.right = reports[Verdict.RIGHT] + reports[Verdict.OPTIONAL]
        row.wrong, row.pieces = reports[Verdict.WRONG], reports[Verdict.PIECE]
