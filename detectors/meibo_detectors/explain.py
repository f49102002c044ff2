"""Why a finding is one, and why a near miss is none: the facts behind a score, looked up again on request.

Nothing here runs in an ordinary scan. ``Engine.scan(..., explain=True)`` keeps every candidate with its context;
an Explainer then answers for single rows.
"""

from __future__ import annotations

import functools
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import FOREIGN_SHARE, LEAST_CELLS
from meibo_detectors.context import Weighed
from meibo_detectors.engine import Engine, Scan
from meibo_detectors.evidence import Evidence, words
from meibo_detectors.findings import make_findings
from meibo_detectors.label_table import Labels
from meibo_detectors.model import FINDING, Confidence
from meibo_detectors.normalise import Offsets

OBJECTIONS: Final = (
    Evidence.CHECK_DIGIT_FAILED
    | Evidence.OTHER_LABEL
    | Evidence.UNIT
    | Evidence.SAMPLE
    | Evidence.SAMPLE_SCOPE
    | Evidence.DATE_TIME_READING
    | Evidence.LETTER_BEFORE
    | Evidence.ZERO_RESTORED
    | Evidence.NOBODY_BESIDE
    | Evidence.SERVICE_NUMBER
    | Evidence.ROLE_ADDRESS
    | Evidence.RESERVED_DOMAIN
    | Evidence.CARRIER_FORM
    | Evidence.OBFUSCATED
    | Evidence.ORGANISATION
    | Evidence.ERA_OUT_OF_RANGE
    | Evidence.NAME_SHAPED
    | Evidence.PLACEHOLDER
    | Evidence.RECOGNISED
)
"""Evidence that speaks against a finding."""


class Explanation(NamedTuple):
    """The facts behind one row."""

    level: str
    """``high``, ``medium``, ``low``, or ``none`` for a near miss."""
    label: str
    """The label that names the value, folded; empty where none does."""
    place: str
    """Of the label: ``column`` or ``field`` where it is a name, else ``before`` or ``behind``; empty without label."""
    distance: int
    """Characters between label and value; 0 where it is a name."""
    check: str
    """``passed``, ``failed``, or ``none`` where the identifier has none that was looked at."""
    cells: int
    """Filled cells of the value's column; 0 outside of columns."""
    share: float
    """The share of them that could be such a value."""
    objections: tuple[str, ...]
    """What kept it from a higher level, in words of the evidence and a few more: ``no-label``, ``weak-label``,
    ``foreign-column``."""
    other_label: str
    """The label of something else that names it, folded."""


