"""Word documents, templates and macro documents: docx, docm, dotx (ECMA-376, WordprocessingML).

The body comes first, then every other part that holds words: headers, footers, notes, comments, charts, diagrams,
settings, custom XML; then what is embedded (pictures, OLE objects, files) and the document's properties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.documents.flow import extract_part, guard
from meibo.extraction.documents.ooxml_parts import find_main_part, read_targets
from meibo.extraction.documents.ooxml_rest import extract_rest
from meibo.extraction.documents.word_text import WordText
from meibo.extraction.model import Notice
from meibo.extraction.office.package import Package
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_ROOTS = ("document", "glossaryDocument", "hdr", "ftr", "footnotes", "endnotes", "comments", "settings", "people")


def extract(source: Source) -> Iterator[Item]:
    """Blocks of the body, then of all other parts; members; a notice for each part that is damaged."""
    budget = source.budget
    package = Package(source.stream, budget)
    if package.is_damaged:
        yield Notice("damaged", detail="no directory")

    def make_reader(part: str) -> WordText:
        return WordText(read_targets(package, part, budget))

    body = find_main_part(package, budget, "word/document.xml")
    if body in package:
        yield from guard(extract_part(package, budget, make_reader(body), body, Position(line=1)), body)
    else:
        yield Notice("damaged", detail="no main part")
    yield from extract_rest(package, budget, dict.fromkeys(_ROOTS, make_reader), {body.lower()})
