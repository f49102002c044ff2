"""One file: what was found in it and why, who can read it, what went wrong, and what became of it over time."""

from __future__ import annotations

import itertools
from typing import Final

from starlette.responses import Response

from meibo.assessment.rated_file import rate_file
from meibo.assessment.risk import level_of
from meibo.assessment.roster import roster_score
from meibo.inventory.marks import MarkKind
from meibo.inventory.model import Status
from meibo.inventory.schema import STILL
from meibo.web.numbers import read_number
from meibo.web.pages.missing import MissingError
from meibo.web.site import Site
from meibo.web.view import View

_POSITIONS: Final = 500
_HASH_DIGITS: Final = 16


def show(site: Site, view: View) -> Response:
    """The page."""
    index, settings, request = site.index, site.settings, view.request
    version = read_number(request.path_params["version"])
    row = None if version is None else index.row_of(version)
    with site.reading() as reader:
        asset = reader.versions([version]).get(version) if version is not None and row is not None else None
        if asset is None or row is None or version is None:
            raise MissingError
        positions = list(itertools.islice(reader.positions(settings.scan, version), _POSITIONS + 1))
        issues = [
            one for one in reader.issues(settings.scan, asset.path) if one.target == asset.target and one.is_asset
        ]
        history = reader.history(asset.target, asset.path)
        marks = reader.marks.mark_history(asset.target, asset.path)
    rated = rate_file(asset, settings.least_score, settings.rules)
    parts = asset.folder.split("/") if asset.folder else []
    return view.render(
        "asset.html",
        asset=asset, rated=rated, told=index.tell(row), roster=roster_score(asset.roster_points),
        level="unread" if asset.status is Status.SKIPPED else rated.risk.level.value,
        counts=sorted(asset.counts.items(), key=lambda item: -level_of(item[0], settings.rules).grade),
        positions=positions[:_POSITIONS], has_more=len(positions) > _POSITIONS, issues=issues, history=history,
        marks=marks, still=STILL, hash=asset.content_hash.hex()[:_HASH_DIGITS],
        folders=[("/".join(parts[: number + 1]), part) for number, part in enumerate(parts)],
        name=asset.path.rpartition("/")[2], mark_kinds=[kind.value for kind in MarkKind], back=request.url.path,
        saved=read_number(request.query_params.get("saved")) or 0,
    )  # fmt: skip
