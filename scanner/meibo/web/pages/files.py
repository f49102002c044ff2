"""The list of files: filtered, searched, sorted, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from starlette.datastructures import QueryParams
from starlette.responses import Response

from meibo.assessment.found import count_found
from meibo.assessment.risk import Level, assess, level_of
from meibo.inventory.marks import MarkKind
from meibo.inventory.model import Status
from meibo.inventory.rows import Asset
from meibo.web.index import ANY_REPORTABLE, MARKED, OUTDATED, SORTS, UNMARKED, Choice, Index
from meibo.web.numbers import read_number
from meibo.web.site import Site
from meibo.web.triggers import IDS
from meibo.web.view import View
from meibo_connectors.model import Audience

ROWS: Final = 50
MARK_WORDS: Final = (*(kind.value for kind in MarkKind), MARKED, OUTDATED, UNMARKED)
_WORDS: Final = 6
"""Of a search; more are passed over."""
_MAINLY: Final = 3
_REPEATED: Final = ("level", "trigger", "status", "mark", "audience", "detector")


class FileRow(msgspec.Struct, frozen=True):
    """A file in a list."""

    asset: Asset
    level: str
    """``unread`` where nothing is known of it."""
    score: float
    mainly: tuple[tuple[str, int], ...]
    """Detectors and findings, the gravest first."""
    more: int
    """Further detectors."""
    triggers: tuple[str, ...]
    yen: int
    copies: int


def show(site: Site, view: View) -> Response:
    """The page."""
    index, query = site.index, view.request.query_params
    choice = read_choice(query)
    sort = query["sort"] if query.get("sort") in SORTS else SORTS[0]
    is_reversed = query.get("dir") == "reverse"
    rows = index.find(choice, sort, is_reversed)
    pages = max(1, -(-len(rows) // ROWS))
    page = min(max(1, read_number(query.get("page")) or 1), pages)
    return view.render(
        "files.html",
        file_rows=list_rows(site, index, rows[(page - 1) * ROWS : page * ROWS]), count=len(rows), page=page,
        pages=pages, sort=sort, is_reversed=is_reversed, choice=choice, facets=index.count_facets(choice),
        chosen=list(_name_chosen(query)), parameters=keep(query), sorts=SORTS, mark_words=MARK_WORDS,
        mark_kinds=[kind.value for kind in MarkKind], triggers=(ANY_REPORTABLE, *IDS),
        audiences=[one.value for one in Audience], statuses=[one.value for one in Status],
        detectors=index.figures.detectors, saved=read_number(query.get("saved")) or 0,
        back=view.url("/files", **keep(query), page=page),
    )  # fmt: skip


def read_choice(query: QueryParams) -> Choice:
    """The filters of an address; what is no filter is passed over."""
    return Choice(
        levels=tuple(sorted({level.grade for level in Level if level in query.getlist("level")})),
        detectors=tuple(sorted(set(query.getlist("detector")))),
        triggers=tuple(sorted({ANY_REPORTABLE, *IDS}.intersection(query.getlist("trigger")))),
        statuses=tuple(sorted(set(query.getlist("status")))),
        marks=tuple(sorted(set(MARK_WORDS).intersection(query.getlist("mark")))),
        audiences=tuple(sorted(set(query.getlist("audience")))),
        owner=query.get("owner"),
        target=query.get("target", ""),
        folder=query.get("folder"),
        words=tuple(query.get("q", "").split()[:_WORDS]),
    )


def keep(query: QueryParams, *but: str) -> dict[str, Any]:
    """The parameters of an address for links to the same list, without the page and those that are named."""
    names = [name for name in query if name not in ("page", "saved", *but)]
    return {name: query.getlist(name) if name in _REPEATED else query[name] for name in names}


def list_rows(site: Site, index: Index, rows: Any) -> list[FileRow]:
    """These rows of the index with what the inventory says of them now; one that it has replaced is left out."""
    versions = index.versions(rows)
    with site.reading() as reader:
        assets = reader.versions(versions)
    pairs = zip((int(row) for row in rows), versions, strict=True)
    return [_make_row(site, index, assets[version], row) for row, version in pairs if version in assets]


def _make_row(site: Site, index: Index, asset: Asset, row: int) -> FileRow:
    settings = site.settings
    risk = assess(asset, settings.least_score, settings.rules)
    found = count_found(asset, settings.least_score, settings.rules)
    gravest = sorted(found, key=lambda name: (-level_of(name, settings.rules).grade, -found[name]))
    told = index.tell(row)
    return FileRow(
        asset=asset,
        level="unread" if asset.status is Status.SKIPPED else risk.level.value,
        score=risk.score,
        mainly=tuple((name, found[name]) for name in gravest[:_MAINLY]),
        more=max(0, len(found) - _MAINLY),
        triggers=tuple(name for number, name in enumerate(IDS) if told["triggers"] >> number & 1),
        yen=told["yen"],
        copies=told["copies"],
    )


def _name_chosen(query: QueryParams) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every filter that is set: its kind, its value, and the parameters without it."""
    for name in query:
        if name in _REPEATED:
            for value in query.getlist(name):
                rest = keep(query)
                rest[name] = [other for other in query.getlist(name) if other != value]
                yield name, value, rest
        elif name == "owner" or (name == "q" and query["q"].strip()):
            yield name, query[name], keep(query, name)
        elif name == "folder" or (name == "target" and "folder" not in query):
            yield name, query[name] or query.get("target", ""), keep(query, "folder", "target")
