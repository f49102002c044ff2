"""How the parts of an Office Open XML package hang together (ECMA-376 Part 2, Open Packaging Conventions).

A part ``word/document.xml`` names what it uses in ``word/_rels/document.xml.rels``: relationships with an id, a type
and a target, which is another part or, marked as external, an address outside.
"""

from __future__ import annotations

import contextlib
import posixpath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast
from urllib.parse import unquote

from meibo.extraction.budget import LimitReachedError
from meibo.extraction.office.xml_events import XmlReader, local_name, root_name

if TYPE_CHECKING:
    import io

    from meibo.extraction.budget import Budget
    from meibo.extraction.office.package import Package

_HEAD_BYTES = 4_096
"""The root element begins within them, however many namespaces it names."""


class Link(NamedTuple):
    """One relationship."""

    kind: str
    """The last word of its type, the same in transitional and strict files: ``officeDocument``, ``slide`` ..."""
    target: str
    """The name of a part, or an address outside."""
    is_external: bool


def read_relationships(package: Package, rels: str, budget: Budget) -> dict[str, Link]:
    """The relationships in a part ``.rels`` by id, as far as they can be read."""
    folder = posixpath.dirname(posixpath.dirname(rels))
    links: dict[str, Link] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if local_name(name) == "Relationship":
            target = attributes.get("Target", "")
            is_external = attributes.get("TargetMode", "") == "External"
            path = target if is_external else _resolve(folder, target)
            links[attributes.get("Id", "")] = Link(attributes.get("Type", "").rpartition("/")[2], path, is_external)

    if rels not in package:
        return links
    try:
        with package.open(rels) as stream:
            XmlReader(start).read(stream, budget)
    except LimitReachedError:
        raise
    except Exception:  # noqa: BLE001 - what it would have told is guessed from names
        return links
    return links


def read_links(package: Package, part: str, budget: Budget) -> dict[str, Link]:
    """The relationships of a part by id; those of the package where the part is empty."""
    folder, _, name = part.rpartition("/")
    return read_relationships(package, posixpath.join(folder, "_rels", f"{name}.rels"), budget)


def find_main_part(package: Package, budget: Budget, usual: str) -> str:
    """The part that the document begins with; ``usual`` where the package does not tell."""
    for link in read_links(package, "", budget).values():
        if link.kind == "officeDocument" and link.target in package:
            return link.target
    return usual


def read_targets(package: Package, part: str, budget: Budget) -> dict[str, str]:
    """The addresses outside that a part refers to, by the id of their relationship."""
    return {key: link.target for key, link in read_links(package, part, budget).items() if link.is_external}


def root_of(stream: BinaryIO) -> str:
    """The local name of a part's root element; the stream stays where it is."""
    with contextlib.suppress(Exception):
        return root_name(cast("io.BufferedReader", stream).peek(_HEAD_BYTES)[:_HEAD_BYTES])
    return ""


def _resolve(folder: str, target: str) -> str:
    """The name of a part as another part in ``folder`` names it."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
