"""Shows what a leak would mean, the most urgent first: the duty, the people, the clock, whom to tell; then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from meibo.assessment.law import TRIGGERS
from meibo.assessment.leak import ENCRYPTED, OPENED, Lost
from meibo.catalogue.report import word as report_word
from meibo.catalogue.sizes import format_bytes
from meibo.catalogue.whatif import word
from meibo.cli.terminal import Terminal, clean
from meibo.inventory.chosen import IssueFigure
from meibo.reports.leak_model import ToldLeak, name_places
from meibo.reports.wording import name_detector, name_flag, name_issue, name_kind, name_yen, tell_people

_MOST_KINDS: Final = 20
_STATES: Final = {None: "no", True: "sure", False: "possible"}


def print_leak(told: ToldLeak, draft: Path | None, terminal: Terminal) -> None:
    """Print all of it; ``draft`` is the file that was written."""
    _Teller(told, terminal).tell(draft)


class _Teller:
    """Prints the sections of one leak."""

    def __init__(self, told: ToldLeak, terminal: Terminal) -> None:
        self._told, self._leak, self._terminal = told, told.leak, terminal
        self._language = terminal.language
        self._people = tell_people(told.leak.total.holding.people, told.options.language)
        self._has_data = bool(told.leak.total.holding.found)

    def tell(self, draft: Path | None) -> None:
        """Every section that has something to say."""
        self._tell_places()
        self._tell_duty()
        if self._has_data:
            self._tell_amount()
            self._tell_clock()
            self._tell_addressees()
            self._tell_triggers()
            self._tell_kinds()
        self._tell_unread()
        if self._has_data:
            self._tell_mails()
            self._tell_riskiest()
            self._tell_access()
            self._tell_dates()
            self._tell_yen()
        self._line()
        self._say("estimate")
        if draft is not None:
            self._say("drafted", path=clean(str(draft)))
        elif self._has_data:
            self._say("draft-hint")

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)

    def _line(self, text: str = "") -> None:
        self._terminal.print(text)

    def _say(self, key: str, **values: object) -> None:
        self._line(self._word(key, **values))

    def _item(self, key: str, **values: object) -> None:
        self._line(f"  {self._word(key, **values)}")

    def _head(self, key: str, **values: object) -> None:
        self._line()
        self._say(key, **values)

    def _tell_places(self) -> None:
        self._say("title")
        for name in name_places(self._told):
            self._line(f"  {clean(name)}")
        if self._told.owner is not None:
            self._item("place-owner", owner=clean(self._told.owner))
        self._line(f"  {self._told.when}")

    def _tell_duty(self) -> None:
        leak = self._leak
        key = leak.duty if self._has_data else "nobody" if leak.is_told else "unread"
        self._line()
        self._line(f"■ {self._word(f'duty-{key}')}" if self._language == "ja" else f"* {self._word(f'duty-{key}')}")
        self._line()

    def _tell_amount(self) -> None:
        leak, facts, total = self._leak, self._leak.facts, self._leak.total
        self._item("people", people=self._people)
        if total.holding.people.least != total.holding.people.most:
            self._item("people-range")
        if total.holding.people.nameless:
            self._item("nameless", count=f"{total.holding.people.nameless:,}")
        if leak.unread or leak.closed:
            self._item("people-unread")
        self._item(
            "files", files=f"{facts.files:,}", size=format_bytes(total.size_bytes), found=f"{total.found_files:,}"
        )
        if total.copies:
            self._item("copies", copies=f"{total.copies:,}")
        if facts.unseen:
            self._item("unseen", count=f"{facts.unseen:,}")

    def _tell_clock(self) -> None:
        found = self._told.deadlines
        self._head(
            "section-clock" if self._leak.duty == "sure" else "clock-if", known=self._day(self._told.known_since)
        )
        first, last = (self._day(one) for one in found.preliminary)
        rows = [
            (self._word("preliminary"), self._word("preliminary-by", first=first, last=last)),
            (self._word("final"), self._word("final-by", final=self._day(found.final))),
            ("", self._word("wrongful-by", wrongful=self._day(found.wrongful_final))),
        ]
        self._table(rows)
        self._item("clock-holidays")

    def _day(self, when: date) -> str:
        names = self._word("weekdays")
        weekday = names.split()[when.weekday()] if " " in names else names[when.weekday()]
        return self._word("day", year=when.year, month=when.month, day=when.day, weekday=weekday)

    def _tell_addressees(self) -> None:
        self._head("section-tell")
        if self._leak.duty == "none":
            self._item("tell-voluntary")
        self._item("tell-commission")
        if self._leak.has_my_number:
            self._item("tell-my-number")
        self._item("tell-people")
        self._item("tell-principal")

    def _tell_triggers(self) -> None:
        self._head("section-triggers")
        rows = []
        for trigger in TRIGGERS:
            if trigger.act == "my-number" and not self._leak.has_my_number:
                continue
            raised = self._leak.raised(trigger.id)
            state = _STATES[raised.is_sure if raised else None]
            rows.append(
                (self._word(f"state-{state}"), name_flag(trigger.id, self._told.options), self._find_basis(trigger.id))
            )
        if not self._leak.has_my_number:
            rows.append((self._word("state-no"), self._word("no-my-number"), self._word("basis-none")))
        self._table(rows)
        self._item("wrongful")
        self._item("strong")

    def _find_basis(self, trigger: str) -> str:
        """What a trigger asks for, and what there is of it."""
        special, cards, numbers = self._told.duties_counted
        rules = self._told.options.rules
        if trigger == "rule7-4":
            return self._word(f"basis-{trigger}", threshold=f"{rules.reportable_persons:,}", people=self._people)
        lost = {"rule7-1": special, "rule7-2": cards}.get(trigger, numbers)
        if lost is None:
            return self._word("basis-none")
        audience = (
            report_word(f"audience-{self._leak.total.holding.number_audience}", self._language) if numbers else ""
        )
        return self._word(
            f"basis-{trigger}", found=f"{lost.found:,}", people=f"{lost.people_most:,}",
            threshold=f"{rules.reportable_my_numbers:,}", audience=audience,
        )  # fmt: skip

    def _tell_kinds(self) -> None:
        self._head("section-kinds")
        rows = [[self._word(f"head-{name}") for name in ("kind", "level", "found", "people-most", "files")]]
        for lost in self._leak.lost[:_MOST_KINDS]:
            rows.append(self._as_row(name_detector(lost.detector, self._told.options), lost))
            if lost.detector == "sensitive" and self._leak.special_care:
                rows.append(self._as_row(f"  {self._word('special-care')}", self._leak.special_care))
        self._table(rows, frozenset({2, 3, 4}))
        if len(self._leak.lost) > _MOST_KINDS:
            self._item("kinds-more", count=len(self._leak.lost) - _MOST_KINDS)

    def _as_row(self, name: str, lost: Lost) -> list[str]:
        level = report_word(f"level-{lost.level}", self._language)
        return [clean(name), level, f"{lost.found:,}", f"{lost.people_most:,}", f"{lost.files:,}"]

    def _tell_unread(self) -> None:
        self._head("section-unread")
        for key, figures in (("unread", self._leak.unread), ("closed", self._leak.closed)):
            for one in figures:
                self._item(key, count=f"{one.count:,}", what=self._explain(one), code=one.code)
        if not self._leak.unread and not self._leak.closed:
            self._item("unread-none")
        closed, opened = (self._leak.count_issue(code) for code in (ENCRYPTED, OPENED))
        if closed or opened:
            self._item("encrypted", closed=f"{closed:,}", opened=f"{opened:,}")

    def _explain(self, figure: IssueFigure) -> str:
        return name_issue(figure.code, self._language)[0]

    def _tell_mails(self) -> None:
        if self._leak.mails:
            self._head("section-mails")
        for one in self._leak.mails:
            self._item("mail", count=f"{one.count:,}", what=self._explain(one))

    def _tell_riskiest(self) -> None:
        if not self._leak.riskiest:
            return
        self._head("section-riskiest", count=len(self._leak.riskiest))
        rows = [[self._word(f"head-{name}") for name in ("level", "people", "audience", "path")]]
        for file in self._leak.riskiest:
            people = file.holding.people
            rows.append([
                report_word(f"level-{file.risk.level}", self._language), self._told.say_people(people),
                report_word(f"audience-{file.asset.audience}", self._language), clean(file.asset.path),
            ])  # fmt: skip
        self._table(rows, frozenset({1}))

    def _tell_access(self) -> None:
        self._head("section-audience")
        rows = [[self._word(f"head-{name}") for name in ("audience", "files", "people")]]
        for group in self._leak.audiences:
            people = group.holding.people
            name = report_word(f"audience-{group.key}", self._language)
            rows.append([name, f"{group.found_files:,}", self._told.say_people(people)])
        self._table(rows, frozenset({1, 2}))

    def _tell_dates(self) -> None:
        facts = self._leak.facts
        self._head("section-dates")
        dates = {
            name: self._told.say_date(ns) for name, ns in (("oldest", facts.oldest_ns), ("newest", facts.newest_ns))
        }
        key = "dates-one" if dates["oldest"] == dates["newest"] else "dates"
        self._item(key, recent=f"{facts.recent:,}", **dates)

    def _tell_yen(self) -> None:
        total = self._leak.total
        damage = total.damage
        if damage is None or not total.yen[1]:
            return
        self._head("section-yen")
        self._item("yen", yen=name_yen(total, self._language))
        self._item("yen-sum")
        detector, _, kind = damage.gravest.partition("/")
        gravest = name_kind(kind, self._language) if kind else name_detector(detector, self._told.options)
        self._item(
            "yen-own" if damage.is_own else "yen-factors", gravest=gravest, base=f"{damage.base_yen:,}",
            sensitivity=damage.sensitivity, identifiability=damage.identifiability,
            responsibility=f"{damage.responsibility:g}", response=f"{damage.response:g}",
            yen=f"{damage.yen_per_person:,}",
        )  # fmt: skip

    def _table(self, rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
        self._terminal.print_table([[f"  {first}", *rest] for first, *rest in rows], right=right)
