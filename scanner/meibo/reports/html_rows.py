"""The rows of the page's tables, as short as can be: words and long names stand once and are pointed to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Generic, TypeVar

from meibo.assessment.damage import Damage
from meibo.assessment.group import Group
from meibo.assessment.law import TRIGGERS, Raised
from meibo.assessment.rated_file import RatedFile
from meibo.catalogue.issues import IssueClass
from meibo.inventory.model import Status
from meibo.inventory.rows import IssueRow
from meibo.reports.cell_text import spell_out
from meibo.reports.detail_lists import name_status
from meibo.reports.html_voice import Voice, find_gravest, find_minutes, split_path
from meibo.reports.model import ReportOptions
from meibo.reports.wording import name_issue

Row = list[object]
Name = TypeVar("Name")

UNREAD: Final = -1
"""In place of the level of a file that was not read."""
_STATUSES: Final = (*(status.value for status in Status), "folder", "target")
_TRIGGER_BITS: Final = {trigger.id: 1 << number for number, trigger in enumerate(TRIGGERS)}


class Numbered(Generic[Name]):
    """Gives each name a number in the order in which they are met."""

    def __init__(self) -> None:
        self._numbers: dict[Name, int] = {}

    def number(self, name: Name) -> int:
        """The number of a name."""
        return self._numbers.setdefault(name, len(self._numbers))

    def names(self) -> list[Name]:
        """All names by number."""
        return list(self._numbers)


class RowMaker:
    """Makes rows, and knows afterwards what their numbers stand for."""

    def __init__(self, options: ReportOptions) -> None:
        self._options = options
        self._detectors: Numbered[str] = Numbered()
        self._places: Numbered[tuple[int, str]] = Numbered()
        self._targets: Numbered[str] = Numbered()
        self._owners: Numbered[str] = Numbered()
        self._audiences: Numbered[str] = Numbered()
        self._formats: Numbered[str] = Numbered()
        self._issues: Numbered[str] = Numbered()
        self._damages: Numbered[Damage] = Numbered()

    def make_file_row(self, file: RatedFile) -> Row:
        """A file; the script's ``FILE`` names the places in it."""
        asset = file.asset
        people = file.holding.people
        found = find_gravest(file, self._options)
        return [
            UNREAD if asset.status is Status.SKIPPED else file.risk.level.grade,
            file.risk.score,
            self._places.number((self._targets.number(asset.target), asset.folder)),
            spell_out(split_path(asset)[1]),
            people.least,
            people.most,
            [number for detector, count in found for number in (self._detectors.number(detector), count)],
            *_split_raised(file.raised),
            -1 if file.damage is None else self._damages.number(file.damage),
            self._audiences.number(asset.audience),
            self._owners.number(asset.owner),
            find_minutes(asset, self._options),
            asset.size_bytes,
            _STATUSES.index(asset.status),
            -1 if asset.issue_code is None else self._issues.number(asset.issue_code),
            file.copies,
            self._formats.number(asset.format),
        ]

    def make_group_row(self, group: Group, label: str) -> Row:
        """A folder or an owner; the script's ``GROUP`` names the places in it."""
        people = group.holding.people
        return [
            label,
            group.files,
            group.found_files,
            people.least,
            people.most,
            group.level.grade,
            group.levels[-1] + group.levels[-2],
            *group.yen,
            self._audiences.number(group.holding.audience),
            *_split_raised(group.raised),
            group.size_bytes,
            people.figure,
            group.yen_likely,
        ]

    def make_issue_row(self, issue: IssueRow) -> Row:
        """Something that was not read; the script's ``ISSUE`` names the places in it."""
        return [
            list(IssueClass).index(IssueClass(issue.kind)),
            spell_out(issue.path),
            self._issues.number(issue.code),
            spell_out(issue.detail),
            issue.count,
            self._targets.number(issue.target),
            _STATUSES.index(name_status(issue)),
        ]

    def list_names(self) -> dict[str, object]:
        """What the numbers stand for, where it is the same in every language."""
        return {
            "places": [[target, spell_out(path)] for target, path in self._places.names()],
            "formats": self._formats.names(),
            "damages": [
                [row.base_yen, row.sensitivity, row.identifiability, row.responsibility, row.response,
                 row.yen_per_person, self._detectors.number(row.gravest), row.is_own]
                for row in self._damages.names()
            ],
        }  # fmt: skip

    def list_words(self, voice: Voice) -> dict[str, object]:
        """What they stand for in a language; asked for after ``list_names``."""
        say = voice.say
        return {
            "targets": [voice.target(target) for target in self._targets.names()],
            "owners": [voice.owner(owner) for owner in self._owners.names()],
            "detectors": [voice.detector(detector) for detector in self._detectors.names()],
            "audiences": [say(f"audience-{audience}") for audience in self._audiences.names()],
            "triggers": [voice.trigger(trigger.id) for trigger in TRIGGERS],
            "triggersInShort": [say(f"trigger-{trigger.id}") for trigger in TRIGGERS],
            "levels": [say(f"level-{level}") for level in ("unread", "none", "low", "medium", "high", "critical")],
            "statuses": [say(f"status-{status}") for status in _STATUSES],
            "classes": [say(f"class-{kind}") for kind in IssueClass],
            "issues": [name_issue(code, voice.language) for code in self._issues.names()],
        }


def _split_raised(raised: Sequence[Raised]) -> tuple[int, int]:
    """The triggers that are met, and those that may be, as bits in the order of TRIGGERS."""
    sure = sum(_TRIGGER_BITS[one.trigger] for one in raised if one.is_sure)
    return sure, sum(_TRIGGER_BITS[one.trigger] for one in raised if not one.is_sure)
