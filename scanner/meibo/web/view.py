"""Pages from templates: what all of them can say, and in which language and colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from meibo import __version__
from meibo.assessment.people import People
from meibo.assessment.risk import Level
from meibo.catalogue.language import Language
from meibo.catalogue.report import word as report_word
from meibo.catalogue.sizes import format_bytes
from meibo.catalogue.web import word
from meibo.reports import wording
from meibo.reports.cell_text import spell_out
from meibo.reports.model import ReportOptions
from meibo.web import amounts
from meibo.web.session import Session
from meibo.web.settings import Settings
from meibo.web.triggers import REPORTABLE
from meibo_detectors.model import Confidence

THEMES: Final = ("auto", "light", "dark")
LEVELS: Final = tuple(Level)
LONGEST_NAME: Final = 400
"""Characters of a name that are shown; the rest of it is cut."""
NAVIGATION: Final = ("overview", "files", "folders", "owners", "audiences", "detectors", "changes", "unread")


class View(msgspec.Struct, frozen=True):
    """What a request's page is made with."""

    settings: Settings
    base: str
    """The path that all pages lie under."""
    request: Request
    session: Session | None
    language: Language
    theme: str

    @property
    def options(self) -> ReportOptions:
        """The same for the words of reports."""
        settings = self.settings
        return ReportOptions(
            language=self.language, least_score=settings.least_score, rules=settings.rules, titles=settings.titles
        )

    def url(self, path: str, /, **values: object) -> str:
        """The address of a page with its parameters; those that are empty are left out."""
        pairs = [
            (name, str(one))
            for name, value in values.items()
            for one in (value if isinstance(value, (list, tuple)) else (value,))
            if one not in (None, "")
        ]
        return f"{self.base}{path}{'?' if pairs else ''}{urlencode(pairs)}"

    def render(self, template: str, /, status: int = 200, **values: Any) -> HTMLResponse:
        """A page."""
        text = _ENVIRONMENT.get_template(template).render(**_make_words(self), view=self, **values)
        return HTMLResponse(text, status)

    @property
    def here(self) -> str:
        """The address of this page."""
        query = self.request.url.query
        return f"{self.request.url.path}{'?' if query else ''}{query}"


def compile_templates() -> None:
    """Make the first pages as quick as those that follow."""
    for name in _ENVIRONMENT.list_templates():
        _ENVIRONMENT.get_template(name)


def show(text: str) -> str:
    """A name with every character visible, not too long for a page."""
    text = spell_out(text)
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"


def breakable(text: str) -> Markup:
    """A path that may be broken behind each slash."""
    return Markup("<wbr>").join(Markup("{}/").format(part) for part in show(text).split("/"))[: -len("/")]


def _make_words(view: View) -> Mapping[str, Any]:
    language, options = view.language, view.options
    return {
        "say": lambda key, **values: word(key, language, **values),
        "report": lambda key, **values: report_word(key, language, **values),
        "language": language,
        "theme": view.theme,
        "url": view.url,
        "settings": view.settings,
        "reportable": REPORTABLE,
        "csrf": view.session.csrf if view.session else "",
        "name_detector": lambda name: wording.name_detector(name, options),
        "name_kind": lambda name: wording.name_kind(name, language),
        "name_found": lambda name: _name_found(name, options),
        "name_flag": lambda name: wording.name_flag(name, options),
        "name_flag_short": lambda name: word(
            f"short-{name}",
            language,
            persons=options.rules.reportable_persons,
            numbers=options.rules.reportable_my_numbers,
        ),
        "name_mark": lambda mark: wording.name_mark(mark, language),
        "name_issue": lambda code: wording.name_issue(code, language),
        "name_mask": lambda row: wording.name_mask(row.detector, row.masked, language),
        "name_place": lambda row: wording.name_place(row.container, row.location, language),
        "name_evidence": lambda row: wording.name_evidence(row.evidence, language),
        "class_of_issue": wording.class_of_issue,
        "yen": lambda number: amounts.spell_yen(number, language),
        "short": lambda number: amounts.spell_short(number, language),
        "short_people": lambda people: _spell_people(people, language),
        "people": lambda people: wording.name_people(people, language),
        "people_note": lambda people: _note_people(people, language),
    }


def _name_found(name: str, options: ReportOptions) -> str:
    detector, _, kind = name.partition("/")
    named = wording.name_detector(detector, options)
    return f"{named}（{wording.name_kind(kind, options.language)}）" if kind else named


def _spell_people(people: People, language: Language) -> str:
    figure = amounts.spell_short(people.figure, language)
    return figure if people.least == people.most else word("about", language, figure=figure)


def _note_people(people: People, language: Language) -> str:
    """The range of a likely number, and who is not in it."""
    notes = []
    if people.least < people.most:
        least, most = (amounts.spell_short(number, language) for number in (people.least, people.most))
        notes.append(word("people-between", language, least=least, most=most))
    if people.nameless:
        notes.append(word("people-nameless", language, count=f"{people.nameless:,}"))
    return report_word("list-separator", language).join(notes)


_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("meibo.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_ENVIRONMENT.filters |= {
    "shown": show,
    "breakable": breakable,
    "count": amounts.spell_count,
    "bytes": format_bytes,
    "day": amounts.spell_day,
    "minute": amounts.spell_minute,
    "time": amounts.spell_time,
    "target": wording.name_target,
    "persons": lambda asset: wording.name_persons(asset.persons_least, asset.persons_most),
    "confidence": lambda score: Confidence.of_score(score).word,
}
_ENVIRONMENT.globals |= {"LEVELS": LEVELS, "NAVIGATION": NAVIGATION, "THEMES": THEMES, "version": __version__}
