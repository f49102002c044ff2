"""OpenDocument spreadsheets (ISO 26300): ``content.xml`` holds all sheets in a zip package."""

from __future__ import annotations

import itertools
import operator
from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_table, cut_text
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Member, Notice
from meibo.extraction.office.document_properties import extract_properties
from meibo.extraction.spreadsheets.ods_rows import OdsReader
from meibo.extraction.spreadsheets.part_text import TextRule, read_part
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source
    from meibo.extraction.office.package import Package

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_HEADERS = TextRule(
    frozenset({"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}),
    frozenset({"p"}),
    not_inside=frozenset({"page-number", "page-count", "date", "time", "sheet-name", "file-name", "title"}),
)
_OBJECT_TEXT = TextRule(frozenset({"p"}), frozenset({"p"}))


def extract_ods(source: Source, package: Package) -> Iterator[Item]:
    """Cells sheet by sheet, then comments and shapes, headers, properties, pictures and embedded objects."""
    if package.is_damaged:
        yield Notice("damaged", detail="no directory")
    if _is_encrypted(package, source.budget):
        yield Notice("encrypted")
        return
    yield from _extract_content(package, source.budget)
    for name in package.names:
        if name.lower() == _STYLES:
            yield from _extract_part(package, name, _HEADERS, source.budget)
        elif name.endswith("/" + _CONTENT):
            yield from _extract_part(package, name, _OBJECT_TEXT, source.budget)  # a chart or a document in a frame
        elif name.startswith(("Pictures/", "media/")) and not name.endswith("/"):
            with package.open(name) as stream:
                yield Member(name, stream, is_decoration=True)
        elif name.startswith("Object ") and "/" not in name:
            with package.open(name) as stream:
                yield Member(name, stream)
    yield from extract_properties(package, source.budget)


def _extract_content(package: Package, budget: Budget) -> Iterator[Item]:
    reader = OdsReader()
    trouble: Item | None = None
    try:
        with package.open(_CONTENT) as stream:
            rows = reader.read(stream, budget)
            for _, group in itertools.groupby(rows, operator.attrgetter("sheet_number")):
                first = next(group)
                cells = ((row.number, row.cells) for row in itertools.chain((first,), group))
                yield from cut_table(cells, budget, Position(sheet=first.sheet))
    except LimitReachedError:
        raise
    except Exception as error:  # noqa: BLE001 - what was read, and all other parts, are kept
        trouble = Notice("damaged", detail=describe_exception(error), container=(_CONTENT,))
    lines = [line for line in dict.fromkeys((*reader.names, *reader.beside)) if line.strip()]
    yield from cut_text("\n".join(lines), budget.limits, Position(line=1, container=(_CONTENT,)))
    if reader.hidden:
        yield Notice("hidden-sheet", count=reader.hidden)
    if trouble is None and not reader.names:
        trouble = Notice("damaged", detail="no sheets", container=(_CONTENT,))
    if trouble is not None:
        yield trouble


def _extract_part(package: Package, name: str, rule: TextRule, budget: Budget) -> Iterator[Item]:
    try:
        with package.open(name) as stream:
            yield from read_part(stream, rule, budget, Position(line=1, container=(name,)))
    except LimitReachedError:
        raise
    except Exception as error:  # noqa: BLE001 - all other parts are read
        yield Notice("damaged", detail=describe_exception(error), container=(name,))


def _is_encrypted(package: Package, budget: Budget) -> bool:
    """Whether the manifest says how the content is encrypted."""
    if _MANIFEST not in package:
        return False
    with package.open(_MANIFEST) as stream:
        return b"encryption-data" in budget.read(stream)
