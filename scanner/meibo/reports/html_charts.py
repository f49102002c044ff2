"""The charts of the page: bars as tables draw them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from meibo.assessment.group import Group
from meibo.assessment.risk import Level
from meibo.reports.cell_text import spell_out
from meibo.reports.html_content import Content
from meibo.reports.html_voice import Voice

MOST_BARS: Final = 10


class Bar(msgspec.Struct, frozen=True):
    """One bar of a chart."""

    label: str
    figure: str
    percent: float
    tone: str = ""
    start_percent: float = 0.0


class Charts:
    """The charts of a scan in one language."""

    def __init__(self, voice: Voice, content: Content) -> None:
        self.voice, self.content = voice, content
        self.say = voice.say

    @property
    def levels(self) -> list[Bar]:
        """Files by risk, those without any left out."""
        levels = [level for level in reversed(Level) if level is not Level.NONE]
        counts = [self.content.total.levels[level.grade] for level in levels]
        widest = max(*counts, 1)
        return [
            Bar(self.say(f"level-{level}"), self.voice.count(count), 100 * count / widest, level)
            for level, count in zip(levels, counts, strict=True)
        ]

    @property
    def coverage(self) -> list[Bar]:
        """One bar in parts: what became of the files."""
        summary = self.content.summary
        parts = {
            "complete": summary.complete, "partial": summary.partial, "skipped": summary.skipped,
            "unseen": summary.unseen,
        }  # fmt: skip
        whole = sum(parts.values()) or 1
        bars: list[Bar] = []
        at = 0.0
        for name, count in parts.items():
            label = self.say("fact-unseen" if name == "unseen" else f"status-{name}")
            bars.append(Bar(label, self.voice.count(count), 100 * count / whole, name, at))
            at += 100 * count / whole
        return bars

    @property
    def kinds(self) -> list[Bar]:
        """People by kind of data."""
        return self._bars_of(self.content.detectors, lambda group: self.voice.detector(group.key), "kind")

    @property
    def access(self) -> list[Bar]:
        """People by who can read."""
        return self._bars_of(self.content.audiences, lambda group: self.say(f"audience-{group.key}"), "kind")

    @property
    def places(self) -> list[Bar]:
        """People by target; by the folders right below where there is one target only."""
        folders = self.content.folders
        places = [folders[child].group for child in folders[0].children] if folders else []
        return self._bars_of(places, lambda group: spell_out(group.key) or self.voice.target(group.target), "kind")

    @property
    def places_title(self) -> str:
        """What that chart shows."""
        return self.say("chart-folders" if len(self.content.shares) == 1 else "chart-shares")

    def _bars_of(self, groups: Sequence[Group], name: Callable[[Group], str], tone: str) -> list[Bar]:
        groups = [group for group in groups if group.holding.people.most][:MOST_BARS]
        people = [group.holding.people.figure for group in groups]
        widest = max(people, default=1)
        return [
            Bar(name(group), self.voice.people(group.holding.people), 100 * group.holding.people.figure / widest, tone)
            for group in groups
        ]
