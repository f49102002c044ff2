"""What would have to be reported, and what it may cost, if chosen files leaked."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from meibo.assessment.group import Group
from meibo.assessment.law import SPECIAL_CARE, TRIGGERS, Raised
from meibo.assessment.rated_file import RatedFile
from meibo.assessment.risk import Level, level_of
from meibo.assessment.risk_rules import RiskRules
from meibo.assessment.survey import Survey
from meibo.inventory.chosen import ChosenFacts, IssueFigure

RISKIEST: Final = 10
MAIL_CODES: Final = ("sent-outside", "many-recipients", "outside-recipients")
"""Issues that say to whom a mail went, gravest first."""
ENCRYPTED, OPENED = "encrypted", "password-opened"
_HARMLESS: Final = frozenset({"format-no-text", "own-inventory", "no-text", "small-image"})
"""Issues behind which no personal data is expected."""

Duty = Literal["sure", "possible", "none"]


class Lost(msgspec.Struct, frozen=True):
    """One kind of data among what would be lost."""

    detector: str
    level: Level
    found: int
    """The same content counts once."""
    people_most: int
    """A finding is of one person at most; nobody may have been counted beside it."""
    files: int


class Leak(msgspec.Struct, frozen=True):
    """Everything that is told of a leak."""

    facts: ChosenFacts
    total: Group
    lost: tuple[Lost, ...]
    """Gravest first."""
    special_care: Lost | None
    audiences: tuple[Group, ...]
    """Widest first; of files with findings."""
    riskiest: tuple[RatedFile, ...]

    @property
    def duty(self) -> Duty:
        """Whether it must be reported, as far as files tell."""
        sure = {one.is_sure for one in self.total.raised if one.trigger in _REPORTABLE}
        return "sure" if True in sure else "possible" if sure else "none"

    @property
    def has_my_number(self) -> bool:
        """Whether the My Number Act has to be looked at, too."""
        return bool(self.total.holding.number_audience)

    def raised(self, trigger: str) -> Raised | None:
        """A trigger that is raised, None where it is not."""
        return next((one for one in self.total.raised if one.trigger == trigger), None)

    @property
    def special_care_kinds(self) -> tuple[str, ...]:
        """The kinds of special-care data that were found, as ``detector/kind``, those found most often first."""
        found = self.total.holding.found
        return tuple(sorted(SPECIAL_CARE.intersection(found), key=lambda kind: (-found[kind], kind)))

    def find(self, detector: str) -> Lost | None:
        """What is lost of one detector."""
        return next((one for one in self.lost if one.detector == detector), None)

    @property
    def unread(self) -> tuple[IssueFigure, ...]:
        """Files by what kept them, or a part of them, from being read, faults first; personal data may be in them."""
        return _sort(one for one in self.facts.issues if one.kind != "note" and one.code not in _HARMLESS)

    @property
    def closed(self) -> tuple[IssueFigure, ...]:
        """Folders and other entries of listings that nobody looked into."""
        return _sort(one for one in self.facts.closed if one.kind != "note")

    @property
    def mails(self) -> tuple[IssueFigure, ...]:
        """Files by what is known of their mails' recipients."""
        by_code = {one.code: one for one in self.facts.issues}
        return tuple(by_code[code] for code in MAIL_CODES if code in by_code)

    def count_issue(self, code: str) -> int:
        """Files with this issue."""
        return sum(one.count for one in self.facts.issues if one.code == code)

    @property
    def is_told(self) -> bool:
        """Whether any file was read: else nobody knows what is in them."""
        return self.facts.opened > 0


_REPORTABLE: Final = frozenset(trigger.id for trigger in TRIGGERS if trigger.is_reportable)


def assess_leak(survey: Survey, facts: ChosenFacts, rules: RiskRules) -> Leak:
    """What is lost by the files of a survey that is of these files alone."""
    total = survey.total
    found = total.holding.found
    lost = [
        Lost(
            group.key, level_of(group.key, rules), found[group.key],
            _find_most(found[group.key], group.holding.people.most), group.found_files,
        )
        for group in survey.groups("detector")
        if group.key in found
    ]  # fmt: skip
    lost.sort(key=lambda one: (-one.level.grade, -one.people_most, -one.found, one.detector))
    sensitive = next((one for one in lost if one.detector == "sensitive"), None)
    special = sum(found.get(kind, 0) for kind in SPECIAL_CARE)
    return Leak(
        facts=facts,
        total=total,
        lost=tuple(lost),
        special_care=msgspec.structs.replace(
            sensitive, found=special, people_most=_find_most(special, sensitive.people_most)
        )
        if sensitive and special
        else None,
        audiences=tuple(group for group in survey.groups("audience") if group.found_files),
        riskiest=tuple(itertools.islice((file for file in survey.ranked() if file.risk.score), RISKIEST)),
    )


def _find_most(found: int, people: int) -> int:
    return min(found, people) if people else found


def _sort(figures: Iterable[IssueFigure]) -> tuple[IssueFigure, ...]:
    kinds = ("fault", "design", "note")
    return tuple(sorted(figures, key=lambda one: (kinds.index(one.kind), -one.count, one.code)))
