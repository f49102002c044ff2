"""OpenDocument text, presentations and drawings: odt, odp, odg (ISO/IEC 26300, OASIS ODF 1.3 Part 2: packages).

``content.xml`` holds the body, ``styles.xml`` headers, footers and master pages, ``meta.xml`` the properties; embedded
objects are folders of the same kind or files, pictures are files.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from meibo.extraction.archives.unpacking import ChecksumError
from meibo.extraction.documents.flow import extract_part, guard
from meibo.extraction.documents.opendocument_text import OpenDocumentText
from meibo.extraction.model import Member, Notice
from meibo.extraction.office.document_properties import extract_properties
from meibo.extraction.office.package import Package
from meibo.extraction.office.xml_events import XmlReader, local_name
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

_NOT_READ = re.compile(
    "(?:.*/)?(?:mimetype|settings.xml|manifest.rdf|layout-cache|meta.xml|styles.xml|current.xml)|.*/"
    "|(?:meta-inf|thumbnails|configurations2?|objectreplacements|pictures/tablepreview|basic|dialogs|scripts|fonts).*"
)
"""Settings, pictures of what is read as text, program code."""
_MANIFEST = "META-INF/manifest.xml"
_OBJECT = re.compile("/?(?:.*/)?content.xml")
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".svm", ".webp")


def extract(source: Source) -> Iterator[Item]:
    """Blocks of the body, then of headers and footers, objects and properties; members; a notice where damaged."""
    budget = source.budget
    package = Package(source.stream, budget)
    if package.is_damaged:
        yield Notice("damaged", detail="no directory")
    if _is_encrypted(package, budget):
        yield Notice("encrypted")
        return
    if "content.xml" in package:
        body = extract_part(package, budget, OpenDocumentText(), "content.xml", Position(line=1))
        yield from guard(body, "content.xml")
    else:
        yield Notice("damaged", detail="no main part")
    for name in package.names:
        yield from guard(_extract_other(package, budget, name), name)
    yield from extract_properties(package, budget)


def _extract_other(package: Package, budget: Budget, name: str) -> Iterator[Item]:
    lowered = name.lower().lstrip("/")
    if lowered == "content.xml":
        return
    at = Position(line=1, container=(name,))
    if lowered == "styles.xml":
        yield from extract_part(package, budget, OpenDocumentText(is_template=True), name, at)
    elif _OBJECT.fullmatch(lowered):
        yield from extract_part(package, budget, OpenDocumentText(), name, at)
    elif not _NOT_READ.fullmatch(lowered):
        with package.open(name) as stream:
            yield Member(name, stream, is_decoration=lowered.endswith(_IMAGES))


def _is_encrypted(package: Package, budget: Budget) -> bool:
    """Whether the manifest says that members are encrypted."""
    found: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        if local_name(name) == "encryption-data":
            found.append(name)

    if _MANIFEST in package:
        with contextlib.suppress(ExpatError, EOFError, zlib.error, ChecksumError), package.open(_MANIFEST) as stream:
            XmlReader(start).read(stream, budget)
    return bool(found)
