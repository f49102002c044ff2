"""Electronic books: EPUB 2 and 3 (IDPF, W3C), a zip of XHTML chapters.

``META-INF/container.xml`` names the package document (OPF), which holds the properties, lists all files and gives the
order of reading (spine). Chapters are read as the markup files that they are.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from meibo.extraction.blocks import cut_text
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.documents.flow import guard
from meibo.extraction.model import Member, Notice
from meibo.extraction.office.package import Package
from meibo.extraction.office.xml_events import XmlReader, local_name
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_LABELS = {
    "title": "タイトル", "creator": "作成者", "contributor": "協力者", "publisher": "発行者", "description": "コメント",
    "subject": "件名", "rights": "権利",
}  # fmt: skip
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp")
_NOT_READ = (".css", ".ncx", ".opf", ".ttf", ".otf", ".woff", ".woff2", ".js", ".smil", "mimetype", "/")


def extract(source: Source) -> Iterator[Item]:
    """Members in the order of reading, then those outside of it; the properties as a block."""
    budget = source.budget
    package = Package(source.stream, budget)
    if package.is_damaged:
        yield Notice("damaged", detail="no directory")
    encrypted = set(_read(package, _ENCRYPTION, budget).addresses("CipherReference", "URI", ""))
    roots = _read(package, _CONTAINER, budget).addresses("rootfile", "full-path", "")
    opf = next((name for name in roots if name in package), "")
    book = _read(package, opf, budget)
    hrefs = dict(zip(book.values("item", "id"), book.addresses("item", "href", posixpath.dirname(opf)), strict=False))
    chapters = [hrefs[key] for key in book.values("itemref", "idref") if key in hrefs and hrefs[key] in package]
    others = [name for name in package.names if name not in chapters]
    if encrypted.intersection(chapters):
        yield Notice("encrypted")
    lowered_names = {_CONTAINER.lower(), _ENCRYPTION.lower()}
    for name in dict.fromkeys((*chapters, *others)):
        if name.lower() not in lowered_names and name not in encrypted and not name.lower().endswith(_NOT_READ):
            yield from guard(_open(package, name), name)
    yield from cut_text("\n".join(book.lines), budget.limits, Position(line=1, container=("properties",)))


def _open(package: Package, name: str) -> Iterator[Item]:
    with package.open(name) as stream:
        yield Member(name, stream, is_decoration=name.lower().endswith(_IMAGES))


class _Elements:
    """The attributes of all elements of a small XML file by their names, and its Dublin Core as lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._elements: list[tuple[str, dict[str, str]]] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements.append((local_name(name), attributes))
        self._text.clear()

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        label = _LABELS.get(local_name(name)) if name.startswith("dc:") else None
        if label and (value := " ".join("".join(self._text).split())):
            self.lines.append(f"{label}: {value}")
        self._text.clear()

    def values(self, element: str, attribute: str) -> list[str]:
        """An attribute of all elements of a name."""
        return [attributes.get(attribute, "") for name, attributes in self._elements if name == element]

    def addresses(self, element: str, attribute: str, folder: str) -> list[str]:
        """The same as names of members."""
        paths = (unquote(value.partition("#")[0]) for value in self.values(element, attribute))
        return [posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") for path in paths]


def _read(package: Package, name: str, budget: Budget) -> _Elements:
    """What a small XML file says, as far as it can be read."""
    elements = _Elements()
    if name and name in package:
        try:
            with package.open(name) as stream:
                XmlReader(elements.start, elements.end, elements.text).read(stream, budget)
        except LimitReachedError:
            raise
        except Exception:  # noqa: BLE001 - without it, chapters are read in the order of the package
            return elements
    return elements
