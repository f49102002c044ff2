"""Relations between the parts of an Office package (ECMA-376 Part 2, 6.5): ``_rels/NAME.rels`` beside each part."""

from __future__ import annotations

import posixpath
import urllib.parse
from typing import TYPE_CHECKING, NamedTuple

from meibo.extraction.office.xml_events import XmlReader, local_name

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget
    from meibo.extraction.office.package import Package


class Relation(NamedTuple):
    """Where a part points to."""

    kind: str
    """The last word of the relation's type: ``worksheet``, ``hyperlink``, ``comments`` ..."""
    target: str
    """The name of a part in the package, or what stands outside of it."""
    is_external: bool


def read_relations(package: Package, budget: Budget, part: str = "") -> dict[str, Relation]:
    """The relations of a part (of the package itself without one) by their ids; none where there is no such file."""
    folder, _, base = part.rpartition("/")
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    return read_relations_part(package, budget, name, folder) if name in package else {}


def read_relations_part(package: Package, budget: Budget, name: str, folder: str) -> dict[str, Relation]:
    """The relations in one file; ``folder`` holds the part that they belong to."""
    relations: dict[str, Relation] = {}

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) != "Relationship":
            return
        target = attributes.get("Target", "")
        is_external = attributes.get("TargetMode", "").lower() == "external"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, urllib.parse.unquote(target))).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        relations[attributes.get("Id", f"#{len(relations)}")] = Relation(kind, target, is_external)

    with package.open(name) as stream:
        XmlReader(on_start).read(stream, budget)
    return relations
