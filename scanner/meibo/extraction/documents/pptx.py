"""PowerPoint presentations, shows and macro presentations: pptx, pptm, ppsx (ECMA-376, PresentationML).

``ppt/presentation.xml`` lists the slides in their order, hidden ones too; a slide's notes and comments are parts of
their own, which the slide's relationships name. The text of masters and layouts is shown on slides as well.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from meibo.extraction.archives.unpacking import ChecksumError
from meibo.extraction.documents.flow import extract_part, guard
from meibo.extraction.documents.ooxml_parts import find_main_part, read_links, read_targets
from meibo.extraction.documents.ooxml_rest import extract_rest
from meibo.extraction.documents.slide_text import SlideText
from meibo.extraction.model import Notice
from meibo.extraction.office.package import Package
from meibo.extraction.office.xml_events import XmlReader, local_name
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

_ROOTS = ("sld", "notes", "cmLst", "cmAuthorLst", "authorLst")
_TEMPLATES = ("sldMaster", "sldLayout", "notesMaster", "handoutMaster")
_BESIDE = ("notesSlide", "comments")
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,9})\.xml")


def extract(source: Source) -> Iterator[Item]:
    """Blocks of the slides in their order, each with its notes and comments; then of all other parts; members."""
    budget = source.budget
    package = Package(source.stream, budget)
    if package.is_damaged:
        yield Notice("damaged", detail="no directory")

    def make_reader(part: str) -> SlideText:
        return SlideText(read_targets(package, part, budget))

    def make_template_reader(part: str) -> SlideText:
        return SlideText(read_targets(package, part, budget), is_template=True)

    main = find_main_part(package, budget, "ppt/presentation.xml")
    if main not in package:
        yield Notice("damaged", detail="no main part")
    done = {main.lower()}
    for page, slide in enumerate(_list_slides(package, main, budget), 1):
        budget.take_page()
        links = read_links(package, slide, budget).values()
        for part in (slide, *(link.target for link in links if link.kind in _BESIDE and link.target in package)):
            if part.lower() not in done:
                position = Position(page=page, container=() if part == slide else (part,))
                yield from guard(extract_part(package, budget, make_reader(part), part, position), part)
                done.add(part.lower())
    readers = dict.fromkeys(_ROOTS, make_reader) | dict.fromkeys(_TEMPLATES, make_template_reader)
    yield from extract_rest(package, budget, readers, done)


def _list_slides(package: Package, main: str, budget: Budget) -> list[str]:
    """The parts of the slides in the order of the presentation; those that it does not name follow by number."""
    links = read_links(package, main, budget)
    ids: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local_name(name) == "sldId":
            ids.extend(value for key, value in attributes.items() if key.endswith(":id"))

    if main in package:
        with contextlib.suppress(ExpatError, EOFError, zlib.error, ChecksumError), package.open(main) as stream:
            XmlReader(start).read(stream, budget)
    named = [links[key].target for key in ids if key in links and links[key].target in package]
    known = {name.lower() for name in named}
    others = {int(match[1]): name for name in package.names if (match := _SLIDE.fullmatch(name.lower().lstrip("/")))}
    return named + [others[number] for number in sorted(others) if others[number].lower().lstrip("/") not in known]
