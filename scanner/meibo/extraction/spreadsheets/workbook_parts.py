"""What a workbook says outside of its cells: which parts of the package hold text, and where in them.

ECMA-376 Part 1: comments 18.7, drawings 20.5, charts 21.2, tables 18.5, connections 18.13; threaded comments and
their persons are Microsoft's extension (MS-XLSX 2.6.205). Old text boxes are VML, which is seldom whole XML.
"""

from __future__ import annotations

import html
import re
import urllib.parse
from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_text
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Member, Notice
from meibo.extraction.office.document_properties import PARTS, extract_properties
from meibo.extraction.spreadsheets.external_cells import read_external_cells
from meibo.extraction.spreadsheets.part_text import TextRule, read_part
from meibo.extraction.spreadsheets.pivot_cache import read_pivot_items, read_pivot_records
from meibo.extraction.spreadsheets.relations import read_relations_part
from meibo.extraction.spreadsheets.xlsb_sheets import read_binary_comments
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item
    from meibo.extraction.office.package import Package

    ReadPart = Callable[[Package, str, Budget], Iterator[Item]]

_DRAWN = frozenset({"t", "strCache"})
_HEADERS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
HEADER_RULE = TextRule(_HEADERS, _HEADERS)
"""The headers and footers of a sheet's pages."""
SHEET_RULE = TextRule(
    frozenset({"formula1"}),
    frozenset({"formula1"}),
    {
        "hyperlink": ("tooltip", "display"),
        "dataValidation": ("promptTitle", "prompt", "errorTitle", "error"),
        "filter": ("val",),
        "customFilter": ("val",),
        "cfRule": ("text",),
        "scenario": ("name", "user", "comment"),
        "inputCells": ("val",),
    },
)
"""What else stands in a sheet beside its cells: lists to choose from, hints, filters, links, what-if values."""

_COMMENTS = TextRule(frozenset({"author", "t"}), frozenset({"author", "comment"}))
_THREADS = TextRule(frozenset({"text"}), frozenset({"text"}))
_PERSONS = TextRule(frozenset({"-"}), attributes={"person": ("displayName", "userId")})
_DRAWING = TextRule(_DRAWN, frozenset({"p", "pt"}), {"cNvPr": ("title", "descr")})
_TABLE = TextRule(frozenset({"-"}), attributes={"tableColumn": ("name",), "filter": ("val",), "customFilter": ("val",)})
_CONNECTIONS = TextRule(
    frozenset({"-"}),
    attributes={
        "connection": ("name", "description"),
        "dbPr": ("connection", "command"),
        "webPr": ("url",),
        "textPr": ("sourceFile",),
    },
)
_ANY = TextRule()


def _read_by(rule: TextRule) -> ReadPart:
    def read(package: Package, part: str, budget: Budget) -> Iterator[Item]:
        with package.open(part) as stream:
            yield from read_part(stream, rule, budget, Position(line=1, container=(part,)))

    return read


def _read_links(package: Package, part: str, budget: Budget) -> Iterator[Item]:
    """Where hyperlinks lead out of the file."""
    relations = read_relations_part(package, budget, part, "").values()
    links = (relation.target for relation in relations if relation.kind == "hyperlink" and relation.is_external)
    lines = dict.fromkeys(urllib.parse.unquote(link, errors="replace") for link in links)
    yield from cut_text("\n".join(lines), budget.limits, Position(line=1, container=(part,)))


_TEXT_BOX = re.compile(r"<(?:\w+:)?textbox\b[^<>]*>", re.IGNORECASE)
_TEXT_BOX_END = re.compile(r"</(?:\w+:)?textbox\b", re.IGNORECASE)
_LINE_END = re.compile(r"<br\b[^<>]*>|</(?:div|p)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def _read_old_drawing(package: Package, part: str, budget: Budget) -> Iterator[Item]:
    """The text boxes of a VML drawing."""
    with package.open(part) as stream:
        markup = budget.read(stream).decode("utf-8", "replace")
    pieces = (_TEXT_BOX_END.split(piece, 1)[0] for piece in _TEXT_BOX.split(markup)[1:])
    boxes = (_TAG.sub("", _LINE_END.sub("\n", " ".join(piece.split()))) for piece in pieces)
    lines = (line.strip() for box in boxes for line in html.unescape(box).split("\n"))
    text = "\n".join(line for line in lines if line)
    yield from cut_text(text, budget.limits, Position(line=1, container=(part,)))


def _read_binary_comments(package: Package, part: str, budget: Budget) -> Iterator[Item]:
    with package.open(part) as stream:
        lines = "\n".join(read_binary_comments(stream, budget))
    yield from cut_text(lines, budget.limits, Position(line=1, container=(part,)))


def _open_member(package: Package, part: str, _: Budget) -> Iterator[Item]:
    with package.open(part) as stream:
        yield Member(part, stream)


def _open_picture(package: Package, part: str, _: Budget) -> Iterator[Item]:
    with package.open(part) as stream:
        yield Member(part, stream, is_decoration=True)


def _leave_out(*_: object) -> Iterator[Item]:
    return iter(())


_READERS: tuple[tuple[re.Pattern[str], ReadPart], ...] = tuple(
    (re.compile(f"(?:{pattern})$", re.IGNORECASE), read)
    for pattern, read in (
        # the first pattern that fits the end of a part's name
        (r"\.rels", _read_links),
        (r"/comments/?[^/]*\.xml", _read_by(_COMMENTS)),
        (r"/comments[^/]*\.bin", _read_binary_comments),
        (r"/threadedcomments/[^/]*\.xml", _read_by(_THREADS)),
        (r"/persons/[^/]*\.xml", _read_by(_PERSONS)),
        (r"/(?:drawings|charts|chartsheets|diagrams)/[^/]*(?:style|colors|layout|quickstyle)[0-9]*\.xml", _leave_out),
        (r"/(?:drawings|charts|chartsheets|diagrams)/[^/]*\.xml", _read_by(_DRAWING)),
        (r"\.vml", _read_old_drawing),
        (r"/tables/[^/]*\.xml", _read_by(_TABLE)),
        (r"/connections\.xml", _read_by(_CONNECTIONS)),
        (r"/externallinks/[^/]*\.xml", read_external_cells),
        (r"/pivotcache/[^/]*definition[^/]*\.xml", read_pivot_items),
        (r"/pivotcache/[^/]*records[^/]*\.xml", read_pivot_records),
        (r"/media/[^/]*", _open_picture),
        (r"/(?:embeddings|model)/[^/]*", _open_member),
        (r"customxml/item[0-9]*\.xml", _read_by(_ANY)),
        (r".*", _leave_out),  # styles, themes, settings of printers and windows, orders of calculation
    )
)


def extract_parts(package: Package, budget: Budget) -> Iterator[Item]:
    """Blocks and members of all parts but the sheets; a damaged part is a notice, and the others are read."""
    yield from extract_properties(package, budget)
    known = {part.lower() for part in PARTS}
    for part in package.names:
        if part.endswith("/") or part.lower().lstrip("/") in known:
            continue
        read = next(read for pattern, read in _READERS if pattern.search("/" + part.replace("\\", "/")))
        try:
            yield from read(package, part, budget)
        except LimitReachedError:
            raise
        except Exception as error:  # noqa: BLE001 - a damaged part is an issue, and the others are read
            yield Notice("damaged", detail=describe_exception(error), container=(part,))
