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
NOT_RAISED: Final = (
    Evidence.SAMPLE
    | Evidence.ORGANISATION
    | Evidence.OTHER_LABEL
    | Evidence.ROLE_ADDRESS
    | Evidence.RESERVED_DOMAIN
    | Evidence.SERVICE_NUMBER
    | Evidence.ZERO_RESTORED
)
NEVER_RAISES: Final = frozenset({"jp_address", "jp_postal"})
"""Places; they never raise anything (specification 1.3)."""


def support(findings: npt.NDArray[np.void], detectors: tuple[Detector, ...]) -> None:
    """Raise by one level what stands in a record with a sure finding of another kind (specification 1.3)."""
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
    level = score >= Confidence.MEDIUM
    raised = speaks[kind] & (others > 0) & ~has(evidence, NOT_RAISED) & (level | gains[kind])
    raised &= score < Confidence.HIGH
    mark(evidence, raised, Evidence.RECORD)
    findings["score"][raised] = np.where(level[raised], int(Confidence.HIGH), int(Confidence.MEDIUM))


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
