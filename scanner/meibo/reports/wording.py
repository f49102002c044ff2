"""How reports name detectors, reasons, places, evidence and times in a language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

from meibo.assessment.group import Group
from meibo.assessment.law import FINAL_DAYS, PRELIMINARY_DAYS
from meibo.assessment.people import People
from meibo.catalogue.issues import ISSUE_CODES, IssueClass
from meibo.catalogue.language import Language
from meibo.catalogue.report import WORDS, word
from meibo.inventory.marks import Mark
from meibo.inventory.model import Location
from meibo.reports.model import ReportOptions
from meibo_detectors.model import Detector, Kind
from meibo_detectors.registry import DETECTORS

_DETECTORS: Final = {detector.id: detector for detector in DETECTORS}
_KINDS: Final = {kind.id: kind for detector in DETECTORS for kind in detector.kinds}
"""A kind that two detectors tell apart has the same titles in both."""
_ISSUES: Final = {row.code: row for row in ISSUE_CODES}
_PLACES: Final = ("cell", "page", "table", "row", "line", "offset")
"""The key of a location that tells its form; the first that is there."""


def name_detector(detector: str, options: ReportOptions) -> str:
    """Its title; the id of one that neither this program nor the scan's rules know."""
    known = _DETECTORS.get(detector)
    return options.titles.get(detector, detector) if known is None else _title(known, options.language)


def _title(known: Detector | Kind, language: Language) -> str:
    return known.title_ja if language == "ja" else known.title_en


def name_kind(kind: str, language: Language) -> str:
    """Its title; the id of one that this program does not know."""
    known = _KINDS.get(kind)
    return kind if known is None else _title(known, language)


def name_mask(detector: str, masked: str, language: Language) -> str:
    """What may be shown of a value: its mask, or the title of its kind where nothing of it may."""
    known = _DETECTORS.get(detector)
    if known is None or not known.hides_value:
        return masked
    return _title(known, language) if masked == detector else name_kind(masked, language)


def name_issue(code: str, language: Language) -> tuple[str, str]:
    """What happened, and what to do; the code itself and nothing for one that this program does not know."""
    row = _ISSUES.get(code)
    if row is None:
        return code, ""
    return (row.text_ja, row.remedy_ja) if language == "ja" else (row.text_en, row.remedy_en)


def class_of_issue(code: str) -> IssueClass:
    """Its class; a code that this program does not know counts as a fault, so that it is looked at."""
    row = _ISSUES.get(code)
    return IssueClass.FAULT if row is None else row.kind


def name_place(container: Sequence[str], location: Location, language: Language) -> str:
    """The members inside the file, outermost first, then the place in the last of them."""
    form = next((key for key in _PLACES if key in location), None)
    place = word(f"place-{form}", language, **location) if form else ""
    return " › ".join((*container, place))


def name_evidence(evidence: Sequence[str], language: Language) -> str:
    """The words of the evidence in one line."""
    return word("list-separator", language).join(_name_one(name, language) for name in evidence)


def _name_one(evidence: str, language: Language) -> str:
    kind, colon, name = evidence.partition(":")
    key = f"evidence-{kind}"
    if key not in WORDS:
        return evidence
    if kind == "kind":
        name = name_kind(name, language)
    return word(key, language, name=name) if colon else word(key, language)


def name_flag(flag: str, options: ReportOptions) -> str:
    """A legal flag with its threshold."""
    rules = options.rules
    return word(f"flag-{flag}", options.language, persons=rules.reportable_persons, numbers=rules.reportable_my_numbers)


def name_clock(language: Language) -> str:
    """Within how many days a leak must be reported."""
    first, last = PRELIMINARY_DAYS
    return word("clock", language, first=first, last=last, final=FINAL_DAYS)


def name_kind_found(name: str, options: ReportOptions) -> str:
    """The title of a detector, or of one of its kinds where the name is ``detector/kind``."""
    detector, slash, kind = name.partition("/")
    return name_kind(kind, options.language) if slash else name_detector(detector, options)


def name_group(group: Group, options: ReportOptions) -> str:
    """What the files of a group have in common, for people to read."""
    match group.dimension:
        case "folder":
            return group.key or name_target(group.target)
        case "share":
            return name_target(group.key)
        case "audience" | "level":
            return word(f"{group.dimension}-{group.key}", options.language)
        case "detector":
            return name_detector(group.key, options)
        case "owner":
            return group.key or word("owner-unknown", options.language)
        case "all":
            return word("dimension-all", options.language)


def name_mark(mark: Mark | None, language: Language) -> str:
    """What is to become of a file; nothing where nobody has said."""
    if mark is None or mark.kind is None:
        return ""
    name = word(f"mark-{mark.kind}", language)
    return word("mark-outdated", language, mark=name) if mark.is_outdated else name


def name_target(uri: str) -> str:
    """A target's URI without percent signs, for people to read."""
    return unquote(uri, errors="surrogateescape").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def name_people(people: People, language: Language) -> str:
    """A count of people: the likely one of several files with its range; a dash where nobody was counted."""
    if people.likely is None or people.least == people.most:
        return name_persons(people.least, people.most)
    return word("people-likely", language, least=people.least, most=people.most, likely=people.likely)


def tell_people(people: People, language: Language) -> str:
    """The same for a sentence, with its unit."""
    if people.likely is None or people.least == people.most:
        return word("people-told", language, people=name_persons(people.least, people.most))
    return word("people-told-likely", language, least=people.least, most=people.most, likely=people.likely)


def name_yen(group: Group, language: Language) -> str:
    """The yen of a group as ``name_people`` names its people."""
    least, most = group.yen
    return name_people(People(least, most, group.yen_likely), language)


def name_persons(least: int, most: int) -> str:
    """A count of people that may be a range; a dash where nobody was counted."""
    if not most:
        return "–"
    return f"{least:,}" if least == most else f"{least:,}–{most:,}"
