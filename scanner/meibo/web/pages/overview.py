"""The first page: the scan at a glance."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from meibo.assessment.law import FINAL_DAYS, PRELIMINARY_DAYS, WRONGFUL_FINAL_DAYS
from meibo.assessment.risk import Level
from meibo.catalogue.issues import IssueClass
from meibo.reports.wording import class_of_issue
from meibo.web.index import ANY_REPORTABLE, Choice
from meibo.web.pages.files import list_rows
from meibo.web.site import Site
from meibo.web.view import View

_RISKIEST: Final = 10
_GROUPS: Final = 8


def show(site: Site, view: View) -> Response:
    """The page."""
    index = site.index
    figures, facets = index.figures, index.count_facets(Choice())
    rows = index.find(Choice(levels=tuple(level.grade for level in Level if level.grade)), "risk", is_reversed=False)
    groups = index.open_groups()
    try:
        lists = {name: groups.list(name, "people", limit=_GROUPS).groups for name in ("folder", "owner", "detector")}
        lists["audience"] = groups.list("audience", "people").groups
    finally:
        groups.close()
    summary = figures.summary
    return view.render(
        "overview.html",
        figures=figures, total=figures.total, summary=summary, facets=facets,
        faults=sum(count for code, count in summary.issues.items() if class_of_issue(code) is IssueClass.FAULT),
        reportable_files=facets.triggers[ANY_REPORTABLE],
        riskiest=list_rows(site, index, rows[:_RISKIEST]), lists=lists,
        first=PRELIMINARY_DAYS[0], last=PRELIMINARY_DAYS[1], full=FINAL_DAYS, wrongful=WRONGFUL_FINAL_DAYS,
    )  # fmt: skip
