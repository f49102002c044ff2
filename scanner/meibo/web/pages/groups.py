"""Owners, readers and detectors: how many people each concerns."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from meibo.web.group_table import SORTS
from meibo.web.site import Site
from meibo.web.view import View

ROWS: Final = 100


def show_owners(site: Site, view: View) -> Response:
    """Who owns the files with most people."""
    return _show(site, view, "owner", "owners")


def show_audiences(site: Site, view: View) -> Response:
    """Who can read how many people."""
    return _show(site, view, "audience", "audiences")


def show_detectors(site: Site, view: View) -> Response:
    """What was found."""
    return _show(site, view, "detector", "detectors")


def _show(site: Site, view: View, dimension: str, page_name: str) -> Response:
    query, index = view.request.query_params, site.index
    sort = query["sort"] if query.get("sort") in SORTS else SORTS[0]
    groups = index.open_groups()
    try:
        page = groups.list(dimension, sort, query.get("after", ""), ROWS)
        count = groups.count(dimension)
    finally:
        groups.close()
    return view.render(
        "groups.html",
        page=page, count=count, sort=sort, sorts=SORTS, dimension=dimension, page_name=page_name,
        findings=index.figures.summary.findings,
    )  # fmt: skip
