"""What every Office package may hold beside its document: charts, diagrams, custom XML, links, files, properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_text
from meibo.extraction.documents.chart_values import ChartValues
from meibo.extraction.documents.flow import cut_pieces, guard, read_pieces
from meibo.extraction.documents.ooxml_parts import read_relationships, root_of
from meibo.extraction.documents.slide_text import SlideText
from meibo.extraction.documents.xml_values import XmlValues
from meibo.extraction.model import Member
from meibo.extraction.office.document_properties import extract_properties, is_properties
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from meibo.extraction.budget import Budget
    from meibo.extraction.documents.flow import PartReader
    from meibo.extraction.model import Item
    from meibo.extraction.office.package import Package

    Readers = Mapping[str, Callable[[str], PartReader]]

_READERS: Readers = {
    "chartSpace": lambda _: ChartValues(),
    "dataModel": lambda _: SlideText(),
}
_NOT_FILES = (".odttf", ".fntdata", ".vml", "vbaproject.bin", "printersettings", "docprops/thumbnail")
"""Fonts, old drawings that repeat new ones, program code, settings of printers, pictures of the first page."""
_IMAGES = (".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".emz", ".wmz", ".svg",
           ".ico", ".webp", ".heic", ".wdp")  # fmt: skip
_CUSTOM = re.compile(r"/?customxml/item\d")
_SHOWN_IN_PLACE = ("mailto:", "tel:", "sms:")


def extract_rest(package: Package, budget: Budget, readers: Readers, done: set[str]) -> Iterator[Item]:
    """All parts not ``done`` (in lower case): XML with the reader of its root element, all others as members."""
    readers = {**_READERS, **readers}
    for name in package.names:
        lowered = name.lower().lstrip("/")
        if lowered.endswith("/") or lowered in done or is_properties(name):
            continue
        if lowered.endswith(".xml"):
            yield from guard(_extract_xml(package, budget, readers, name), name)
        elif lowered.endswith(".rels"):
            yield from guard(_extract_addresses(package, budget, name), name)
        elif not any(word in lowered for word in _NOT_FILES):
            yield from guard(_extract_file(package, name), name)
    yield from extract_properties(package, budget)


def _extract_xml(package: Package, budget: Budget, readers: Readers, name: str) -> Iterator[Item]:
    with package.open(name) as stream:
        root = root_of(stream)
        if root in readers:
            reader = readers[root](name)
        elif not root or (_CUSTOM.match(name.lower()) and root != "contentTypeSchema"):
            reader = XmlValues()
        else:
            return
        yield from cut_pieces(read_pieces(stream, reader, budget), budget, Position(line=1, container=(name,)))


def _extract_addresses(package: Package, budget: Budget, name: str) -> Iterator[Item]:
    """Where links of a part lead to outside: folders and pages, whose names may say something."""
    links = read_relationships(package, name, budget).values()
    targets = dict.fromkeys(link.target for link in links if link.is_external)
    lines = [target for target in targets if not target.lower().startswith(_SHOWN_IN_PLACE)]
    yield from cut_text("\n".join(lines), budget.limits, Position(line=1, container=(name,)))


def _extract_file(package: Package, name: str) -> Iterator[Item]:
    with package.open(name) as stream:
        yield Member(name, stream, is_decoration=name.lower().endswith(_IMAGES))
