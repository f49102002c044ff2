"""When a leak must be reported, to whom and by when (identifier specification, sections 7.1 and 7.2).

APPI article 26 with articles 7 and 8 of its enforcement rules, as in force from 2024-04-01; My Number Act, article 29-4
with its reporting rule. What depends on how a leak came about (a wrongful purpose: rule 7 item 3, reporting rule
item 2) cannot be told from files; strong encryption (rule 7 item 1) cannot either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final, Literal

import msgspec

from meibo.assessment.holding import MY_NUMBER, Holding
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo_connectors.model import Audience
from meibo_detectors.registry import DETECTORS

SPECIAL_CARE: Final = frozenset(
    f"{detector.id}/{kind.id}"
    for detector in DETECTORS
    if detector.id == "sensitive"
    for kind in detector.kinds
    if not kind.risk_class
)
"""Kinds of 要配慮個人情報; the others are sensitive only in the financial sector (機微), and weigh less."""

PRELIMINARY_DAYS: Final = (3, 5)
"""速報: "promptly"; the guideline of the Personal Information Protection Commission says some three to five days."""
FINAL_DAYS: Final = 30
"""確報: enforcement rules, article 8 paragraph 2."""
WRONGFUL_FINAL_DAYS: Final = 60
"""The same where a wrongful purpose is possible (article 7 item 3)."""

Verdict = Literal["no", "possible", "sure"]


class Trigger(msgspec.Struct, frozen=True):
    """One reason to report, or, where it is not reportable, to look."""

    id: str
    act: Literal["appi", "my-number"]
    is_reportable: bool
    judge: Callable[[Holding, RiskRules], Verdict]


class Raised(msgspec.Struct, frozen=True, array_like=True):
    """A trigger that what is held raises."""

    trigger: str
    is_sure: bool
    """Else the figures allow it: perhaps fewer people, perhaps not the public."""


class Deadlines(msgspec.Struct, frozen=True):
    """The last days on which reports are due."""

    preliminary: tuple[date, date]
    """At best by the first, at the latest by the second."""
    final: date
    wrongful_final: date


def find_deadlines(known_since: date) -> Deadlines:
    """Counted from the day on which a leak became known, which is itself the first; weekends and holidays count.

    So says the guideline of the Personal Information Protection Commission (general rules, 3-5-3-3 and 3-5-3-4). Where
    the last day of a final report is a Saturday, a Sunday, a holiday or one of 29 December to 3 January, the next
    working day is in time: as holidays are made anew by law, the earlier day is told here.
    """
    first, last = (known_since + timedelta(days - 1) for days in PRELIMINARY_DAYS)
    ends = (known_since + timedelta(days - 1) for days in (FINAL_DAYS, WRONGFUL_FINAL_DAYS))
    return Deadlines((first, last), *ends)


def _is_any(names: Iterable[str]) -> Callable[[Holding, RiskRules], Verdict]:
    wanted = frozenset(names)
    return lambda holding, _: "sure" if wanted.intersection(holding.found) else "no"


def _judge_persons(holding: Holding, rules: RiskRules) -> Verdict:
    return _compare(holding.people.least, holding.people.most, rules.reportable_persons)


def _judge_numbers(holding: Holding, rules: RiskRules) -> Verdict:
    """A person has one number, however often it is written; nobody may have been counted beside numbers."""
    numbers, people = holding.found.get(MY_NUMBER, 0), holding.people
    least, most = (min(numbers, count) if people.most else numbers for count in (people.least, people.most))
    return _compare(least, most, rules.reportable_my_numbers)


def _judge_reach(holding: Holding, _: RiskRules) -> Verdict:
    """Everybody who can log in is not the public: whether those are "unspecified many" depends on who they are."""
    verdicts: dict[str, Verdict] = {Audience.PUBLIC: "sure", Audience.EVERYONE: "possible"}
    return verdicts.get(holding.number_audience, "no")


def _compare(least: int, most: int, threshold: int) -> Verdict:
    return "sure" if least > threshold else "possible" if most > threshold else "no"


TRIGGERS: Final = (
    Trigger("rule7-1", "appi", is_reportable=True, judge=_is_any(SPECIAL_CARE)),
    Trigger("rule7-2", "appi", is_reportable=True, judge=_is_any(["payment_card"])),
    Trigger("rule7-4", "appi", is_reportable=True, judge=_judge_persons),
    Trigger("mynumber-any", "my-number", is_reportable=False, judge=_is_any([MY_NUMBER])),
    Trigger("mynumber-100", "my-number", is_reportable=True, judge=_judge_numbers),
    Trigger("mynumber-public", "my-number", is_reportable=True, judge=_judge_reach),
)
_REPORTABLE: Final = frozenset(trigger.id for trigger in TRIGGERS if trigger.is_reportable)


def find_raised(holding: Holding, rules: RiskRules = DEFAULT_RULES) -> tuple[Raised, ...]:
    """The triggers that a leak of this would raise, in the order of TRIGGERS."""
    if not holding.found:
        return ()
    verdicts = ((trigger.id, trigger.judge(holding, rules)) for trigger in TRIGGERS)
    return tuple(Raised(name, verdict == "sure") for name, verdict in verdicts if verdict != "no")


def is_reportable(raised: Iterable[Raised]) -> bool:
    """Whether a leak would have to be reported, surely or possibly."""
    return any(one.trigger in _REPORTABLE for one in raised)
