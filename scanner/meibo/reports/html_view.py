"""The page in one language: tiles, charts and tables as the template shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from meibo.assessment.group import Group
from meibo.assessment.law import TRIGGERS
from meibo.assessment.risk import Level, level_of
from meibo.catalogue.unread_pictures import tell_unread_pictures
from meibo.inventory.rows import IssueRow
from meibo.reports.cell_text import spell_out
from meibo.reports.detail_lists import name_status
from meibo.reports.html_charts import MOST_BARS, Charts
from meibo.reports.html_content import MOST_GROUPS, Content
from meibo.reports.html_law import Law
from meibo.reports.html_treemap import OWN, Cell, name_folder
from meibo.reports.html_voice import Voice
from meibo.reports.wording import name_issue

SECTIONS: Final = (
    "summary", "law", "damage", "files", "folders", "owners", "access", "kinds", "unread", "terms",
)  # fmt: skip


class Tile(msgspec.Struct, frozen=True):
    """One figure of the summary."""

    label: str
    figure: str
    unit: str
    note: str
    section: str
    """Where more is said of it."""


class View:
    """The page's parts, made when the template asks for them."""

    sections = SECTIONS
    levels = tuple(reversed(Level))

    def __init__(self, voice: Voice, content: Content, made: str) -> None:
        self.voice, self.content, self.made = voice, content, made
        self.say = voice.say
        self.language = voice.language
        self.charts, self.law = Charts(voice, content), Law(voice, content)

    # --- the head and the summary

    @property
    def subtitle(self) -> str:
        """Which scan it is."""
        summary, voice = self.content.summary, self.voice
        if summary.ended:
            return self.say("subtitle", scan=summary.scan, ended=voice.time(summary.ended))
        return self.say("subtitle-unended", scan=summary.scan, started=voice.time(summary.started))

    @property
    def is_good(self) -> bool:
        """Whether the scan saw all it should."""
        summary = self.content.summary
        return summary.state == "finished" and bool(summary.listed) and not self.content.faults

    @property
    def verdict(self) -> str:
        """A sentence on that."""
        summary = self.content.summary
        if summary.state != "finished":
            return self.say("verdict-unfinished", state=self.say(f"state-{summary.state}"))
        if not summary.listed:
            return self.say("verdict-empty")
        if self.content.faults:
            return self.say("verdict-fault", count=self.content.faults)
        return self.say("verdict-complete")

    @property
    def tiles(self) -> Iterable[Tile]:
        """The figures that stand first."""
        say, count, content = self.say, self.voice.count, self.content
        total, summary = content.total, content.summary
        high, critical = content.grave
        files = say("unit-files")
        yield self._make_people_tile()
        found_notes = [say("tile-found-of", listed=count(summary.listed))]
        if total.copies:
            found_notes.append(say("tile-copies", copies=count(total.copies)))
        yield Tile(say("tile-found"), count(total.found_files), files, say("list-separator").join(found_notes), "files")
        grave = say("tile-grave-split", critical=count(critical), high=count(high))
        yield Tile(say("tile-grave"), count(high + critical), files, grave, "files")
        triggers = {trigger.id: trigger for trigger in TRIGGERS}
        reportable = [raised for raised in total.raised if triggers[raised.trigger].is_reportable]
        sure = sum(raised.is_sure for raised in reportable)
        split = say("tile-law-split", sure=sure, possible=len(reportable) - sure)
        yield Tile(say("tile-law"), count(len(reportable)), say("unit-triggers"), split, "law")
        yen_notes = [say("tile-damage-note")]
        damage = self.voice.yen_in_short(total.yen_likely, total.yen_likely)
        if total.yen[0] < total.yen[1]:
            yen_notes.insert(0, say("tile-range", range=self.voice.yen_in_short(*total.yen)))
            damage = say("about", figure=damage)
        yield Tile(say("tile-damage"), damage, "", say("list-separator").join(yen_notes), "damage")
        unread = say(
            "tile-unread-split", skipped=count(summary.skipped), partial=count(summary.partial),
            unseen=count(summary.unseen),
        )  # fmt: skip
        yield Tile(say("tile-unread"), count(content.not_read), files, unread, "unread")

    def _make_people_tile(self) -> Tile:
        say, count, people = self.say, self.voice.count, self.content.total.holding.people
        figure, notes = self.voice.people(people), []
        if people.least < people.most:
            figure = say("about", figure=count(people.figure))
            notes.append(say("tile-range", range=say("between", least=count(people.least), most=count(people.most))))
        if people.nameless:
            notes.append(say("tile-nameless", count=count(people.nameless)))
        return Tile(say("tile-people"), figure, say("tile-people-unit"), say("list-separator").join(notes), "folders")

    # --- damage

    @property
    def costly(self) -> list[tuple[str, Group]]:
        """Targets and the folders right below them whose leak would cost most."""
        folders = self.content.folders
        top = [(folder.group, folder.name) for folder in folders if folder.group.key and "/" not in folder.group.key]
        places = [(share, self.voice.target(share.target)) for share in self.content.shares]
        places += [(group, spell_out(name)) for group, name in top]
        costly = sorted((place for place in places if place[0].yen[1]), key=lambda place: -place[0].yen_likely)
        return [(name, group) for group, name in costly[:MOST_BARS]]

    # --- tables

    @property
    def kinds(self) -> Iterable[tuple[Group, str, tuple[int, int, int]]]:
        """Detectors, their level, and their findings of high, medium and low confidence."""
        findings = self.content.summary.findings
        for group in self.content.detectors:
            row = findings[group.key]
            yield group, level_of(group.key, self.voice.options.rules), (row.high, row.medium, row.low)

    @property
    def reasons(self) -> Iterable[tuple[str, str, int, str, str]]:
        """Why something was not read: class, its name, number, reason, remedy."""
        for code, kind, count in self.content.reasons:
            yield kind, self.say(f"class-{kind}"), count, *name_issue(code, self.language)

    @property
    def unread_pictures(self) -> str:
        """Which pictures were not read, and how they would be; empty for none."""
        return tell_unread_pictures(self.content.summary.pictures, self.language)

    def status_of(self, issue: IssueRow) -> str:
        """What became of the file."""
        return self.say(f"status-{name_status(issue)}")

    def reason_of(self, code: str) -> str:
        """Why one thing was not read."""
        return name_issue(code, self.language)[0]

    def folder_path(self, number: int) -> str:
        """A folder's place, for people to read."""
        return name_folder(self.content.folders[number]) or self.say("whole")

    def folder_name(self, number: int) -> str:
        """The last part of it."""
        return spell_out(self.content.folders[number].name) or self.folder_path(number)

    def cell_name(self, cell: Cell) -> str:
        """What a cell of the map stands for."""
        if cell.folder >= 0:
            return self.folder_name(cell.folder)
        return self.say("of-which-own" if cell.folder == OWN else "rest-folders")

    def cell_tone(self, cell: Cell) -> str:
        """The level that colours a cell."""
        return tuple(Level)[cell.grade]

    @property
    def cut_files(self) -> str:
        """What the list of files leaves out; empty where it holds all."""
        total, shown, count = self.content.total.files, self.voice.options.page_files, self.voice.count
        if total <= shown:
            return ""
        return self.say("cut-files", shown=count(shown), rest=count(total - shown), total=count(total))

    def cut_rows(self, total: int, most: int = MOST_GROUPS) -> str:
        """What another list leaves out; empty where it holds all."""
        count = self.voice.count
        if total <= most:
            return ""
        return self.say("cut-rows", shown=count(most), rest=count(total - most), total=count(total))

    @property
    def terms(self) -> Iterable[tuple[str, str]]:
        """Words and criteria, explained."""
        options = self.voice.options
        levels = self.say(f"least-{options.least_confidence.word}")
        yield self.say("term-people"), self.say("term-people-text")
        yield self.say("term-level"), self.say("note-levels")
        yield self.say("term-score"), self.say("note-score", cap=options.rules.score_cap)
        yield self.say("term-confidence"), self.say("note-counts", levels=levels)
        yield self.say("term-law"), self.say("term-law-text")
        yield self.say("term-damage"), self.say("term-damage-text")
        yield self.say("term-marks"), self.say("note-marks")
        yield self.say("term-values"), self.say("term-values-text")
        yield self.say("term-names"), self.say("note-names")
