"""What a report is written from: the scan, its figures, and its files and groups as they are rated."""

from __future__ import annotations

from pathlib import Path

import msgspec

from meibo.assessment.group import Group
from meibo.assessment.survey import Survey, survey_scan
from meibo.inventory.model import ScanSummary
from meibo.inventory.reader import Reader
from meibo.reports.figures import Figures
from meibo.reports.model import ReportOptions


class Material(msgspec.Struct, frozen=True):
    """One scan, looked at once."""

    reader: Reader
    scan: int
    summary: ScanSummary
    survey: Survey
    total: Group
    """All files together."""
    figures: Figures
    """Filled while the ranked files pass by."""
    options: ReportOptions
    spool: Path
    """A private folder."""


def gather(reader: Reader, scan: int, spool: Path, options: ReportOptions) -> Material:
    """Look at a scan; what waits for later lies in ``spool``, an existing private folder."""
    survey = survey_scan(reader, scan, spool, options.least_score, options.rules)
    return Material(reader, scan, reader.summarise(scan), survey, survey.total, Figures(), options, spool)
