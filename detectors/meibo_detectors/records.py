"""Data of one person side by side: a name, a telephone number and a date in one row make each other surer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Bits, Evidence, has, mark
from meibo_detectors.model import Confidence, Detector, PersonKey

if TYPE_CHECKING:
    from meibo_detectors.engine import Scan

ROSTER_KINDS: Final = 3
"""A record of a roster holds a name and at least two other kinds of a person's data."""
LOWERED_TO_MEDIUM: Final = 75
LOWERED_TO_LOW: Final = 45
"""Scores of what stands under the name of samples or tests."""
NOT_RAISED: Final = (
    Evidence.SAMPLE
    | Evidence.ORGANISATION
    | Evidence.OTHER_LABEL
    | Evidence.ROLE_ADDRESS
    | Evidence.RESERVED_DOMAIN
    | Evidence.SERVICE_NUMBER
    | Evidence.ZERO_RESTORED
    | Evidence.PLACEHOLDER
)
DOCUMENT_CHARS: Final = 500
"""Within a document about one person, somebody named so far before is who it is about."""
NEVER_RAISES: Final = frozenset({"jp_address", "jp_postal"})
"""Places; they never raise anything (specification 1.3)."""


def support(findings: npt.NDArray[np.void], detectors: tuple[Detector, ...]) -> None:
    """Raise by one level what stands in a record with a sure finding of another kind (specification 1.3).

    What counts only beside data of a person is lowered where there are none; a document about one person keeps it
    medium where that person is named shortly before.
    """
    speaks = np.array([detector.speaks_of_person for detector in detectors])
    raises = np.array([detector.speaks_of_person and detector.id not in NEVER_RAISES for detector in detectors])
    gains = np.array([detector.gains_from_record for detector in detectors])
    if not len(findings):
        return
    kind, score = findings["detector"].astype(np.int64), findings["score"]
    evidence: Bits = findings["evidence"]
    _, record = np.unique(findings["record"], return_inverse=True)
    counts = int(record.max()) + 1
    sure = raises[kind] & (score >= Confidence.MEDIUM) & ~has(evidence, NOT_RAISED)
    present = np.zeros((counts, len(detectors)), np.bool_)
    present[record[sure], kind[sure]] = True
    others = present.sum(axis=1)[record] - present[record, kind]
    limit = np.array([detector.score_alone for detector in detectors], np.uint8)[kind]
    named = _find_named_before(findings, sure, detectors)
    limit[named] = np.maximum(limit[named], LOWERED_TO_MEDIUM)
    lonely = (others == 0) & (score > limit)
    mark(evidence, lonely, Evidence.NOBODY_BESIDE)
    score[lonely] = limit[lonely]
    level = score >= Confidence.MEDIUM
    raised = speaks[kind] & (others > 0) & ~has(evidence, NOT_RAISED) & (level | gains[kind])
    raised &= score < Confidence.HIGH
    mark(evidence, raised, Evidence.RECORD)
    findings["score"][raised] = np.where(level[raised], int(Confidence.HIGH), int(Confidence.MEDIUM))


def _find_named_before(
    findings: npt.NDArray[np.void], sure: npt.NDArray[np.bool_], detectors: tuple[Detector, ...]
) -> npt.NDArray[np.int64]:
    """Findings in a document about one person who is named, by name, birth or number, before them in the same block."""
    rows: npt.NDArray[np.int64] = np.flatnonzero(has(findings["evidence"], Evidence.DOCUMENT_CLASS))
    if not len(rows):
        return rows
    names = np.array([detector.person_key in (PersonKey.NAME, PersonKey.BIRTH, PersonKey.ID) for detector in detectors])
    people = findings[sure & names[findings["detector"]]]
    people = people[np.argsort(people["start"], kind="stable")]
    at = np.searchsorted(people["start"], findings["start"][rows]) - 1
    rows, at = rows[at >= 0], at[at >= 0]
    near = findings["start"][rows] - people["start"][at] <= DOCUMENT_CHARS
    chosen: npt.NDArray[np.int64] = rows[near & (people["block"][at] == findings["block"][rows])]
    return chosen


def lower_samples(findings: npt.NDArray[np.void], is_sample: npt.NDArray[np.bool_]) -> None:
    """Lower by one level what stands under the name of samples or tests, and never drop it (specification 1.3).

    ``is_sample`` has one element a block.
    """
    rows = np.flatnonzero(is_sample[findings["block"]])
    if len(rows):
        score = findings["score"][rows]
        findings["score"][rows] = np.where(
            score >= Confidence.HIGH, LOWERED_TO_MEDIUM, np.minimum(score, LOWERED_TO_LOW)
        )
        findings["evidence"][rows] |= np.uint64(Evidence.SAMPLE_SCOPE)


def count_roster_points(scan: Scan, detectors: tuple[Detector, ...]) -> npt.NDArray[np.int64]:
    """How much of a roster each block is: for each of its records with a name and two other kinds, the other kinds."""
    points = np.zeros(len(scan.blocks), np.int64)
    kind_of = np.array([detector.person_key for detector in detectors], np.int64)
    findings = scan.findings[scan.findings["score"] >= Confidence.MEDIUM]
    kind = kind_of[findings["detector"]]
    findings, kind = findings[kind != PersonKey.NONE], kind[kind != PersonKey.NONE]
    if not len(findings):
        return points
    _, first, record = np.unique(findings["record"], return_index=True, return_inverse=True)
    present = np.zeros((len(first), len(PersonKey)), np.bool_)
    present[record, kind] = True
    kinds = present.sum(axis=1)
    rows = np.flatnonzero(present[:, PersonKey.NAME] & (kinds >= ROSTER_KINDS))
    np.add.at(points, findings["block"][first[rows]], kinds[rows] - 1)
    return points
