"""The plain twin of meibo_detectors.kernels.record_support."""

from __future__ import annotations

from typing import Any

import numpy as np

from meibo_detectors.model import FINDING


def find_sure(findings: Any, raises: Any, objections: int, document: int) -> Any:
    """Which findings are sure data of a person, and whether any belongs to a document."""
    rows = findings.view(FINDING)
    sure = [
        bool(raises[row["detector"]]) and row["score"] >= 60 and not int(row["evidence"]) & objections for row in rows
    ]
    return np.array(sure, np.uint8), any(int(row["evidence"]) & document for row in rows)


def weigh_records(
    findings: Any, sure: Any, named: Any, detectors: Any, is_sample: Any, evidence: Any, lowered: Any
) -> None:
    """Scores and evidence after the records have spoken."""
    speaks, gains, alone = detectors
    objections, nobody, beside, scope = evidence
    rows = findings.view(FINDING)
    sure_of = {(int(row["record"]), int(row["detector"])) for row, one in zip(rows, sure, strict=True) if one}
    for at, row in enumerate(rows):
        detector, score, bits = int(row["detector"]), int(row["score"]), int(row["evidence"])
        has_others = any(record == row["record"] and other != detector for record, other in sure_of)
        limit = max(int(alone[detector]), lowered[0] if len(named) and named[at] else 0)
        if not has_others and score > limit:
            score, bits = limit, bits | nobody
        if (
            has_others
            and speaks[detector]
            and not bits & objections
            and score < 85
            and (score >= 60 or gains[detector])
        ):
            score, bits = 85 if score >= 60 else 60, bits | beside
        if is_sample[row["block"]]:
            score, bits = lowered[0] if score >= 85 else min(score, lowered[1]), bits | scope
        row["score"], row["evidence"] = score, bits


def count_roster_points(findings: Any, kinds: Any, blocks: int, name: int) -> Any:
    """For each record with a name and two other kinds, how many others."""
    points = np.zeros(blocks, np.int64)
    records: dict[int, tuple[int, set[int]]] = {}
    for row in findings.view(FINDING):
        kind = int(kinds[row["detector"]])
        if kind and row["score"] >= 60:
            records.setdefault(int(row["record"]), (int(row["block"]), set()))[1].add(kind)
    for block, held in records.values():
        if name in held and len(held) >= 3:
            points[block] += len(held) - 1
    return points
