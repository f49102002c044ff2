"""What was not seen: by reason, and the places of each."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from meibo.catalogue.issues import IssueClass
from meibo.catalogue.unread_pictures import tell_unread_pictures
from meibo.reports.wording import class_of_issue
from meibo.web.group_table import UNSEEN
from meibo.web.numbers import read_number
from meibo.web.site import Site
from meibo.web.view import View

ROWS: Final = 100


def show(site: Site, view: View) -> Response:
    """All reasons, or the places of one."""
    query, index = view.request.query_params, site.index
    code = query.get("code", "")
    groups = index.open_groups()
    try:
        reasons = [(_name_class(name), name, places) for name, places in groups.count_issues()]
        places = list(groups.issues(code, read_number(query.get("after")) or 0, ROWS + 1)) if code else []
    finally:
        groups.close()
    order = [UNSEEN, *(kind.value for kind in IssueClass)]
    return view.render(
        "unread.html",
        reasons=sorted(reasons, key=lambda row: (order.index(row[0]), -row[2])), code=code,
        places=[row for _, row in places[:ROWS]], unseen=UNSEEN,
        after=places[ROWS - 1][0] if len(places) > ROWS else "", figures=index.figures,
        pictures=tell_unread_pictures(index.figures.summary.pictures, view.language),
    )  # fmt: skip


def _name_class(code: str) -> str:
    return UNSEEN if code == UNSEEN else class_of_issue(code).value
