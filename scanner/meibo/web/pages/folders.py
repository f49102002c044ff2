"""The tree of folders: what lies below each, and how many people."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from meibo.web.group_table import SORTS
from meibo.web.pages.missing import MissingError
from meibo.web.site import Site
from meibo.web.view import View

ROWS: Final = 100


def show(site: Site, view: View) -> Response:
    """A folder and the folders in it; without one, all targets."""
    query = view.request.query_params
    target, path, after = query.get("target", ""), query.get("path", ""), query.get("after", "")
    sort = query["sort"] if query.get("sort") in SORTS else SORTS[0]
    groups = site.index.open_groups()
    try:
        if not target and groups.count("share") == 1:
            target = groups.list("share", sort).groups[0].target
        here = groups.find("folder", path, target) if target else None
        if target and here is None:
            raise MissingError
        page = groups.list_below(target, path, sort, after, ROWS) if target else groups.list("share", sort, after, ROWS)
    finally:
        groups.close()
    parts = path.split("/") if path else []
    return view.render(
        "folders.html",
        here=here, page=page, target=target, path=path, sort=sort, sorts=SORTS,
        folders=[("/".join(parts[: number + 1]), part) for number, part in enumerate(parts)],
    )  # fmt: skip
