"""The figures of the summary, gathered while the ranked files pass by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from meibo.assessment.found import count_found
from meibo.assessment.risk import Level
from meibo.reports.model import ReportOptions
from meibo.reports.ranking import RankedFile

RISKIEST: Final = 10


class Figures:
    """Counts over all files of a scan."""

    def __init__(self, options: ReportOptions) -> None:
        self._options = options
        self.levels: Counter[Level] = Counter()
        """Files by risk level; every file is in one."""
        self.flags: Counter[str] = Counter()
        """Files by legal flag."""
        self.detectors: Counter[str] = Counter()
        """Files by detector that found something in them."""
        self.riskiest: list[RankedFile] = []
        self.versions_found: list[int] = []
        """Versions of files in which something was found, riskiest first."""

    def watch(self, files: Iterable[RankedFile]) -> Iterator[RankedFile]:
        """The same files, counted on their way."""
        for file in files:
            self._count(file)
            yield file

    def _count(self, file: RankedFile) -> None:
        self.levels[file.risk.level] += 1
        self.flags.update(file.risk.flags)
        found = count_found(file.asset, self._options.least_score, self._options.rules)
        if not found:
            return
        self.detectors.update(found.keys())
        self.versions_found.append(file.asset.version_id)
        is_dismissed = file.asset.mark is not None and file.asset.mark.is_dismissing
        if len(self.riskiest) < RISKIEST and not is_dismissed:
            self.riskiest.append(file)
