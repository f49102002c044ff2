"""What a report is told, and how it fails."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Final

import msgspec

from meibo.assessment.found import least_of
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo.catalogue.language import Language
from meibo_detectors.model import Confidence

XLSX_ROWS: Final = 1_048_576
"""Rows of a sheet, by the file format."""
PAGE_FILES: Final = 100_000
"""Browsers still sort and search as many at once."""


def find_local_zone() -> tzinfo:
    """The local time of this machine, with the offset that is now in force."""
    return datetime.now().astimezone().tzinfo or UTC


class ReportOptions(msgspec.Struct, frozen=True):
    """How a report is written."""

    language: Language = "en"
    least_score: int = Confidence.MEDIUM
    """Findings of this score or above count; the lowest of a confidence level."""
    zone: tzinfo = msgspec.field(default_factory=find_local_zone)
    """Of every date."""
    rules: RiskRules = DEFAULT_RULES
    titles: dict[str, str] = {}
    """What users call their own rules, by id."""
    sheet_rows: int = XLSX_ROWS
    """Rows of a sheet with its header, at least 2; more go on in further sheets."""
    page_files: int = PAGE_FILES
    """Files that an HTML page lists, the riskiest; its figures, charts and groups count all."""
    ledger_from: Path | None = None
    """The ledger whose entries are kept; None for the one at the place of the new one."""

    def counts(self, detector: str, score: int) -> bool:
        """Whether a finding of this score counts."""
        return score >= least_of(detector, self.least_score, self.rules)

    @property
    def least_confidence(self) -> Confidence:
        """The lowest confidence that counts."""
        return Confidence.of_score(self.least_score)

    @property
    def zone_name(self) -> str:
        """What the headings of dates say."""
        return datetime.now(self.zone).tzname() or ""


class ReportError(Exception):
    """A report cannot be written; ``code`` is a message of the catalogue, ``detail`` the system's name of the error."""

    def __init__(self, code: str, path: str, detail: str = "") -> None:
        super().__init__(code, path, detail)
        self.code, self.path, self.detail = code, path, detail
