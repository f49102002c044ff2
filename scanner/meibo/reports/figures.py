"""The figures of the summary, gathered while the ranked files pass by."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from meibo.assessment.rated_file import RatedFile
from meibo.assessment.risk import Level

RISKIEST: Final = 10


class Figures:
    """Counts over all files of a scan."""

    def __init__(self) -> None:
        self.levels: Counter[Level] = Counter()
        """Files by risk level; every file is in one."""
        self.flags: Counter[str] = Counter()
        """Files by legal trigger."""
        self.detectors: Counter[str] = Counter()
        """Files by detector that found something in them."""
        self.riskiest: list[RatedFile] = []
        self.versions_found = array("q")
        """Versions of files in which something was found, riskiest first."""

    def watch(self, files: Iterable[RatedFile]) -> Iterator[RatedFile]:
        """The same files, counted on their way."""
        for file in files:
            self._count(file)
            yield file

    def _count(self, file: RatedFile) -> None:
        self.levels[file.risk.level] += 1
        found = [name for name in file.holding.found if "/" not in name]
        if not found:
            return
        self.flags.update(one.trigger for one in file.raised)
        self.detectors.update(found)
        self.versions_found.append(file.asset.version_id)
        if len(self.riskiest) < RISKIEST:
            self.riskiest.append(file)
