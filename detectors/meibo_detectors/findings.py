"""Candidates as findings: rows with their field and record, and where they stand in the text as it was written."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import ALL_EVIDENCE, Bits, Evidence, mark
from meibo_detectors.fields import Fields
from meibo_detectors.label_table import LabelTable
from meibo_detectors.model import FINDING, Context
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.text import Text

RESTORED_SCORE: Final = 75
"""The most that a value is worth whose leading zero was put back."""


def make_findings(
    index: int,
    candidates: npt.NDArray[np.void],
    scores: npt.NDArray[np.uint8],
    context: Context,
    table: LabelTable,
    kept: Truth,
) -> npt.NDArray[np.void]:
    """Rows of FINDING for the candidates of one detector that are kept; offsets are folded characters."""
    label = context.label[kept]
    rows = np.zeros(int(kept.sum()), FINDING)
    for name in ("start", "end", "evidence", "key"):
        rows[name] = candidates[name][kept]
    rows["evidence"] &= ALL_EVIDENCE
    rows["detector"], rows["score"], rows["label"], rows["is_named"] = (
        index,
        scores[kept],
        label,
        context.is_named[kept],
    )
    told, named = candidates["kind"][kept], table.kinds[index, np.maximum(label, 0)]
    rows["kind"] = np.where((told > 0) | (label < 0), told, named)
    return rows


def note_fields(findings: npt.NDArray[np.void], fields: Fields) -> None:
    """The field and record of each finding, and what follows from the field being a joined one."""
    field = fields.holding(findings["start"], findings["end"])
    findings["field"] = field
    findings["record"] = fields.record_of(findings["start"])
    inside = np.flatnonzero(field >= 0)
    findings["record"][inside] = fields.record[field[inside]]
    restored = np.zeros(len(findings), np.bool_)
    restored[inside] = fields.is_restored[field[inside]]
    evidence: Bits = findings["evidence"]
    mark(evidence, restored, Evidence.ZERO_RESTORED)
    findings["score"][restored] = np.minimum(findings["score"][restored], RESTORED_SCORE)


def place(findings: npt.NDArray[np.void], text: Text) -> None:
    """Turn folded offsets into code points of the joined text, and say which block each finding lies in."""
    folded = text.folded
    findings["folded_start"], findings["folded_end"] = findings["start"], findings["end"]
    findings["start"] = folded.restore(findings["folded_start"])
    findings["end"] = folded.restore_end(findings["folded_end"])
    joined = findings["folded_start"] >= folded.joined_start
    evidence: Bits = findings["evidence"]
    mark(evidence, joined, Evidence.JOINED)
    if joined.any() and len(text.fields.start):
        rows = np.flatnonzero(joined)
        first_end = folded.restore_end(_end_of_first_cell(findings[rows], text))
        findings["end"][rows] = np.where(findings["end"][rows] > first_end, first_end, findings["end"][rows])
    findings["block"] = np.searchsorted(folded.text_starts, findings["start"], "right") - 1


def _end_of_first_cell(findings: npt.NDArray[np.void], text: Text) -> Offsets:
    """For findings in joined stretches the folded end of the cell in which they begin; their own end outside cells."""
    fields = text.fields
    raw_starts = text.folded.restore(fields.start)
    original = fields.start < text.folded.joined_start
    starts = raw_starts[original]
    at = np.searchsorted(starts, findings["start"], "right") - 1
    held = np.maximum(at, 0)
    ends = fields.end[original][held] if len(starts) else findings["folded_end"]
    inside = (at >= 0) & (text.folded.restore_end(ends) > findings["start"]) if len(starts) else at >= 0
    return np.where(inside, ends, findings["folded_end"])
