"""Candidates as findings: rows with their field and record, and where they stand in the text as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.context import Weighed
from meibo_detectors.evidence import ALL_EVIDENCE, Evidence
from meibo_detectors.kernels.finding_rows import make_rows, set_places
from meibo_detectors.label_table import LabelTable
from meibo_detectors.model import FINDING
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.text import Text

RESTORED_SCORE: Final = 75
"""The most that a value is worth whose leading zero was put back."""


def make_findings(
    weighed: Sequence[Weighed], text: Text, table: LabelTable, kept: Sequence[Truth] = ()
) -> npt.NDArray[np.void]:
    """Rows of FINDING, ascending by their folded start; of each detector the candidates that are ``kept``.

    Without ``kept`` these are all that have a score.
    """
    chosen = [one.view(np.uint8) for one in kept] or [one.scores for one in weighed]
    rows = np.empty(sum(map(np.count_nonzero, chosen)), FINDING)
    if not len(rows):
        return rows
    parts = [
        (one.detector, one.candidates.view(np.uint8), keep, one.scores, one.field, one.label, one.flags)
        for one, keep in zip(weighed, chosen, strict=True)
    ]
    fields = text.fields
    make_rows(
        parts, rows.view(np.uint8), table.kinds, (fields.record, fields.is_restored.view(np.uint8)), fields.records,
        ALL_EVIDENCE, Evidence.ZERO_RESTORED, RESTORED_SCORE,
    )  # fmt: skip
    _place(rows, text)
    return rows


def _place(findings: npt.NDArray[np.void], text: Text) -> None:
    """Say which code points of the joined text each finding takes, and in which block it lies."""
    folded = text.folded
    set_places(
        findings.view(np.uint8), *folded.ways_back, folded.text_starts, folded.joined_start, Evidence.JOINED
    )  # fmt: skip
    if folded.joined_start < len(folded.chars) and len(text.fields.start):
        rows = np.flatnonzero(findings["folded_start"] >= folded.joined_start)
        joined = findings[rows]
        first_end = folded.restore_end(_end_of_first_cell(joined["start"], joined["folded_end"], text))
        findings["end"][rows] = np.minimum(joined["end"], first_end)


def _end_of_first_cell(start: Offsets, folded_end: Offsets, text: Text) -> Offsets:
    """For findings in joined stretches the folded end of the cell in which they begin; their own end outside cells."""
    fields = text.fields
    original = fields.start < text.folded.joined_start
    starts = text.folded.restore(fields.start[original])
    if not len(starts) or not len(start):
        return folded_end
    at = np.searchsorted(starts, start, "right") - 1
    ends = fields.end[original][np.maximum(at, 0)]
    return np.where((at >= 0) & (text.folded.restore_end(ends) > start), ends, folded_end)
