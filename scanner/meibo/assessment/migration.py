"""Which folders may move as they are, which are to be cleaned first, and which must not move, and why.

Do not move: a folder that everyone can read holds My Numbers, special-care data (要配慮個人情報), or a file of the
gravest level: the move would open it to whoever can read the destination, and nobody has looked after it so far. Clean
first: copies of rosters, files whose time may be over, names and files that the destination refuses, and what could not
be looked into. Move: the rest. Memory: half a kilobyte a folder, 40 bytes a file with people.
"""

from __future__ import annotations

import enum
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

import msgspec
import numpy as np

from meibo.assessment.blockers import BLOCKERS, Blocked, Blocker, BlockerRules
from meibo.assessment.exposure import WIDE, audience_of, width_of
from meibo.assessment.folder_tree import Place, is_within, split_tree
from meibo.assessment.holding import MY_NUMBER
from meibo.assessment.law import SPECIAL_CARE
from meibo.assessment.people import People, Union
from meibo.assessment.rated_file import RatedFile, rate_file
from meibo.assessment.retention import Retention
from meibo.assessment.risk import Level
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo.catalogue.issues import IssueClass
from meibo.inventory.file_briefs import FileBrief
from meibo.inventory.model import Status
from meibo.inventory.reader import Reader
from meibo_detectors.model import Confidence
from meibo_detectors.person_sets import unpack

Cause = Literal["open-my-number", "open-special-care", "open-critical", "copies", "retention"] | Blocker
STOPPING: Final[tuple[Cause, ...]] = ("open-my-number", "open-special-care", "open-critical")
CAUSES: Final[tuple[Cause, ...]] = (*STOPPING, "copies", "retention", *BLOCKERS)
"""As they are told; the first forbid the move, the others ask for cleaning."""
_LEVELS: Final = tuple(Level)
_TOGETHER: Final = 200
"""Files whose people are asked for at once."""


class Verdict(enum.IntEnum):
    """What is to become of a folder, the gravest last."""

    MOVE = 0
    CLEAN = 1
    STAY = 2

    @property
    def word(self) -> str:
        """As programs read it."""
        return ("move", "clean-first", "do-not-move")[self]


class FolderVerdict(msgspec.Struct, frozen=True):
    """One folder, with all below it or with its own files only."""

    target: str
    path: str
    """Empty for the target itself."""
    is_alone: bool
    """Only files directly in it: what lies below has rows of its own."""
    verdict: Verdict
    causes: dict[Cause, int]
    """Files by cause (of ``not-listed``: folders), in the order of CAUSES."""
    files: int
    size_bytes: int
    found_files: int
    people: People
    level: Level
    audience: str
    """The widest of the files with findings."""
    unjudged: int
    """Files without a fault whose content nobody has read: pictures, unknown formats, what was excluded."""


class Folder:
    """What is known of the files directly in a folder."""

    __slots__ = ("causes", "files", "found_files", "grade", "size_bytes", "unjudged", "width")

    def __init__(self) -> None:
        self.files = self.size_bytes = self.found_files = self.unjudged = self.grade = self.width = 0
        self.causes: dict[Cause, int] = {}

    def count(self, causes: Iterable[Cause], files: int = 1) -> None:
        """Add files to each of these causes."""
        for cause in causes:
            self.causes[cause] = self.causes.get(cause, 0) + files

    @property
    def verdict(self) -> Verdict:
        """Of its own files."""
        if not self.causes:
            return Verdict.MOVE
        return Verdict.STAY if any(cause in self.causes for cause in STOPPING) else Verdict.CLEAN


