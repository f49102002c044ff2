"""Files with people that may have outlived their use: nobody has changed them for years, or their names say so.

What is found is a question to their owners, no verdict: how long a document must or may be kept follows from its
purpose and from other laws, which no file tells. ``SOURCES`` names those that reports remind of.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, Literal

import msgspec

from meibo.assessment.holding import MY_NUMBER
from meibo.assessment.path_words import WordReason, find_words
from meibo.assessment.path_years import find_year
from meibo.assessment.rated_file import RatedFile, rate_file
from meibo.assessment.risk import Level
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules
from meibo.inventory.reader import Reader
from meibo_connectors.names import file_name
from meibo_detectors.model import Confidence

Reason = Literal["unchanged", "year", "left", "old", "disposal"]
REASONS: Final[tuple[Reason, ...]] = ("left", "disposal", "unchanged", "year", "old")
"""What says most first: people have left; it was to be destroyed; not changed; of a year long past; kept aside."""

SOURCES: Final = ("appi-22", "my-number-20", "kept-by-law")
"""Remarks of reports, each with the provision that it is taken from:

APPI article 22: personal data that is no longer needed shall be deleted without delay, as far as one can. My Number Act
article 20, and the guideline of the Personal Information Protection Commission on specific personal information for
businesses, part 4-3: My Numbers are deleted as soon as possible when the affairs they serve have ended and the period
that other laws set for keeping has passed. Such periods: Corporation Tax Act enforcement rules article 59 (seven
years), Companies Act article 432 (ten years, accounting books), Labour Standards Act article 109 (five years, for the
time being three).
"""

_TOLERANCE_NS: Final = 86_400 * 10**9
"""Clocks of servers differ, and some tell local time for UTC."""
_FIRST_NS: Final = 315_619_200 * 10**9
"""1980-01-02: earlier times are those of file systems and archives that know none (1970-01-01, 1980-01-01)."""


class Sign(msgspec.Struct, frozen=True, array_like=True):
    """One reason, and the words of the path that gave it; empty for ``unchanged``."""

    reason: Reason
    words: str = ""


class OldFile(msgspec.Struct, frozen=True):
    """A file with people to ask after."""

    target: str
    path: str
    signs: tuple[Sign, ...]
    """At least one, in the order of REASONS."""
    level: Level
    score: float
    persons_least: int
    persons_most: int
    has_my_number: bool
    owner: str
    audience: str
    modified_ns: int
    years: int | None
    """Whole years since the last change; None where its date cannot be right."""
    size_bytes: int
    mark: str


class Retention:
    """Goes through the files of a scan once, and counts on the way."""

    def __init__(
        self, reader: Reader, scan: int, years: int, least_score: int = Confidence.MEDIUM,
        rules: RiskRules = DEFAULT_RULES,
    ) -> None:  # fmt: skip
        self._reader, self._scan, self.years = reader, scan, years
        self._least_score, self._rules = least_score, rules
        self.moment = datetime.fromisoformat(reader.scan_facts(scan).started).astimezone(UTC)
        """When the scan began: what happened since is not known."""
        self._names = _Names(self.moment.year - years - 1, self.moment.year)
        self.files = self.odd_dates = 0
        """With people, and of these, those whose date of change cannot be right."""

    def __iter__(self) -> Iterator[OldFile]:
        self.files = self.odd_dates = 0
        for asset in self._reader.found_assets(self._scan):
            file = rate_file(asset, self._least_score, self._rules)
            old = self.judge(file)
            if old is not None:
                yield old

    def judge(self, file: RatedFile) -> OldFile | None:
        """A file with people that is to be asked after, None for any other."""
        asset = file.asset
        if not asset.persons_most or not file.holding.found:
            return None
        years = count_years(asset.modified_ns, self.moment)
        self.files += 1
        self.odd_dates += years is None
        signs = self._names.find_signs(asset.folder, asset.path)
        if years is not None and years >= self.years:
            signs["unchanged"] = ""
        if not signs:
            return None
        return OldFile(
            target=asset.target, path=asset.path,
            signs=tuple(Sign(reason, signs[reason]) for reason in REASONS if reason in signs),
            level=file.risk.level, score=file.risk.score, persons_least=asset.persons_least,
            persons_most=asset.persons_most, has_my_number=MY_NUMBER in file.holding.found, owner=asset.owner,
            audience=asset.audience, modified_ns=asset.modified_ns, years=years, size_bytes=asset.size_bytes,
            mark=(asset.mark.kind or "") if asset.mark else "",
        )  # fmt: skip


def count_years(modified_ns: int, moment: datetime) -> int | None:
    """Whole years between a file's last change and a moment; None for a date in the future or before 1980."""
    if not _FIRST_NS <= modified_ns <= moment.timestamp() * 10**9 + _TOLERANCE_NS:
        return None
    modified = datetime.fromtimestamp(modified_ns // 10**9, UTC)
    is_before = (moment.month, moment.day) < (modified.month, modified.day)
    return max(moment.year - modified.year - is_before, 0)


class _Names:
    """Reads names of folders and files; the folders of the last file are remembered, as files come folder by folder."""

    def __init__(self, last_year: int, this_year: int) -> None:
        """``last_year`` is the last that is wholly past for long enough, be it a calendar year or a fiscal one."""
        self._last_year, self._this_year = last_year, this_year
        self._folder: str | None = None
        self._of_folder: tuple[dict[WordReason, str], tuple[int, str] | None] = ({}, None)

    def find_signs(self, folder: str, path: str) -> dict[Reason, str]:
        """The words of each reason; of several names with a year the innermost counts: 2016年度/名簿_2026 is new."""
        if folder != self._folder:
            self._folder, self._of_folder = folder, self._read_all(folder.split("/"), {}, None)
        words, year = self._read_all([file_name(path).rpartition(".")[0] or file_name(path)], *self._of_folder)
        signs: dict[Reason, str] = dict(words.items())
        if year is not None and year[0] <= self._last_year:
            signs["year"] = year[1]
        return signs

    def _read_all(
        self, names: list[str], words: dict[WordReason, str], year: tuple[int, str] | None
    ) -> tuple[dict[WordReason, str], tuple[int, str] | None]:
        for name in names:
            folded = unicodedata.normalize("NFKC", name).lower()
            words = {**words, **find_words(folded)}
            year = find_year(folded, self._this_year + 1) or year
        return words, year
