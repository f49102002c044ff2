"""The draft of a preliminary report (速報): what the authority asks for, as far as the inventory knows it.

What it does not know stays blank, and is marked so. The sum of the damages is left out: nobody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from meibo import __version__
from meibo.assessment.law import TRIGGERS
from meibo.assessment.leak import ENCRYPTED, OPENED, Lost
from meibo.catalogue.preliminary import ITEMS, WORDS, fill
from meibo.catalogue.report import word as report_word
from meibo.reports.leak_model import ToldLeak, name_places
from meibo.reports.wording import name_detector, name_flag, name_issue, name_kind, tell_people

Write = Callable[[ToldLeak, Path], None]


class Row(msgspec.Struct, frozen=True):
    """One line of an item: what is asked, and the answers, of which some are blanks."""

    label: str
    lines: tuple[str, ...]


class Item(msgspec.Struct, frozen=True):
    """One item of the report."""

    title: str
    explanation: str
    """What it asks for, in English; shown where the draft is made in English."""
    rows: tuple[Row, ...]


class Part(msgspec.Struct, frozen=True):
    """A report under one of the two acts, or what stands before them."""

    title: str
    items: tuple[Item, ...]


class Draft(msgspec.Struct, frozen=True):
    """The whole draft."""

    title: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    is_explained: bool
    """With the English explanations."""


def find_writer(path: Path) -> Write | None:
    """What writes a draft of this name, by its ending; None where nothing does.

    Raises ReportError where a library is missing.
    """
    if path.suffix.lower() == ".md":
        from meibo.reports.preliminary_markdown import write_markdown

        return write_markdown
    if path.suffix.lower() == ".docx":
        from meibo.reports.preliminary_docx import find_docx_writer

        return find_docx_writer(path)
    return None


def compose(told: ToldLeak) -> Draft:
    """The draft of a leak; one part an act that has to be looked at."""
    japanese = msgspec.structs.replace(told, options=msgspec.structs.replace(told.options, language="ja"))
    parts = [_Composer(japanese, is_my_number=False)]
    if told.leak.has_my_number:
        parts.append(_Composer(japanese, is_my_number=True))
    return Draft(
        title=fill("title"),
        notes=tuple(fill(f"note-{name}", when=japanese.when) for name in ("draft", "filled", "blank", "values")),
        parts=(parts[0].open(), *(part.compose() for part in parts)),
        is_explained=told.options.language == "en",
    )


class _Composer:
    """Fills in the items of one act."""

    def __init__(self, told: ToldLeak, *, is_my_number: bool) -> None:
        self._told, self._leak, self._is_my_number = told, told.leak, is_my_number
        self._act = "my-number" if is_my_number else "appi"

    def open(self) -> Part:
        """What stands before the items: who reports, to whom, and by when."""
        deadlines = self._told.deadlines
        addressees = [fill("addressee")]
        if self._leak.has_my_number:
            addressees.append(fill("addressee-my-number"))
        first, last = deadlines.preliminary
        days = {"first": first, "last": last, "final": deadlines.final, "wrongful": deadlines.wrongful_final}
        rows = (
            _row("reporter", fill("reporter")),
            _row("contact", fill("contact")),
            _row("addressee", *addressees),
            _row("deadline", *fill("deadline", **{name: _say_day(day) for name, day in days.items()}).split("。")),
        )
        return Part(fill("part-head"), (Item("", "", rows),))

    def compose(self) -> Part:
        """All items in the order of the rule."""
        fillers: dict[str, Callable[[], Iterator[Row]]] = {
            "overview": self._fill_overview, "items": self._fill_items, "persons": self._fill_persons,
            "cause": self._fill_cause, "harm": self._fill_harm, "response": self._fill_response,
            "publication": self._fill_publication, "prevention": self._fill_prevention, "other": self._fill_other,
        }  # fmt: skip
        items = [
            Item(
                fill("item", number=number, title=number_title if self._is_my_number else title),
                explanation, tuple(fillers[key]()),
            )
            for number, (key, title, number_title, explanation) in enumerate(ITEMS, 1)
        ]  # fmt: skip
        return Part(fill(f"part-{self._act}"), tuple(items))

    def _fill_overview(self) -> Iterator[Row]:
        leak = self._leak
        known = _say_day(self._told.known_since)
        yield _row("occurred", fill("occurred"))
        yield _row("known", fill("known-today" if self._told.is_known_today else "known", day=known))
        yield _row("event", fill("event"))
        yield _row("reason", self._state_duty())
        yield _row("wrongful", fill("wrongful"))
        scope = fill(
            "scope", places=WORDS["list"].join(name_places(self._told)), files=f"{leak.facts.files:,}",
            found=f"{leak.total.found_files:,}",
        )  # fmt: skip
        copies = [fill("scope-copies", copies=f"{leak.total.copies:,}")] if leak.total.copies else []
        yield _row("scope", scope, *copies)
        yield _row("course", fill("course"))
        yield _row("trust", fill("trust"))

    def _state_duty(self) -> str:
        """Whether this act makes a report a duty, and by which of its triggers."""
        raised = {True: [], False: []}  # type: dict[bool, list[str]]
        for trigger in TRIGGERS:
            found = self._leak.raised(trigger.id)
            if found and trigger.is_reportable and trigger.act == self._act:
                raised[found.is_sure].append(name_flag(trigger.id, self._told.options))
        state = "sure" if raised[True] else "possible" if raised[False] else "none"
        names = WORDS["list"].join(raised[True] or raised[False])
        return fill(f"duty-{state}" if state != "none" or not self._is_my_number else "duty-my-number", triggers=names)

    def _fill_items(self) -> Iterator[Row]:
        yield _row("medium", fill("medium"))
        yield _row("people", fill("people"))
        if self._is_my_number:
            yield _row("my-number", self._say_lost(self._leak.find("jp_my_number")))
            yield _row("beside", self._list_items(), fill("beside-check"))
            return
        yield _row("items", self._list_items())
        kinds = self._leak.total.holding.found
        special = [
            fill("kind", name=name_kind(name.partition("/")[2], "ja"), count=f"{kinds[name]:,}")
            for name in self._leak.special_care_kinds
        ]
        yield _row("special-care", *(special or [fill("nothing")]))
        yield _row("property", self._say_lost(self._leak.find("payment_card")))
        yield _row("my-number", fill("my-number-apart") if self._leak.has_my_number else fill("nothing"))

    def _list_items(self) -> str:
        """All kinds but My Number: first what tells who somebody is, in the order of forms, then the gravest."""
        lost = [one for one in self._leak.lost if one.detector != "jp_my_number"]
        lost.sort(key=lambda one: _BASIC.index(one.detector) if one.detector in _BASIC else len(_BASIC))
        return WORDS["list"].join(map(self._say_lost, lost)) or fill("nothing")

    def _say_lost(self, lost: Lost | None) -> str:
        if lost is None:
            return fill("nothing")
        return fill("kind", name=name_detector(lost.detector, self._told.options), count=f"{lost.found:,}")

    def _fill_persons(self) -> Iterator[Row]:
        people = self._leak.total.holding.people
        special, cards, numbers = self._told.duties_counted
        if self._is_my_number and numbers:
            yield _row("number", fill("number-most", people=f"{numbers.people_most:,}", count=f"{numbers.found:,}"))
        else:
            yield _row("number", fill("number", people=tell_people(people, "ja")))
            if people.least != people.most:
                yield _row("range", fill("range"))
            shares = [
                fill("share", name=name, people=f"{lost.people_most:,}")
                for name, lost in ((fill("label-special-care"), special), (fill("cards"), cards))
                if lost
            ]
            if shares:
                yield _row("share", *shares)
        unread = [*self._leak.unread, *self._leak.closed]
        if unread:
            names = [fill("unread", what=name_issue(one.code, "ja")[0], count=f"{one.count:,}") for one in unread]
            yield _row("unread", *names, fill("unread-more"))
        yield _row("confirmed", fill("confirmed"))

    def _fill_cause(self) -> Iterator[Row]:
        yield _row("cause", fill("cause"))
        yield _row("place", fill("place"))
        access = [
            fill(
                "access", audience=report_word(f"audience-{group.key}", "ja"), files=f"{group.found_files:,}",
                people=self._told.say_people(group.holding.people),
            )
            for group in self._leak.audiences
        ]  # fmt: skip
        if access:
            yield _row("access", *access)
        mails = [fill("mail", what=name_issue(one.code, "ja")[0], count=f"{one.count:,}") for one in self._leak.mails]
        if mails:
            yield _row("mail", *mails)

    def _fill_harm(self) -> Iterator[Row]:
        yield _row("harm", fill("harm"))
        found = self._leak.total.holding.found
        kinds = [name for name, detectors in _HARMS.items() if any(detector in found for detector in detectors)]
        if self._leak.special_care:
            kinds.append("special-care")
        if self._is_my_number:
            kinds = ["my-number"]
        yield _row("harm-kinds", *(fill(f"harm-{kind}") for kind in kinds), fill("harm-check"))

    def _fill_response(self) -> Iterator[Row]:
        yield _row("notice", fill("notice"))
        yield _row("care", fill("care"))

    def _fill_publication(self) -> Iterator[Row]:
        yield _row("publication", fill("publication"))

    def _fill_prevention(self) -> Iterator[Row]:
        yield _row("done", fill("done"))
        yield _row("planned", fill("planned"))

    def _fill_other(self) -> Iterator[Row]:
        closed, opened = (self._leak.count_issue(code) for code in (ENCRYPTED, OPENED))
        key = "encrypted-some" if closed or opened else "encrypted-none"
        yield _row("encrypted", fill(key, closed=f"{closed:,}", opened=f"{opened:,}"))
        facts = self._leak.facts
        if facts.found:
            days = dict.fromkeys(self._told.say_date(ns) for ns in (facts.oldest_ns, facts.newest_ns))
            yield _row("dates", fill("dates", dates="～".join(days), recent=f"{facts.recent:,}"))
        yield _row("bodies", fill("bodies"))
        least = report_word(f"least-{self._told.options.least_confidence.word}", "ja")
        yield _row("source", fill("source", version=__version__, when=self._told.when, least=least))


_BASIC: Final = ("jp_name", "dob", "gender", "jp_address", "jp_postal", "jp_phone", "email")

_HARMS: Final = {
    "payment_card": ("payment_card",),
    "credential": ("credential",),
    "bank": ("jp_bank_account", "jp_yucho"),
    "document": (
        "jp_drivers_license", "jp_passport", "mrz_td3", "jp_residence_card", "jp_sprc", "jp_health_insurance",
        "jp_pension", "jp_resident_code", "face_photo/id-card",
    ),
    "contact": ("jp_phone", "email", "jp_address"),
}  # fmt: skip
"""What may be done to people with data of these detectors."""


def _row(label: str, *lines: str) -> Row:
    return Row(fill(f"label-{label}"), tuple(line for line in lines if line))


def _say_day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日（{'月火水木金土日'[day.weekday()]}）"