class Migration:
    """The files of a scan, judged one by one, and then the folders."""

    def __init__(
        self, reader: Reader, scan: int, rules: BlockerRules, retention: Retention, below: Sequence[Place] = (),
        least_score: int = Confidence.MEDIUM, risk_rules: RiskRules = DEFAULT_RULES,
    ) -> None:  # fmt: skip
        """``below``: targets and folders, all where none is named."""
        self._reader, self._scan, self._rules = reader, scan, rules
        self._roots = tuple(below) or tuple((uri, "") for uri in reader.scan_facts(scan).targets)
        self._folders: dict[Place, Folder] = {}
        self._judge_files()
        self._judge_found(retention, least_score, risk_rules)
        self._people_of = self._judge_copies()
        self._note_unlisted()

    @property
    def folders(self) -> Mapping[Place, Folder]:
        """Every folder that holds files, or could not be listed, by target and path."""
        return self._folders

    def blocked(self) -> Iterator[Blocked]:
        """Every file with a blocker, by target and path."""
        for file in self._files():
            blocked = self._rules.describe(file)
            if blocked is not None:
                yield blocked

    def rows(self, depth: int | None = None) -> list[FolderVerdict]:
        """The folders that decide: the highest in which all have one verdict, or those of a depth, each with all below
        it. The gravest verdict first, then most people."""
        rows = [self._sum_up(*part) for root in self._roots for part in split_tree(self._folders, root, depth)]
        return sorted(
            rows, key=lambda row: (-row.verdict, -row.people.figure, -row.people.most, -row.files, row.target, row.path)
        )

    def _files(self) -> Iterator[FileBrief]:
        for target, folder in self._roots:
            yield from self._reader.briefs.below(self._scan, target, folder)

    def _judge_files(self) -> None:
        for file in self._files():
            folder = self._folders.setdefault((file.target, file.folder), Folder())
            folder.files += 1
            folder.size_bytes += file.size_bytes
            blockers = self._rules.find(file)
            if blockers:
                folder.count(blockers)
            elif file.status == Status.SKIPPED and file.issue_code != "format-no-text":
                folder.unjudged += 1

    def _judge_found(self, retention: Retention, least_score: int, rules: RiskRules) -> None:
        for asset in self._reader.found_assets(self._scan):
            folder = self._folders.get((asset.target, asset.folder))
            file = rate_file(asset, least_score, rules)
            if folder is None or not file.holding.found:
                continue
            folder.found_files += 1
            folder.width = max(folder.width, width_of(asset.audience))
            folder.grade = max(folder.grade, file.risk.level.grade)
            folder.count(_find_causes(file))
            if retention.judge(file) is not None:
                folder.count(("retention",))

    def _judge_copies(self) -> dict[Place, array[int]]:
        """Count the files whose content another holds, too.

        Returns for each folder its readings with people, and the least and most of each, one after the other.
        """
        contents, places = array("q"), array("q")
        people: dict[Place, array[int]] = {}
        numbers: dict[Place, int] = {}
        for file in self._reader.briefs.with_people(self._scan):
            place = (file.target, file.folder)
            contents.append(int.from_bytes(file.content_hash[:8], "big") >> 2 if file.content_hash else -file.reading)
            places.append(numbers.setdefault(place, len(numbers)))
            if place in self._folders:
                row = (file.reading, file.persons_least, file.persons_most)
                people.setdefault(place, array("q")).extend(row)
        _, which, counts = np.unique(np.array(contents, np.int64), return_inverse=True, return_counts=True)
        copies = np.bincount(np.array(places, np.int64), counts[which] > 1, len(numbers)) if numbers else ()
        for place, count in zip(numbers, copies, strict=True):
            if count and place in self._folders:
                self._folders[place].count(("copies",), int(count))
        return people

    def _note_unlisted(self) -> None:
        for issue in self._reader.issues(self._scan):
            if issue.is_asset or issue.kind != IssueClass.FAULT:
                continue
            place = (issue.target, issue.path)
            if any(is_within(place, root) for root in self._roots):
                self._folders.setdefault(place, Folder()).count(("not-listed",))

    def _sum_up(self, place: Place, parts: Sequence[Place], is_alone: bool) -> FolderVerdict:
        total = Folder()
        union, unkeyed = Union(), People()
        for part in parts:
            folder = self._folders[part]
            for name in ("files", "size_bytes", "found_files", "unjudged"):
                setattr(total, name, getattr(total, name) + getattr(folder, name))
            total.grade, total.width = max(total.grade, folder.grade), max(total.width, folder.width)
            for cause, files in folder.causes.items():
                total.count((cause,), files)
            more = self._unite(union, self._people_of.get(part, array("q")))
            unkeyed = People(max(unkeyed.least, more.least), unkeyed.most + more.most)
        keyed = union.count()
        return FolderVerdict(
            target=place[0], path=place[1], is_alone=is_alone, verdict=total.verdict,
            causes={cause: total.causes[cause] for cause in CAUSES if cause in total.causes}, files=total.files,
            size_bytes=total.size_bytes, found_files=total.found_files,
            people=keyed.add_unkeyed(unkeyed.least, unkeyed.most), level=_LEVELS[total.grade],
            audience=audience_of(total.width) if total.found_files else "", unjudged=total.unjudged,
        )  # fmt: skip

    def _unite(self, union: Union, rows: array[int]) -> People:
        """Add the people of files to a union; returns those of files whose keys were not kept."""
        persons = {rows[at]: (rows[at + 1], rows[at + 2]) for at in range(0, len(rows), 3)}
        readings = list(persons)
        for start in range(0, len(readings), _TOGETHER):
            for reading, blob in self._reader.briefs.people(readings[start : start + _TOGETHER]):
                union.add(unpack(blob), persons.pop(reading)[0])
        left = persons.values()
        return People(max((least for least, _ in left), default=0), sum(most for _, most in left))


def _find_causes(file: RatedFile) -> Iterator[Cause]:
    if file.asset.audience not in WIDE:
        return
    found = file.holding.found
    if MY_NUMBER in found:
        yield "open-my-number"
    if SPECIAL_CARE.intersection(found):
        yield "open-special-care"
    elif file.risk.level is Level.CRITICAL and MY_NUMBER not in found:
        yield "open-critical"
