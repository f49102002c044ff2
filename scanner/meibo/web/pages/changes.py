"""What changed between two scans, what matters most first."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from meibo.assessment.change import Kind
from meibo.assessment.differences import find_remarks
from meibo.assessment.scan_choice import find_last_two
from meibo.reports.change_wording import describe_change, name_changes, name_remark
from meibo.web.changes_building import place_changes, read_changes, read_kinds
from meibo.web.numbers import read_number
from meibo.web.pages.building import show_progress
from meibo.web.pages.missing import MissingError
from meibo.web.site import Site
from meibo.web.view import View

ROWS: Final = 50
_PATIENCE_SECONDS: Final = 1.0


def show(site: Site, view: View) -> Response:
    """The page; the comparison is made once."""
    query, language = view.request.query_params, view.language
    with site.reading() as reader:
        scans = list(reader.scans())
    known = {facts.scan: facts for facts in scans}
    old, new = (read_number(query.get(name)) for name in ("old", "new"))
    if old is None and new is None:
        old, new = find_last_two(scans) or (None, None)
    if old is None or new is None:
        return view.render("changes.html", scans=scans, old=old, new=new, page=None)
    if old not in known or new not in known:
        raise MissingError
    if old >= new:
        return view.render("changes.html", scans=scans, old=old, new=new, page=None)
    progress = site.compare(old, new, _PATIENCE_SECONDS)
    if progress.state != "done":
        return show_progress(view, progress)
    place = place_changes(site.settings.folder, old, new)
    kind = next((one for one in Kind if one == query.get("kind")), None)
    return view.render(
        "changes.html",
        scans=scans, old=old, new=new, kinds=read_kinds(place), kind=kind,
        page=read_changes(place, kind, read_number(query.get("after")) or 0, ROWS),
        remarks=[name_remark(one, old, new, language) for one in find_remarks(known[old], known[new])],
        name_changes=lambda change: name_changes(change, language),
        describe=lambda change: describe_change(change, language),
    )  # fmt: skip
