"""How the page writes figures and names in one language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from meibo.assessment.damage import Damage
from meibo.assessment.group import Group
from meibo.assessment.people import People
from meibo.assessment.rated_file import RatedFile
from meibo.assessment.risk import level_of
from meibo.catalogue.language import Language
from meibo.catalogue.page import say
from meibo.inventory.rows import Asset
from meibo.reports.cell_text import spell_out
from meibo.reports.model import ReportOptions
from meibo.reports.wording import name_detector, name_flag, name_kind, name_people, name_persons, name_target, name_yen

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LARGE: Final = {
    "ja": ((10**12, "兆円"), (10**8, "億円"), (10**4, "万円"), (1, "円")),
    "en": ((10**9, " billion"), (10**6, " million"), (1, "")),
}
"""Units that large sums are told in."""
_NO_TENTHS: Final = 100
_MAINLY: Final = 3
"""Detectors named for one file."""


class Voice:
    """The report's words and figures in a language."""

    def __init__(self, language: Language, options: ReportOptions) -> None:
        self.language = language
        self.options = msgspec.structs.replace(options, language=language)

    def say(self, key: str, **values: object) -> str:
        """A term of the page."""
        return say(key, self.language, **values)

    def count(self, number: int) -> str:
        """A number with its thousands apart."""
        return f"{number:,}"

    def people(self, people: People) -> str:
        """The likely number of people with its range; a dash for nobody."""
        return name_people(people, self.language)

    def yen(self, group: Group) -> str:
        """The likely sum with its range, to the yen; a dash for none."""
        named = name_yen(group, self.language)
        return self.say("yen", yen=named) if group.yen[1] else named

    def yen_in_short(self, least: int, most: int) -> str:
        """A sum, or a range of sums, to two or three digits, for headlines."""
        unit, name = next((row for row in _LARGE[self.language] if most >= row[0]), _LARGE[self.language][-1])
        first, last = (_round(yen / unit) for yen in (least, most))
        figures = last if first == last else self.say("between", least=first, most=last)
        return self.say("yen-short", figures=figures, unit=name)

    def time(self, text: str | None) -> str:
        """A time of the inventory as a clock on the wall shows it; empty for none."""
        if text is None:
            return ""
        return f"{datetime.fromisoformat(text).astimezone(self.options.zone):%Y-%m-%d %H:%M} {self.options.zone_name}"

    def detector(self, found: str) -> str:
        """The title of a detector, or of ``detector/kind``."""
        detector, slash, kind = found.partition("/")
        name = spell_out(name_detector(detector, self.options))
        return self.say("kind-of", detector=name, kind=name_kind(kind, self.language)) if slash else name

    def trigger(self, trigger: str) -> str:
        """The name of a legal trigger with its threshold."""
        return name_flag(trigger, self.options)

    def target(self, uri: str) -> str:
        """A target for people to read."""
        return spell_out(name_target(uri))

    def owner(self, owner: str) -> str:
        """An owner; a word where nobody knows."""
        return spell_out(owner) if owner else self.say("owner-none")

    def mainly(self, file: RatedFile) -> str:
        """The gravest of what was found in a file."""
        found = find_gravest(file, self.options)[:_MAINLY]
        return self.say("list-separator").join(f"{self.detector(name)} {count:,}" for name, count in found)

    def sum_of(self, group: Group) -> str:
        """The likely yen of a group with their range; a dash for none."""
        return name_yen(group, self.language)

    def range(self, figures: tuple[int, int]) -> str:
        """A range of figures; a dash for none."""
        return name_persons(*figures)

    def split(self, asset: Asset) -> tuple[str, str]:
        """A file's folder and name."""
        folder, name = split_path(asset)
        return spell_out(folder), spell_out(name)

    def path(self, path: str) -> tuple[str, str]:
        """A path as its folder and its name."""
        folder, _, name = spell_out(path).rpartition("/")
        return folder, name

    def spell(self, text: str) -> str:
        """Text of the inventory with every character visible."""
        return spell_out(text)

    def modified(self, file: RatedFile) -> str:
        """When a file was last changed."""
        return f"{_EPOCH + timedelta(minutes=find_minutes(file.asset, self.options)):%Y-%m-%d %H:%M}"

    def factors(self, damage: Damage) -> Iterable[tuple[str, str]]:
        """The factors of the model by name, the base value first."""
        figures = (
            ("base", f"{damage.base_yen:,}"), ("sensitivity", f"{damage.sensitivity:,}"),
            ("identifiability", f"{damage.identifiability:,}"), ("responsibility", f"{damage.responsibility:g}"),
            ("response", f"{damage.response:g}"),
        )  # fmt: skip
        return tuple((self.say(f"factor-{name}"), figure) for name, figure in figures)


def _round(figure: float) -> str:
    """One digit behind the point of small figures, none where it says nothing."""
    return f"{figure:,.0f}" if figure >= _NO_TENTHS or figure == int(figure) else f"{figure:,.1f}"


def find_gravest(file: RatedFile, options: ReportOptions) -> list[tuple[str, int]]:
    """What was found in a file and counts: detectors and numbers, the gravest first."""
    found = [(name, count) for name, count in file.holding.found.items() if "/" not in name]
    return sorted(found, key=lambda item: (-level_of(item[0], options.rules).grade, -item[1]))


def split_path(asset: Asset) -> tuple[str, str]:
    """The folder of a file, and its name there."""
    return asset.folder, asset.path.removeprefix(f"{asset.folder}/")


def find_minutes(asset: Asset, options: ReportOptions) -> int:
    """When a file was last changed: minutes since 1970-01-01 00:00 on the clocks of the report's zone."""
    when = _EPOCH + timedelta(seconds=asset.modified_ns // 1_000_000_000)
    local = when.astimezone(options.zone).replace(tzinfo=UTC)
    return (local - _EPOCH) // timedelta(minutes=1)
