"""A leak as it is told: what would be lost, with the places that were named and the day on which it became known."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from meibo.assessment.law import Deadlines
from meibo.assessment.leak import Leak, Lost
from meibo.assessment.people import People
from meibo.catalogue.whatif import word
from meibo.inventory.places import Place
from meibo.reports.cell_text import spell_out
from meibo.reports.model import ReportOptions
from meibo.reports.wording import name_people, name_target


class ToldLeak(msgspec.Struct, frozen=True):
    """A leak and what is said around it."""

    leak: Leak
    places: tuple[Place, ...]
    seen: tuple[tuple[int, str], ...]
    """The scans in whose view the places are told, and when those ended, ISO 8601."""
    owner: str | None
    """Where only the files of one owner count."""
    known_since: date
    is_known_today: bool
    """Nobody has said when it became known."""
    deadlines: Deadlines
    options: ReportOptions

    @property
    def duties_counted(self) -> tuple[Lost | None, ...]:
        """What single triggers count: special care, cards, My Number."""
        return self.leak.special_care, self.leak.find("payment_card"), self.leak.find("jp_my_number")

    @property
    def when(self) -> str:
        """When all that is told was seen, in words."""
        said = (word("seen", self.options.language, scan=scan, when=self.say_time(end)) for scan, end in self.seen)
        return word("list", self.options.language).join(said)

    def say_time(self, iso: str) -> str:
        """A moment in local time."""
        return f"{datetime.fromisoformat(iso).astimezone(self.options.zone):%Y-%m-%d %H:%M}"

    def say_people(self, people: People) -> str:
        """A number of people, the likely one with its range."""
        return name_people(people, self.options.language).replace("–", word("range", self.options.language))

    def say_date(self, ns: int) -> str:
        """The local day of a moment in nanoseconds since 1970."""
        return f"{datetime.fromtimestamp(ns / 1e9, self.options.zone):%Y-%m-%d}"


def name_places(told: ToldLeak) -> list[str]:
    """The places of each target in words, with every character visible."""
    language = told.options.language
    paths: dict[str, list[str]] = {}
    for place in told.places:
        paths.setdefault(place.target, []).append(spell_out(place.path))
    return [
        word("place-target", language, target=spell_out(_shorten(target)))
        if "" in known
        else word("place", language, path=word("list", language).join(known), target=spell_out(_shorten(target)))
        for target, known in paths.items()
    ]


def _shorten(uri: str) -> str:
    """A folder of this machine as people write it."""
    return name_target(uri).removeprefix("file://")
