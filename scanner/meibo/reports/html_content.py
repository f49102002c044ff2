"""What the page tells of a scan, gathered once for both languages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

import msgspec

from meibo.assessment.group import Group
from meibo.assessment.rated_file import RatedFile
from meibo.assessment.risk import Level
from meibo.assessment.survey import Survey
from meibo.catalogue.issues import IssueClass
from meibo.inventory.model import ScanSummary
from meibo.inventory.reader import Reader
from meibo.inventory.rows import IssueRow
from meibo.reports.detail_lists import find_unread
from meibo.reports.html_treemap import Cell, Folder, arrange_folders, lay_out
from meibo.reports.wording import class_of_issue

MOST_GROUPS: Final = 10_000
"""Folders, owners and issues that a page lists, each."""
FIRST_ROWS: Final = 50
"""Of a table in the page itself, for browsers that run no script."""
_GRAVE: Final = (Level.HIGH, Level.CRITICAL)


class Content(msgspec.Struct, frozen=True):
    """A scan's figures and the beginnings of its lists."""

    summary: ScanSummary
    total: Group
    files: list[RatedFile]
    """The riskiest."""
    shares: Sequence[Group]
    owner_count: int
    owners: Sequence[Group]
    audiences: Sequence[Group]
    detectors: Sequence[Group]
    folder_count: int
    folders: list[Folder]
    maps: list[tuple[Cell, ...]]
    """Of each folder of ``folders``."""
    issues: list[IssueRow]

    @property
    def faults(self) -> int:
        """Issues that should not be."""
        return sum(count for code, count in self.summary.issues.items() if class_of_issue(code) is IssueClass.FAULT)

    @property
    def grave(self) -> tuple[int, int]:
        """Files of high and of critical risk."""
        high, critical = (self.total.levels[level.grade] for level in _GRAVE)
        return high, critical

    @property
    def not_read(self) -> int:
        """Files that were not read, or not whole, or not seen."""
        return self.summary.skipped + self.summary.partial + self.summary.unseen

    @property
    def issue_count(self) -> int:
        """All issues."""
        return sum(self.summary.issues.values())

    @property
    def reasons(self) -> list[tuple[str, IssueClass, int]]:
        """Codes of issues, their class and number, faults first."""
        rows = [(code, class_of_issue(code), count) for code, count in self.summary.issues.items()]
        return sorted(rows, key=lambda row: (list(IssueClass).index(row[1]), -row[2]))

    def find_shares(self, trigger: str) -> list[str]:
        """The targets in which a trigger is met, or may be."""
        return [share.target for share in self.shares if any(one.trigger == trigger for one in share.raised)]


def gather(reader: Reader, scan: int, survey: Survey) -> Content:
    """The content of a scan's page; memory grows with the folders of the survey, not with the files."""
    groups = survey.groups("folder")
    shares, owners = list(survey.groups("share")), survey.groups("owner")
    total = survey.total
    folders = arrange_folders(groups[:MOST_GROUPS], total, has_one_target=len(shares) == 1)
    return Content(
        summary=reader.summarise(scan),
        total=total,
        files=list(islice(survey.ranked(), FIRST_ROWS)),
        shares=shares,
        owner_count=len(owners),
        owners=owners[:MOST_GROUPS],
        audiences=list(survey.groups("audience")),
        detectors=list(survey.groups("detector")),
        folder_count=len(groups),
        folders=folders,
        maps=[lay_out(folders, number) for number in range(len(folders))],
        issues=list(islice(find_unread(reader, scan), MOST_GROUPS)),
    )