class Explainer:
    """Answers for the rows of one scan that was made with ``explain=True``."""

    def __init__(self, engine: Engine, scan: Scan) -> None:
        self._engine, self._scan = engine, scan
        self._at = {
            (weighed.detector, start, end): (weighed, row)
            for weighed in scan.weighed
            for row, (start, end) in enumerate(
                zip(weighed.candidates["start"].tolist(), weighed.candidates["end"].tolist(), strict=True)
            )
        }

    def find_near_misses(self, least_score: int) -> npt.NDArray[np.void]:
        """Rows of FINDING below a score, in reading order: weak findings, and candidates (score 0) that are none.

        A candidate counts where something speaks for it or a check was made; what overlaps a finding is left out.
        """
        scan = self._scan
        refused = [self._make_refused(weighed) for weighed in scan.weighed]
        rows = np.concatenate([*refused, np.zeros(0, FINDING)])
        inside = (rows["start"] >= scan.core_starts[rows["block"]]) & (rows["start"] < scan.core_ends[rows["block"]])
        rows = rows[inside & ~_overlap(rows, scan.findings)]
        weak = scan.findings[scan.findings["score"] < least_score]
        both = np.concatenate([weak, rows])
        return both.take(np.argsort(both["start"], kind="stable"))

    def _make_refused(self, weighed: Weighed) -> npt.NDArray[np.void]:
        context = weighed.context
        told = context.has_label | context.is_near_keyword | (weighed.candidates["evidence"] != 0)
        kept = (weighed.scores == 0) & told
        return make_findings([weighed], self._scan.text, self._engine.table, [np.asarray(kept)])

    def explain(self, finding: np.void) -> Explanation:
        """The facts behind a finding or near miss of this scan."""
        key = (int(finding["detector"]), int(finding["folded_start"]), int(finding["folded_end"]))
        weighed, row = self._at[key]
        context, evidence = weighed.context, int(finding["evidence"])
        label, where, distance = self._describe_label(finding, int(context.label[row]))
        cells, share = int(context.column_cells[row]), float(context.column_share[row])
        detector = self._engine.detectors[weighed.detector]
        extra = []
        if not label and detector.labels:
            extra.append("no-label")
        if context.is_weak[row]:
            extra.append("weak-label")
        if cells >= LEAST_CELLS and share < FOREIGN_SHARE:
            extra.append("foreign-column")
        if context.is_other[row] and not evidence & Evidence.OTHER_LABEL:
            extra.append("other-label")
        score = int(finding["score"])
        passed, failed = evidence & Evidence.CHECK_DIGIT, evidence & Evidence.CHECK_DIGIT_FAILED
        if passed and not failed:  # then it took nothing away
            evidence &= ~int(Evidence.RECOGNISED)
        return Explanation(
            level=Confidence.of_score(score).word if score else "none",
            label=label,
            place=where,
            distance=distance,
            check="passed" if passed else "failed" if failed else "none",
            cells=cells,
            share=share,
            objections=() if score >= Confidence.HIGH else (*words(evidence & int(OBJECTIONS)), *extra),
            other_label=self._name_other(finding, weighed) if context.is_other[row] else "",
        )

    @functools.cached_property
    def _labels(self) -> Labels:
        return self._engine.table.find(self._scan.text.folded)

    def _describe_label(self, finding: np.void, label: int) -> tuple[str, str, int]:
        """The label, where it stands, and how far away."""
        if label < 0:
            return "", "", 0
        word = self._engine.table.spellings[label]
        if finding["is_named"]:
            return word, "column" if self._scan.is_in_named_column(finding) else "field", 0
        same = self._labels.take(self._labels.index == label)
        before = np.searchsorted(same.end, finding["folded_start"], "right") - 1
        behind = np.searchsorted(same.start, finding["folded_end"])
        gaps = []
        if before >= 0:
            gaps.append((int(finding["folded_start"] - same.end[before]), "before"))
        if behind < len(same.start):
            gaps.append((int(same.start[behind] - finding["folded_end"]), "behind"))
        distance, where = min(gaps, default=(0, "before"))
        return word, where, distance

    def _name_other(self, finding: np.void, weighed: Weighed) -> str:
        """The label of something else: the name of the field, or the last word before the value that says so."""
        table, fields = self._engine.table, self._scan.text.fields
        if finding["field"] >= 0 and fields.label[finding["field"]] >= 0:
            return table.spellings[int(fields.label[finding["field"]])]
        against = self._labels.take((table.negative[self._labels.index] & np.uint64(1 << weighed.detector)) != 0)
        at = int(np.searchsorted(against.end, finding["folded_start"], "right")) - 1
        return table.spellings[int(against.index[at])] if at >= 0 else ""


def _overlap(rows: npt.NDArray[np.void], findings: npt.NDArray[np.void]) -> npt.NDArray[np.bool_]:
    """Which rows overlap any of these findings, which ascend and do not overlap each other."""
    if not len(findings):
        return np.zeros(len(rows), np.bool_)
    start: Offsets = findings["start"]
    at = np.searchsorted(start, rows["end"]) - 1
    return np.asarray((at >= 0) & (findings["end"][np.maximum(at, 0)] > rows["start"]))
