"""Data of one person side by side: a name, a telephone number and a date in one row make each other surer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence, has
from meibo_detectors.kernels import record_support as kernel
from meibo_detectors.kernels.record_support import find_sure, weigh_records
from meibo_detectors.model import Detector, PersonKey
from meibo_detectors.normalise import Truth

if TYPE_CHECKING:
    from meibo_detectors.engine import Scan

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
_NAMING: Final = (PersonKey.NAME, PersonKey.BIRTH, PersonKey.ID)
_EVIDENCE: Final = (NOT_RAISED, Evidence.NOBODY_BESIDE, Evidence.RECORD, Evidence.SAMPLE_SCOPE)


class RecordRules:
    """What records do to the scores of findings; made once for a set of detectors."""

    def __init__(self, detectors: tuple[Detector, ...]) -> None:
        speaks = [detector.speaks_of_person for detector in detectors]
        self._raises = np.array([one.speaks_of_person and one.id not in NEVER_RAISES for one in detectors], np.uint8)
        self._tells_name = np.array([detector.person_key in _NAMING for detector in detectors], np.bool_)
        self._detectors = (
            np.array(speaks, np.uint8),
            np.array([detector.gains_from_record for detector in detectors], np.uint8),
            np.array([detector.score_alone for detector in detectors], np.uint8),
        )

    def apply(self, findings: npt.NDArray[np.void], is_sample: Truth) -> None:
        """Raise by one level what stands in a record with a sure finding of another kind (specification 1.3).

        What counts only beside data of a person is lowered where there are none; a document about one person keeps it
        medium where that person is named shortly before. What stands under the name of samples or tests (``is_sample``
        has one element a block) is lowered by one level and never dropped.
        """
        if not len(findings):
            return
        rows = findings.view(np.uint8)
        sure, is_document = find_sure(rows, self._raises, NOT_RAISED, Evidence.DOCUMENT_CLASS)
        named = np.zeros(0, np.uint8)
        if is_document:
            tells_name = sure.view(np.bool_) & self._tells_name[findings["detector"]]
            named = _find_named_before(findings, tells_name).view(np.uint8)
        weigh_records(
            rows, sure, named, self._detectors, is_sample.view(np.uint8), _EVIDENCE,
            (LOWERED_TO_MEDIUM, LOWERED_TO_LOW),
        )  # fmt: skip


def _find_named_before(findings: npt.NDArray[np.void], tells_name: Truth) -> Truth:
    """Findings in a document about one person who is named before them in the same block.

    ``tells_name`` are sure findings that name a person, by name, birth or number.
    """
    named = np.zeros(len(findings), np.bool_)
    rows = np.flatnonzero(has(findings["evidence"], Evidence.DOCUMENT_CLASS))
    people = findings[tells_name]
    people = people[np.argsort(people["start"], kind="stable")]
    at = np.searchsorted(people["start"], findings["start"][rows]) - 1
    rows, at = rows[at >= 0], at[at >= 0]
    near = findings["start"][rows] - people["start"][at] <= DOCUMENT_CHARS
    named[rows[near & (people["block"][at] == findings["block"][rows])]] = True
    return named


def count_roster_points(scan: Scan, detectors: tuple[Detector, ...]) -> npt.NDArray[np.int64]:
    """How much of a roster each block is: for each of its records with a name and two other kinds, the other kinds."""
    kinds = np.array([detector.person_key for detector in detectors], np.uint8)
    return kernel.count_roster_points(scan.findings.view(np.uint8), kinds, len(scan.blocks), PersonKey.NAME)
