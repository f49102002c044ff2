"""The plain twin of meibo_detectors.kernels.finding_rows."""

from __future__ import annotations

from typing import Any

from meibo_detectors.context import Flag
from meibo_detectors.model import CANDIDATE, FINDING


def is_ascending(candidates: Any) -> bool:
    """Whether the starts ascend."""
    starts = candidates.view(CANDIDATE)["start"].tolist()
    return bool(starts == sorted(starts))


def make_rows(
    parts: Any,
    findings: Any,
    kinds: Any,
    fields: Any,
    records: Any,
    known_evidence: int,
    restored: int,
    restored_score: int,
) -> None:
    """Rows of findings, by start and then by part."""
    made = []
    for detector, candidates, kept, scores, field, label, flags in parts:
        for at, row in enumerate(candidates.view(CANDIDATE)):
            if not kept[at]:
                continue
            evidence, score = int(row["evidence"]) & int(known_evidence), int(scores[at])
            record = max((one for one in range(len(records)) if records[one] <= row["start"]), default=-1)
            if field[at] >= 0:
                record = int(fields[0][field[at]])
                if fields[1][field[at]]:
                    evidence, score = evidence | restored, min(score, restored_score)
            kind = int(row["kind"]) or (int(kinds[detector, label[at]]) if label[at] >= 0 else 0)
            is_named = bool(flags[at] & Flag.NAMED)
            span = (row["start"], row["end"])
            made.append(
                (0, *span, *span, field[at], record, detector, score, evidence, label[at], is_named, kind, row["key"])
            )
    made.sort(key=lambda row: int(row[1]))
    rows = findings.view(FINDING)
    for at, row in enumerate(made):
        rows[at] = row


def set_places(
    findings: Any, source: Any, origin: Any, ends: Any, text_starts: Any, joined_start: int, joined: int
) -> None:
    """Start, end, block and the evidence of joined values."""

    def copied(at: int) -> int:
        """The character of the text that one of the joined area copies."""
        if at < joined_start or not len(source):
            return at
        return int(source[min(at - joined_start, len(source) - 1)])

    for row in findings.view(FINDING):
        first, last = copied(int(row["folded_start"])), copied(int(row["folded_end"]) - 1)
        row["start"] = origin[first] if 0 <= first < len(origin) else first
        row["end"] = 0 if last < 0 else ends[last] if last < len(ends) else last + 1
        row["block"] = max(block for block, begins in enumerate(text_starts.tolist()) if begins <= row["start"])
        if row["folded_start"] >= joined_start:
            row["evidence"] |= type(row["evidence"])(joined)
